"""Reading and adding to the verification log. Nothing here changes or removes a row."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, exists, func, insert, select
from sqlalchemy.exc import IntegrityError

from joincard_core.audit.errors import EntryExists
from joincard_core.audit.model import Entry, Kind
from joincard_core.audit.store import verification_log as log
from joincard_core.storage import Bookmark, Tx, after

FIELDS = tuple(field.name for field in fields(Entry))
INSERT = insert(log)

_taken_back = log.alias("taken_back")
_STANDS = ~exists().where(_taken_back.c.id == log.c.id, _taken_back.c.kind == Kind.CANCELLED.value)
_USES = select(func.max(log.c.at)).where(
    log.c.person_id == bindparam("person"), log.c.kind == Kind.PERMITTED.value, _STANDS
)
LAST_USE = _USES.where(log.c.service == bindparam("service"))
LAST_ON_NETWORK = _USES.where(log.c.network == bindparam("network"), log.c.at >= bindparam("since"))
ENTRIES = select(*(log.c[name] for name in FIELDS)).where(log.c.id == bindparam("id")).order_by(log.c.step)
OF_PERSON = (
    select(*(log.c[name] for name in FIELDS))
    .where(log.c.person_id == bindparam("person"))
    .order_by(log.c.at.desc(), log.c.id, log.c.step)
    .limit(bindparam("most"))
)
DECISIONS = (
    select(*(log.c[name] for name in FIELDS))
    .where(log.c.person_id == bindparam("person"), log.c.step == 0)
    .order_by(log.c.at.desc(), log.c.id)
    .limit(bindparam("most"))
)
BEFORE = DECISIONS.where(after(log.c.at, log.c.id))
MOVES = (
    select(*(log.c[name] for name in FIELDS))
    .where(log.c.id.in_(bindparam("ids", expanding=True)), log.c.step > 0)
    .order_by(log.c.step)
)


def append(tx: Tx, entry: Entry) -> None:
    """Add a row. Raises ``EntryExists`` when another request added this step first."""
    row = {name: getattr(entry, name) for name in FIELDS}
    row["kind"], row["network"] = entry.kind.value, entry.network
    try:
        tx.execute(INSERT, row)
    except IntegrityError as error:
        raise EntryExists(entry.id) from error


def entries(tx: Tx, verification: str) -> tuple[Entry, ...]:
    """All rows of a verification, the decision first; empty when there is none."""
    return _entries(tx, ENTRIES, {"id": verification})


def of_person(tx: Tx, person: str, most: int = 100) -> tuple[Entry, ...]:
    """What was asked about a person, newest first: every check of a card is in here, by construction."""
    return _entries(tx, OF_PERSON, {"person": person, "most": most})


def decisions(tx: Tx, person: str, before: Bookmark | None, most: int) -> tuple[Entry, ...]:
    """What was decided about a person, newest first; with ``before``, what comes after it in this list."""
    if before is None:
        return _entries(tx, DECISIONS, {"person": person, "most": most})
    return _entries(tx, BEFORE, {"person": person, "most": most, **before.bound()})


def last_moves(tx: Tx, verifications: Iterable[str]) -> dict[str, Entry]:
    """The last move of each of these verifications that has one."""
    return {entry.id: entry for entry in _entries(tx, MOVES, {"ids": list(verifications)})}


def last_use(tx: Tx, person: str, service: str) -> datetime | None:
    """When the person last used a service, uses that were cancelled apart."""
    moment: datetime | None = tx.execute(LAST_USE, {"person": person, "service": service}).scalar()
    return moment


def last_on_network(tx: Tx, person: str, network: str, since: datetime) -> datetime | None:
    """When the person last rode on a network, not looking further back than ``since``."""
    asked = {"person": person, "network": network, "since": since}
    moment: datetime | None = tx.execute(LAST_ON_NETWORK, asked).scalar()
    return moment


def _entries(tx: Tx, query: Select[Any], asked: dict[str, Any]) -> tuple[Entry, ...]:
    return tuple(_entry(row) for row in tx.execute(query, asked))


def _entry(row: Row[Any]) -> Entry:
    values = dict(row._mapping)
    return Entry(**{**values, "kind": Kind(values["kind"])})
