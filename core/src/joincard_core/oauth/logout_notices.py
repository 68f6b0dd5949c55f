"""The outbox of logout tokens (OpenID Connect Back-Channel Logout 1.0 section 2.5): one row for each.

A row is written with what ends a session, and is gone when its client has it. Whoever delivers takes the row
for ``LEASE`` by one conditional statement, so that of many workers one sends it; a worker that ends in
between loses only that time. So a client may be told twice, and is never not told while it can be reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, insert, select, update

from joincard_core.oauth.tables import logout_notices as notices
from joincard_core.storage import Tx, new_id

LEASE = timedelta(seconds=30)  # much longer than one attempt may take
DELAYS = tuple(timedelta(seconds=each) for each in (5, 30, 120, 600, 3_600))
"""How long to wait after the first attempt, the second, and so on; after the last one more, and no more."""
MOST_ATTEMPTS = len(DELAYS) + 1
KEPT = timedelta(days=1)  # then given up in any case: the client's own session is hardly longer
CLIENTS = (
    select(notices.c.client_id)
    .where(notices.c.next_at <= bindparam("now"))
    .group_by(notices.c.client_id)
    .order_by(func.min(notices.c.next_at))
    .limit(bindparam("most"))
)
DUE = (
    select(notices)
    .where(notices.c.client_id == bindparam("client"), notices.c.next_at <= bindparam("now"))
    .order_by(notices.c.next_at, notices.c.id)
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Notice:
    """The holder ``sub`` of ``client_id`` has left the session ``sid``. ``attempts``: begun so far."""

    id: str
    client_id: str
    sub: str
    sid: str
    attempts: int
    created_at: datetime
    next_at: datetime

    def is_last(self, now: datetime) -> bool:
        """Whether there is no further attempt after this one."""
        return self.attempts >= MOST_ATTEMPTS or now - self.created_at >= KEPT


def add(tx: Tx, client_id: str, sub: str, sid: str, now: datetime) -> None:
    """Write a notice down, to be delivered at once."""
    row = {"id": new_id(), "client_id": client_id, "sub": sub, "sid": sid}
    tx.execute(insert(notices), {**row, "attempts": 0, "created_at": now, "next_at": now})


def clients(tx: Tx, now: datetime, most: int) -> tuple[str, ...]:
    """Who is to be told something now; who waits longest comes first."""
    return tuple(tx.execute(CLIENTS, {"now": now, "most": most}).scalars())


def due(tx: Tx, client_id: str, now: datetime, most: int) -> tuple[Notice, ...]:
    """What a client is to be told now."""
    rows = tx.execute(DUE, {"client": client_id, "now": now, "most": most})
    return tuple(
        Notice(row.id, row.client_id, row.sub, row.sid, row.attempts, row.created_at, row.next_at)
        for row in rows
    )


def take(tx: Tx, notice: Notice, now: datetime) -> Notice | None:
    """Begin an attempt; ``None`` when somebody else did, or the notice has gone."""
    taken = Notice(
        notice.id,
        notice.client_id,
        notice.sub,
        notice.sid,
        notice.attempts + 1,
        notice.created_at,
        now + LEASE,
    )
    unchanged = (notices.c.id == notice.id) & (notices.c.attempts == notice.attempts)
    free = unchanged & (notices.c.next_at <= now)
    values = {"attempts": taken.attempts, "next_at": taken.next_at}
    return taken if tx.execute(update(notices).where(free).values(**values)).rowcount == 1 else None


def remove(tx: Tx, notice: Notice) -> None:
    """It was delivered, or is given up."""
    tx.execute(delete(notices).where(notices.c.id == notice.id))


def put_off(tx: Tx, notice: Notice, now: datetime) -> None:
    """An attempt failed: wait, longer each time."""
    own = (notices.c.id == notice.id) & (notices.c.attempts == notice.attempts)
    tx.execute(update(notices).where(own).values(next_at=now + _delay(notice)))


def put_off_others(tx: Tx, notice: Notice, now: datetime) -> None:
    """A client cannot be reached: let everything that it is to be told wait as long as this notice.

    Nobody tries one after the other then, and its neighbours need not wait for that.
    """
    others = (notices.c.client_id == notice.client_id) & (notices.c.next_at <= now)
    tx.execute(update(notices).where(others).values(next_at=now + _delay(notice)))


def _delay(notice: Notice) -> timedelta:
    return DELAYS[min(notice.attempts, len(DELAYS)) - 1]
