"""Who was told which claims of whom: for the holder's own list."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table, Text

from joincard_core.storage import Instant, metadata

claim_releases = Table(
    "claim_releases",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person_id", String(32), nullable=False),
    Column("client_id", String(64), nullable=False),
    Column("provider_id", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("claims", Text, nullable=False),
    # The names of those that were told as verified; NULL where nothing was said to be verified.
    Column("verified", Text),
    Index("ix_claim_releases_person_id_at", "person_id", "at"),
)
