"""Statements over the counts, each built once: the hot path composes no SQL.

Locking: on SQLite the transaction holds the one write lock from its first moment. On PostgreSQL the row is
inserted or, when it is there, locked by the same statement, so that fifty first uses at once queue up
behind one another. Rows are always locked in the order: whole service, then stay.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Executable, Row, bindparam, case, update
from sqlalchemy.dialects import postgresql, sqlite

from joincard_core.storage import Tx
from joincard_core.verification.ledger import CALENDAR, Counts, Tally
from joincard_core.verification.store import COUNTED, EVER, WHOLE, usage

PERIODS = (*CALENDAR, EVER)
KEY = (usage.c.person_id, usage.c.service, usage.c.stay)
INSERTS: Mapping[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def _lock(insert: Callable[..., Any]) -> Executable:
    """Make the row if it is not there, lock it in either case, and give it back as it is."""
    new = insert(usage)
    same = {"person_id": new.excluded.person_id}
    locked: Executable = new.on_conflict_do_update(index_elements=KEY, set_=same).returning(usage)
    return locked


def _add(insert: Callable[..., Any]) -> Executable:
    """Count a use in one statement, for services that read no count.

    Equal to ``Tally.used``; a test holds it so.
    """
    new = insert(usage)
    starts: dict[str, ColumnElement[date]] = {
        "day": new.excluded.counted_on,
        "month": bindparam("month_from"),
        "year": bindparam("year_from"),
    }
    changed: dict[str, ColumnElement[Any]] = {
        "counted_on": case(
            (usage.c.counted_on > new.excluded.counted_on, usage.c.counted_on), else_=new.excluded.counted_on
        ),
        "open_items": usage.c.open_items + new.excluded.open_items,
    }
    changed["last_on"] = changed["counted_on"]
    for period in PERIODS:
        for what in COUNTED:
            name = f"{what}_{period}"
            more = usage.c[name] + new.excluded[name]
            fresh = new.excluded[name]
            changed[name] = (
                more if period == EVER else case((usage.c.counted_on >= starts[period], more), else_=fresh)
            )
    added: Executable = new.on_conflict_do_update(index_elements=KEY, set_=changed)
    return added


LOCK = {name: _lock(insert) for name, insert in INSERTS.items()}
ADD = {name: _add(insert) for name, insert in INSERTS.items()}
SAVED = tuple(column.name for column in usage.columns if not column.primary_key)
SAVE = (
    update(usage)
    .where(*(column == bindparam(f"of_{column.name}") for column in KEY))
    .values({name: bindparam(name) for name in SAVED})
)


def lock(tx: Tx, person: str, service: str, today: date, stay: str = WHOLE) -> Tally:
    """The counts of a person and service (or of one stay in it), locked until the transaction ends."""
    row = tx.execute(LOCK[tx.dialect.name], _row(person, service, stay, Tally(today))).one()
    return _tally(row)


def save(tx: Tx, person: str, service: str, tally: Tally, stay: str = WHOLE) -> None:
    """Write back counts that are locked."""
    values = _row(person, service, stay, tally)
    key = {f"of_{column.name}": values.pop(column.name) for column in KEY}
    tx.execute(SAVE, key | values)


def add(tx: Tx, person: str, service: str, today: date, use: Counts) -> None:
    """Count a use without looking at the counts."""
    first = Tally(today).used(today, use, opens=False)
    periods = {"month_from": today.replace(day=1), "year_from": today.replace(month=1, day=1)}
    tx.execute(ADD[tx.dialect.name], _row(person, service, WHOLE, first) | periods)


def _row(person: str, service: str, stay: str, tally: Tally) -> dict[str, Any]:
    row: dict[str, Any] = {
        "person_id": person,
        "service": service,
        "stay": stay,
        "counted_on": tally.on,
        "last_on": tally.last,
        "open_items": tally.open,
    }
    for period in PERIODS:
        counts: Counts = getattr(tally, period)
        for what in COUNTED:
            row[f"{what}_{period}"] = getattr(counts, what)
    return row


def _tally(row: Row[Any]) -> Tally:
    values = row._mapping
    counts = {period: Counts(*(values[f"{what}_{period}"] for what in COUNTED)) for period in PERIODS}
    return Tally(on=row.counted_on, open=row.open_items, last=row.last_on, **counts)
