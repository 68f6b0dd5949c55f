"""Numbers that lead nowhere: nobody learns which numbers exist, or where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from joincard_core.credentials import CardNumber
from joincard_core.keys import Vault
from joincard_core.registry import Accreditation, Provider, providers
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
    def test_are_limited_per_provider_over_all_its_systems(self, world: World) -> None:
        limited = world.with_limits(Limits(unknown=3))
        for _ in range(3):
            failed(limited, world.unknown())
        for system in ("his-1", "his-2"):
            with pytest.raises(ProbingLimit) as raised:
                limited.ask(FREE, shown=world.unknown(), caller=world.caller(client_id=system))
            assert 0 < raised.value.retry_after <= 3600
        with limited.rooms.database.write() as tx:
            providers.add(tx, Provider("other", "Other"), limited.clock.now())
            providers.accredit(tx, Accreditation("other", "*"), limited.clock.now())
        assert limited.ask(FREE, caller=world.caller("c", "other"))["outcome"] == "permitted"

    def test_are_refused_just_as_known_ones_meanwhile(self, world: World) -> None:
        limited = world.with_limits(Limits(unknown=1))
        failed(limited, world.unknown())
        told = []
        for shown in (world.numbers["ann"], world.unknown(), elsewhere(world)):
            before = world.rows()
            with limited.statements() as seen, pytest.raises(ProbingLimit) as raised:
                limited.ask(FREE, shown=shown)
            told.append((str(raised.value), raised.value.retry_after, tuple(seen)))
            assert world.rows() == before
        assert len(set(told)) == 1

    def test_close_a_provider_for_minutes_and_not_for_the_hour(self, world: World) -> None:
        limited = world.with_limits(Limits(unknown=30))
        for _ in range(30):
            failed(limited, world.unknown())
        with pytest.raises(ProbingLimit) as raised:
            limited.ask(FREE)
        assert raised.value.retry_after == 120
        world.clock.advance(timedelta(seconds=119))
        with pytest.raises(ProbingLimit):
            limited.ask(FREE)
        world.clock.advance(timedelta(seconds=1))
        for _ in range(3):
            assert limited.ask(FREE)["outcome"] == "permitted"
        failed(limited, world.unknown())
        with pytest.raises(ProbingLimit):
            limited.ask(FREE)

    def test_may_be_more_where_many_different_cards_are_known(self, world: World) -> None:
        limited = world.with_limits(Limits(unknown=2, known_share=50))
        failed(limited, world.unknown())
        for _ in range(6):
            limited.ask(FREE)
        for name in ("bob", "cleo", "dora"):
            limited.ask(FREE, world.holder(name))
        for _ in range(3):  # one of the two, and two for four different cards
            failed(limited, world.unknown())
        with pytest.raises(ProbingLimit):
            limited.ask(FREE)

    def test_at_once_find_no_more_room(self, world: World) -> None:
        limited = world.with_limits(Limits(unknown=4))

        def guess(shown: CardNumber) -> bool:
            try:
                limited.ask(FREE, shown=shown)
            except CardUnknown:
                return True
            except ProbingLimit:
                return False
            return False

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(guess, [world.unknown() for _ in range(16)])) == 4

    def test_are_reported_to_staff_once(self, world: World, caplog: pytest.LogCaptureFixture) -> None:
        limited = world.with_limits(Limits(unknown=2))
        for _ in range(2):
            assert not caplog.records
            failed(limited, world.unknown())
        with pytest.raises(ProbingLimit):
            limited.ask(FREE)
        (record,) = caplog.records
        assert "jiaxing-first" in record.getMessage()

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
