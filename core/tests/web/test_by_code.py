"""From the code on a terminal to a permitted verification (RFC 8628), over HTTP and the holder's page."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from joincard_core.cards import Because, Cards, Move
from joincard_core.oauth import Clients, NewClient, device_decision
from joincard_core.oauth.client_metadata import ClientMetadata

from core.tests.web.authorizing import BROWSERS_OWN, Browser, Desk, Page
from core.tests.web.conftest import ISSUER, JIAXING, KEY, Reply, System
from core.tests.web.test_requests import TOLD

DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
PAGE = "/device"
MESSAGE = "<b>Terminal</b> 7 · 4711"
DETAILS = [
    {
        "type": "card_verification",
        "services": ["trial.plain.flat"],
        "cities": [JIAXING],
        "purpose": "A <i>visit</i> & more.",
    }
]


class Terminal(System):
    """A system that shows codes."""

    def ask(self, **changes: str) -> Reply:
        """Ask for codes."""
        form = {
            "scope": "openid verify",
            "binding_message": MESSAGE,
            "authorization_details": json.dumps(DETAILS),
        }
        return self.post("/oauth/device_authorization", {**form, **changes})

    def poll(self, asked: Reply) -> Reply:
        """Ask for the tokens."""
        return self.post("/oauth/token", {"grant_type": DEVICE, "device_code": asked.json["device_code"]})


@pytest.fixture
def terminal(desk: Desk) -> Terminal:
    metadata = ClientMetadata(grant_types=(DEVICE,))
    scopes, jwks = frozenset({"openid", "verify", "profile", "email"}), {"keys": [KEY.as_dict(private=False)]}
    new = NewClient("gate", "jiaxing-first", "Gate <i>1</i>", jwks, scopes, None, metadata)
    Clients(desk.site.database, desk.site.clock).add(new)
    return Terminal(desk.site, "gate")


@pytest.fixture
def me(desk: Desk, ann: Browser) -> Browser:
    """Ann's browser, signed in."""
    assert ann.press(ann.get("/me"), "sign-in", **desk.typed).status == 200
    return ann


def typed(browser: Browser, code: str) -> Page:
    """Type a code on the page for it."""
    token = browser.get(PAGE).shown.fields["token"]
    sent = {"token": token, "user_code": code}
    found = browser.open("POST", PAGE, data=sent, headers=BROWSERS_OWN)
    return browser.get(found.location) if found.status == 303 else found


def lose(desk: Desk, enrol: Any) -> None:
    """Ann's card is reported lost."""
    because = Because("tests", "A test.", desk.site.clock.now())
    with desk.site.database.write() as tx:
        Cards().move(tx, enrol.show("ann").card, Move.REPORT_LOST, because)


class TestTheEndpoint:
    def test_answers_as_the_rfc_says(self, terminal: Terminal) -> None:
        found = terminal.ask()
        assert (found.status, found.headers["Cache-Control"]) == (200, "no-store")
        assert set(found.json) == {
            "device_code",
            "user_code",
            "verification_uri",
            "verification_uri_complete",
            "expires_in",
            "interval",
        }
        assert found.json["verification_uri"] == f"{ISSUER}{PAGE}"

    def test_speaks_as_oauth_does(self, terminal: Terminal) -> None:
        refused = terminal.ask(binding_message="x" * 61)
        assert (refused.status, refused.json["error"]) == (400, "invalid_binding_message")
        asked = terminal.ask()
        for error in ("authorization_pending", "slow_down"):
            waiting = terminal.poll(asked)
            assert (waiting.status, waiting.json["error"]) == (400, error)

    def test_shows_nothing_secret_when_it_is_read(self, desk: Desk) -> None:
        assert desk.site.open("GET", "/oauth/device_authorization").status in (404, 405)


class TestTheFieldForTheCode:
    @pytest.mark.parametrize("path", [PAGE, f"{PAGE}/BBBB-BBBB"])
    def test_is_for_who_is_signed_in(self, desk: Desk, ann: Browser, path: str) -> None:
        asked = ann.open("GET", path)
        assert (asked.status, asked.location.partition("?")[0]) == (303, "/me/sign-in")

    def test_comes_back_to_the_code_after_signing_in(
        self, desk: Desk, ann: Browser, terminal: Terminal
    ) -> None:
        code = terminal.ask().json["user_code"]
        page = ann.press(ann.get(f"{PAGE}/{code}?lang=zh"), "sign-in", **desk.typed)
        assert page.shown.ids["approve"]
        assert code in page.shown.text

    def test_is_found_from_the_page_of_requests(self, me: Browser) -> None:
        link = me.get("/me/requests?lang=zh").shown.ids["by-code"]["href"]
        assert link == f"{PAGE}?lang=zh"
        assert "user-code" in me.get(link).shown.ids

    def test_leads_nowhere_else_after_signing_in(self, desk: Desk, ann: Browser) -> None:
        for path in ("/device/../evil", "/device//evil.example", "/device?x", "//evil.example/device"):
            page = ann.get(f"/me/sign-in?next={path}")
            assert page.shown.fields["next"] == "/me"

    @pytest.mark.parametrize("code", ["BBBB-BBBB", "hello", "<script>alert(1)</script>", "\u0000"])
    def test_says_that_a_code_opens_nothing(self, me: Browser, code: str) -> None:
        page = typed(me, code)
        assert page.status == 404
        assert "No request waits behind this code" in page.shown.text
        assert "<script" not in page.body

    def test_makes_who_guesses_wait(self, me: Browser, terminal: Terminal) -> None:
        code = terminal.ask().json["user_code"]
        for _ in range(device_decision.PER_HOLDER):
            me.get(f"{PAGE}/BBBB-BBBB", Sec_Fetch_Site="none")
        page = me.get(f"{PAGE}/{code}?lang=zh", Sec_Fetch_Site="same-origin")
        assert (page.status, "错误代码过多" in page.shown.text) == (429, True)
        assert int(page.headers["Retry-After"]) > 0

    @pytest.mark.parametrize("said", [{"Sec_Fetch_Site": "cross-site"}, {}])
    def test_makes_nobody_wait_whom_another_site_leads_to_wrong_codes(
        self, me: Browser, terminal: Terminal, said: dict[str, str]
    ) -> None:
        code = terminal.ask().json["user_code"]
        found = [
            me.get(f"{PAGE}/BBBB-BBBB", **said).status for _ in range(device_decision.PER_HOLDER_LED + 2)
        ]
        assert found == [404] * device_decision.PER_HOLDER_LED + [429] * 2
        own = {"Sec_Fetch_Site": "same-origin"}
        assert "approve" in me.get(f"{PAGE}/{code}", **own).shown.ids
        assert me.press(me.get(f"{PAGE}/{code}", **own), "approve").status == 200

    @pytest.mark.parametrize("changes", [{"token": "x"}, {"token": ""}])
    def test_takes_no_form_of_another_site(self, me: Browser, changes: dict[str, str]) -> None:
        fields = {**me.get(PAGE).shown.fields, "user_code": "BBBB-BBBB", **changes}
        assert me.open("POST", PAGE, data=fields, headers=BROWSERS_OWN).status == 403

    def test_shows_no_answer_for_words_in_the_address(self, me: Browser) -> None:
        for word in ("hello", "<script>", "APPROVED"):
            assert "done" not in me.get(f"{PAGE}?done={word}").shown.ids


class TestThePage:
    def test_says_who_asks_for_what_with_the_words_of_the_screen(
        self, terminal: Terminal, me: Browser
    ) -> None:
        code = terminal.ask().json["user_code"]
        page = typed(me, code.lower().replace("-", ""))
        assert page.status == 200
        for words in (code, MESSAGE, "Gate <i>1</i>", "Jiaxing-First", "A <i>visit</i> & more."):
            assert words in page.shown.text
        for words in ("Service trial.plain.flat", "Jiaxing", "do not agree: somebody else"):
            assert words in page.shown.text
        assert "<b>" not in page.body
        assert "script" not in page.headers["Content-Security-Policy"]

    @pytest.mark.parametrize(("lang", "told"), TOLD)
    def test_names_each_thing_that_a_scope_tells(
        self, terminal: Terminal, me: Browser, lang: str, told: tuple[str, ...]
    ) -> None:
        code = terminal.ask(scope="openid profile email verify").json["user_code"]
        shown = me.get(f"{PAGE}/{code}?lang={lang}").shown
        assert not [words for words in told if words not in shown.text]

    def test_never_decides_by_itself(self, terminal: Terminal, me: Browser) -> None:
        """Section 3.3.1: also not with the address that has the code in it."""
        asked = terminal.ask()
        address = asked.json["verification_uri_complete"].removeprefix(ISSUER)
        for query in ("", "?action=approve", "?lang=zh"):
            assert me.get(address + query).shown.ids["approve"]
        assert terminal.poll(asked).json["error"] == "authorization_pending"

    def test_is_in_chinese(self, terminal: Terminal, me: Browser) -> None:
        code = terminal.ask().json["user_code"]
        page = me.get(f"{PAGE}/{code}?lang=zh")
        assert page.shown.texts["h1"] == "您同意吗？"
        done = me.press(page, "approve")
        assert "您已同意" in done.shown.text
        assert "请返回柜台" in done.shown.text

    def test_takes_no_form_of_another_site(self, terminal: Terminal, me: Browser) -> None:
        asked = terminal.ask()
        path = f"{PAGE}/{asked.json['user_code']}"
        fields = {**me.get(path).shown.fields, "action": "approve"}
        foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
        assert me.open("POST", path, data=fields, headers=foreign).status == 403
        assert me.open("POST", path, data={**fields, "token": "x"}, headers=BROWSERS_OWN).status == 403
        assert terminal.poll(asked).json["error"] == "authorization_pending"

    def test_says_that_it_was_answered_already(self, terminal: Terminal, me: Browser) -> None:
        page = typed(me, terminal.ask().json["user_code"])
        assert "You agreed" in me.press(page, "approve").shown.text
        assert "answered already" in me.press(page, "deny").shown.text

    def test_says_that_the_code_has_expired(self, desk: Desk, terminal: Terminal, me: Browser) -> None:
        page = typed(me, terminal.ask().json["user_code"])
        desk.site.clock.advance(timedelta(seconds=600))
        assert "expired" in me.press(page, "approve").shown.text

    def test_takes_no_agreement_with_a_card_that_was_lost_meanwhile(
        self, desk: Desk, terminal: Terminal, me: Browser, enrol: Any
    ) -> None:
        asked = terminal.ask()
        page = typed(me, asked.json["user_code"])
        lose(desk, enrol)
        assert me.press(page, "approve").shown.ids["sign-in"]
        assert terminal.poll(asked).json["error"] == "authorization_pending"


class TestAnApproval:
    def test_becomes_a_permitted_verification_with_a_receipt(
        self, terminal: Terminal, me: Browser, systems: Callable[[str], System]
    ) -> None:
        asked = terminal.ask()
        done = me.press(typed(me, asked.json["user_code"]), "approve")
        assert "Go back to the counter" in done.shown.text
        given = terminal.poll(asked)
        assert given.status == 200
        terminal._token = given.json["access_token"]
        permitted = terminal.verify()
        assert (permitted.status, permitted.json["outcome"]) == (201, "permitted")
        assert permitted.json["receipt"]
        assert terminal.verify("trial.plain.named").code == "oauth.insufficient-authorization"

    def test_is_listed_and_can_be_taken_back(self, terminal: Terminal, me: Browser) -> None:
        asked = terminal.ask()
        me.press(typed(me, asked.json["user_code"]), "approve")
        terminal._token = terminal.poll(asked).json["access_token"]
        page = me.get("/me/consents")
        assert "Gate <i>1</i>" in page.shown.text
        sent = {"token": page.shown.fields["token"], "client_id": "gate"}
        me.open("POST", "/me/consents", data=sent, headers=BROWSERS_OWN)
        assert terminal.verify().code == "oauth.invalid-token"

    def test_that_was_refused_is_told_to_the_terminal(self, terminal: Terminal, me: Browser) -> None:
        asked = terminal.ask()
        done = me.press(typed(me, asked.json["user_code"]), "deny")
        assert "did not agree" in done.shown.text
        refused = terminal.poll(asked)
        assert (refused.status, refused.json["error"]) == (400, "access_denied")
