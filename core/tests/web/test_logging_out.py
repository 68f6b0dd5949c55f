"""The pages of logout: who is asked, what ends, where the browser goes, and what a stranger cannot do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joincard_core.oauth import Clients
from joincard_core.oauth.tables import logout_notices
from sqlalchemy import select

from core.tests.web.authorizing import CLIENT, ISSUER, Browser, Desk, Page

LOGOUT, CONFIRM = "/oauth/logout", "/oauth/logout/confirm"
BYE = "https://portal.example.org/bye?a=1"
COOKIE = "__Host-joincard-session"
FROM_ELSEWHERE = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The client has an address to come back to, and one for notices."""
    out = "https://portal.example.org/out"
    added: dict[str, Any] = {"post_logout_redirect_uris": (BYE,), "backchannel_logout_uri": out}
    Clients(desk.site.database, desk.site.clock).change(
        CLIENT, lambda client: replace(client, metadata=replace(client.metadata, **added))
    )
    return desk


@pytest.fixture
def here(desk: Desk, ann: Browser, deciding: Page) -> Browser:
    """Ann's browser, signed in, with a code for the client."""
    ann.press(deciding, "approve")
    return ann


@pytest.fixture
def hint(desk: Desk) -> str:
    """An ID token of the client, long expired."""
    claims = {"iss": ISSUER, "aud": CLIENT, "sub": "x", "auth_time": 1, "exp": 2}
    token: str = desk.site.app.extensions["joincard"].keys.sign("token", "JWT", claims)
    return token


def address(**sent: str) -> str:
    return f"{LOGOUT}?{urlencode(sent)}"


def asks(browser: Browser, **sent: str) -> Page:
    page = browser.get(address(**sent))
    assert "sign-out" in page.shown.ids
    return page


def is_signed_in(browser: Browser, desk: Desk) -> bool:
    """Whether a client would be answered without a sign-in."""
    return "sign-in" not in browser.begin(desk.push(state="probe")).shown.ids


def notices(desk: Desk) -> int:
    with desk.site.database.read() as tx:
        return len(tx.execute(select(logout_notices)).all())


class TestAHolderWhoSignsOut:
    def test_is_asked_first_and_sees_who_and_whose(self, desk: Desk, here: Browser, hint: str) -> None:
        page = asks(here, id_token_hint=hint, post_logout_redirect_uri=BYE, state="s")
        assert page.status == 200
        assert page.shown.ids["client"]
        assert "Portal (System of Jiaxing-First)" in " ".join(page.shown.text.split())
        assert "Ann Example" in page.shown.text
        assert is_signed_in(here, desk)
        assert notices(desk) == 0

    def test_goes_back_to_the_client_with_its_state(self, desk: Desk, here: Browser, hint: str) -> None:
        page = asks(here, id_token_hint=hint, post_logout_redirect_uri=BYE, state="a b&c")
        left = here.press(page, "sign-out")
        assert left.status == 303
        assert left.location.startswith(BYE)
        assert left.answer == {"a": "1", "state": "a b&c"}
        assert not is_signed_in(here, desk)
        assert notices(desk) == 1

    def test_goes_back_without_a_state_where_none_was_sent(self, here: Browser, hint: str) -> None:
        left = here.press(asks(here, id_token_hint=hint, post_logout_redirect_uri=BYE), "sign-out")
        assert left.location == BYE

    @pytest.mark.parametrize("sent", [{}, {"state": "s"}, {"client_id": CLIENT}])
    def test_is_told_so_where_there_is_no_way_back(
        self, desk: Desk, here: Browser, sent: dict[str, str]
    ) -> None:
        page = here.press(asks(here, **sent), "sign-out")
        assert (page.status, "done" in page.shown.ids) == (200, True)
        assert "back" not in page.shown.ids
        assert not is_signed_in(here, desk)

    def test_may_stay(self, desk: Desk, here: Browser, hint: str) -> None:
        page = here.press(asks(here, id_token_hint=hint, post_logout_redirect_uri=BYE), "stay")
        assert "stayed" in page.shown.ids
        assert page.shown.ids["back"]["href"] == BYE
        assert is_signed_in(here, desk)
        assert notices(desk) == 0

    def test_loses_the_cookie_and_keeps_other_browsers(self, desk: Desk, here: Browser) -> None:
        other = desk.browser()
        other.press(other.begin(desk.push(state="other")), "sign-in", **desk.typed)
        here.press(asks(here), "sign-out")
        assert here.web.get_cookie(COOKIE, "card.example.cn") is None
        assert is_signed_in(other, desk)

    def test_reads_it_in_chinese(self, here: Browser) -> None:
        page = asks(here, client_id=CLIENT, ui_locales="zh-CN en")
        assert page.shown.one("html")["lang"] == "zh-Hans"
        assert "要退出登录吗" in page.shown.text
        english = here.get(page.shown.ids["lang-en"]["href"])
        assert "Sign out?" in english.shown.text
        assert "client" in english.shown.ids
        done = here.press(asks(here, lang="zh"), "sign-out")
        assert "您已退出登录" in done.shown.text

    def test_needs_no_script_and_loads_nothing_from_elsewhere(self, here: Browser, hint: str) -> None:
        page = asks(here, id_token_hint=hint, post_logout_redirect_uri=BYE)
        rules = page.headers["Content-Security-Policy"]
        assert "script-src" not in rules
        assert "form-action 'self' https://portal.example.org" in rules
        assert "<script" not in page.body
        assert hint not in page.body
        assert page.headers["Cache-Control"] == "no-store"


class TestNobody:
    def test_is_sent_nowhere_but_may_go_back(self, desk: Desk) -> None:
        page = desk.browser().get(address(client_id=CLIENT, post_logout_redirect_uri=BYE, state="s"))
        assert (page.status, "nobody" in page.shown.ids) == (200, True)
        assert page.shown.ids["back"]["href"] == f"{BYE}&state=s"

    def test_is_who_signed_out_in_another_window_meanwhile(self, desk: Desk, here: Browser) -> None:
        first, second = asks(here), asks(here, client_id=CLIENT, post_logout_redirect_uri=BYE)
        here.press(first, "sign-out")
        page = here.press(second, "sign-out")
        assert "nobody" in page.shown.ids
        assert notices(desk) == 1


class TestABadRequest:
    @pytest.mark.parametrize(
        "changed",
        [
            {"post_logout_redirect_uri": "https://evil.example/"},
            {"post_logout_redirect_uri": f"{BYE}&foo=bar"},
            {"id_token_hint": "a.b.c"},
            {"client_id": "other"},
        ],
        ids=["elsewhere", "query", "hint", "client"],
    )
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_gets_a_page_and_ends_nothing(
        self, desk: Desk, here: Browser, hint: str, changed: dict[str, str], method: str
    ) -> None:
        sent = {"id_token_hint": hint, "post_logout_redirect_uri": BYE, "state": "s", **changed}
        if method == "GET":
            page = here.open("GET", address(**sent))
        else:
            page = here.open("POST", LOGOUT, data=sent, headers=FROM_ELSEWHERE)
        assert (page.status, page.error) == (400, "oauth.invalid-logout")
        assert "Location" not in page.headers
        assert "evil.example" not in page.body
        assert is_signed_in(here, desk)

    def test_with_an_address_but_no_client_is_one(self, here: Browser) -> None:
        assert here.open("GET", address(post_logout_redirect_uri=BYE)).error == "oauth.invalid-logout"

    def test_with_a_parameter_twice_is_one(self, here: Browser) -> None:
        assert here.open("GET", f"{LOGOUT}?state=1&state=2").error == "oauth.invalid-request"

    def test_is_in_the_clients_list(self, desk: Desk, here: Browser) -> None:
        here.open("GET", address(client_id=CLIENT, post_logout_redirect_uri="https://evil.example/"))
        (event,) = desk.site.app.extensions["joincard"].oauth.events.newest(CLIENT)
        assert (event.refusal.code, event.refusal.endpoint) == ("oauth.invalid-logout", LOGOUT)

    @pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE"])
    def test_by_another_method_ends_nothing(self, desk: Desk, here: Browser, method: str) -> None:
        assert here.open(method, LOGOUT).status == 405
        assert is_signed_in(here, desk)


class TestARequestByPost:
    def test_becomes_one_by_get_without_the_id_token(self, here: Browser, hint: str) -> None:
        sent = {"id_token_hint": hint, "post_logout_redirect_uri": BYE, "state": "s", "ui_locales": "zh"}
        moved = here.open("POST", LOGOUT, data=sent, headers=FROM_ELSEWHERE)
        assert moved.status == 303
        assert parse_qs(urlsplit(moved.location).query) == {
            "client_id": [CLIENT],
            "post_logout_redirect_uri": [BYE],
            "state": ["s"],
            "ui_locales": ["zh"],
        }
        assert "sign-out" in here.get(moved.location).shown.ids


class TestAStranger:
    def test_cannot_sign_anybody_out_by_an_address(self, desk: Desk, here: Browser, hint: str) -> None:
        for sent in ({}, {"id_token_hint": hint, "action": "sign-out"}, {"action": "sign-out"}):
            here.get(address(**sent))
        assert here.open("GET", f"{CONFIRM}?action=sign-out").status == 405
        assert is_signed_in(here, desk)

    @pytest.mark.parametrize(
        ("headers", "token"),
        [
            (FROM_ELSEWHERE, None),
            ({"Origin": "https://evil.example"}, None),
            ({"Sec-Fetch-Site": "same-site"}, None),
            ({}, ""),
            ({}, "x" * 43),
        ],
        ids=["cross-site", "origin", "same-site", "no-token", "other-token"],
    )
    def test_cannot_send_the_form(
        self, desk: Desk, here: Browser, headers: Mapping[str, str], token: str | None
    ) -> None:
        fields: dict[str, Any] = {**asks(here).shown.fields, "action": "sign-out"}
        if token is not None:
            fields["token"] = token
        page = here.open("POST", CONFIRM, data=fields, headers=dict(headers))
        assert (page.status, page.error) == (403, "request.foreign-form")
        assert is_signed_in(here, desk)

    def test_cannot_use_the_form_of_another_session(self, desk: Desk, here: Browser) -> None:
        other = desk.browser()
        other.press(other.begin(desk.push(state="other")), "sign-in", **desk.typed)
        fields = {**asks(other).shown.fields, "action": "sign-out"}
        assert here.open("POST", CONFIRM, data=fields).error == "request.foreign-form"
        assert is_signed_in(here, desk)

    def test_cannot_change_where_the_form_leads(self, desk: Desk, here: Browser) -> None:
        page = asks(here, client_id=CLIENT, post_logout_redirect_uri=BYE)
        fields = {**page.shown.fields, "post_logout_redirect_uri": "https://evil.example/"}
        answer = here.open("POST", CONFIRM, data={**fields, "action": "sign-out"})
        assert answer.error == "oauth.invalid-logout"
        assert is_signed_in(here, desk)

    @pytest.mark.parametrize("action", ["", "delete"])
    def test_cannot_make_up_an_action(self, desk: Desk, here: Browser, action: str) -> None:
        fields = {**asks(here).shown.fields, "action": action}
        assert here.open("POST", CONFIRM, data=fields).error == "oauth.invalid-request"
        assert is_signed_in(here, desk)

    def test_cannot_write_markup_into_the_page(self, here: Browser) -> None:
        page = here.get(address(client_id="marked", state='"><script>alert(1)</script>'))
        assert "<script" not in page.body
        assert page.shown.fields["state"] == '"><script>alert(1)</script>'


class TestAHolderWhoSignsInAgain:
    def test_in_the_same_browser_leaves_no_client(self, desk: Desk, here: Browser) -> None:
        page = here.begin(desk.push(prompt=frozenset({"login"})))
        here.press(page, "sign-in", **desk.typed)
        assert notices(desk) == 0
        here.press(asks(here), "sign-out")
        assert notices(desk) == 1

    def test_after_somebody_else_ends_what_was_before(self, desk: Desk, here: Browser, ben: Any) -> None:
        page = here.begin(desk.push(prompt=frozenset({"login"})))
        here.press(page, "sign-in", **ben)
        assert notices(desk) == 1


class TestTheOwnPages:
    def test_tell_the_clients_too(self, desk: Desk, here: Browser) -> None:
        here.press(here.get("/me/sign-out"), "sign-out")
        assert notices(desk) == 1


@pytest.fixture
def ben(desk: Desk, enrol: Any) -> dict[str, str]:
    """What somebody else types."""
    (shown,) = enrol(enrol.line("ben"))
    passwords = desk.site.app.extensions["joincard"].sign_in._passwords
    hashed = passwords.hashed(desk.typed["password"])
    with desk.site.database.write() as tx:
        passwords.keep(tx, shown.person, hashed, desk.site.clock.now())
    return {**desk.typed, "number": enrol.number("ben")}
