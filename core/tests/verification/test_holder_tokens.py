"""A token that a holder gave: for this holder's cards, and for nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from joincard_core.credentials import CardNumber
from joincard_core.verification import NotTheHolders

if TYPE_CHECKING:
    from core.tests.verification.conftest import Caller, World

FREE = "trial.plain.free"


def caller_of(world: World, name: str) -> Caller:
    """A provider's system with a token that this holder gave."""
    usual = world.caller()
    return type(usual)(usual.client_id, usual.provider_id, world.holders[name].person)


class TestATokenOfAHolder:
    def test_serves_the_holders_card(self, world: World) -> None:
        assert world.ask(FREE, caller=caller_of(world, "ann"))["outcome"] == "permitted"

    def test_serves_the_holders_next_card(self, world: World) -> None:
        world.replace_card("ann")
        assert world.ask(FREE, caller=caller_of(world, "ann"))["outcome"] == "permitted"

    def test_serves_no_other_card_and_tells_not_whether_there_is_one(self, world: World) -> None:
        world.holder("bob")
        shown = (world.numbers["bob"], world.unknown(), CardNumber("330100", world.numbers["ann"].number))
        said = set()
        for number in shown:
            with pytest.raises(NotTheHolders) as raised:
                world.ask(FREE, caller=caller_of(world, "ann"), shown=number)
            said.add(str(raised.value))
        assert len(said) == 1

    def test_of_a_system_alone_serves_every_card(self, world: World) -> None:
        world.holder("bob")
        assert world.ask(FREE, "bob")["outcome"] == "permitted"
