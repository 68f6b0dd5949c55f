"""The people of the demo open their own pages, as its last lines say, with the words that it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx2
import pytest

from tests.demo.running import Running

TOKEN = re.compile(r'name="token" value="([A-Za-z0-9_-]+)"')
KEYS = re.compile(r"sign(?:s)? in (?:as stephen )?with (\d{6}), (D\d{8}) and (\S+)")


@pytest.fixture
def browser(running: Running) -> Iterator[httpx2.Client]:
    address = f"http://localhost:{running.port}"
    with httpx2.Client(base_url=address, follow_redirects=True, trust_env=False) as opened:
        yield opened


def signed_in(browser: httpx2.Client, path: str, keys: tuple[str, ...]) -> str:
    """A page, after signing in to it."""
    page = browser.get(path)
    found = TOKEN.search(page.text)
    assert found
    region, number, password = keys
    typed = {"region": region, "number": number, "password": password, "action": "sign-in"}
    answer = browser.post("/me/sign-in", data={"token": found[1], "next": path, **typed})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_olena_opens_the_reference_that_the_hospital_was_given(
    running: Running, browser: httpx2.Client
) -> None:
    part = running.printed.partition("The same refusal")[2].partition("Open")[0]
    path = re.search(r"http://localhost:\d+(/me/verifications/\w+)", part)
    keys = KEYS.search(part)
    assert path
    assert keys
    page = signed_in(browser, path[1], keys.groups())
    assert "Required: the card&#39;s status is active." in page
    assert path[1].rpartition("/")[2] in page
    assert running.printed.count(path[1]) == 2  # the hospital's answer names it, too


def test_stephen_sees_who_asked_in_both_languages(running: Running, browser: httpx2.Client) -> None:
    keys = KEYS.search(running.printed.partition("Open")[2])
    assert keys
    assert "Stephen Marlowe Adeyinka" in signed_in(browser, "/me", keys.groups())
    page = browser.get("/me/verifications").text
    assert "354.00 yuan" in page
    assert "Social security number" in page
    older = browser.get("/me/verifications?lang=zh").text
    assert "准许" in older
    assert "354.00 元" in older
