"""One database, SQLite or PostgreSQL, behind two verbs: ``read`` and ``write``.

Safe across ``fork``: a child process drops the inherited connections without closing them.
"""

import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Table, make_url
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from joincard_core.settings import Settings
from joincard_core.storage.connecting import engine_for, limits_of, wait_in_postgresql, wait_in_sqlite
from joincard_core.storage.errors import DatabaseAway, DatabaseBusy
from joincard_core.storage.place import Place
from joincard_core.storage.prepared import drive
from joincard_core.storage.tables import Tx
from joincard_core.storage.waiting import Turns, Wait

# preserve_rowcount: without it an insert on PostgreSQL tells -1 rows, whether it was made or not.
WRITES = {"preserve_rowcount": True}
SPARE = 2  # threads of a process that never wait long for the database
BUSY_STATES = ("40001", "40P01", "55P03", "57014")  # serialisation, deadlock, lock not available, cancelled

SQLITE_AWAY = (
    "SQLITE_CANTOPEN",
    "SQLITE_IOERR",
    "SQLITE_FULL",
    "SQLITE_READONLY",
    "SQLITE_NOTADB",
    "SQLITE_CORRUPT",
)


class Database:
    """Transactions on one database.

    Every error of the driver that means *not now* leaves as ``DatabaseAway`` (or ``DatabaseBusy``);
    anything else, such as a broken constraint, passes unchanged.
    """

    def __init__(self, url: str, settings: Settings | None = None) -> None:
        self.url = url
        self.engine: Engine = engine_for(url, settings)
        self.dialect = self.engine.dialect.name
        limits = limits_of(settings)
        self._turns = Turns(max(1, limits["threads"] - SPARE), limits["lock_wait"])
        self._place = None if self.file is None else Place(self.file.absolute())
        if self._place is not None:
            self._place.guard(self.engine)
        remember(self)

    @classmethod
    def of(cls, settings: Settings) -> "Database":
        """The database that the settings name."""
        return cls(settings.database_url, settings)

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; ``None`` for a server."""
        name = make_url(self.url).database if self.dialect == "sqlite" else None
        return None if name is None else Path(name)

    @property
    def has_spare(self) -> bool:
        """Whether a connection is free: who may hold one already must not wait for a second."""
        pool = self.engine.pool
        return not isinstance(pool, QueuePool) or pool.checkedout() < pool.size()

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """A transaction that sees committed rows and changes none."""
        with self._transaction() as tx:
            yield tx

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """A transaction committed when the block ends, rolled back when it raises.

        On SQLite it holds the one write lock from its first moment (``BEGIN IMMEDIATE``), so that a
        read followed by a write cannot fail in between. On PostgreSQL it is READ COMMITTED. A commit into a
        file that has left its place is ``DatabaseAway``: it is not acknowledged.
        """
        with self._transaction(**WRITES) as tx:
            yield tx
        if self._place is not None:
            self._place.check()

    @contextmanager
    def _transaction(self, **options: Any) -> Iterator[Tx]:
        with translated(), self._turns.turn() as wait, self.engine.connect() as tx:
            if options:
                tx.execution_options(**options)
            if self.dialect == "sqlite":
                wait_in_sqlite(tx, wait.seconds)
            with tx.begin():
                if self._place is not None:
                    self._place.check()
                    begin_sqlite(tx, wait, writes=bool(options))
                elif wait.seconds < self._turns.most:
                    wait_in_postgresql(tx, wait.seconds)
                yield tx

    @staticmethod
    def unique(tx: Tx, table: Table, **values: Any) -> bool:
        """Insert a row if its key is new; ``False`` when it was there already.

        This is how anything is used only once: one statement, no check before it.
        """
        if tx.dialect.name == "sqlite":
            return tx.execute(sqlite_insert(table).values(**values).on_conflict_do_nothing()).rowcount == 1
        return tx.execute(postgresql_insert(table).values(**values).on_conflict_do_nothing()).rowcount == 1

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def begin_sqlite(tx: Tx, wait: Wait, *, writes: bool) -> None:
    """Open the transaction ourselves: the driver would wait until the first change."""
    while True:
        try:
            drive(tx, "BEGIN IMMEDIATE" if writes else "BEGIN")
        except DBAPIError as error:
            if not is_busy(error) or not wait.again():
                raise
        else:
            return


@contextmanager
def translated() -> Iterator[None]:
    """Turn *not now* errors of the driver into ours, without the statement or its values."""
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseBusy("All database connections are in use. Try again in a moment.") from error
    except DBAPIError as error:
        if is_busy(error):
            raise DatabaseBusy("The database is busy. Try again in a moment.") from error
        if is_away(error):
            raise DatabaseAway("The database cannot be reached. Try again in a moment.") from error
        raise


def is_busy(error: DBAPIError) -> bool:
    """A lock was not had in time, or the database chose this transaction to break a deadlock."""
    state = getattr(error.orig, "sqlstate", None)
    return state in BUSY_STATES or getattr(error.orig, "sqlite_errorname", "").startswith("SQLITE_BUSY")


def is_away(error: DBAPIError) -> bool:
    """The connection is broken, or there is no server, no file, no room on the disk."""
    if error.connection_invalidated:
        return True
    name: str | None = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return name.startswith(SQLITE_AWAY)
    state = getattr(error.orig, "sqlstate", None)
    # Without a state no server answered. 08: connection, 53: resources, 57P: closing, 3D: no database.
    refused = state is not None and state.startswith(("08", "53", "57P", "3D", "28"))
    return refused or (state is None and type(error.orig).__name__ == "OperationalError")


databases: "weakref.WeakSet[Database]" = weakref.WeakSet()


def remember(database: Database) -> None:
    """Note a database so that ``after_fork`` finds it."""
    databases.add(database)


inherited: list[object] = []


def after_fork() -> None:
    """Set aside, without closing, connections that belong to the parent process.

    They are kept for good: SQLite must not be closed in a process that did not open it.
    """
    for database in list(databases):
        inherited.append(database.engine.pool)
        database.engine.dispose(close=False)


os.register_at_fork(after_in_child=after_fork)
