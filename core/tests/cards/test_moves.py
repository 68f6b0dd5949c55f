"""The life of a card is a table; what is not in it cannot happen."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.cards import (
    MOVES,
    Because,
    CardChange,
    IllegalMove,
    Move,
    ReasonMissing,
    Status,
    leading_to,
    present_status,
)
from joincard_core.storage import Database

TODAY = date(2026, 3, 2)
DATES = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@pytest.fixture
def card(enrol: Any) -> str:
    (shown,) = enrol(enrol.line("ann", card={"expires_on": "2026-12-31"}))
    return str(shown.card)


class TestTheTable:
    def test_has_one_move_at_most_between_two_statuses(self) -> None:
        pairs = [(at, to) for (at, _), to in MOVES.items()]
        assert len(pairs) == len(set(pairs))

    def test_leads_nowhere_from_a_cancelled_card(self) -> None:
        assert not [move for (at, move) in MOVES if at is Status.CANCELLED]

    def test_leads_from_every_other_status_to_cancelled(self) -> None:
        assert {at for (at, move) in MOVES if move is Move.CANCEL} == set(Status) - {Status.CANCELLED}

    @pytest.mark.parametrize(("at", "to"), list(product(Status, Status)))
    def test_knows_the_move_for_every_pair_it_allows(self, at: Status, to: Status) -> None:
        move = leading_to(at, to)
        assert (move is None) == (to not in [MOVES[key] for key in MOVES if key[0] is at])
        assert move is None or MOVES[at, move] is to


class TestTheLastDay:
    def test_still_counts(self) -> None:
        assert present_status(Status.ACTIVE, TODAY, TODAY) is Status.ACTIVE
        assert present_status(Status.ACTIVE, TODAY, TODAY + timedelta(days=1)) is Status.EXPIRED

    @given(st.sampled_from(Status), st.none() | DATES, DATES, st.integers(0, 900))
    def test_once_past_never_comes_back(
        self, status: Status, end: date | None, day: date, later: int
    ) -> None:
        before = present_status(status, end, day)
        after = present_status(status, end, day + timedelta(days=later))
        assert after is before or after is Status.EXPIRED

    @pytest.mark.parametrize("status", [Status.LOST, Status.CANCELLED, Status.PENDING])
    def test_changes_nothing_for_a_card_that_cannot_expire(self, status: Status) -> None:
        assert present_status(status, TODAY, TODAY + timedelta(days=400)) is status


class TestACard:
    def test_moves_and_tells_its_story(self, database: Database, card: str, enrol: Any) -> None:
        at = enrol.clock.now()
        called, found = (
            Because("li", "The holder called.", at),
            Because("wang", "Found it.", at + timedelta(1)),
        )
        with database.write() as tx:
            assert enrol.rooms.cards.move(tx, card, Move.REPORT_LOST, called) is Status.LOST
            assert enrol.rooms.cards.set_status(tx, card, Status.ACTIVE, found) is Status.ACTIVE
        with database.read() as tx:
            story = enrol.rooms.cards.changes(tx, card)
        assert story == (
            CardChange(None, Status.ACTIVE, Because("tests", "Imported.", at)),
            CardChange(Status.ACTIVE, Status.LOST, called),
            CardChange(Status.LOST, Status.ACTIVE, found),
        )

    @pytest.mark.parametrize(
        "status", [status for status in Status if leading_to(Status.ACTIVE, status) is None]
    )
    def test_makes_no_other_move(self, database: Database, card: str, enrol: Any, status: Status) -> None:
        because = Because("li", "For no good reason.", enrol.clock.now())
        with database.write() as tx, pytest.raises(IllegalMove) as caught:
            enrol.rooms.cards.set_status(tx, card, status, because)
        assert str(caught.value) == f"A card that is active cannot become {status.value}."
        with database.read() as tx:
            assert len(enrol.rooms.cards.changes(tx, card)) == 1

    def test_that_has_expired_by_the_calendar_moves_as_an_expired_one(
        self, database: Database, card: str, enrol: Any
    ) -> None:
        enrol.clock.advance(timedelta(days=400))
        because = Because("li", "Cleaning up.", enrol.clock.now())
        with database.write() as tx:
            with pytest.raises(IllegalMove, match="expired cannot suspend"):
                enrol.rooms.cards.move(tx, card, Move.SUSPEND, because)
            assert enrol.rooms.cards.move(tx, card, Move.CANCEL, because) is Status.CANCELLED
            assert enrol.rooms.cards.changes(tx, card)[-1].before is Status.EXPIRED

    @pytest.mark.parametrize("reason", ["", "  ", "no", "x" * 501])
    def test_is_not_changed_without_a_reason(
        self, database: Database, card: str, enrol: Any, reason: str
    ) -> None:
        with database.write() as tx, pytest.raises(ReasonMissing):
            enrol.rooms.cards.move(tx, card, Move.CANCEL, Because("li", reason, enrol.clock.now()))

    def test_that_is_lost_is_lost_for_the_next_check(self, database: Database, card: str, enrol: Any) -> None:
        now, needs = enrol.clock.now(), frozenset({"card.status"})
        with database.write() as tx:
            enrol.rooms.cards.move(tx, card, Move.REPORT_LOST, Because("li", "Called.", now))
        with database.read() as tx:
            assert enrol.rooms.cards.facts(tx, card, needs, now) == {"card.status": "lost"}
