"""Refusals of one card to one provider are limited, or a card could be read bit by bit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from joincard_core.registry import Accreditation, Provider, providers
from joincard_core.verification import Limits, ProbingLimit

if TYPE_CHECKING:
    from core.tests.verification.conftest import World

FREE, SEND = "trial.plain.free", "trial.money.send"


@pytest.fixture
def limited(world: World) -> World:
    """An authority that lets a provider be refused twice about a card that is lost."""
    world.holder("bob")
    world.lose("ann")
    return world.with_limits(Limits(refusals=2))


def refuse_twice(world: World) -> None:
    for _ in range(2):
        assert world.ask(FREE)["outcome"] == "refused"


class TestTooManyRefusals:
    def test_are_answered_with_when_to_come_back(self, limited: World) -> None:
        refuse_twice(limited)
        with pytest.raises(ProbingLimit) as raised:
            limited.ask(FREE)
        assert 0 < raised.value.retry_after <= 3600
        limited.clock.advance(timedelta(seconds=raised.value.retry_after))
        assert limited.ask(FREE)["outcome"] == "refused"

    def test_stop_every_question_about_the_card(self, limited: World) -> None:
        refuse_twice(limited)
        with pytest.raises(ProbingLimit):
            limited.ask(SEND, facts={"request.amount": "1"})

    def test_write_nothing_more(self, limited: World) -> None:
        refuse_twice(limited)
        before = limited.rows()
        with pytest.raises(ProbingLimit):
            limited.ask(FREE)
        assert limited.rows() == before

    def test_concern_one_card(self, limited: World) -> None:
        refuse_twice(limited)
        assert limited.ask(FREE, "bob")["outcome"] == "permitted"

    def test_concern_one_provider(self, limited: World) -> None:
        refuse_twice(limited)
        with limited.rooms.database.write() as tx:
            providers.add(tx, Provider("other", "Other"), limited.clock.now())
            providers.accredit(tx, Accreditation("other", "*"), limited.clock.now())
        assert limited.ask(FREE, caller=limited.caller("c", "other"))["outcome"] == "refused"

    def test_are_counted_over_all_systems_of_a_provider(self, limited: World) -> None:
        refuse_twice(limited)
        with pytest.raises(ProbingLimit):
            limited.ask(FREE, caller=limited.caller(client_id="his-2"))

    def test_do_not_count_what_is_repeated(self, limited: World) -> None:
        for _ in range(5):
            assert limited.ask(FREE, key="same")["outcome"] == "refused"


class TestPermittedUses:
    def test_are_not_limited(self, limited: World) -> None:
        for _ in range(5):
            assert limited.ask(FREE, "bob")["outcome"] == "permitted"
