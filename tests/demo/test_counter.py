"""The clerk's terminal and the holder's page beside it: the same words, and an approval that counts."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from demo.lines import card_number
from demo.persons import JIAXING
from tests.demo.browsing import Cookies
from tests.demo.running import Running

BROWSERS_OWN = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
HIDDEN = re.compile(r'<input type="hidden" name="([a-z]+)" value="([^"]*)">')
MESSAGE = re.compile(r"Counter 3 · \d{4}")
LONGEST_WAIT = 60.0


@pytest.fixture
def holder(running: Running, signed_in: Cookies) -> Iterator[httpx2.Client]:
    """Stephen's browser, signed in."""
    address = f"http://localhost:{running.port}"
    with httpx2.Client(
        base_url=address, headers=BROWSERS_OWN, cookies=dict(signed_in), trust_env=False
    ) as browser:
        yield browser


def clerk(running: Running, number: str, *more: str) -> subprocess.Popen[str]:
    """The clerk's terminal."""
    folder = str(Path(sys.executable).parent)
    return subprocess.Popen(
        (f"{folder}/python", "-m", "demo", "counter", "--region", JIAXING, "--number", number, *more),
        cwd=running.folder,
        env=running.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def asked(holder: httpx2.Client) -> str:
    """The holder's page, once a request is on it."""
    ends = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < ends:
        page = holder.get("/me/requests").text
        if MESSAGE.search(page):
            return page
    raise AssertionError("No request came.")


def press(holder: httpx2.Client, page: str, action: str) -> None:
    """Answer the request."""
    sent = {**dict(HIDDEN.findall(page)), "action": action}
    assert holder.post("/me/requests", data=sent).status_code == 303


class TestTheCounter:
    def test_verifies_once_the_holder_agreed(self, running: Running, holder: httpx2.Client) -> None:
        terminal = clerk(running, card_number("stephen"))
        page = asked(holder)
        press(holder, page, "approve")
        printed, _ = terminal.communicate(timeout=LONGEST_WAIT)
        assert terminal.returncode == 0, printed
        assert MESSAGE.findall(printed)[0] in MESSAGE.findall(page)
        assert "Willow Bridge Hospital" in page
        for words in ("The holder agreed.", "permitted", "CNY", "signature checked"):
            assert words in printed

    def test_verifies_when_it_is_told_that_the_holder_agreed(
        self, running: Running, holder: httpx2.Client
    ) -> None:
        terminal = clerk(running, card_number("stephen"), "--ping")
        page = asked(holder)
        press(holder, page, "approve")
        printed, _ = terminal.communicate(timeout=LONGEST_WAIT)
        assert terminal.returncode == 0, printed
        assert MESSAGE.findall(printed)[0] in MESSAGE.findall(page)
        for words in ("The authority rang", "The holder agreed.", "permitted", "signature checked"):
            assert words in printed

    def test_ends_in_a_sentence_when_the_holder_refuses(
        self, running: Running, holder: httpx2.Client
    ) -> None:
        terminal = clerk(running, card_number("stephen"))
        press(holder, asked(holder), "deny")
        printed, _ = terminal.communicate(timeout=LONGEST_WAIT)
        assert terminal.returncode == 1
        assert "The holder did not agree." in printed
