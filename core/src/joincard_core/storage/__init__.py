"""The unit of work: one database, transactions, column types, migrations.

A room's ``store.py`` defines its tables on ``metadata``; the migration machinery finds every
``joincard_core.<room>.store`` by itself.
"""

from joincard_core.storage.bookmark import Bookmark, after
from joincard_core.storage.connecting import create_sqlite
from joincard_core.storage.database import Database
from joincard_core.storage.durability import durability_faults
from joincard_core.storage.errors import DatabaseAway, DatabaseBusy, MigrationNeeded, UnsafeDatabase
from joincard_core.storage.migrating import current, head, migrate, require_head
from joincard_core.storage.prepared import Prepared
from joincard_core.storage.tables import Instant, Tx, metadata, new_id
from joincard_core.storage.waiting import one_wait

__all__ = [
    "Bookmark",
    "Database",
    "DatabaseAway",
    "DatabaseBusy",
    "Instant",
    "MigrationNeeded",
    "Prepared",
    "Tx",
    "UnsafeDatabase",
    "after",
    "create_sqlite",
    "current",
    "durability_faults",
    "head",
    "metadata",
    "migrate",
    "new_id",
    "one_wait",
    "require_head",
]
