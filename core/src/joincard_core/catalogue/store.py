"""Snapshots by serial, the bundles they name by digest, and the highest serial that was ever taken.

Old snapshots stay: a decision of any past day can be repeated under the catalogue it names.
"""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
    update,
)

from joincard_core.storage import Database, Instant, Tx, metadata

TRIED = 10
"""Snapshots that a starting worker tries before it gives up."""

catalogue_snapshots = Table(
    "catalogue_snapshots",
    metadata,
    Column("serial", BigInteger, primary_key=True, autoincrement=False),
    Column("digest", String(71), nullable=False),
    Column("document", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_catalogue_snapshots_digest", "digest"),
)

catalogue_bundles = Table(
    "catalogue_bundles",
    metadata,
    Column("digest", String(71), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# Apart from the snapshots, so that taking away the newest of them is noticed after a restart as well.
catalogue_taken = Table(
    "catalogue_taken",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("serial", BigInteger, nullable=False),
)

SERIALS = (
    select(catalogue_snapshots.c.serial)
    .where(catalogue_snapshots.c.serial >= bindparam("least"))
    .order_by(catalogue_snapshots.c.serial.desc())
    .limit(TRIED)
)
NEWEST_SERIAL = select(func.max(catalogue_snapshots.c.serial))
DOCUMENT = select(catalogue_snapshots.c.document).where(catalogue_snapshots.c.serial == bindparam("serial"))
OF_DIGEST = (
    select(catalogue_snapshots.c.serial, catalogue_snapshots.c.document)
    .where(catalogue_snapshots.c.digest == bindparam("digest"))
    .order_by(catalogue_snapshots.c.serial.desc())
    .limit(1)
)
TAKEN = select(catalogue_taken.c.serial)


def newest_serial(tx: Tx) -> int:
    """The serial of the newest snapshot; 0 when there is none."""
    return int(tx.execute(NEWEST_SERIAL).scalar() or 0)


def serials_from(tx: Tx, least: int) -> tuple[int, ...]:
    """The newest serials that are not below ``least``, newest first."""
    return tuple(tx.execute(SERIALS, {"least": least}).scalars())


def document(tx: Tx, serial: int) -> str:
    """The signed document of a snapshot; empty when it is not there."""
    return str(tx.execute(DOCUMENT, {"serial": serial}).scalar() or "")


def of_digest(tx: Tx, digest: str) -> tuple[int, str] | None:
    """Serial and document of the newest snapshot of this catalogue, to repeat a past decision."""
    row = tx.execute(OF_DIGEST, {"digest": digest}).first()
    return None if row is None else (int(row.serial), str(row.document))


def contents(tx: Tx, digests: tuple[str, ...]) -> dict[str, bytes]:
    """The bytes of bundles by digest; those that are missing are left out."""
    rows = tx.execute(select(catalogue_bundles).where(catalogue_bundles.c.digest.in_(digests)))
    return {row.digest: bytes(row.content) for row in rows}


def keep_bundle(tx: Tx, digest: str, content: bytes) -> None:
    """Store a bundle under its digest; the same bytes twice are one."""
    Database.unique(tx, catalogue_bundles, digest=digest, content=content)


def keep_snapshot(tx: Tx, serial: int, digest: str, signed: str, at: datetime) -> None:
    """Store a signed snapshot. Of two with one serial the database takes the first."""
    row = {"serial": serial, "digest": digest, "document": signed, "created_at": at}
    tx.execute(insert(catalogue_snapshots), row)


def highest_taken(tx: Tx) -> int:
    """The highest serial that any worker ever took."""
    return int(tx.execute(TAKEN).scalar() or 0)


def note_taken(tx: Tx, serial: int) -> None:
    """Raise the mark; it never falls."""
    if not Database.unique(tx, catalogue_taken, one=1, serial=serial):
        tx.execute(update(catalogue_taken).where(catalogue_taken.c.serial < serial).values(serial=serial))
