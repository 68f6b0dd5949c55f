"""Tables of signing in: attempts that count, addresses that are known, and sessions.

Each subject is a keyed digest: from these rows nobody learns an address, or which card was tried. Of what a
browser holds there is only a digest, too.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Executable,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from joincard_core.signing_in.passkeys_tables import passkey_challenges
from joincard_core.signing_in.step_tables import authenticator_uses, sign_in_steps
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

# One browser in which a holder is signed in. ``about`` is sealed: what kind of browser it is.
holder_sessions = Table(
    "holder_sessions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("digest", LargeBinary(32), nullable=False, unique=True),
    Column("person_id", String(32), nullable=False),
    Column("card_id", String(32), nullable=False),
    Column("signed_in_at", Instant, nullable=False),
    Column("acr", String(64), nullable=False),
    Column("amr", String(64), nullable=False),
    Column("about", LargeBinary, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_holder_sessions_person_id", "person_id"),
    Index("ix_holder_sessions_expires_at", "expires_at"),
)


def _count(insert: Any) -> Executable:
    new = insert(sign_in_attempts).values(made=1)
    counted: Executable = new.on_conflict_do_update(
        index_elements=("subject", "ends_at"), set_={"made": sign_in_attempts.c.made + 1}
    ).returning(sign_in_attempts.c.made)
    return counted


def _know(insert: Any) -> Executable:
    new = insert(sign_in_places)
    known: Executable = new.on_conflict_do_update(
        index_elements=("subject",), set_={"expires_at": new.excluded["expires_at"]}
    )
    return known


COUNT = {"sqlite": _count(sqlite.insert), "postgresql": _count(postgresql.insert)}
KNOW = {"sqlite": _know(sqlite.insert), "postgresql": _know(postgresql.insert)}


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


def forget(tx: Tx, subject: bytes) -> None:
    """Count a subject from nothing again."""
    tx.execute(delete(sign_in_attempts).where(sign_in_attempts.c.subject == subject))


def know(tx: Tx, subject: bytes, expires_at: datetime) -> None:
    """Note that a holder has signed in from an address."""
    tx.execute(KNOW[tx.dialect.name], {"subject": subject, "expires_at": expires_at})


def is_known(tx: Tx, subject: bytes, now: datetime) -> bool:
    """Whether the holder has signed in from this address."""
    row = (sign_in_places.c.subject == subject) & (sign_in_places.c.expires_at > now)
    return tx.execute(select(sign_in_places.c.subject).where(row)).first() is not None


def prune(tx: Tx, now: datetime, windows_before: datetime) -> None:
    """Remove what has expired by itself."""
    tx.execute(delete(sign_in_attempts).where(sign_in_attempts.c.ends_at < windows_before))
    tx.execute(delete(passkey_challenges).where(passkey_challenges.c.expires_at < windows_before))
    tx.execute(delete(sign_in_places).where(sign_in_places.c.expires_at < now))
    tx.execute(delete(holder_sessions).where(holder_sessions.c.expires_at < now))
    tx.execute(delete(sign_in_steps).where(sign_in_steps.c.expires_at < now))
    tx.execute(delete(authenticator_uses).where(authenticator_uses.c.expires_at < windows_before))
