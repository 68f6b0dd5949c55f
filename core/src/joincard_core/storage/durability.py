"""Does the database keep what it acknowledged, even when the power fails?"""

from joincard_core.storage.tables import Tx

POSTGRESQL_NEEDS = ("fsync", "full_page_writes", "synchronous_commit")
OFF = ("off", "local")


def durability_faults(tx: Tx) -> tuple[str, ...]:
    """One sentence per unsafe setting of the database, each with the remedy; empty when all is well."""
    return sqlite_faults(tx) if tx.dialect.name == "sqlite" else postgresql_faults(tx)


def sqlite_faults(tx: Tx) -> tuple[str, ...]:
    """WAL may be refused by a network file system; the rest is set on every connection."""
    journal = tx.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    synchronous = tx.exec_driver_sql("PRAGMA synchronous").scalar_one()
    faults = []
    if journal != "wal":
        faults.append("SQLite cannot keep a write-ahead log here. Put the file on a local disk.")
    if synchronous < 2:
        faults.append("SQLite synchronous is below FULL. Connect through joincard_core.storage alone.")
    return tuple(faults)


def postgresql_faults(tx: Tx) -> tuple[str, ...]:
    """Settings of the server under which an acknowledged commit can be lost."""
    faults = []
    for name in POSTGRESQL_NEEDS:
        if tx.exec_driver_sql(f"SHOW {name}").scalar_one() in OFF:
            faults.append(f"PostgreSQL {name} is off. Set {name} = on in postgresql.conf and reload.")
    return tuple(faults)
