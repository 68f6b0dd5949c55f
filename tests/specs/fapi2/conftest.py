"""Each test is named after a module of the conformance suite, and runs in the variants of ``modules.csv``.

It does what the module does, and demands what it demands; where a module leaves a server a choice, then what
ours has chosen. What some modules ask of TLS is held in ``tests/conformance/test_terminator.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.specs.fapi2 import place as places
from tests.specs.fapi2.modules import BY_TEST
from tests.specs.fapi2.party import Party
from tests.specs.fapi2.place import HOLDER, Place
from tests.specs.fapi2.suite import Suite
from tests.specs.system import System
from tools.conformance.plans import Row


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    made = places.found(tmp_path_factory.mktemp("fapi2"))
    yield made
    made.running.database.dispose()


@pytest.fixture
def suite(place: Place, request: pytest.FixtureRequest) -> Suite:
    """A module's run, an hour after the one before: no limit and no jti of that one is still in force."""
    row: Row = request.param
    clock = place.running.clock
    clock.advance(timedelta(hours=1))
    system = System(place.running.web, clock)
    first, second = (Party(place.app, system, client, HOLDER) for client in place.clients[row])
    return Suite(row, first, second, clock)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each module's test in its variants."""
    if "suite" in metafunc.fixturenames:
        rows = BY_TEST[metafunc.function.__name__]
        metafunc.parametrize("suite", rows, ids=[row.name for row in rows], indirect=True)
