"""Bring the tables to this release, and tell whether they are there.

Revisions are numbered files in ``migrations/versions``: the highest number is the head. Alembic is loaded
only to migrate, so that a web worker neither waits nor pays memory for it.
"""

from pathlib import Path

from sqlalchemy import column, inspect, select, table

from joincard_core.storage.database import Database
from joincard_core.storage.errors import MigrationNeeded
from joincard_core.storage.tables import Tx

MIGRATIONS = Path(__file__).with_name("migrations")
VERSION = table("alembic_version", column("version_num"))
LOCK = 0x4A4F494E  # any constant of ours; two migrations at once wait for each other


def head() -> str:
    """The revision this release was written for."""
    return max(path.name[:4] for path in MIGRATIONS.glob("versions/[0-9]*.py"))


def current(tx: Tx) -> str | None:
    """The revision of the tables; ``None`` for an empty database."""
    if not inspect(tx).has_table(VERSION.name):
        return None
    revision: str | None = tx.execute(select(VERSION.c.version_num)).scalar()
    return revision


def require_head(tx: Tx) -> None:
    """Raise ``MigrationNeeded`` unless the tables are those of this release."""
    found, wanted = current(tx), head()
    if found is None:
        raise MigrationNeeded("The database has no tables yet. Run joincard-authority init.")
    if found < wanted:
        raise MigrationNeeded(
            f"The database is at {found}, this release needs {wanted}. Run joincard-authority migrate."
        )
    if found > wanted:
        raise MigrationNeeded(
            f"The database is at {found}, newer than this release ({wanted}). Install the newer release."
        )


def migrate(database: Database) -> tuple[str | None, str]:
    """Apply every missing revision in one transaction; the answer is the revision before and after.

    Raises ``MigrationNeeded`` when the database is newer than this release.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.write() as tx:
        if database.dialect == "postgresql":
            tx.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        before = current(tx)
        if before is not None and before > head():
            require_head(tx)
        config.attributes["connection"] = tx
        command.upgrade(config, "head")
    return before, head()
