"""The passkey button of both sign-in pages: what is on the page, and what its answer leads to."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from joincard_core.cards import Because, Cards, Move

from core.tests.signing_in.authenticator import ORIGIN, Authenticator
from core.tests.web.authorizing import BROWSERS_OWN, CALLBACK, Browser, Desk, Page
from core.tests.web.test_me import COOKIE, me
from core.tests.web.test_passkeys import add, kept, options

__all__ = ["me"]  # fixtures
Open = Callable[[Browser], Page]


@pytest.fixture
def phone(me: Browser) -> Authenticator:
    """A phone that keeps a passkey of Ann's."""
    made = Authenticator(ORIGIN)
    assert add(me, made).status == 200
    return made


@pytest.fixture
def hers(desk: Desk, phone: Authenticator) -> Browser:
    """Another browser of Ann's, where nobody is signed in."""
    return desk.browser()


@pytest.fixture(params=["/me", "a client's request"])
def opened(request: pytest.FixtureRequest, desk: Desk) -> Open:
    """The sign-in page, one and the other."""
    if request.param == "/me":
        return lambda browser: browser.get("/me/sign-in?next=/me/sessions")
    return lambda browser: browser.begin(desk.push())


def press(browser: Browser, page: Page, answer: str, **more: str) -> Page:
    """Send the form of the page as its script does: with no button's name."""
    return browser.open(
        "POST",
        page.shown.one("form")["action"],
        data={**page.shown.fields, **more, "passkey": answer},
        headers=BROWSERS_OWN,
    )


def session(browser: Browser) -> str | None:
    """What the browser holds, if anybody is signed in."""
    cookie = browser.web.get_cookie(COOKIE, domain="card.example.cn")
    return cookie.value if cookie else None


class TestThePage:
    def test_lets_run_a_script_of_ours_alone(self, hers: Browser, opened: Open) -> None:
        page = opened(hers)
        policy = page.headers["Content-Security-Policy"].split("; ")
        assert [part for part in policy if part.startswith("script-src")] == ["script-src 'self'"]
        assert page.shown.one("script") == {"src": "/static/passkey.js", "defer": ""}

    def test_hides_the_button_until_the_script_runs(self, hers: Browser, opened: Open) -> None:
        shown = opened(hers).shown
        assert "hidden" in shown.ids["passkey"]
        assert shown.ids["passkey-sign-in"]["type"] == "button"
        assert shown.ids["passkey"]["data-for"] == "sign-in"
        assert shown.fields["passkey"] == ""

    def test_asks_anew_each_time_and_says_nothing_of_who_has_one(self, hers: Browser, opened: Open) -> None:
        first, second = options(opened(hers)), options(opened(hers))
        assert first["challenge"] != second["challenge"]
        assert first["allowCredentials"] == second["allowCredentials"] == []

    def test_has_a_script_that_is_there(self, hers: Browser) -> None:
        script = hers.open("GET", "/static/passkey.js")
        assert script.headers["Content-Type"].startswith("text/javascript")
        assert "unsafe" not in script.headers["Content-Security-Policy"]

    def test_is_chinese_where_the_browser_says_so(self, desk: Desk, hers: Browser) -> None:
        shown = hers.get("/me/sign-in", Accept_Language="zh-CN").shown
        assert not shown.ids["passkey"]["data-dismissed"].isascii()
        assert "通行密钥" in shown.text


class TestAnAnswer:
    def test_opens_ones_own_pages(self, hers: Browser, phone: Authenticator) -> None:
        page = hers.get("/me/sign-in?next=/me/sessions")
        done = press(hers, page, phone.sign(options(page)))
        assert (done.status, done.location.partition("?")[0]) == (303, "/me/sessions")
        assert hers.get("/me").status == 200
        assert kept(hers)[0]["used_at"]

    def test_leads_on_to_the_decision(self, desk: Desk, hers: Browser, phone: Authenticator) -> None:
        page = hers.begin(desk.push())
        done = press(hers, page, phone.sign(options(page)))
        asked = hers.get(done.location)
        assert "approve" in asked.shown.ids
        answer = hers.press(asked, "approve")
        assert answer.location.startswith(CALLBACK.partition("?")[0])
        assert answer.answer["code"]

    def test_is_told_to_nobody_as_anything_else(
        self, desk: Desk, hers: Browser, phone: Authenticator
    ) -> None:
        page = hers.get("/me/sign-in")
        press(hers, page, phone.sign(options(page)))
        sessions = desk.site.app.extensions["joincard"].sessions
        held = sessions.current(session(hers))
        assert (held.acr, held.amr) == ("urn:joincard:acr:passkey", ("pop", "user"))

    @pytest.mark.parametrize(
        "lie",
        [
            {"flags": 0x01},
            {"said": {"origin": "https://evil.example"}},
            {"signature": b"x"},
            {"user": b"somebody"},
        ],
        ids=str,
    )
    def test_that_lies_is_refused_with_the_page_again(
        self, hers: Browser, phone: Authenticator, opened: Open, lie: dict[str, Any]
    ) -> None:
        page = opened(hers)
        refused = press(hers, page, phone.sign(options(page), **lie))
        assert (refused.status, "error" in refused.shown.ids) == (403, True)
        assert "aria-invalid" not in refused.body  # no field was wrong
        assert session(hers) is None
        assert press(hers, refused, phone.sign(options(refused))).status == 303

    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_that_is_none_is_refused_in_the_holders_language(
        self, hers: Browser, opened: Open, lang: str
    ) -> None:
        refused = press(hers, opened(hers), "{}", lang=lang)
        assert refused.status == 403
        assert ("此通行密钥" in refused.shown.text) is (lang == "zh")
        assert ("This passkey" in refused.shown.text) is (lang == "en")

    def test_serves_once(self, desk: Desk, hers: Browser, phone: Authenticator, opened: Open) -> None:
        page = opened(hers)
        answer = phone.sign(options(page))
        assert press(hers, page, answer).status == 303
        assert press(hers, page, answer).status in (400, 403)

    def test_serves_no_other_browser(
        self, desk: Desk, hers: Browser, phone: Authenticator, opened: Open
    ) -> None:
        """Login CSRF: nobody is signed in by what somebody else's browser was asked."""
        theirs, mine = opened(hers), opened(desk.browser())
        other = desk.browser()
        page = opened(other)
        refused = press(other, page, phone.sign(options(theirs)))
        assert (refused.status, session(other)) == (403, None)
        assert press(other, mine, phone.sign(options(mine))).status in (400, 403)
        assert session(other) is None

    def test_of_a_page_that_was_open_too_long_is_refused(
        self, desk: Desk, hers: Browser, phone: Authenticator
    ) -> None:
        page = hers.get("/me/sign-in")
        answer = phone.sign(options(page))
        desk.site.clock.advance(timedelta(minutes=15))
        assert press(hers, page, answer).status == 403

    def test_is_wrong_where_the_card_is_lost(
        self, desk: Desk, hers: Browser, phone: Authenticator, opened: Open, enrol: Any
    ) -> None:
        because = Because("tests", "A test.", desk.site.clock.now())
        with desk.site.database.write() as tx:
            Cards().move(tx, enrol.show("ann").card, Move.REPORT_LOST, because)
        page = opened(hers)
        refused = press(hers, page, phone.sign(options(page)))
        assert (refused.status, session(hers)) == (403, None)

    def test_too_often_has_to_wait(self, hers: Browser, opened: Open) -> None:
        page = opened(hers)
        assert [press(hers, page, "{}").status for _ in range(61)] == [403] * 60 + [429]
        assert press(hers, page, "{}").headers["Retry-After"]

    def test_is_not_in_the_log(
        self, hers: Browser, phone: Authenticator, opened: Open, capsys: pytest.CaptureFixture[str]
    ) -> None:
        page = opened(hers)
        answer = phone.sign(options(page))
        press(hers, page, answer)
        said = capsys.readouterr()
        for secret in (json.loads(answer)["id"], json.loads(answer)["response"]["signature"]):
            assert secret not in said.out + said.err


class TestTheStrongestWay:
    def test_is_signing_in_by_passkey(self, hers: Browser, phone: Authenticator) -> None:
        page = hers.get("/me/sign-in?next=/me/passkeys")
        press(hers, page, phone.sign(options(page)))
        assert "passkey-add" in hers.get("/me/passkeys").shown.ids
