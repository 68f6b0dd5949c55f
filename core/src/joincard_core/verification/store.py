"""Tables of the story: counts per person and service, answers by Idempotency-Key, attempts per window."""

from sqlalchemy import BigInteger, Column, Date, Index, Integer, LargeBinary, String, Table

from joincard_core.storage import Instant, metadata
from joincard_core.verification.ledger import CALENDAR

WHOLE = ""
"""The ``stay`` of the row that counts every use of a service."""

EVER = "ever"
COUNTED = ("uses", "paid", "counted")

usage = Table(
    "usage",
    metadata,
    Column("person_id", String(32), primary_key=True),
    Column("service", String(160), primary_key=True),
    Column("stay", String(64), primary_key=True),
    Column("counted_on", Date, nullable=False),
    Column("last_on", Date),
    Column("open_items", Integer, nullable=False),
    *(
        Column(f"{what}_{period}", BigInteger, nullable=False)
        for period in (*CALENDAR, EVER)
        for what in COUNTED
    ),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("client_id", String(64), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("request", LargeBinary(32), nullable=False),
    Column("verification_id", String(32), nullable=False),
    Column("person_id", String(32), nullable=False),
    Column("answer", LargeBinary, nullable=False),  # sealed under the person's key: it may disclose
    Column("expires_at", Instant, nullable=False),
    Index(None, "expires_at"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("kind", String(8), primary_key=True),
    Column("subject", String(128), primary_key=True),
    Column("window", BigInteger, primary_key=True, autoincrement=False),  # the second in which it ends
    Column("made", Integer, nullable=False),
)
