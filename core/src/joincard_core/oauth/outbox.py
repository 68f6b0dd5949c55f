"""An outbox: what clients are to be told, one row for each notice, whatever it says.

A row is written with what it tells of, and is gone when its client has it. Whoever delivers takes the row
for ``LEASE`` by one conditional statement, so that of many workers one sends it; a worker that ends in
between loses only that time. So a client may be told twice, and is never not told while it can be reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, delete, func, insert, select, update

from joincard_core.storage import Tx, new_id

LEASE = timedelta(seconds=30)  # much longer than one attempt may take
OURS = ("id", "client_id", "attempts", "created_at", "next_at")


@dataclass(frozen=True, slots=True)
class Notice:
    """``client_id`` is to be told something. ``attempts``: begun so far; ``told``: the table's own."""

    id: str
    client_id: str
    attempts: int
    created_at: datetime
    next_at: datetime
    told: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outbox:
    """Notices of one kind, in a table with the columns ``OURS`` and its own.

    ``delays``: how long to wait after the first attempt, the second, and so on; after the last one more, and
    no more. ``kept``: when a notice is given up in any case.
    """

    table: Table
    delays: tuple[timedelta, ...]
    kept: timedelta

    @property
    def most_attempts(self) -> int:
        """How often a client is asked to take one notice."""
        return len(self.delays) + 1

    def is_last(self, notice: Notice, now: datetime) -> bool:
        """Whether there is no further attempt after this one."""
        return notice.attempts >= self.most_attempts or now - notice.created_at >= self.kept

    def add(self, tx: Tx, client_id: str, now: datetime, **told: object) -> None:
        """Write a notice down, to be delivered at once."""
        row = {"id": new_id(), "client_id": client_id, "attempts": 0, "created_at": now, "next_at": now}
        tx.execute(insert(self.table), {**row, **told})

    def clients(self, tx: Tx, now: datetime, most: int) -> tuple[str, ...]:
        """Who is to be told something now; who waits longest comes first."""
        rows = self.table.c
        due = select(rows.client_id).where(rows.next_at <= now).group_by(rows.client_id)
        return tuple(tx.execute(due.order_by(func.min(rows.next_at)).limit(most)).scalars())

    def due(self, tx: Tx, client_id: str, now: datetime, most: int) -> tuple[Notice, ...]:
        """What a client is to be told now."""
        rows = self.table.c
        due = select(self.table).where(rows.client_id == client_id, rows.next_at <= now)
        return tuple(_notice(row) for row in tx.execute(due.order_by(rows.next_at, rows.id).limit(most)))

    def take(self, tx: Tx, notice: Notice, now: datetime) -> Notice | None:
        """Begin an attempt; ``None`` when somebody else did, or the notice has gone."""
        taken = Notice(
            notice.id, notice.client_id, notice.attempts + 1, notice.created_at, now + LEASE, notice.told
        )
        free = self._unchanged(notice) & (self.table.c.next_at <= now)
        values = {"attempts": taken.attempts, "next_at": taken.next_at}
        return taken if tx.execute(update(self.table).where(free).values(**values)).rowcount == 1 else None

    def remove(self, tx: Tx, notice: Notice) -> None:
        """It was delivered, or is given up."""
        tx.execute(delete(self.table).where(self.table.c.id == notice.id))

    def put_off(self, tx: Tx, notice: Notice, now: datetime) -> None:
        """An attempt failed: wait, longer each time."""
        later = now + self._delay(notice)
        tx.execute(update(self.table).where(self._unchanged(notice)).values(next_at=later))

    def put_off_others(self, tx: Tx, notice: Notice, now: datetime) -> None:
        """A client cannot be reached: let everything that it is to be told wait as long as this notice.

        Nobody tries one after the other then, and its neighbours need not wait for that.
        """
        rows = self.table.c
        others = (rows.client_id == notice.client_id) & (rows.next_at <= now)
        tx.execute(update(self.table).where(others).values(next_at=now + self._delay(notice)))

    def _unchanged(self, notice: Notice) -> Any:
        return (self.table.c.id == notice.id) & (self.table.c.attempts == notice.attempts)

    def _delay(self, notice: Notice) -> timedelta:
        return self.delays[min(notice.attempts, len(self.delays)) - 1]


def _notice(row: Any) -> Notice:
    told = {name: value for name, value in row._mapping.items() if name not in OURS}
    return Notice(row.id, row.client_id, row.attempts, row.created_at, row.next_at, told)
