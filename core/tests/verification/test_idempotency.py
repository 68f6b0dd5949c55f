"""A request that is sent again: one use, one answer, the same bytes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from joincard_core.registry import providers
from joincard_core.verification import IdempotencyMismatch, Limits

if TYPE_CHECKING:
    from core.tests.verification.conftest import World

DAILY, NAMED = "trial.quota.daily", "trial.plain.named"


class TestARepeatedRequest:
    def test_gets_the_same_bytes(self, world: World) -> None:
        first = world.asked(NAMED, key="once")
        again = world.asked(NAMED, key="once")
        assert again.body == first.body
        assert (first.repeated, again.repeated) == (False, True)

    def test_is_one_use(self, world: World) -> None:
        for _ in range(5):
            assert world.ask(DAILY, key="once")["outcome"] == "permitted"
        assert world.ask(DAILY)["outcome"] == "permitted"
        assert world.ask(DAILY)["outcome"] == "refused"

    def test_writes_nothing(self, world: World) -> None:
        world.asked(DAILY, key="once")
        before = world.rows()
        world.asked(DAILY, key="once")
        assert world.rows() == before

    def test_gets_the_refusal_that_was_given(self, world: World) -> None:
        world.lose("ann")
        first = world.asked(DAILY, key="once")
        assert world.asked(DAILY, key="once").body == first.body

    def test_gets_its_answer_after_the_card_was_lost(self, world: World) -> None:
        first = world.asked(DAILY, key="once")
        world.lose("ann")
        assert world.asked(DAILY, key="once").body == first.body

    def test_gets_its_answer_after_the_accreditation_ended(self, world: World) -> None:
        first = world.asked(DAILY, key="once")
        with world.rooms.database.write() as tx:
            providers.end(tx, "jiaxing-first", 1, date(2026, 3, 1))
        fresh = world.with_limits(Limits(), lifetime=0)
        assert fresh.asked(DAILY, key="once").body == first.body

    def test_with_another_body_is_refused(self, world: World) -> None:
        world.asked(DAILY, key="once")
        before = world.rows()
        with pytest.raises(IdempotencyMismatch):
            world.asked(NAMED, key="once")
        world.holder("bob")
        with pytest.raises(IdempotencyMismatch):
            world.asked(DAILY, "bob", key="once")
        assert world.rows()["verification_log"] == before["verification_log"]

    def test_with_another_body_that_cannot_be_asked_is_refused_for_the_key(self, world: World) -> None:
        world.asked(DAILY, key="once")
        before = world.rows()
        for wrong in ({"city": "999999"}, {"facts": {"no.such": 1}}, {"use": {"units": "0"}}):
            with pytest.raises(IdempotencyMismatch):
                world.asked(DAILY, key="once", **wrong)
        with pytest.raises(IdempotencyMismatch):
            world.asked("no.such.service", key="once")
        assert world.rows() == before

    def test_of_another_system_is_another_request(self, world: World) -> None:
        first = world.asked(DAILY, key="once")
        other = world.asked(DAILY, key="once", caller=world.caller(client_id="his-2"))
        assert other.id != first.id

    def test_may_be_new_when_its_time_is_over(self, world: World) -> None:
        short = world.with_limits(Limits(remembered=60))
        first = short.asked(DAILY, key="once")
        world.clock.advance(timedelta(seconds=59))
        assert short.asked(DAILY, key="once").id == first.id
        world.clock.advance(timedelta(seconds=1))
        assert short.asked(DAILY, key="once").id != first.id

    def test_is_forgotten_in_the_end(self, world: World) -> None:
        short = world.with_limits(Limits(remembered=60, window=60))
        world.asked(DAILY, key="other")
        short.asked(DAILY, key="once")
        assert len(world.rows()["idempotency"]) == 2
        world.clock.advance(timedelta(minutes=5))
        short.ask(NAMED)
        assert len(world.rows()["idempotency"]) == 2

    def test_is_kept_without_anything_to_read(self, world: World) -> None:
        """It discloses, so it is sealed under the person's key."""
        world.asked(NAMED, key="once")
        assert "ANN" not in str(world.rows()["idempotency"])


class TestRequestsAtOnce:
    def test_with_one_key_are_one_use(self, world: World) -> None:
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: world.asked(DAILY, key="once"), range(8)))
        assert len({answer.body for answer in answers}) == 1
        assert sum(not answer.repeated for answer in answers) == 1
        assert len(world.rows()["verification_log"]) == 1
