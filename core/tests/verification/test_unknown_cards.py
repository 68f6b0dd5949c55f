"""Numbers that lead nowhere: nobody learns which numbers exist, or where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from joincard_core.credentials import CardNumber
from joincard_core.keys import Vault
from joincard_core.verification import CardUnknown, Limits, ProbingLimit

if TYPE_CHECKING:
    from core.tests.verification.conftest import World

HANGZHOU = "330100"
FREE = "trial.plain.free"


def elsewhere(world: World) -> CardNumber:
    """Ann's number, said to be of another issuing region."""
    return CardNumber(HANGZHOU, world.numbers["ann"].number)


def failed(world: World, shown: CardNumber) -> tuple[str, str, list[str]]:
    """Code, sentence and statements of a failed question."""
    with world.statements() as seen, pytest.raises(CardUnknown) as raised:
        world.ask(FREE, shown=shown)
    return raised.value.code, str(raised.value), seen


class TestAnUnknownNumber:
    def test_gives_the_error_of_a_number_of_another_region(self, world: World) -> None:
        world.ask(FREE)
        assert failed(world, world.unknown()) == failed(world, elsewhere(world))

    def test_costs_the_statements_of_a_known_one_until_it_is_unknown(self, world: World) -> None:
        world.ask(FREE)
        with world.statements() as known:
            world.ask(FREE)
        *_, unknown = failed(world, world.unknown())
        assert unknown[:-1] == known[: len(unknown) - 1]
        assert unknown[-1].startswith("INSERT INTO attempts")

    def test_costs_the_cryptography_of_a_number_of_another_region(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world.ask(FREE)
        with operations(monkeypatch) as first:
            failed(world, world.unknown())
        with operations(monkeypatch) as second:
            failed(world, elsewhere(world))
        assert first == second == ["index"]

    def test_leaves_no_entry_in_the_log(self, world: World) -> None:
        before = world.rows()["verification_log"]
        failed(world, world.unknown())
        assert world.rows()["verification_log"] == before

    def test_may_be_corrected_with_the_same_key(self, world: World) -> None:
        """Nothing was decided, so the key is still free."""
        with pytest.raises(CardUnknown):
            world.ask(FREE, shown=world.unknown(), key="retry")
        assert world.ask(FREE, key="retry")["outcome"] == "permitted"


class TestTooManyUnknownNumbers:
    def test_are_limited_per_client(self, world: World) -> None:
        limited = world.with_limits(Limits(unknown=3))
        for _ in range(3):
            failed(limited, world.unknown())
        with pytest.raises(ProbingLimit) as raised:
            limited.ask(FREE, shown=world.unknown())
        assert 0 < raised.value.retry_after <= 3600
        assert limited.ask(FREE, caller=world.caller(client_id="his-2"))["outcome"] == "permitted"

    def test_close_known_numbers_too_or_guessing_would_go_on(self, world: World) -> None:
        limited = world.with_limits(Limits(unknown=1))
        failed(limited, world.unknown())
        with pytest.raises(ProbingLimit):
            limited.ask(FREE)

    def test_are_forgotten_when_the_window_ends(self, world: World) -> None:
        limited = world.with_limits(Limits(unknown=1))
        failed(limited, world.unknown())
        with pytest.raises(ProbingLimit) as raised:
            limited.ask(FREE)
        world.clock.advance(timedelta(seconds=raised.value.retry_after))
        assert limited.ask(FREE)["outcome"] == "permitted"

    def test_do_not_withhold_an_answer_that_was_given(self, world: World) -> None:
        limited = world.with_limits(Limits(unknown=1))
        first = limited.asked(FREE, key="once")
        failed(limited, world.unknown())
        assert limited.asked(FREE, key="once").body == first.body


@contextmanager
def operations(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note every cryptographic operation of the core within the block."""
    seen: list[str] = []
    with monkeypatch.context() as patched:
        for name in ("index", "key"):
            patched.setattr(Vault, name, noted(seen, name, getattr(Vault, name)))
        yield seen


def noted(seen: list[str], name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    """The real operation, with a note that it was made."""

    def operation(*given: Any) -> Any:
        seen.append(name)
        return real(*given)

    return operation
