"""The outbox of logout tokens under every order of sending, failing, ending in between and waiting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from joincard_core.oauth import logout_notices
from joincard_core.oauth.logout_notices import DELAYS, KEPT, OUTBOX
from joincard_core.oauth.outbox import LEASE, Notice
from joincard_core.oauth.tables import logout_notices as rows
from sqlalchemy import delete, select

if TYPE_CHECKING:
    from joincard_core.storage import Database, Tx

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
STEPS = st.lists(
    st.one_of(
        st.just(("leave", 0)),
        st.tuples(st.sampled_from(["take", "deliver", "fail"]), st.integers(0, 3)),
        st.tuples(st.just("wait"), st.sampled_from([1, 5, 29, 30, 120, 600, 3_600, 40_000])),
    ),
    max_size=60,
)


class World:
    """What has happened. A worker that took a notice and neither delivered nor failed has ended."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx
        self.now = START
        self.begun: list[Notice] = []
        self.written = self.delivered = self.given_up = 0
        self.ends: set[str] = set()

    def waiting(self) -> list[Notice]:
        found = self.tx.execute(select(rows))
        return [
            Notice(
                id=row.id,
                client_id=row.client_id,
                attempts=row.attempts,
                created_at=row.created_at,
                next_at=row.next_at,
                told={"sub": row.sub, "sid": row.sid},
            )
            for row in found
        ]

    def leave(self, _: int) -> None:
        logout_notices.add(self.tx, "shop", "sub", f"sid-{self.written}", self.now)
        self.written += 1

    def take(self, which: int) -> None:
        due = OUTBOX.due(self.tx, "shop", self.now, 10)
        assert all(notice.next_at <= self.now for notice in due)
        if not due:
            return
        notice = due[which % len(due)]
        taken = OUTBOX.take(self.tx, notice, self.now)
        assert taken is not None
        assert OUTBOX.take(self.tx, notice, self.now) is None
        assert taken.attempts <= notice.attempts + 1
        self.begun.append(taken)

    def deliver(self, which: int) -> None:
        if self.begun:
            taken = self.begun.pop(which % len(self.begun))
            OUTBOX.remove(self.tx, taken)
            self.ends.add(taken.id)

    def fail(self, which: int) -> None:
        if not self.begun:
            return
        taken = self.begun.pop(which % len(self.begun))
        if OUTBOX.is_last(taken, self.now):
            OUTBOX.remove(self.tx, taken)
            self.ends.add(taken.id)
            return
        OUTBOX.put_off(self.tx, taken, self.now)
        if which:  # the client cannot be reached at all
            OUTBOX.put_off_others(self.tx, taken, self.now)

    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    def look(self) -> None:
        """Nothing is lost, and nothing is out of reach for longer than the longest wait."""
        waiting = self.waiting()
        assert len(waiting) == self.written - len(self.ends)
        assert not self.ends & {notice.id for notice in waiting}
        assert all(notice.next_at <= self.now + max(LEASE, *DELAYS) for notice in waiting)


@trying(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(STEPS)
def test_nothing_is_lost_and_nothing_is_sent_by_two_at_once(
    database: Database, steps: list[tuple[str, int]]
) -> None:
    with database.write() as tx:
        tx.execute(delete(rows))
        world = World(tx)
        for name, number in steps:
            getattr(world, name)(number)
            world.look()


@trying(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    st.lists(st.sampled_from(["fail", "crash"]), min_size=OUTBOX.most_attempts, max_size=OUTBOX.most_attempts)
)
def test_every_notice_comes_to_an_end_within_a_day_whatever_fails(
    database: Database, attempts: list[str]
) -> None:
    with database.write() as tx:
        tx.execute(delete(rows))
        world = World(tx)
        world.leave(0)
        for number, attempt in enumerate(attempts, 1):
            world.take(0)
            assert len(world.begun) == 1
            assert OUTBOX.is_last(world.begun[0], world.now) is (number >= OUTBOX.most_attempts)
            if attempt == "fail":
                world.fail(0)
            world.begun.clear()
            world.now = max((each.next_at for each in world.waiting()), default=world.now)
        assert world.now - START < KEPT
        if world.waiting():  # the last one ended in between: whoever takes it over makes the end
            world.take(0)
            world.fail(0)
        assert world.waiting() == []
