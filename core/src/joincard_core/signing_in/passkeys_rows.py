"""Queries of passkeys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, or_, select, update

from joincard_core.signing_in.passkeys_tables import passkeys
from joincard_core.storage import Database, Tx

MOST = 10  # passkeys of one person
FOUND = select(passkeys).where(passkeys.c.credential_index == bindparam("index"))
OF_PERSON = (
    select(passkeys)
    .where(passkeys.c.person_id == bindparam("person"))
    .order_by(passkeys.c.created_at, passkeys.c.slot)
)


def find(tx: Tx, index: bytes) -> Row[Any] | None:
    """The passkey of a credential, whosever it is."""
    return tx.execute(FOUND, {"index": index}).first()


def of_person(tx: Tx, person: str) -> tuple[Row[Any], ...]:
    """A person's passkeys, the oldest first."""
    return tuple(tx.execute(OF_PERSON, {"person": person}))


def add(tx: Tx, row: Mapping[str, Any]) -> bool:
    """Put a passkey into a free slot of its person; ``False`` when there is none, or it is known already.

    The constraints decide: of many at once each gets a slot of its own, or none.
    """
    taken = {each.slot for each in of_person(tx, row["person_id"])}
    free = (slot for slot in range(1, MOST + 1) if slot not in taken)
    return any(Database.unique(tx, passkeys, slot=slot, **row) for slot in free)


def used(tx: Tx, passkey: str, sign_count: int, backed_up: bool, now: datetime) -> bool:
    """Note a use; ``False`` when the counter has not moved on (WebAuthn section 6.1.1).

    Zero twice is an authenticator that does not count.
    """
    moved_on = or_(passkeys.c.sign_count < sign_count, (passkeys.c.sign_count == 0) & (sign_count == 0))
    values = {"sign_count": sign_count, "backed_up": backed_up, "used_at": now}
    return (
        tx.execute(update(passkeys).where(passkeys.c.id == passkey, moved_on).values(**values)).rowcount == 1
    )


def doubt(tx: Tx, passkey: str, now: datetime) -> None:
    """Note that a passkey came with an old counter: there may be a copy of it."""
    tx.execute(update(passkeys).where(passkeys.c.id == passkey).values(doubted_at=now))


def rename(tx: Tx, person: str, passkey: str, name: bytes) -> bool:
    """Call a passkey something else; ``False`` when this person has no such one."""
    return tx.execute(update(passkeys).where(own(person, passkey)).values(name=name)).rowcount == 1


def remove(tx: Tx, person: str, passkey: str) -> bool:
    """Remove a passkey; ``False`` when this person has no such one."""
    return tx.execute(delete(passkeys).where(own(person, passkey))).rowcount == 1


def own(person: str, passkey: str) -> ColumnElement[bool]:
    """This passkey, if it is this person's."""
    return (passkeys.c.person_id == person) & (passkeys.c.id == passkey)
