"""Tables of the keys room. Every secret in them is wrapped under the master key."""

from sqlalchemy import Column, LargeBinary, String, Table, Text

from joincard_core.storage import Instant, metadata

signing_keys = Table(
    "signing_keys",
    metadata,
    Column("kid", String(43), primary_key=True),
    Column("use", String(16), nullable=False),
    Column("public_jwk", Text, nullable=False),
    Column("private_sealed", LargeBinary, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("retired_at", Instant),
)

person_keys = Table(
    "person_keys",
    metadata,
    Column("person_id", String(32), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)

data_keys = Table(
    "data_keys",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)
