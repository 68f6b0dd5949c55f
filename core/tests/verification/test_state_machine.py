"""Any sequence of questions and moves, held against a plain model that keeps a list of uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from joincard_core.clock import SHANGHAI
from joincard_core.storage import Database
from joincard_core.verification import IllegalMove, counting
from joincard_core.verification.ledger import facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.tests.verification.conftest import World

LOAN = "trial.library.mixed"
PEOPLE = ("ann", "bob")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)


@dataclass
class Use:
    """One use in the model; ``paid`` is fen."""

    id: str
    who: str
    on: date
    paid: int
    status: str = "open"

    @property
    def stands(self) -> bool:
        return self.status != "cancelled"

    @property
    def is_open(self) -> bool:
        return self.status in ("open", "settled")


def machine(world: World) -> type[RuleBasedStateMachine]:
    """A state machine over one authority; each run has people of its own."""

    class Story(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.uses: list[Use] = []
            self.names: dict[str, str] = {}

        @initialize()
        def begin(self) -> None:
            world.clock.set(NOON)
            number = len(world.holders)
            self.names = {who: world.holder(f"{who}-{number}") for who in PEOPLE}

        def standing(self, who: str) -> list[Use]:
            return [use for use in self.uses if use.who == who and use.stands]

        def expected(self, who: str) -> dict[str, int]:
            """The usage facts by the model."""
            today, uses = world.clock.now().date(), self.standing(who)
            last = max((use.on for use in uses), default=None)
            return {
                "usage.today": sum(use.on == today for use in uses),
                "usage.month": sum((use.on.year, use.on.month) == (today.year, today.month) for use in uses),
                "usage.year": sum(use.on.year == today.year for use in uses),
                "usage.lifetime": len(uses),
                "usage.open": sum(use.is_open for use in uses),
                "usage.days_since_last": 9999 if last is None else (today - last).days,
            }

        @rule(who=st.sampled_from(PEOPLE))
        def ask(self, who: str) -> None:
            known = self.expected(who)
            told = world.ask(LOAN, self.names[who])
            allowed = known["usage.today"] < 3 and known["usage.open"] < 4 and known["usage.month"] < 6
            assert (told["outcome"] == "permitted") is allowed
            if allowed:
                price = 0 if known["usage.month"] < 2 else 500
                assert told["charge"]["price"] == f"{price / 100:.2f}"
                self.uses.append(Use(told["id"], who, world.clock.now().date(), price))

        @rule(days=st.sampled_from([0, 1, 1, 5, 28, 31, 370]))
        def wait(self, days: int) -> None:
            world.clock.advance(timedelta(days=days))

        @precondition(lambda self: self.uses)
        @rule(data=st.data(), move=st.sampled_from(["cancel", "settle", "close"]))
        def move(self, data: st.DataObject, move: str) -> None:
            use = data.draw(st.sampled_from(self.uses))
            price = data.draw(st.integers(0, use.paid)) if move == "settle" else use.paid
            after = {
                ("open", "cancel"): "cancelled",
                ("open", "settle"): "settled",
                ("open", "close"): "closed",
                ("settled", "close"): "closed",
                ("cancelled", "cancel"): "cancelled",
                ("closed", "close"): "closed",
            }.get((use.status, move))
            if (use.status, move, price) == ("settled", "settle", use.paid):
                after = "settled"
            sent: dict[str, Any] = {"price": f"{price / 100:.2f}"} if move == "settle" else {}
            if after is None:
                with pytest.raises(IllegalMove):
                    world.move(move, use.id, **sent)
                return
            assert world.move(move, use.id, **sent)["status"] == after
            use.status, use.paid = after, price

        @invariant()
        def counts_agree(self) -> None:
            today = world.clock.now().date()
            for who, name in self.names.items():
                with world.rooms.database.write() as tx:
                    tally = counting.lock(tx, world.holders[name].person, LOAN, today)
                assert facts(tally, today) == self.expected(who)
                assert tally.ever.paid == sum(use.paid for use in self.standing(who))

    return Story


class TestAnyStory:
    @pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
    def test_agrees_with_the_model(
        self, request: pytest.FixtureRequest, new_world: Callable[[Database], World], kind: str
    ) -> None:
        database = Database(request.getfixturevalue(f"{kind}_url"))
        world = new_world(database)
        run_state_machine_as_test(
            machine(world),
            settings=settings(
                max_examples=25,
                stateful_step_count=20,
                deadline=None,
                suppress_health_check=[HealthCheck.too_slow],
            ),
        )
        database.dispose()
