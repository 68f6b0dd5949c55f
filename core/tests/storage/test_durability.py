"""A database that may lose what it acknowledged is told apart."""

from collections.abc import Iterator

import psycopg
import pytest
from joincard_core.storage import Database, durability_faults


@pytest.fixture
def careless(postgresql_url: str) -> Iterator[Database]:
    """A PostgreSQL that does not wait for its disk."""
    with psycopg.connect(postgresql_url, autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET fsync = off")
        admin.execute("SELECT pg_reload_conf()")
        database = Database(postgresql_url)
        yield database
        database.dispose()
        admin.execute("ALTER SYSTEM RESET fsync")
        admin.execute("SELECT pg_reload_conf()")


def faults(database: Database) -> tuple[str, ...]:
    with database.read() as tx:
        return durability_faults(tx)


def test_a_database_as_we_set_it_up_has_no_fault(database: Database) -> None:
    assert faults(database) == ()


def test_postgresql_without_fsync_is_named_with_the_remedy(careless: Database) -> None:
    # The server takes the new setting in its own time: a new connection each try, no waiting.
    found: tuple[str, ...] = ()
    for _ in range(1000):
        found = found or faults(careless)
        careless.dispose()
    assert len(found) == 1
    assert "fsync = on" in found[0]


def test_sqlite_set_up_otherwise_is_named(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.rollback()
        raw.execute("PRAGMA synchronous=OFF")
    assert "synchronous" in faults(database)[0]
    database.dispose()
