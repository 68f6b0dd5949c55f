"""From the clerk's request to a permitted verification, over HTTP and the holder's page."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from joincard_core.cards import Because, Cards, Move
from joincard_core.oauth import Clients, NewClient
from joincard_core.oauth.client_metadata import ClientMetadata
from joincard_core.people import Passwords

from core.tests.web.authorizing import BROWSERS_OWN, PASSWORD, Browser, Desk, Page
from core.tests.web.conftest import JIAXING, KEY, Reply, System

CIBA = "urn:openid:params:grant-type:ciba"
PAGE = "/me/requests"
MESSAGE = "Counter 3 · 4711"
DETAILS = [
    {
        "type": "card_verification",
        "services": ["trial.plain.flat"],
        "cities": [JIAXING],
        "purpose": "A <b>visit</b> & more.",
    }
]


TOLD = [
    ("en", ("What it is told about you", "Date of birth", "From: National Immigration", "E-mail address")),
    ("zh", ("将获知的信息", "出生日期", "来源：国家移民管理局", "电子邮箱")),
]
"""What a page says where scopes ask for claims."""


class Clerk(System):
    """A system at a counter."""

    def ask(self, **changes: str) -> Reply:
        """Ask the holder of Ann's card."""
        form = {
            "scope": "openid verify",
            "login_hint": f"{JIAXING} {self.site.numbers['ann']}",
            "binding_message": MESSAGE,
            "authorization_details": json.dumps(DETAILS),
        }
        return self.post("/oauth/bc-authorize", {**form, **changes})

    def poll(self, auth_req_id: str) -> Reply:
        """Ask for the tokens."""
        return self.post("/oauth/token", {"grant_type": CIBA, "auth_req_id": auth_req_id})


def enter(browser: Browser, typed: dict[str, str]) -> Page:
    """Open the page, and sign in to it."""
    return browser.press(browser.get(PAGE), "sign-in", **typed)


def answer(browser: Browser, page: Page, action: str) -> Page:
    """Press a button of the first request on a page."""
    shown = page.shown
    fields = {name: shown.fields[name] for name in ("token", "request")}
    lang = {"lang": shown.fields["lang"]} if "lang" in shown.fields else {}
    sent = {**fields, **lang, "action": action}
    found = browser.open("POST", PAGE, data=sent, headers=BROWSERS_OWN)
    return browser.get(found.location) if found.status == 303 else found


@pytest.fixture
def clerk(desk: Desk) -> Clerk:
    metadata = ClientMetadata(grant_types=(CIBA,), backchannel_token_delivery_mode="poll")
    scopes, jwks = frozenset({"openid", "verify", "profile", "email"}), {"keys": [KEY.as_dict(private=False)]}
    new = NewClient("hall", "jiaxing-first", "Hall <i>1</i>", jwks, scopes, None, metadata)
    Clients(desk.site.database, desk.site.clock).add(new)
    return Clerk(desk.site, "hall")


@pytest.fixture
def me(desk: Desk, ann: Browser) -> Browser:
    """Ann's browser, signed in."""
    assert enter(ann, desk.typed).status == 200
    return ann


@pytest.fixture
def ben(desk: Desk, enrol: Any) -> Browser:
    """Somebody else, signed in."""
    (shown,) = enrol(enrol.line("ben"))
    passwords: Passwords = desk.site.app.extensions["joincard"].sign_in._passwords
    with desk.site.database.write() as tx:
        passwords.keep(tx, shown.person, passwords.hashed(PASSWORD), desk.site.clock.now())
    browser = desk.browser()
    enter(browser, {**desk.typed, "number": enrol.number("ben")})
    return browser


def done(page: Page) -> str:
    """What the page says about the last answer."""
    assert "done" in page.shown.ids
    return page.shown.text


class TestTheEndpoint:
    def test_answers_a_number_that_nobody_has_alike(self, clerk: Clerk) -> None:
        known, unknown = clerk.ask(), clerk.ask(login_hint=f"{JIAXING} ZZ99999999")
        assert known.status == unknown.status == 200
        assert (known.json["interval"], known.json["expires_in"]) == (5, 300)
        assert {**known.json, "auth_req_id": 0} == {**unknown.json, "auth_req_id": 0}
        assert known.headers["Cache-Control"] == "no-store"

    def test_answers_a_lost_card_alike(self, desk: Desk, clerk: Clerk, enrol: Any) -> None:
        because = Because("tests", "A test.", desk.site.clock.now())
        with desk.site.database.write() as tx:
            Cards().move(tx, enrol.show("ann").card, Move.REPORT_LOST, because)
        assert clerk.ask().status == 200

    def test_speaks_as_oauth_does(self, clerk: Clerk) -> None:
        refused = clerk.ask(binding_message="x" * 61)
        assert (refused.status, refused.json["error"]) == (400, "invalid_binding_message")
        for _ in range(6):
            clerk.ask()
        limited = clerk.ask()
        assert (limited.status, limited.json["error"]) == (429, "temporarily_unavailable")
        assert int(limited.headers["Retry-After"]) > 0

    def test_leaves_no_event_for_a_poll_that_has_to_wait(self, clerk: Clerk) -> None:
        asked = clerk.ask().json["auth_req_id"]
        waiting, hasty = clerk.poll(asked), clerk.poll(asked)
        assert (waiting.status, waiting.json["error"]) == (400, "authorization_pending")
        assert (hasty.status, hasty.json["error"]) == (400, "slow_down")
        events = clerk.site.app.extensions["joincard"].oauth.events.newest("hall")
        assert [event.refusal.error for event in events] == ["slow_down"]


class TestThePage:
    def test_shows_what_the_clerk_sees_and_no_markup_of_theirs(self, clerk: Clerk, me: Browser) -> None:
        clerk.ask(binding_message='<img src=x onerror="alert(1)"> 4711')
        page = me.get(PAGE)
        assert "<img" not in page.body
        text = page.shown.text
        for words in ('<img src=x onerror="alert(1)"> 4711', "Hall <i>1</i>", "A <b>visit</b> & more."):
            assert words in text
        for words in ("Jiaxing-First", "Service trial.plain.flat", "Jiaxing", "Agree"):
            assert words in text

    def test_is_announced_on_the_first_page(self, clerk: Clerk, me: Browser) -> None:
        assert "waiting" not in me.get("/me").shown.ids
        clerk.ask()
        assert "Requests that wait for your answer: 1" in me.get("/me").shown.text
        answer(me, me.get(PAGE), "deny")
        assert "waiting" not in me.get("/me").shown.ids

    def test_is_in_chinese(self, clerk: Clerk, me: Browser) -> None:
        clerk.ask()
        page = me.get(f"{PAGE}?lang=zh")
        assert page.shown.texts["h1"] == "待确认请求"
        assert MESSAGE in page.shown.text
        assert "您已同意" in done(answer(me, page, "approve"))

    @pytest.mark.parametrize(("lang", "told"), TOLD)
    def test_names_each_thing_that_a_scope_tells(
        self, clerk: Clerk, me: Browser, lang: str, told: tuple[str, ...]
    ) -> None:
        clerk.ask()
        assert not [words for words in told if words in me.get(f"{PAGE}?lang={lang}").shown.text]
        clerk.ask(scope="openid profile email verify")
        assert not [words for words in told if words not in me.get(f"{PAGE}?lang={lang}").shown.text]

    def test_is_empty_for_everybody_else(self, clerk: Clerk, ben: Browser, ann: Browser) -> None:
        clerk.ask()
        assert MESSAGE not in ben.get(PAGE).body
        assert ann.open("GET", PAGE).status == 303

    def test_takes_no_answer_to_anothers_request(self, clerk: Clerk, me: Browser, ben: Browser) -> None:
        asked = clerk.ask().json["auth_req_id"]
        request = me.get(PAGE).shown.fields["request"]
        token = ben.get("/me/sign-out").shown.fields["token"]
        sent = {"token": token, "request": request, "action": "approve"}
        found = ben.open("POST", PAGE, data=sent, headers=BROWSERS_OWN)
        assert found.location == f"{PAGE}?done=gone"
        assert clerk.poll(asked).json["error"] == "authorization_pending"

    @pytest.mark.parametrize("changes", [{"token": "x"}, {"token": ""}])
    def test_takes_no_form_of_another_site(self, clerk: Clerk, me: Browser, changes: dict[str, str]) -> None:
        asked = clerk.ask().json["auth_req_id"]
        fields = {**me.get(PAGE).shown.fields, "action": "approve", **changes}
        assert me.open("POST", PAGE, data=fields, headers=BROWSERS_OWN).status == 403
        foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
        fields = {**me.get(PAGE).shown.fields, "action": "approve"}
        assert me.open("POST", PAGE, data=fields, headers=foreign).status == 403
        assert clerk.poll(asked).json["error"] == "authorization_pending"

    def test_says_that_it_was_answered_in_another_window(self, clerk: Clerk, me: Browser) -> None:
        clerk.ask()
        page = me.get(PAGE)
        assert "You agreed" in done(answer(me, page, "approve"))
        assert "answered already" in done(answer(me, page, "deny"))

    def test_says_that_it_has_expired(self, desk: Desk, clerk: Clerk, me: Browser) -> None:
        clerk.ask(requested_expiry="60")
        page = me.get(PAGE)
        desk.site.clock.advance(timedelta(seconds=60))
        assert "has expired" in done(answer(me, page, "approve"))

    def test_says_that_the_system_has_gone(self, desk: Desk, clerk: Clerk, me: Browser) -> None:
        clerk.ask()
        page = me.get(PAGE)
        Clients(desk.site.database, desk.site.clock).suspend("hall")
        assert "no longer there" in done(answer(me, page, "approve"))

    def test_asks_to_sign_in_when_the_card_was_lost_meanwhile(
        self, desk: Desk, clerk: Clerk, me: Browser, enrol: Any
    ) -> None:
        asked = clerk.ask().json["auth_req_id"]
        page = me.get(PAGE)
        because = Because("tests", "A test.", desk.site.clock.now())
        with desk.site.database.write() as tx:
            Cards().move(tx, enrol.show("ann").card, Move.REPORT_LOST, because)
        assert answer(me, page, "approve").shown.ids["sign-in"]
        assert clerk.poll(asked).json["error"] == "authorization_pending"

    def test_shows_an_answer_of_nobody_for_words_in_the_address(self, me: Browser) -> None:
        for word in ("hello", "<script>", "APPROVED"):
            assert "done" not in me.get(f"{PAGE}?done={word}").shown.ids


class TestAnApproval:
    def test_becomes_a_permitted_verification_with_a_receipt(
        self, clerk: Clerk, me: Browser, systems: Callable[[str], System]
    ) -> None:
        asked = clerk.ask().json["auth_req_id"]
        answer(me, me.get(PAGE), "approve")
        given = clerk.poll(asked)
        assert given.status == 200
        clerk._token = given.json["access_token"]
        permitted = clerk.verify()
        assert (permitted.status, permitted.json["outcome"]) == (201, "permitted")
        assert permitted.json["receipt"]
        assert clerk.verify("trial.plain.named").code == "oauth.insufficient-authorization"

    def test_is_for_this_holder_alone(self, clerk: Clerk, me: Browser, enrol: Any) -> None:
        asked = clerk.ask().json["auth_req_id"]
        answer(me, me.get(PAGE), "approve")
        clerk._token = clerk.poll(asked).json["access_token"]
        enrol(enrol.line("cat"))
        shown = {"region": JIAXING, "number": enrol.number("cat")}
        assert clerk.verify(presentation=shown).code == "verification.not-the-holders"

    def test_is_listed_and_can_be_taken_back(self, clerk: Clerk, me: Browser) -> None:
        asked = clerk.ask().json["auth_req_id"]
        answer(me, me.get(PAGE), "approve")
        clerk._token = clerk.poll(asked).json["access_token"]
        page = me.get("/me/consents")
        assert "Hall <i>1</i>" in page.shown.text
        token = page.shown.fields["token"]
        sent = {"token": token, "client_id": "hall"}
        me.open("POST", "/me/consents", data=sent, headers=BROWSERS_OWN)
        assert clerk.verify().code == "oauth.invalid-token"

    def test_that_was_refused_is_told_to_the_clerk(self, clerk: Clerk, me: Browser) -> None:
        asked = clerk.ask().json["auth_req_id"]
        assert "did not agree" in done(answer(me, me.get(PAGE), "deny"))
        refused = clerk.poll(asked)
        assert (refused.status, refused.json["error"]) == (400, "access_denied")
