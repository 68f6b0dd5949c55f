"""An authority behind its WSGI application, and providers' systems that speak to it.

One authority serves all tests of a run. Each test begins an hour later, so that no limit and no jti of an
earlier one is still in force.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from joincard_core.bootstrap import create_app
from joincard_core.clock import SHANGHAI, FixedClock
from joincard_core.keys import KeyRing, MasterKey, Vault
from joincard_core.oauth import Clients, NewClient
from joincard_core.settings import Settings
from joincard_core.storage import Database, create_sqlite, migrate

from tests.specs.system import EC, ISSUER, OKP, RSA, Running, System, public


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("authority")
    clock = FixedClock(datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI))
    url = f"sqlite:///{folder / 'joincard.db'}"
    settings = Settings(issuer=ISSUER, database_url=url, master_key_file=str(folder / "master.key"))
    create_sqlite(url)
    MasterKey.create(settings.master_key_file)
    master = MasterKey.read(settings.master_key_file)
    database = Database.of(settings)
    migrate(database)
    with database.write() as tx:
        Vault.create(tx, master)
        KeyRing.create_missing(tx, master, clock.now())
    clients = Clients(database, clock)
    for client_id, key in (("hospital", EC), ("bank", RSA), ("museum", OKP)):
        clients.add(NewClient(client_id, "jiaxing-first", client_id.title(), {"keys": [public(key)]}))
    web = create_app(settings, clock).test_client()
    yield Running(web, clock, database, KeyRing(database, master), clients, settings)
    database.dispose()


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
