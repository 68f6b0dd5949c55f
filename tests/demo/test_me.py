"""The people of the demo open their own pages, as its last lines say, with the words that it prints."""

from __future__ import annotations

import re

from tests.demo.browsing import Browser, typed
from tests.demo.running import Running

KEYS = re.compile(r"sign(?:s)? in (?:as stephen )?with (\d{6}), (D\d{8}) and (\S+)")


def test_olena_opens_the_reference_that_the_hospital_was_given(running: Running) -> None:
    part = running.printed.partition("The same refusal")[2].partition("Open")[0]
    path = re.search(r"http://localhost:\d+(/me/verifications/\w+)", part)
    keys = KEYS.search(part)
    assert path
    assert keys
    assert keys.groups() == tuple(typed("olena").values())
    with Browser.opened(running, "olena") as browser:
        page = browser.at(path[1]).text
    assert "Required: the card&#39;s status is active." in page
    assert path[1].rpartition("/")[2] in page
    assert running.printed.count(path[1]) == 2  # the hospital's answer names it, too


def test_stephen_sees_who_asked_in_both_languages(running: Running, browser: Browser) -> None:
    keys = KEYS.search(running.printed.partition("Open")[2])
    assert keys
    assert keys.groups() == tuple(typed("stephen").values())
    assert "Stephen Marlowe Adeyinka" in browser.at("/me").text
    page = browser.at("/me/verifications").text
    assert "354.00 yuan" in page
    assert "Social security number" in page
    older = browser.at("/me/verifications?lang=zh").text
    assert "准许" in older
    assert "354.00 元" in older
