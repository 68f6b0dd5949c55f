"""Tables of the registry. Rows are ended by a date, never removed: who could ask what, when, stays known."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, text

from joincard_core.storage import Instant, metadata

providers = Table(
    "providers",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("added_at", Instant, nullable=False),
)

accreditations = Table(
    "accreditations",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("provider_id", String(64), ForeignKey("providers.id"), nullable=False, index=True),
    Column("scope", String(160), nullable=False),
    Column("city", String(6), nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("added_at", Instant, nullable=False),
)

publisher_keys = Table(
    "publisher_keys",
    metadata,
    Column("kid", String(64), primary_key=True),
    Column("publisher", String(64), nullable=False, index=True),
    Column("jwk", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("ended_at", Instant),
)

releases = Table(
    "releases",
    metadata,
    Column("digest", String(71), primary_key=True),
    Column("plugin", String(160), nullable=False),
    Column("version", String(64), nullable=False),
    Column("publisher", String(64), nullable=False),
    Column("signatures", Text, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("admitted_at", Instant, nullable=False),
    Index(
        "uq_releases_active",
        "plugin",
        unique=True,
        sqlite_where=text("is_active"),
        postgresql_where=text("is_active"),
    ),
)
