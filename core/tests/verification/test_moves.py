"""Cancel, settle and close."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from joincard_core.audit import TYP
from joincard_core.verification import (
    BadSettlement,
    IdempotencyMismatch,
    IllegalMove,
    VerificationUnknown,
)

if TYPE_CHECKING:
    from core.tests.verification.conftest import World

ONCE, DAILY, REST, LOAN = "trial.quota.once", "trial.quota.daily", "trial.quota.rest", "trial.library.loan"
YEAR, STAY, FREE = "trial.clinic.year", "trial.clinic.stay", "trial.plain.free"


class TestCancelling:
    def test_brings_the_headroom_back(self, world: World) -> None:
        told = world.ask(ONCE)
        assert world.ask(ONCE)["outcome"] == "refused"
        assert world.move("cancel", told["id"], reason="patient left")["status"] == "cancelled"
        assert world.ask(ONCE)["outcome"] == "permitted"

    def test_forgets_the_day_of_the_use_but_not_the_one_before(self, world: World) -> None:
        world.ask(REST)
        world.clock.advance(timedelta(days=30))
        told = world.ask(REST)
        world.move("cancel", told["id"])
        assert world.ask(REST)["outcome"] == "permitted"
        world.clock.advance(timedelta(days=10))
        assert world.ask(REST)["outcome"] == "refused"

    def test_frees_the_item(self, world: World) -> None:
        loans = [world.ask(LOAN) for _ in range(3)]
        assert [loan["outcome"] for loan in loans] == ["permitted", "permitted", "refused"]
        world.move("cancel", loans[0]["id"])
        assert world.ask(LOAN)["outcome"] == "permitted"

    def test_takes_back_what_a_threshold_counted(self, world: World) -> None:
        bill = {"basis": "300.00"}
        told = world.ask(YEAR, use=bill)
        assert told["charge"]["price"] == "300.00"
        world.move("cancel", told["id"])
        assert world.ask(YEAR, use=bill)["charge"]["price"] == "300.00"
        assert world.ask(YEAR, use=bill)["charge"]["price"] == "90.00"

    def test_takes_back_what_the_stay_counted(self, world: World) -> None:
        bill = {"basis": "800.00", "stay": "S-1"}
        told = world.ask(STAY, use=bill)
        world.move("cancel", told["id"])
        assert world.ask(STAY, use=bill)["charge"]["price"] == "800.00"
        assert world.ask(STAY, use=bill)["charge"]["price"] == "120.00"

    def test_of_yesterdays_use_leaves_todays_count(self, world: World) -> None:
        yesterday = world.ask(DAILY)
        world.clock.advance(timedelta(days=1))
        world.ask(DAILY)
        world.move("cancel", yesterday["id"])
        assert [world.ask(DAILY)["outcome"] for _ in range(2)] == ["permitted", "refused"]

    def test_twice_is_once(self, world: World) -> None:
        told = world.ask(ONCE)
        first = world.move("cancel", told["id"])
        before = world.rows()
        assert world.move("cancel", told["id"]) == first
        assert world.rows()["verification_log"] == before["verification_log"]
        assert world.rows()["usage"] == before["usage"]

    def test_leaves_a_receipt(self, world: World) -> None:
        told = world.ask(ONCE)
        (move,) = world.move("cancel", told["id"])["moves"]
        claims = world.keys.verify("receipt", move["receipt"], TYP)
        assert (claims["jti"], claims["status"]) == (told["id"], "cancelled")


class TestSettling:
    def test_sets_what_was_paid(self, world: World) -> None:
        told = world.ask("trial.plain.flat")
        moved = world.move("settle", told["id"], price="7.50")
        assert moved["status"] == "settled"
        assert moved["charge"]["price"] == "12.00"
        assert [move["price"] for move in moved["moves"]] == ["7.50"]

    def test_counts_what_was_paid_and_not_what_was_quoted(self, world: World) -> None:
        ride = "trial.metro.month"
        told = world.ask(ride, use={"basis": "10"})
        world.move("settle", told["id"], price="1.00")
        usage = world.rows()["usage"]
        assert [row for row in usage if ride in row and 100 in row]

    @pytest.mark.parametrize("price", ["12.01", "-1", "-0.01", "7.505", "", "many", "1e1", None, "NaN"])
    def test_above_the_quote_or_at_no_price_is_refused(self, world: World, price: str | None) -> None:
        told = world.ask("trial.plain.flat")
        before = world.rows()
        with pytest.raises(BadSettlement, match=r'"12\.00"'):
            world.move("settle", told["id"], price=price)
        assert world.rows() == before

    @pytest.mark.parametrize("price", ["0", "0.00", "12", "12.00"])
    def test_at_its_edges_is_allowed(self, world: World, price: str) -> None:
        told = world.ask("trial.plain.flat")
        assert world.move("settle", told["id"], price=price)["status"] == "settled"

    def test_twice_at_one_price_is_once(self, world: World) -> None:
        told = world.ask("trial.plain.flat")
        first = world.move("settle", told["id"], price="7.50")
        assert world.move("settle", told["id"], price="7.5") == first
        with pytest.raises(IllegalMove):
            world.move("settle", told["id"], price="7.00")

    def test_does_not_free_the_item(self, world: World) -> None:
        loans = [world.ask(LOAN) for _ in range(2)]
        world.move("settle", loans[0]["id"], price="0")
        assert world.ask(LOAN)["outcome"] == "refused"


class TestClosing:
    def test_frees_the_item_and_keeps_the_use(self, world: World) -> None:
        loans = [world.ask(LOAN) for _ in range(2)]
        assert world.move("close", loans[0]["id"])["status"] == "closed"
        third = world.ask(LOAN)
        assert (third["outcome"], third["charge"]["price"]) == ("permitted", "3.00")

    def test_after_settling_frees_it_too(self, world: World) -> None:
        loans = [world.ask(LOAN) for _ in range(2)]
        world.move("settle", loans[1]["id"], price="1.00")
        world.move("close", loans[1]["id"])
        assert world.ask(LOAN)["outcome"] == "permitted"

    def test_twice_frees_one(self, world: World) -> None:
        loans = [world.ask(LOAN) for _ in range(2)]
        for _ in range(3):
            world.move("close", loans[0]["id"])
        assert [world.ask(LOAN)["outcome"] for _ in range(2)] == ["permitted", "refused"]

    def test_of_what_opened_nothing_changes_no_count(self, world: World) -> None:
        told = world.ask(FREE)
        before = world.rows()["usage"]
        assert world.move("close", told["id"])["status"] == "closed"
        assert world.rows()["usage"] == before


class TestAMove:
    @pytest.mark.parametrize("move", ["cancel", "settle", "close"])
    def test_of_a_refusal_cannot_be_made(self, world: World, move: str) -> None:
        world.lose("ann")
        told = world.ask(FREE)
        with pytest.raises(IllegalMove, match="refused"):
            world.move(move, told["id"], price="0")

    @pytest.mark.parametrize("move", ["cancel", "settle", "close"])
    def test_is_for_the_same_provider(self, world: World, move: str) -> None:
        told = world.ask(FREE)
        before = world.rows()
        with pytest.raises(VerificationUnknown):
            world.move(move, told["id"], caller=world.caller(provider_id="other"), price="0")
        assert world.rows() == before

    def test_may_be_made_by_another_system_of_the_provider(self, world: World) -> None:
        told = world.ask(ONCE)
        assert (
            world.move("cancel", told["id"], caller=world.caller(client_id="his-2"))["status"] == "cancelled"
        )

    def test_of_what_does_not_exist(self, world: World) -> None:
        with pytest.raises(VerificationUnknown):
            world.move("cancel", "0" * 32)

    def test_that_the_table_does_not_have(self, world: World) -> None:
        told = world.ask("trial.plain.flat")
        world.move("settle", told["id"], price="1.00")
        before = world.rows()
        with pytest.raises(IllegalMove, match="Allowed: close"):
            world.move("cancel", told["id"])
        assert world.rows() == before

    def test_shows_in_the_answer_that_is_read(self, world: World) -> None:
        told = world.ask("trial.plain.flat")
        world.move("settle", told["id"], price="1.00")
        closed = world.move("close", told["id"])
        read = world.read(told["id"])
        assert read == closed
        assert [move["status"] for move in read["moves"]] == ["settled", "closed"]

    def test_repeated_with_its_key_gets_the_same_bytes(self, world: World) -> None:
        told = world.ask("trial.plain.flat")
        first = world.move("settle", told["id"], key="s", price="1.00")
        world.move("close", told["id"])
        assert world.move("settle", told["id"], key="s", price="1.00") == first

    def test_with_a_key_of_another_request_is_refused(self, world: World) -> None:
        one, two = world.ask(FREE), world.ask(FREE)
        world.move("cancel", one["id"], key="k")
        with pytest.raises(IdempotencyMismatch):
            world.move("cancel", two["id"], key="k")
        with pytest.raises(IdempotencyMismatch):
            world.move("close", one["id"], key="k")

    def test_made_many_times_at_once_is_made_once(self, world: World) -> None:
        loans = [world.ask(LOAN) for _ in range(2)]
        with ThreadPoolExecutor(8) as pool:
            moved = list(pool.map(lambda _: world.move("cancel", loans[0]["id"]), range(8)))
        assert {answer["status"] for answer in moved} == {"cancelled"}
        assert len([row for row in world.rows()["verification_log"] if "cancelled" in row]) == 1
        assert [world.ask(LOAN)["outcome"] for _ in range(2)] == ["permitted", "refused"]
