"""Tables of passkeys.

Credential and name are sealed under the person's key, and a credential is found by a keyed digest: from these
rows nobody learns which authenticators a person has, and who is erased leaves none of them.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from joincard_core.storage import Instant, metadata

# ``slot`` is 1 to 10: with its constraint nobody has more, however many are added at once.
# ``credential`` is the attested credential data of WebAuthn section 6.5.1: model, id and public key.
passkeys = Table(
    "passkeys",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person_id", String(32), nullable=False),
    Column("slot", Integer, nullable=False),
    Column("credential_index", LargeBinary(32), nullable=False, unique=True),
    Column("credential", LargeBinary, nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("transports", String(100), nullable=False),
    Column("backed_up", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("doubted_at", Instant),
    UniqueConstraint("person_id", "slot", name="uq_passkeys_slot"),
)

# Challenges that were answered. One that was not is nowhere: it carries its own end and seal.
passkey_challenges = Table(
    "passkey_challenges",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("expires_at", Instant, nullable=False),
    Index("ix_passkey_challenges_expires_at", "expires_at"),
)
