"""What an operator sees of the story."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from joincard_core.verification import CardUnknown, Limits, ProbingLimit
from prometheus_client import REGISTRY

if TYPE_CHECKING:
    from core.tests.verification.conftest import World

FREE = "trial.plain.free"


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


class TestCounts:
    def test_tell_decisions_by_outcome_and_repeats_apart(self, world: World) -> None:
        before = [value("joincard_decisions_total", outcome=o) for o in ("permitted", "refused")]
        repeats = value("joincard_repeated_requests_total")
        world.ask(FREE, key="once")
        world.ask(FREE, key="once")
        world.lose("ann")
        world.ask(FREE)
        after = [value("joincard_decisions_total", outcome=o) for o in ("permitted", "refused")]
        assert [b - a for a, b in zip(before, after, strict=True)] == [1, 1]
        assert value("joincard_repeated_requests_total") - repeats == 1

    def test_tell_moves(self, world: World) -> None:
        before = value("joincard_moves_total", move="cancel")
        world.move("cancel", world.ask(FREE)["id"])
        assert value("joincard_moves_total", move="cancel") - before == 1

    def test_tell_who_asked_too_much(self, world: World) -> None:
        limited = world.with_limits(Limits(unknown=1))
        before = value("joincard_probing_limited_total", kind="unknown")
        with pytest.raises(CardUnknown):
            limited.ask(FREE, shown=world.unknown())
        with pytest.raises(ProbingLimit):
            limited.ask(FREE)
        assert value("joincard_probing_limited_total", kind="unknown") - before == 1
