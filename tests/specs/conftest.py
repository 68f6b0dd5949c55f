"""An authority behind its WSGI application, and providers' systems that speak to it.

One authority serves all tests of a run. Each test begins an hour later, so that no limit and no jti of an
earlier one is still in force.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from joincard_core.clock import SHANGHAI, FixedClock
from joincard_core.oauth import NewClient

from tests.specs.system import EC, OKP, RSA, Running, System, founded, public


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("authority")
    running = founded(folder, FixedClock(datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)))
    for client_id, key in (("hospital", EC), ("bank", RSA), ("museum", OKP)):
        running.clients.add(NewClient(client_id, "jiaxing-first", client_id.title(), {"keys": [public(key)]}))
    yield running
    running.database.dispose()


@pytest.fixture
def authority(running: Running) -> Running:
    """The authority, an hour after the test before."""
    running.clock.advance(timedelta(hours=1))
    return running


@pytest.fixture
def system(authority: Running) -> System:
    """The hospital's system."""
    return System(authority.web, authority.clock)


@pytest.fixture
def bank(authority: Running) -> System:
    """A system with an RSA key."""
    return System(authority.web, authority.clock, "bank", RSA, RSA)


@pytest.fixture
def museum(authority: Running) -> System:
    """A system with an Ed25519 key."""
    return System(authority.web, authority.clock, "museum", OKP, OKP)
