"""A person whose key was destroyed is nobody any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from joincard_core.verification import CardUnknown, VerificationUnknown

if TYPE_CHECKING:
    from core.tests.verification.conftest import World


def erase(world: World) -> None:
    with world.rooms.database.write() as tx:
        world.rooms.vault.destroy_key(tx, world.holders["ann"].person)


class TestAnErasedPerson:
    def test_has_no_card(self, world: World) -> None:
        erase(world)
        before = world.rows()
        with pytest.raises(CardUnknown):
            world.ask("trial.plain.free")
        assert world.rows() == before

    def test_has_no_verifications(self, world: World) -> None:
        told = world.ask("trial.plain.flat", key="once")
        erase(world)
        with pytest.raises(VerificationUnknown):
            world.authority.read(told["id"], world.caller())
        with pytest.raises(VerificationUnknown):
            world.move("cancel", told["id"])
        with pytest.raises(CardUnknown):
            world.ask("trial.plain.flat", key="once")

    def test_leaves_a_log_that_names_nobody(self, world: World) -> None:
        told = world.ask("trial.plain.flat")
        erase(world)
        (row,) = world.rows()["verification_log"]
        assert told["receipt"] in row
