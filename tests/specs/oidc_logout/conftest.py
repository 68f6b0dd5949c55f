"""Each test is named after a module of the suite's two plans of logout, and demands what the module does.

Plans: ``oidcc-rp-initiated-logout-certification-test-plan`` and
``oidcc-backchannel-rp-initiated-logout-certification-test-plan``, each with clients that register themselves.
Where a module leaves the end to a screenshot, the test demands what the screenshot is to show.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from joincard_core.clock import FixedClock

from tests.specs.fapi2.place import HOLDER, START, enrol
from tests.specs.oidc_logout.client import Client
from tests.specs.system import Running, founded


@pytest.fixture(scope="session")
def op(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An authority with a holder, which may reach clients on this machine."""
    folder = tmp_path_factory.mktemp("logout")
    running = founded(folder, FixedClock(START), demo=True, private_addresses=True)
    enrol(running, folder / "people.jsonl")
    yield running
    running.database.dispose()


@pytest.fixture
def client(op: Running) -> Client:
    """A client of its own for each module, an hour after the one before."""
    op.clock.advance(timedelta(hours=1))
    return Client.registered(op, HOLDER)


@pytest.fixture
def signed_in(client: Client) -> Client:
    """The same, after its holder has signed in."""
    client.sign_in()
    assert client.is_signed_in()
    return client
