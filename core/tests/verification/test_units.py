"""How much was used: counted where it is counted, in parts where it is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from core.tests.verification.conftest import World


class TestUnits:
    @pytest.mark.parametrize(
        ("code", "units", "price"),
        [
            ("trial.plain.flat", "1", "12.00"),
            ("trial.library.loan", "2", "0.00"),
            ("trial.clinic.print", "1000", "0.00"),
            ("trial.sports.hall", "0.5", "20.00"),
            ("trial.vehicle.charge", "0", "0.00"),
            ("trial.vehicle.charge", "12.345", "10.35"),
            ("trial.library.late", "0", "0.00"),
            ("trial.library.late", "3", "0.30"),
        ],
    )
    def test_are_priced(self, world: World, code: str, units: str, price: str) -> None:
        assert world.ask(code, use={"units": units})["charge"]["price"] == price

    @pytest.mark.parametrize("units", ["1", "1.0"])
    def test_may_say_that_one_use_is_one(self, world: World, units: str) -> None:
        """Clients that always send a number of units say nothing new with a single one."""
        assert world.ask("trial.plain.free", use={"units": units})["outcome"] == "permitted"
        told = world.ask("trial.clinic.year", use={"units": units, "basis": "10"})
        assert told["charge"]["price"] == "10.00"
