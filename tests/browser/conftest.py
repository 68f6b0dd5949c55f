"""One browser for these tests, the demo that serves, and people of the demo in front of the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.holder import Holder, Way
from tests.browser.visitor import People, Visitor
from tests.demo.conftest import running  # noqa: F401 - the demo is a fixture of these tests, too
from tests.demo.running import Running
from tools import chromium

Opened = Callable[..., Visitor]


# One for each file: what drives the browser holds the process's event loop for as long as it is open, and the
# next file of this process may be of somebody who needs it.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium.running() as opened:
        yield opened


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return chromium.axe()


@pytest.fixture(scope="session")
def people() -> People:
    """Who of the demo stands in front of a browser: each journey somebody else, since letters are counted."""
    return People()


@pytest.fixture
def visitor(running: Running, browser: Browser, axe: str, people: People) -> Iterator[Opened]:  # noqa: F811 - the fixture
    """Open a browser for somebody: ``visitor(way)``, of the demo's people the next one."""
    yield from opening(running, browser, axe, people)


@pytest.fixture(scope="module")
def guest(running: Running, browser: Browser, axe: str, people: People) -> Iterator[Opened]:  # noqa: F811 - the same
    """The same for somebody who stays for all tests of a file: who signs in there once gets one letter."""
    yield from opening(running, browser, axe, people)


def opening(demo: Running, browser: Browser, axe: str, people: People) -> Iterator[Opened]:
    """What opens browsers; they are closed at the end."""
    opened: list[Holder] = []

    def make(way: Way, person: str = "") -> Visitor:
        portal = f"http://localhost:{demo.port + 1}"
        holder = Holder.at(browser, f"http://localhost:{demo.port}", way, axe, portal)
        opened.append(holder)
        return Visitor(holder, demo, person or people.next(), portal)

    yield make
    for holder in opened:
        holder.leave()
