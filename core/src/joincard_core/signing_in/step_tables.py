"""Tables of second steps: who is half-way in, who has an authenticator application, which codes were used.

Of a cookie and of a code there is only a digest here; the secret of an application is sealed under its
person's key.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from joincard_core.storage import Instant, metadata

# One browser in which a password was right, and a code is missing. ``sends`` counts letters, ``tries`` codes.
# ``signed_in_at``: when a session with the password alone began, where the code is to make it a stronger one.
sign_in_steps = Table(
    "sign_in_steps",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("person_id", String(32), nullable=False),
    Column("card_id", String(32), nullable=False),
    Column("signed_in_at", Instant),
    Column("way", String(16), nullable=False),
    Column("code", LargeBinary(32)),
    Column("code_expires_at", Instant),
    Column("sent_at", Instant),
    Column("sends", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_sign_in_steps_expires_at", "expires_at"),
)

# A person's authenticator application; without ``confirmed_at`` it does not count yet.
authenticators = Table(
    "authenticators",
    metadata,
    Column("person_id", String(32), primary_key=True),
    Column("secret", LargeBinary, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("confirmed_at", Instant),
)

# Each time step is taken once for each person (RFC 6238 section 5.2).
authenticator_uses = Table(
    "authenticator_uses",
    metadata,
    Column("person_id", String(32), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_authenticator_uses_expires_at", "expires_at"),
)

# What changed in how a person signs in, for the person to see.
sign_in_changes = Table(
    "sign_in_changes",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person_id", String(32), nullable=False),
    Column("what", String(32), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_sign_in_changes_person_id", "person_id", "at"),
)
