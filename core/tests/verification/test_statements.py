"""The hot path keeps to few statements: each is a turn to the database and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from core.tests.verification.conftest import World


class TestAQuestion:
    @pytest.mark.parametrize(
        ("code", "most"),
        [
            ("trial.plain.flat", 7),  # card, standing, key, facts, count, log, answer
            ("trial.quota.daily", 8),  # the count is locked first and saved then
            ("trial.bus.red", 8),  # the ride before
            ("trial.plain.named", 12),  # three rooms disclose
        ],
    )
    def test_takes_few_statements(self, world: World, code: str, most: int) -> None:
        world.ask(code)
        with world.statements() as seen:
            assert world.ask(code)["outcome"] == "permitted"
        assert len([statement for statement in seen if not statement.startswith("BEGIN")]) <= most
