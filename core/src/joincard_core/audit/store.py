"""The verification log: rows are only ever added. A move is a further row of the same verification."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table, Text

from joincard_core.storage import Instant, metadata

verification_log = Table(
    "verification_log",
    metadata,
    Column("id", String(32), primary_key=True),
    # 0 is the decision, 1 and on are moves: two moves at once collide here, and one of them is told.
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    Column("provider_id", String(64), nullable=False),
    Column("client_id", String(64), nullable=False),
    Column("person_id", String(32), nullable=False),
    Column("card_id", String(32), nullable=False),
    Column("service", String(160), nullable=False),
    Column("network", String(120), nullable=False),
    Column("city", String(6), nullable=False),
    Column("presentation", String(16), nullable=False),
    Column("catalogue", String(71), nullable=False),
    Column("price", BigInteger),
    Column("deposit", BigInteger),
    Column("opens", Boolean, nullable=False),
    Column("commitment", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("receipt", Text, nullable=False),
    # The holder's own list, newest first; also the last use of a service and the last ride on a network.
    Index("ix_verification_log_person_at", "person_id", "at"),
)
