"""Each test is named after a module of the suite's plans of OpenID Connect, and demands what the module does.

Those of the basic plan run twice, as the suite has them: answers by redirect, and by form (form_post). Where
a module leaves the end to a screenshot, the test demands what the screenshot is to show.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from joincard_core.clock import FixedClock
from joincard_core.keys import Keeper, MasterKey

from tests.specs.fapi2.place import HOLDER, START, enrol, fill_in
from tests.specs.oidc.client import Client
from tests.specs.system import Running, founded


@pytest.fixture(scope="session")
def op(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An authority with a holder, which may reach clients on this machine, and signs with RS256, too."""
    folder = tmp_path_factory.mktemp("oidc")
    running = founded(folder, FixedClock(START), demo=True, private_addresses=True, implicit_sign_in=True)
    with running.database.write() as tx:
        Keeper(MasterKey.read(running.settings.master_key_file)).add(tx, "token", "RS256", START)
    running.web.application.extensions["joincard"].keys.refresh()  # it would look by itself in a moment
    enrol(running, folder / "people.jsonl")
    fill_in(running)
    yield running
    running.database.dispose()


@pytest.fixture
def later(op: Running) -> Running:
    """The same, an hour after the test before: no limit and no session of that one is still in force."""
    op.clock.advance(timedelta(hours=1))
    return op


@pytest.fixture(params=[None, "form_post"], ids=["redirect", "form_post"])
def client(later: Running, request: pytest.FixtureRequest) -> Client:
    """A client of its own for each module."""
    return Client.new(later, HOLDER, request.param)


@pytest.fixture
def keyed(later: Running) -> Client:
    """A client that authenticates with a key."""
    return Client.new(later, HOLDER, token_endpoint_auth_method="private_key_jwt")
