"""Two authorities for clients of others, each started once, and the folder of the clients' programs."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from tests.journeys.clients import program
from tests.journeys.clients.journey import Journey
from tests.journeys.clients.served import BehindTls, Served

Place = TypeVar("Place", bound=Served)


@pytest.fixture(scope="session")
def programs() -> Iterator[Path]:
    """The programs, below the packages that they import."""
    with program.installed() as folder:
        yield folder


@pytest.fixture(scope="session")
def over_http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An authority over http, which wants a nonce in every proof."""
    folder = tmp_path_factory.mktemp("over-http")
    yield from started(Served(folder, f"sqlite:///{folder / 'joincard.db'}"))


@pytest.fixture(scope="session")
def over_tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BehindTls]:
    """An authority behind TLS, to which clients show certificates."""
    folder = tmp_path_factory.mktemp("over-tls")
    yield from started(BehindTls(folder, f"sqlite:///{folder / 'joincard.db'}"))


@pytest.fixture(scope="session")
def journey(over_http: Served, programs: Path) -> Journey:
    """The way over http."""
    return Journey(over_http, programs)


@pytest.fixture(scope="session")
def with_certificate(over_tls: BehindTls, programs: Path) -> Journey:
    """The way over TLS."""
    return Journey(over_tls, programs)


def started(place: Place) -> Iterator[Place]:
    """Found it and serve it."""
    place.found()
    with place.served():
        yield place
