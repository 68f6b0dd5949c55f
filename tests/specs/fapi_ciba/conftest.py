"""Each test is named after a module of the conformance suite, and runs in the variants of ``modules.csv``.

It registers its clients as the module does, and lets the holder answer through the same address. What modules
ask of TLS is held in ``tests/conformance/test_terminator.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from joincard_core.clock import FixedClock
from joincard_core.oauth import InitialAccess, InvitationAsked
from joincard_core.web import NAME, Parts

from tests.specs.fapi2.place import HOLDER, START, enrol
from tests.specs.fapi_ciba.clerk import SCOPES, Clerk
from tests.specs.fapi_ciba.listener import Listener, listening
from tests.specs.fapi_ciba.modules import BY_TEST
from tests.specs.fapi_ciba.suite import Suite
from tests.specs.system import Running, System, founded
from tools.conformance.phone import Phone
from tools.conformance.plans import Row


@pytest.fixture(scope="session")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An authority with a holder; the terminator that its clients' certificates come through is here."""
    folder = tmp_path_factory.mktemp("ciba")
    running = founded(folder, FixedClock(START), tls_terminators="127.0.0.1/32")
    enrol(running, folder / "people.jsonl")
    yield running
    running.database.dispose()


@pytest.fixture(scope="session")
def listener(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listener]:
    """Where pings arrive."""
    with listening(tmp_path_factory.mktemp("pings")) as found:
        yield found


@pytest.fixture
def suite(counter: Running, listener: Listener, request: pytest.FixtureRequest) -> Iterator[Suite]:
    """A module's run, an hour after the one before: no limit and no jti of that one is still in force."""
    row: Row = request.param
    clock = counter.clock
    clock.advance(timedelta(hours=1))
    listener.forget()
    invited = InitialAccess(counter.database, clock).invite(
        InvitationAsked("jiaxing-first", scopes=SCOPES, uses=2)
    )
    parts: Parts = counter.web.application.extensions[NAME]
    first, second = [
        Clerk(System(counter.web, clock), row, number, HOLDER, listener.address) for number in (1, 2)
    ]
    for clerk in (first, second):
        clerk.register(invited.token)
    phone = Phone(parts)
    yield Suite(row, first, second, clock, parts, phone, listener)
    phone.stop()
    for clerk in (first, second):
        clerk.unregister()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each module's test in its variants."""
    if "suite" in metafunc.fixturenames:
        rows = BY_TEST[metafunc.function.__name__]
        metafunc.parametrize("suite", rows, ids=[row.name for row in rows], indirect=True)
