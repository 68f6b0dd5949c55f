"""People and their identifiers. Nothing here can be read without the person's key."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    select,
)

from joincard_core.storage import Instant, metadata

people = Table(
    "people",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("reference_index", LargeBinary(32), nullable=False, unique=True),
    Column("content_index", LargeBinary(32), nullable=False),
    Column("registered_at", Instant, nullable=False),
)

identifiers = Table(
    "identifiers",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person_id", String(32), ForeignKey("people.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("blind_index", LargeBinary(32)),
    Column("registered_at", Instant, nullable=False),
    Column("superseded_at", Instant),
    # Superseded ones count too: an old passport still leads to its person, and to nobody else.
    UniqueConstraint("kind", "blind_index"),
    Index(None, "person_id", "kind"),
)

# The hash is sealed: without the person's key nobody can even begin to guess.
person_passwords = Table(
    "person_passwords",
    metadata,
    Column("person_id", String(32), ForeignKey("people.id"), primary_key=True),
    Column("hash", LargeBinary, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

# One row for each kind: whether it was confirmed stands inside the seal, too.
person_contacts = Table(
    "person_contacts",
    metadata,
    Column("person_id", String(32), ForeignKey("people.id"), primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

CURRENT = (
    select(identifiers.c.id, identifiers.c.kind, identifiers.c.sealed, identifiers.c.registered_at)
    .where(identifiers.c.person_id == bindparam("person"))
    .where(identifiers.c.superseded_at.is_(None))
    .where(identifiers.c.kind.in_(bindparam("kinds", expanding=True)))
)
