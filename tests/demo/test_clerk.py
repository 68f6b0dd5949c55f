"""The clerk's page of the demo: the same words on both screens, and an approval that counts."""

from __future__ import annotations

import time

import httpx2
import pytest

from core.tests.web.authorizing import Shown
from demo.lines import card_number
from demo.persons import JIAXING
from tests.demo.browsing import Browser

LONGEST_WAIT = 60.0
STEPHEN = {"region": JIAXING, "number": card_number("stephen"), "errand": "register"}


def asked(browser: Browser, way: str, **changes: str) -> httpx2.Response:
    """The clerk's page after the button."""
    form = {**STEPHEN, "way": way, **changes}
    return browser.press(browser.open("/counter"), "ask", **form)


def text_of(page: httpx2.Response, mark: str) -> str:
    """The text of the element with an id."""
    return page.text.partition(f'id="{mark}"')[2].partition(">")[2].partition("<")[0]


def ended(browser: Browser, visit: httpx2.Response) -> httpx2.Response:
    """The clerk's page, once it does not wait any more."""
    ends = time.monotonic() + LONGEST_WAIT
    page = browser.http.get(str(visit.url))
    while "again" in Shown(page.text).ids:
        assert time.monotonic() < ends
        time.sleep(0.5)
        page = browser.http.get(str(visit.url))
    return page


class TestABadForm:
    @pytest.mark.parametrize("changes", [{"number": "x y"}, {"number": "D0001"}, {"region": "12"}])
    def test_is_shown_again_with_what_is_wrong(self, browser: Browser, changes: dict[str, str]) -> None:
        page = asked(browser, "ciba", **changes)
        assert (page.status_code, "error" in Shown(page.text).ids) == (422, True)

    @pytest.mark.parametrize("changes", [{"errand": "other"}, {"way": "by force"}])
    def test_with_other_choices_is_refused(self, browser: Browser, changes: dict[str, str]) -> None:
        assert asked(browser, **{"way": "ciba", **changes}).status_code == 400

    def test_of_another_site_is_refused(self, browser: Browser) -> None:
        foreign = {"Sec-Fetch-Site": "cross-site"}
        sent = browser.http.post(
            f"{browser.portal}/counter", data={**STEPHEN, "way": "ciba"}, headers=foreign
        )
        assert sent.status_code == 403

    def test_of_a_visit_that_never_was_leads_to_the_form(self, browser: Browser) -> None:
        assert browser.open("/counter/none").url.path == "/counter"


class TestTheHoldersOwnPage:
    def test_has_the_words_of_the_clerks_screen_and_an_approval_counts(self, browser: Browser) -> None:
        visit = asked(browser, "ciba")
        message = text_of(visit, "message")
        assert int(visit.headers["Refresh"]) >= 5
        question = browser.at("/me/requests")
        assert message in question.text
        browser.answer(question, "approve")
        found = ended(browser, visit)
        assert text_of(found, "outcome") == "Permitted"
        assert "CNY" in text_of(found, "price")
        assert {"receipt", "checked"} <= set(Shown(found.text).ids)

    def test_may_say_no(self, browser: Browser) -> None:
        visit = asked(browser, "ciba")
        browser.answer(browser.at("/me/requests"), "deny")
        assert text_of(ended(browser, visit), "sorry") == "The holder did not agree."


class TestACode:
    def test_is_typed_and_an_approval_counts(self, browser: Browser) -> None:
        visit = asked(browser, "code")
        code, message = text_of(visit, "user-code"), text_of(visit, "message")
        assert "<svg" in visit.text
        page = browser.at("/device")
        question = browser.press(page, "next", user_code=code.lower())
        assert code in question.text
        assert message in question.text
        assert "Go back to the counter" in browser.press(question, "approve").text
        assert text_of(ended(browser, visit), "outcome") == "Permitted"

    def test_may_be_refused(self, browser: Browser) -> None:
        visit = asked(browser, "code")
        question = browser.at(f"/device/{text_of(visit, 'user-code')}")
        assert "The clerk is told so." in browser.press(question, "deny").text
        assert text_of(ended(browser, visit), "sorry") == "The holder did not agree."

    def test_of_one_holder_says_nothing_about_the_card_of_another(self, browser: Browser) -> None:
        visit = asked(browser, "code", number=card_number("george"))
        question = browser.at(f"/device/{text_of(visit, 'user-code')}")
        browser.press(question, "approve")
        assert "sorry" in Shown(ended(browser, visit).text).ids

    def test_waits_quietly_where_that_is_wanted(self, browser: Browser) -> None:
        visit = asked(browser, "code")
        quiet = browser.follow(visit, "still")
        assert "Refresh" not in quiet.headers
        assert "again" in Shown(quiet.text).ids

    def test_is_shown_in_chinese(self, browser: Browser) -> None:
        page = browser.open("/counter?lang=zh")
        visit = browser.press(page, "ask", **STEPHEN, way="code")
        assert "等待持卡人" in visit.text
