"""Tables of signing in: attempts that count, addresses that are known, and who has signed in just now.

Each subject is a keyed digest: from these rows nobody learns an address, or which card was tried.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Executable,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from joincard_core.signing_in.model import SignedIn
from joincard_core.storage import Instant, Tx, metadata

# One row per subject and window, named by the moment in which the window ends.
sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("subject", LargeBinary(32), primary_key=True),
    Column("ends_at", Instant, primary_key=True),
    Column("made", Integer, nullable=False),
    Index("ix_sign_in_attempts_ends_at", "ends_at"),
)

# Addresses from which a card's holder has signed in.
sign_in_places = Table(
    "sign_in_places",
    metadata,
    Column("subject", LargeBinary(32), primary_key=True),
    Column("expires_at", Instant, nullable=False),
    Index("ix_sign_in_places_expires_at", "expires_at"),
)

# Between the sign-in page and the consent page: bound to one interaction and one browser.
sign_ins = Table(
    "sign_ins",
    metadata,
    Column("subject", LargeBinary(32), primary_key=True),
    Column("person_id", String(32), ForeignKey("people.id"), nullable=False),
    Column("card_id", String(32), ForeignKey("cards.id"), nullable=False),
    Column("auth_time", Instant, nullable=False),
    Column("acr", String(100), nullable=False),
    Column("amr", String(100), nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_sign_ins_expires_at", "expires_at"),
)


def _count(insert: Any) -> Executable:
    new = insert(sign_in_attempts).values(made=1)
    counted: Executable = new.on_conflict_do_update(
        index_elements=("subject", "ends_at"), set_={"made": sign_in_attempts.c.made + 1}
    ).returning(sign_in_attempts.c.made)
    return counted


def _put(insert: Any, table: Table) -> Executable:
    new = insert(table)
    others = [column.name for column in table.columns if not column.primary_key]
    put: Executable = new.on_conflict_do_update(
        index_elements=("subject",), set_={name: new.excluded[name] for name in others}
    )
    return put


COUNT = {"sqlite": _count(sqlite.insert), "postgresql": _count(postgresql.insert)}
KNOW = {"sqlite": _put(sqlite.insert, sign_in_places), "postgresql": _put(postgresql.insert, sign_in_places)}
REMEMBER = {"sqlite": _put(sqlite.insert, sign_ins), "postgresql": _put(postgresql.insert, sign_ins)}


def count(tx: Tx, subject: bytes, ends_at: datetime) -> int:
    """Count one attempt; the answer is how many there are with it.

    The row is ours until the transaction ends: of many attempts at once each gets a number of its own.
    """
    made: int = tx.execute(COUNT[tx.dialect.name], {"subject": subject, "ends_at": ends_at}).scalar_one()
    return made


def forgive(tx: Tx, subject: bytes, ends_at: datetime) -> None:
    """Take back one attempt: it was the holder's own."""
    row = (sign_in_attempts.c.subject == subject) & (sign_in_attempts.c.ends_at == ends_at)
    tx.execute(sign_in_attempts.update().where(row).values(made=sign_in_attempts.c.made - 1))


def know(tx: Tx, subject: bytes, expires_at: datetime) -> None:
    """Note that a holder has signed in from an address."""
    tx.execute(KNOW[tx.dialect.name], {"subject": subject, "expires_at": expires_at})


def is_known(tx: Tx, subject: bytes, now: datetime) -> bool:
    """Whether the holder has signed in from this address."""
    row = (sign_in_places.c.subject == subject) & (sign_in_places.c.expires_at > now)
    return tx.execute(select(sign_in_places.c.subject).where(row)).first() is not None


def remember(tx: Tx, subject: bytes, signed_in: SignedIn, expires_at: datetime) -> None:
    """Keep who signed in, until ``expires_at``."""
    row = {
        "subject": subject,
        "person_id": signed_in.person_id,
        "card_id": signed_in.card_id,
        "auth_time": signed_in.auth_time,
        "acr": signed_in.acr,
        "amr": " ".join(signed_in.amr),
        "expires_at": expires_at,
    }
    tx.execute(REMEMBER[tx.dialect.name], row)


def recall(tx: Tx, subject: bytes, now: datetime) -> SignedIn | None:
    """Who signed in, if it was not too long ago."""
    row = tx.execute(
        select(sign_ins).where((sign_ins.c.subject == subject) & (sign_ins.c.expires_at > now))
    ).first()
    if row is None:
        return None
    return SignedIn(row.person_id, row.card_id, row.auth_time, row.acr, tuple(row.amr.split()))


def forget(tx: Tx, subject: bytes) -> None:
    """Keep no longer who signed in."""
    tx.execute(delete(sign_ins).where(sign_ins.c.subject == subject))


def prune(tx: Tx, now: datetime, windows_before: datetime) -> None:
    """Remove what has expired by itself."""
    tables: Iterable[tuple[Table, str, datetime]] = (
        (sign_in_attempts, "ends_at", windows_before),
        (sign_in_places, "expires_at", now),
        (sign_ins, "expires_at", now),
    )
    for table, column, before in tables:
        tx.execute(delete(table).where(table.c[column] < before))
