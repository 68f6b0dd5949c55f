"""The pages on which a holder signs in and decides: what goes wrong, and that nobody else can decide."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joincard_core.cards import Because, Cards, Move

from core.tests.web.authorizing import AUTHORIZE, CALLBACK, CLIENT, ISSUER, Browser, Desk, Page

if TYPE_CHECKING:
    pass

SIGN_IN, CONSENT = f"{AUTHORIZE}/sign-in", f"{AUTHORIZE}/consent"
FORM = "application/x-www-form-urlencoded"
COOKIE = "__Host-joincard-interaction"


class TestAPageOfAnotherBrowser:
    def test_is_not_opened_without_its_cookie(self, desk: Desk, asking: Page) -> None:
        stranger = desk.browser()
        opened = stranger.get(f"{SIGN_IN}?{urlencode({'interaction': asking.shown.fields['interaction']})}")
        assert (opened.status, opened.error) == (400, "oauth.interaction-unknown")

    @pytest.mark.parametrize("button", ["sign-in", "cancel"])
    def test_cannot_be_answered(self, desk: Desk, asking: Page, button: str) -> None:
        stranger = desk.browser()
        stranger.begin(desk.push())  # has a cookie of its own
        sent = stranger.press(asking, button, **desk.typed)
        assert (sent.status, sent.error) == (400, "oauth.interaction-unknown")

    @pytest.mark.parametrize("button", ["approve", "deny"])
    def test_cannot_be_decided(self, desk: Desk, ann: Browser, deciding: Page, button: str) -> None:
        stranger = desk.browser()
        stranger.begin(desk.push())
        assert stranger.press(deciding, button).error == "oauth.interaction-unknown"
        assert "code" in ann.press(deciding, "approve").answer


class TestAFormOfAnotherSite:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://evil.example"},
            {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": ISSUER, "Sec-Fetch-Site": "cross-site"},
            {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
            {"Origin": ISSUER + ".evil.example"},
        ],
    )
    def test_is_refused(self, ann: Browser, deciding: Page, headers: dict[str, str]) -> None:
        sent = ann.press(deciding, "approve", headers)
        assert (sent.status, sent.error) == (403, "request.foreign-form")

    @pytest.mark.parametrize(
        "headers", [{}, {"Origin": ISSUER}, {"Origin": ISSUER, "Sec-Fetch-Site": "none"}]
    )
    def test_is_not_one_from_a_browser_of_old(
        self, ann: Browser, deciding: Page, headers: dict[str, str]
    ) -> None:
        assert "code" in ann.press(deciding, "approve", headers).answer


class TestAnInteraction:
    def test_ends_with_its_time(self, desk: Desk, ann: Browser, deciding: Page) -> None:
        desk.site.clock.advance(timedelta(hours=1))
        assert ann.press(deciding, "approve").error == "oauth.interaction-unknown"

    def test_is_decided_once(self, ann: Browser, deciding: Page) -> None:
        assert "code" in ann.press(deciding, "approve").answer
        for button in ("approve", "deny"):
            assert ann.press(deciding, button).error == "oauth.already-decided"

    def test_is_not_approved_before_somebody_signed_in(self, ann: Browser, asking: Page) -> None:
        sent = {"interaction": asking.shown.fields["interaction"], "action": "approve"}
        answered = ann.open("POST", CONSENT, data=sent)
        assert (answered.status, answered.location.partition("?")[0]) == (303, SIGN_IN)

    @pytest.mark.parametrize("action", ["", "sign-in", "APPROVE"])
    def test_is_not_approved_by_another_button(self, ann: Browser, deciding: Page, action: str) -> None:
        sent = {"interaction": deciding.shown.fields["interaction"], "action": action}
        assert ann.open("POST", CONSENT, data=sent).error == "oauth.invalid-request"

    def test_is_not_approved_with_a_card_that_was_lost_meanwhile(
        self, desk: Desk, ann: Browser, deciding: Page, enrol: Any
    ) -> None:
        now = desk.site.clock.now()
        with desk.site.database.write() as tx:
            Cards().move(tx, enrol.show("ann").card, Move.REPORT_LOST, Because("tests", "A test.", now))
        assert ann.press(deciding, "approve").error == "sign-in.card-at-its-end"

    def test_can_be_opened_twice_in_one_browser(self, desk: Desk, ann: Browser) -> None:
        first, second = ann.begin(desk.push()), ann.begin(desk.push(state="two"))
        answer = ann.press(ann.press(first, "sign-in", **desk.typed), "approve").answer
        assert answer["state"] == "a b&c"
        answer = ann.press(ann.press(second, "sign-in", **desk.typed), "approve").answer
        assert answer["state"] == "two"


class TestSigningInWrongly:
    def test_says_the_same_for_an_unknown_card(self, desk: Desk, ann: Browser, asking: Page) -> None:
        wrong = ann.press(asking, "sign-in", **{**desk.typed, "password": "wrong"})
        unknown = ann.press(asking, "sign-in", **{**desk.typed, "number": "A9999999"})
        assert (wrong.status, unknown.status) == (403, 403)
        assert wrong.shown.text.replace(desk.number, "") == unknown.shown.text.replace("A9999999", "")

    def test_keeps_what_was_typed_but_the_password(self, desk: Desk, ann: Browser, asking: Page) -> None:
        again = ann.press(asking, "sign-in", **{**desk.typed, "password": "wrong-secret"})
        assert again.shown.fields["number"] == desk.number
        assert again.shown.fields["password"] == ""
        for name in ("number", "password"):
            assert "error" in again.shown.ids[name]["aria-describedby"].split()
        assert "wrong-secret" not in again.body
        assert ann.press(again, "sign-in", **desk.typed).shown.ids.keys() >= {"approve", "deny"}

    def test_eleven_times_has_to_wait(self, desk: Desk, ann: Browser, asking: Page) -> None:
        wrong = {**desk.typed, "password": "wrong"}
        statuses = [ann.press(asking, "sign-in", **wrong).status for _ in range(11)]
        assert statuses == [403] * 10 + [429]
        waiting = ann.press(asking, "sign-in", **desk.typed)
        assert (waiting.status, waiting.headers["Retry-After"]) == (429, "60")
        assert "60 seconds" in waiting.shown.text
        desk.site.clock.advance(timedelta(seconds=60))
        assert "approve" in ann.press(asking, "sign-in", **desk.typed).shown.ids

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("region", "Jiaxing"),
            ("number", "'; DROP TABLE people; --"),
            ("number", "🚲\x00"),
            ("password", ""),
        ],
    )
    def test_ties_the_error_to_its_field(
        self, desk: Desk, ann: Browser, asking: Page, field: str, value: str
    ) -> None:
        again = ann.press(asking, "sign-in", **{**desk.typed, field: value})
        assert again.status == 422
        wrong = [given for tag, given in again.shown.tags if tag == "input" and "aria-invalid" in given]
        assert [given["name"] for given in wrong] == [field]
        assert "error" in wrong[0]["aria-describedby"].split()
        assert "autofocus" in wrong[0]
        assert again.shown.ids["error"] == {"id": "error"}

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_says_why_a_card_cannot_be_used(
        self, desk: Desk, ann: Browser, asking: Page, enrol: Any, language: str
    ) -> None:
        now = desk.site.clock.now()
        with desk.site.database.write() as tx:
            Cards().move(tx, enrol.show("ann").card, Move.REPORT_LOST, Because("tests", "A test.", now))
        again = ann.press(asking, "sign-in", **desk.typed, lang=language)
        assert again.status == 403
        assert {"en": "This card is lost", "zh": "此卡已挂失"}[language] in again.shown.text


class TestACancelButton:
    def test_tells_the_client_that_access_is_denied(self, ann: Browser, asking: Page) -> None:
        left = ann.press(asking, "cancel")
        assert left.status == 303
        assert left.location.startswith(CALLBACK + "&")
        assert left.answer["error"] == "access_denied"
        assert left.answer["state"] == "a b&c"
        assert left.answer["iss"] == ISSUER

    def test_ends_the_interaction(self, ann: Browser, asking: Page) -> None:
        ann.press(asking, "cancel")
        assert ann.press(asking, "cancel").error == "oauth.already-decided"

    def test_is_there_on_the_second_page_too(self, ann: Browser, deciding: Page) -> None:
        assert ann.press(deciding, "deny").answer["error"] == "access_denied"


class TestTheAuthorizationEndpoint:
    def test_takes_a_form_as_well_as_an_address(self, desk: Desk, ann: Browser) -> None:
        sent = {"client_id": CLIENT, "request_uri": desk.push()}
        began = ann.open("POST", AUTHORIZE, data=sent, headers={"Origin": "https://portal.example.org"})
        assert began.status == 303
        assert "sign-in" in ann.get(began.location).shown.ids

    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ("", "oauth.invalid-request"),
            ("client_id=portal&client_id=portal", "oauth.invalid-request"),
            ("client_id=nobody&request_uri=x", "oauth.invalid-request"),
            ("client_id=portal&request_uri=urn:x", "oauth.invalid-request-uri"),
            ("client_id=%00&request_uri=%ff", "oauth.invalid-request"),
            ("client_id=%zz", "oauth.invalid-request"),
            ("client_id=portal&redirect_uri=https://evil.example/", "oauth.invalid-request"),
            ("&".join(f"p{n}=1" for n in range(60)), "oauth.invalid-request"),
            ("client_id=" + "x" * 40_000, "oauth.invalid-request"),
        ],
    )
    def test_shows_a_page_and_never_leads_elsewhere(
        self, ann: Browser, query: str, code: str, desk: Desk
    ) -> None:
        refused = ann.open("GET", f"{AUTHORIZE}?{query}")
        assert (refused.status, refused.error) == (400, code)
        assert "evil" not in refused.body
        assert "Location" not in refused.headers

    def test_tells_the_client_where_that_is_safe(self, desk: Desk, ann: Browser) -> None:
        asked = desk.push(prompt=frozenset({"none"}))
        left = ann.begin(asked)
        assert (left.status, left.answer["error"]) == (303, "login_required")

    def test_begins_nothing_for_a_link_that_is_only_looked_at(self, desk: Desk, ann: Browser) -> None:
        query = urlencode({"client_id": CLIENT, "request_uri": desk.push()})
        looked = ann.open("HEAD", f"{AUTHORIZE}?{query}")
        assert (looked.status, looked.headers["Allow"]) == (405, "GET, POST")
        assert "Set-Cookie" not in looked.headers

    def test_gives_a_cookie_that_is_the_hosts_alone(self, desk: Desk, ann: Browser) -> None:
        query = urlencode({"client_id": CLIENT, "request_uri": desk.push()})
        cookie = ann.open("GET", f"{AUTHORIZE}?{query}").headers["Set-Cookie"]
        parts = [part.strip() for part in cookie.split(";")]
        assert parts[0].startswith(f"{COOKIE}=")
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} == set(parts[1:])

    @pytest.mark.parametrize("junk", ["x!", '"\\000\\377"', "a" * 5_000, "../" * 20, "short-of-16"])
    def test_takes_no_cookie_that_is_not_its_own(self, desk: Desk, junk: str) -> None:
        assert self.given(desk, junk) != self.given(desk, junk)
        assert junk not in self.given(desk, junk)

    def test_keeps_the_cookie_of_a_browser_that_has_one(self, desk: Desk) -> None:
        first = self.given(desk, "")
        assert re.fullmatch(r"[A-Za-z0-9_-]{43}", first)
        assert self.given(desk, first) == first

    def given(self, desk: Desk, held: str) -> str:
        """The cookie that a browser has after it came with another one."""
        web = desk.site.app.test_client(use_cookies=False)
        query = {"client_id": CLIENT, "request_uri": desk.push()}
        sent = {"Cookie": f"{COOKIE}={held}"} if held else {}
        with web.get(AUTHORIZE, base_url=ISSUER, query_string=query, headers=sent) as began:
            return began.headers["Set-Cookie"].partition(";")[0].partition("=")[2]


@pytest.mark.parametrize("path", [AUTHORIZE, SIGN_IN, CONSENT])
class TestWhatIsSentToAnyOfThem:
    @pytest.mark.parametrize(
        ("body", "content_type", "status"),
        [
            (b"a=1&a=2", FORM, 400),
            (b"a=%", FORM, 400),
            (b"a=\xff", FORM, 400),
            (b"{}", "application/json", 400),
            (b"", "", 400),
            (b"a=" + b"x" * 40_000, FORM, 400),
            (b"a=" + b"x" * 70_000, FORM, 413),
            (b"&" * 60, FORM, 400),
            (b"--x\r\n", "multipart/form-data; boundary=x", 400),
        ],
    )
    def test_is_refused_with_a_page(
        self, ann: Browser, desk: Desk, path: str, body: bytes, content_type: str, status: int
    ) -> None:
        refused = ann.open("POST", path, data=body, content_type=content_type)
        assert refused.status == status
        assert refused.error
        assert refused.headers["Content-Type"] == "text/html; charset=utf-8"

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
    def test_has_to_be_sent_as_a_page_sends_it(
        self, ann: Browser, desk: Desk, path: str, method: str
    ) -> None:
        assert ann.open(method, path).status == 405

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
    @given(
        sent=st.dictionaries(
            st.sampled_from(
                ["interaction", "action", "lang", "region", "number", "password", "client_id", "request_uri"]
            ),
            st.text(st.characters(exclude_categories=["Cs"])),
        ),
        known=st.booleans(),
        method=st.sampled_from(["GET", "POST"]),
    )
    def test_never_fails(
        self, ann: Browser, asking: Page, path: str, sent: dict[str, str], known: bool, method: str
    ) -> None:
        if known:
            sent = {**sent, "interaction": asking.shown.fields["interaction"]}
        kept = {key: value for key, value in sent.items() if value != "cancel"}
        if method == "GET":
            answered = ann.open("GET", f"{path}?{urlencode(kept)}")
        else:
            answered = ann.open("POST", path, data=kept)
        assert answered.status < 500
        assert not answered.headers.get("Location", "/").startswith(("http", "//"))
