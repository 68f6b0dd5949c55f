"""What is counted, for whom, over which time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from joincard_core.registry import Accreditation, Provider, providers

if TYPE_CHECKING:
    from core.tests.verification.conftest import World

ONCE, DAILY, REST = "trial.quota.once", "trial.quota.daily", "trial.quota.rest"
YEAR, STAY, PRINT, RED, BLUE = (
    "trial.clinic.year",
    "trial.clinic.stay",
    "trial.clinic.print",
    "trial.bus.red",
    "trial.bus.blue",
)


class TestAReplacedCard:
    def test_resets_nothing(self, world: World) -> None:
        world.ask(ONCE)
        world.replace_card("ann")
        assert world.ask(ONCE)["outcome"] == "refused"


class TestAQuota:
    def test_is_each_persons_own(self, world: World) -> None:
        world.holder("bob")
        assert [world.ask(ONCE, who)["outcome"] for who in ("ann", "bob")] == ["permitted"] * 2

    def test_of_a_day_begins_anew_at_midnight_in_shanghai(self, world: World) -> None:
        for _ in range(2):
            world.ask(DAILY)
        world.clock.advance(timedelta(hours=11, minutes=59))
        assert world.ask(DAILY)["outcome"] == "refused"
        world.clock.advance(timedelta(minutes=1))
        assert world.ask(DAILY)["outcome"] == "permitted"

    def test_is_not_used_up_by_refusals(self, world: World) -> None:
        for _ in range(3):
            world.ask(REST)
        world.clock.advance(timedelta(days=29))
        assert world.ask(REST)["outcome"] == "refused"
        world.clock.advance(timedelta(days=1))
        assert world.ask(REST)["outcome"] == "permitted"


class TestAThreshold:
    def test_is_filled_by_bills_and_not_by_what_was_paid(self, world: World) -> None:
        prices = [
            world.ask(YEAR, use={"basis": basis})["charge"]["price"] for basis in ("250.00", "100", "100")
        ]
        assert prices == ["250.00", "65.00", "30.00"]

    def test_of_a_year_begins_anew_with_the_year(self, world: World) -> None:
        world.ask(YEAR, use={"basis": "300"})
        world.clock.advance(timedelta(days=366))
        assert world.ask(YEAR, use={"basis": "300"})["charge"]["price"] == "300.00"


class TestAStay:
    def test_has_a_threshold_of_its_own(self, world: World) -> None:
        prices = [
            world.ask(STAY, use={"basis": "800", "stay": stay})["charge"]["price"]
            for stay in ("S-1", "S-1", "S-2")
        ]
        assert prices == ["800.00", "120.00", "800.00"]

    def test_is_one_providers(self, world: World) -> None:
        with world.rooms.database.write() as tx:
            providers.add(tx, Provider("other", "Other"), world.clock.now())
            providers.accredit(tx, Accreditation("other", "*"), world.clock.now())
        bill = {"basis": "800", "stay": "S-1"}
        here = world.ask(STAY, use=bill)
        there = world.ask(STAY, use=bill, caller=world.caller("c", "other"))
        assert here["charge"]["price"] == there["charge"]["price"] == "800.00"

    def test_lasts_over_midnight(self, world: World) -> None:
        world.ask(STAY, use={"basis": "800", "stay": "S-1"})
        world.clock.advance(timedelta(days=40))
        assert world.ask(STAY, use={"basis": "800", "stay": "S-1"})["charge"]["price"] == "120.00"

    def test_begins_with_each_use_that_names_none(self, world: World) -> None:
        assert [world.ask(PRINT)["charge"]["price"] for _ in range(2)] == ["0.00", "0.00"]
        visit = {"stay": "V-1"}
        assert [world.ask(PRINT, use=visit)["charge"]["price"] for _ in range(2)] == ["0.00", "1.00"]


class TestATransfer:
    def test_follows_a_ride_on_the_same_network(self, world: World) -> None:
        world.ask(BLUE)
        world.clock.advance(timedelta(minutes=60))
        assert world.ask(RED)["charge"]["price"] == "1.00"

    def test_is_over_after_its_minutes(self, world: World) -> None:
        world.ask(BLUE)
        world.clock.advance(timedelta(minutes=60, seconds=1))
        assert world.ask(RED)["charge"]["price"] == "2.00"

    def test_does_not_follow_a_ride_on_another_network(self, world: World) -> None:
        world.ask("trial.metro.ride", use={"basis": "5"})
        assert world.ask(RED)["charge"]["price"] == "2.00"

    def test_does_not_follow_a_ride_that_was_cancelled_or_refused(self, world: World) -> None:
        world.holder("bob")
        world.move("cancel", world.ask(BLUE)["id"])
        assert world.ask(RED)["charge"]["price"] == "2.00"
        world.ask(BLUE, "bob")
        assert world.ask(RED, "bob")["charge"]["price"] == "1.00"

    def test_does_not_follow_somebody_elses_ride(self, world: World) -> None:
        world.holder("bob")
        world.ask(BLUE, "bob")
        assert world.ask(RED)["charge"]["price"] == "2.00"
