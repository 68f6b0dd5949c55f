"""Tables of the keys room. Every secret in them is wrapped under the master key."""

from sqlalchemy import Column, Index, LargeBinary, String, Table, Text, text

from joincard_core.storage import Instant, metadata

ONE_OF_EACH = text("state IN ('next', 'current')")

# private_sealed: what the backend calls the key, sealed under the master key at the place of its kid. Whoever
# can write the table alone can therefore not bring in a key of their own.
# moved_at: when the key came into its state; empty for a key that has been in one state since it was made.

signing_keys = Table(
    "signing_keys",
    metadata,
    Column("kid", String(43), primary_key=True),
    Column("use", String(16), nullable=False),
    Column("public_jwk", Text, nullable=False),
    Column("private_sealed", LargeBinary, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("alg", String(8), nullable=False, server_default="ES256"),
    Column("state", String(8), nullable=False, server_default="previous"),
    Column("moved_at", Instant),
    Index(
        "ix_signing_keys_one_of_each",
        "use",
        "alg",
        "state",
        unique=True,
        sqlite_where=ONE_OF_EACH,
        postgresql_where=ONE_OF_EACH,
    ),
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
