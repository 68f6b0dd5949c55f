"""Each test is named after a module of the suite's plan ``ekyc-test-plan-oidccore``, and demands what it does.

The variant is the one in which verified claims come from userinfo, with clients that register themselves.
What the suite cannot ask for (evidence by electronic record, times with an age) is in ``test_evidence``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from joincard_core.clock import FixedClock
from joincard_core.keys import Keeper, MasterKey

from tests.specs.ekyc.client import Client
from tests.specs.fapi2.place import HOLDER, START, enrol
from tests.specs.system import Running, founded


@pytest.fixture(scope="session")
def op(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An authority with a holder, which signs with RS256, too."""
    folder = tmp_path_factory.mktemp("ekyc")
    running = founded(folder, FixedClock(START), demo=True, private_addresses=True)
    with running.database.write() as tx:
        Keeper(MasterKey.read(running.settings.master_key_file)).add(tx, "token", "RS256", START)
    running.web.application.extensions["joincard"].keys.refresh()  # it would look by itself in a moment
    enrol(running, folder / "people.jsonl")
    yield running
    running.database.dispose()


@pytest.fixture
def client(op: Running) -> Client:
    """A client of its own for each module, an hour after the one before."""
    op.clock.advance(timedelta(hours=1))
    return Client.new(op, HOLDER)
