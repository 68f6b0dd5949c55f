"""A session in a browser spares the holder a sign-in, and never lets anybody else in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from joincard_core.cards import Because, Cards, Move
from joincard_core.people import Passwords

from core.tests.web.authorizing import AUTHORIZE, PASSWORD, Browser, Desk, Page

SIGN_IN, CONSENT = f"{AUTHORIZE}/sign-in", f"{AUTHORIZE}/consent"
COOKIE = "__Host-joincard-session"
OPENID: dict[str, Any] = {"scopes": frozenset({"openid"}), "details": ()}


def cookie(browser: Browser) -> str:
    found = browser.web.get_cookie(COOKIE, "card.example.cn")
    return "" if found is None else found.value


@pytest.fixture
def ben(desk: Desk, enrol: Any) -> dict[str, str]:
    """What somebody else types."""
    (shown,) = enrol(enrol.line("ben"))
    passwords: Passwords = desk.site.app.extensions["joincard"].sign_in._passwords
    hashed = passwords.hashed(PASSWORD)
    with desk.site.database.write() as tx:
        passwords.keep(tx, shown.person, hashed, desk.site.clock.now())
    return {**desk.typed, "number": enrol.number("ben")}


class TestTheCookie:
    def test_is_for_this_host_for_https_and_for_no_script(
        self, desk: Desk, ann: Browser, asking: Page
    ) -> None:
        shown = asking.shown
        answered = ann.open(
            "POST", SIGN_IN, data={**shown.fields, **desk.typed, "action": "sign-in"}
        )  # not followed: this answer sets it
        name, _, rest = answered.headers["Set-Cookie"].partition("=")
        assert name == COOKIE
        assert set(rest.split("; ")[1:]) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}

    def test_is_another_one_after_every_sign_in(self, desk: Desk, ann: Browser) -> None:
        seen = set()
        for _ in range(3):
            page = ann.begin(desk.push(prompt=frozenset({"login"})))
            ann.press(page, "sign-in", **desk.typed)
            seen.add(cookie(ann))
        assert len(seen) == 3

    def test_that_was_planted_is_never_signed_in(self, desk: Desk, ann: Browser) -> None:
        planted = "P" * 43
        ann.web.set_cookie(COOKIE, planted, domain="card.example.cn", secure=True)
        page = ann.begin(desk.push())
        ann.press(page, "sign-in", **desk.typed)
        assert cookie(ann) != planted
        thief = desk.browser()
        thief.web.set_cookie(COOKIE, planted, domain="card.example.cn", secure=True)
        assert "sign-in" in thief.begin(desk.push()).shown.ids

    @pytest.mark.parametrize("junk", ["", "x", "%", "a" * 2_000, '"\\000"', "é" * 43])
    def test_with_anything_else_in_it_asks_for_a_sign_in(self, desk: Desk, junk: str) -> None:
        browser = desk.browser()
        browser.web.set_cookie(COOKIE, junk, domain="card.example.cn", secure=True)
        assert "sign-in" in browser.begin(desk.push()).shown.ids


class TestAHolderWithASession:
    def test_is_asked_to_decide_at_once(self, desk: Desk, ann: Browser, deciding: Page) -> None:
        page = ann.begin(desk.push(state="second"))
        assert "approve" in page.shown.ids
        assert "Ann Example" in page.shown.text
        assert ann.press(page, "approve").answer["state"] == "second"

    def test_is_asked_nothing_where_all_was_agreed_to(self, desk: Desk, ann: Browser) -> None:
        first = ann.press(ann.begin(desk.push(**OPENID)), "sign-in", **desk.typed)
        assert "code" in ann.press(first, "approve").answer
        again = ann.begin(desk.push(**OPENID, state="again"))
        assert (again.status, again.answer["state"]) == (303, "again")
        assert "code" in again.answer

    def test_agreed_before_and_has_only_to_sign_in(self, desk: Desk, ann: Browser) -> None:
        ann.press(ann.press(ann.begin(desk.push(**OPENID)), "sign-in", **desk.typed), "approve")
        elsewhere = desk.browser()
        back = elsewhere.press(elsewhere.begin(desk.push(**OPENID)), "sign-in", **desk.typed)
        assert (back.status, "code" in back.answer) == (303, True)

    @pytest.mark.parametrize("prompt", ["login", "select_account"])
    def test_signs_in_again_where_the_client_asks_for_it(
        self, desk: Desk, ann: Browser, deciding: Page, prompt: str
    ) -> None:
        assert "sign-in" in ann.begin(desk.push(prompt=frozenset({prompt}))).shown.ids

    def test_signs_in_again_when_it_was_too_long_ago(self, desk: Desk, ann: Browser, deciding: Page) -> None:
        desk.site.clock.advance(timedelta(seconds=61))
        assert "approve" in ann.begin(desk.push(max_age=61)).shown.ids
        assert "sign-in" in ann.begin(desk.push(max_age=60)).shown.ids

    def test_may_take_another_card_or_go_on_with_this_one(
        self, desk: Desk, ann: Browser, deciding: Page, ben: dict[str, str]
    ) -> None:
        choosing = ann.get(deciding.shown.ids["other-card"]["href"])
        assert "Ann Example" in choosing.shown.text
        assert desk.number[-4:] in choosing.shown.text
        assert desk.number not in choosing.body
        assert "approve" in ann.get(choosing.shown.ids["go-on"]["href"]).shown.ids
        other = ann.press(choosing, "sign-in", **ben)
        assert "Ben Example" in other.shown.text
        assert "code" in ann.press(other, "approve").answer

    def test_is_not_spoken_of_to_another_browser(self, desk: Desk, deciding: Page) -> None:
        page = desk.browser().begin(desk.push())
        assert "sign-in" in page.shown.ids
        assert "Ann Example" not in page.body

    def test_with_prompt_none_gets_an_answer_without_a_page(
        self, desk: Desk, ann: Browser, deciding: Page
    ) -> None:
        none = frozenset({"none"})
        asked = ann.begin(desk.push(**OPENID, prompt=none))
        assert asked.answer["error"] == "consent_required"
        assert desk.browser().begin(desk.push(prompt=none)).answer["error"] == "login_required"
        ann.press(ann.begin(desk.push(**OPENID)), "approve")
        assert "code" in ann.begin(desk.push(**OPENID, prompt=none)).answer


class TestADecision:
    def test_is_not_taken_for_who_signed_in_on_another_page_meanwhile(
        self, desk: Desk, ann: Browser, deciding: Page, ben: dict[str, str]
    ) -> None:
        """Two tabs: Ann's waits for a decision, and Ben signs in with his card in the other."""
        other = ann.get(deciding.shown.ids["other-card"]["href"])
        second = ann.begin(desk.push(prompt=frozenset({"login"})))
        ann.press(second, "sign-in", **ben)
        stale = ann.press(deciding, "approve")
        assert (stale.status, "sign-in" in stale.shown.ids) == (200, True)
        assert other.status == 200

    def test_is_still_taken_when_the_same_holder_signed_in_on_two_pages(
        self, desk: Desk, ann: Browser
    ) -> None:
        first, second = ann.begin(desk.push()), ann.begin(desk.push(state="two"))
        first = ann.press(first, "sign-in", **desk.typed)
        second = ann.press(second, "sign-in", **desk.typed)
        assert "code" in ann.press(first, "approve").answer
        assert ann.press(second, "approve").answer["state"] == "two"

    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_is_not_taken_after_signing_out(
        self, desk: Desk, ann: Browser, deciding: Page, method: str
    ) -> None:
        sessions = desk.site.app.extensions["joincard"].sessions
        held = sessions.current(cookie(ann))
        sessions.end_all(held.person_id)
        handle = deciding.shown.fields["interaction"]
        sent = {"interaction": handle, "action": "approve"}
        answered = ann.open(
            method, CONSENT, **({"data": sent} if method == "POST" else {"query_string": sent})
        )
        assert (answered.status, answered.location.partition("?")[0]) == (303, SIGN_IN)

    def test_is_not_taken_with_a_card_that_was_lost_and_found(
        self, desk: Desk, ann: Browser, deciding: Page, enrol: Any
    ) -> None:
        because = Because("tests", "A test.", desk.site.clock.now())
        with desk.site.database.write() as tx:
            Cards().move(tx, enrol.show("ann").card, Move.REPORT_LOST, because)
            Cards().move(tx, enrol.show("ann").card, Move.FIND, because)
        assert "sign-in" in ann.press(deciding, "approve").shown.ids
