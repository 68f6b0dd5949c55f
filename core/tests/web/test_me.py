"""The holder's own pages: for the holder alone, in plain words, in two languages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from joincard_core.cards import Because, Cards, Move
from joincard_core.people import Passwords
from joincard_core.storage import metadata
from sqlalchemy import update

from core.tests.web.authorizing import BROWSERS_OWN, PASSWORD, Browser, Desk, Page
from core.tests.web.conftest import System

COOKIE = "__Host-joincard-session"
PAGES = (
    "/me",
    "/me/requests",
    "/me/asked",
    "/me/verifications",
    "/me/handed-over",
    "/me/profile",
    "/me/consents",
    "/me/sessions",
    "/me/sign-out",
)
OPENID: dict[str, Any] = {"scopes": frozenset({"openid"}), "details": ()}
BUS_STOP = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"}


def enter(browser: Browser, typed: dict[str, str], path: str = "/me") -> Page:
    """Open a page of the holder's, and sign in to it."""
    return browser.press(browser.get(path), "sign-in", **typed)


def send(browser: Browser, page: str, headers: dict[str, str] = BROWSERS_OWN, /, **fields: str) -> Page:
    """Send a form of a page, as one of its buttons does; redirects are followed."""
    token = browser.get("/me/sign-out").shown.fields["token"]
    found = browser.open("POST", page, data={"token": token, **fields}, headers=headers)
    return browser.get(found.location) if found.status == 303 else found


@pytest.fixture
def me(desk: Desk, ann: Browser) -> Browser:
    """Ann's browser, signed in to her own pages."""
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


class TestEveryPage:
    @pytest.mark.parametrize("path", [*PAGES, "/me/verifications/0123456789abcdef0123456789abcdef"])
    def test_asks_a_stranger_to_sign_in_and_leads_back(self, desk: Desk, ann: Browser, path: str) -> None:
        first = ann.open("GET", path)
        assert (first.status, first.location) == (303, f"/me/sign-in?next={quote(path, safe='')}")
        asked = ann.get(first.location)
        back = ann.open(
            "POST",
            "/me/sign-in",
            data={**asked.shown.fields, **desk.typed, "action": "sign-in"},
            headers=BROWSERS_OWN,
        )
        assert (back.status, back.location.partition("?")[0]) == (303, path)

    @pytest.mark.parametrize("path", [*PAGES, "/me/signed-out"])
    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_is_whole_strict_and_for_this_browser_alone(self, me: Browser, path: str, lang: str) -> None:
        page = me.get(f"{path}?lang={lang}")
        assert (page.status, page.headers["Cache-Control"]) == (200, "no-store")
        policy = page.headers["Content-Security-Policy"].split("; ")
        assert {"default-src 'none'", "frame-ancestors 'none'", "form-action 'self'"} <= set(policy)
        assert not [part for part in policy if part.startswith("script-src") or "unsafe" in part]
        shown = page.shown
        assert [tag for tag, _ in shown.tags].count("h1") == 1
        assert shown.one("html")["lang"] == ("zh-Hans" if lang == "zh" else "en")
        assert shown.ids[f"lang-{lang}"]["aria-current"] == "true"
        for tag, said in shown.tags:
            assert tag not in ("style", "script", "iframe", "object", "base")
            assert "style" not in said
            assert not [name for name in said if name.startswith("on")]
            if tag == "a" and said["href"].startswith("/me"):
                assert "lang=" in said["href"]
        labelled = {said["for"] for tag, said in shown.tags if tag == "label"}
        typed_in = [said for tag, said in shown.tags if tag in ("input", "textarea")]
        assert labelled == {said["id"] for said in typed_in if said.get("type") != "hidden"}

    @pytest.mark.parametrize("path", PAGES)
    def test_is_in_chinese_where_the_browser_says_so(self, me: Browser, path: str) -> None:
        shown = me.get(path, Accept_Language="zh-CN,zh;q=0.9").shown
        english = me.get(path).shown
        assert shown.one("html")["lang"] == "zh-Hans"
        assert shown.texts["h1"] != english.texts["h1"]
        assert not shown.texts["h1"].isascii()

    @pytest.mark.parametrize(("lang", "told"), [("en", "There is no page"), ("zh", "此地址没有页面")])
    def test_that_is_not_there_says_so_and_leads_home(self, me: Browser, lang: str, told: str) -> None:
        page = me.get(f"/me/nowhere/at/all?lang={lang}")
        assert (page.status, told in page.shown.text) == (404, True)
        assert page.shown.ids["home"]["href"].startswith("/me")

    def test_ends_with_the_session(self, desk: Desk, me: Browser) -> None:
        desk.site.clock.advance(timedelta(minutes=30))
        assert me.open("GET", "/me").location == "/me/sign-in?next=%2Fme"

    def test_ends_with_the_card(self, desk: Desk, me: Browser, enrol: Any) -> None:
        because = Because("tests", "A test.", desk.site.clock.now())
        with desk.site.database.write() as tx:
            Cards().move(tx, enrol.show("ann").card, Move.REPORT_LOST, because)
        assert me.open("GET", "/me").location == "/me/sign-in?next=%2Fme"

    def test_shows_no_more_of_the_number_than_its_end(self, desk: Desk, me: Browser) -> None:
        page = me.get("/me")
        assert "Ann Example" in page.shown.text
        assert desk.number[-4:] in page.shown.text
        assert desk.number not in page.body


class TestSigningIn:
    def test_wrongly_says_so_and_keeps_where_it_leads(self, desk: Desk, ann: Browser) -> None:
        page = enter(ann, {**desk.typed, "password": "wrong"}, "/me/consents")
        assert (page.status, "error" in page.shown.ids) == (403, True)
        assert page.shown.fields["password"] == ""
        assert "Consents" in ann.press(page, "sign-in", **desk.typed).shown.texts["h1"]

    def test_too_often_has_to_wait(self, desk: Desk, ann: Browser) -> None:
        wrong = {**desk.typed, "password": "wrong"}
        assert [enter(ann, wrong).status for _ in range(11)] == [403] * 10 + [429]
        assert enter(ann, wrong).headers["Retry-After"]

    @pytest.mark.parametrize(
        "wanted",
        [
            "https://evil.example",
            "//evil.example",
            "/me/../oauth",
            "/me//x",
            "/docs",
            "",
            "/me/sign-in",
            "/me/sign-in/code",
            "/me\r\nX: y",
            "/me/%2e%2e",
            "javascript:alert(1)",
        ],
    )
    def test_leads_to_no_other_place(self, desk: Desk, ann: Browser, wanted: str) -> None:
        page = ann.get(f"/me/sign-in?next={quote(wanted, safe='')}")
        sent = {**page.shown.fields, **desk.typed, "next": wanted, "action": "sign-in"}
        answered = ann.open("POST", "/me/sign-in", data=sent, headers=BROWSERS_OWN)
        assert (answered.status, answered.location) == (303, "/me?lang=en")

    def test_cannot_be_done_to_a_holder_by_another_site(self, desk: Desk, ann: Browser) -> None:
        """Login CSRF: who is signed in as somebody else without knowing tells them all that they do."""
        page = ann.get("/me/sign-in")
        for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            sent = {**page.shown.fields, **desk.typed, "action": "sign-in"}
            assert ann.open("POST", "/me/sign-in", data=sent, headers=headers).status == 403
        own = desk.browser()
        other = own.get("/me/sign-in").shown.fields
        sent = {**other, **desk.typed, "action": "sign-in"}  # the token of the attacker's own browser
        assert ann.open("POST", "/me/sign-in", data=sent, headers=BROWSERS_OWN).status == 403

    def test_twice_is_not_needed(self, me: Browser) -> None:
        assert me.open("GET", "/me/sign-in?next=/me/sessions").location == "/me/sessions"


class TestAForm:
    @pytest.mark.parametrize(
        ("page", "fields"),
        [
            ("/me/consents", {"client_id": "portal"}),
            ("/me/sessions", {"session": "everywhere"}),
            ("/me/sign-out", {"action": "sign-out"}),
        ],
    )
    def test_of_another_site_or_session_does_nothing(
        self, desk: Desk, me: Browser, ben: Browser, page: str, fields: dict[str, str]
    ) -> None:
        foreign = ben.get("/me/sign-out").shown.fields["token"]
        own = me.get("/me/sign-out").shown.fields["token"]
        tries = [
            ({"token": foreign}, BROWSERS_OWN),
            ({"token": ""}, BROWSERS_OWN),
            ({}, BROWSERS_OWN),
            ({"token": own}, {"Origin": "https://evil.example"}),
            ({"token": own}, {"Sec-Fetch-Site": "same-site"}),
        ]
        for token, headers in tries:
            refused = me.open("POST", page, data={**fields, **token}, headers=headers)
            assert refused.status == 403
            assert "request.foreign-form" in refused.body
        assert me.open("GET", "/me").status == 200

    def test_without_a_session_asks_for_a_sign_in(self, ann: Browser) -> None:
        answered = ann.open("POST", "/me/sessions", data={"session": "everywhere"}, headers=BROWSERS_OWN)
        assert (answered.status, answered.location) == (303, "/me/sign-in?next=%2Fme%2Fsessions")


class TestSigningOut:
    def test_ends_this_browser_and_takes_its_cookie(self, desk: Desk, me: Browser) -> None:
        other = desk.browser()
        enter(other, desk.typed)
        kept = me.web.get_cookie(COOKIE, "card.example.cn")
        assert kept is not None
        assert "signed out" in send(me, "/me/sign-out", action="sign-out").shown.texts["h1"]
        assert me.web.get_cookie(COOKIE, "card.example.cn") is None
        me.web.set_cookie(COOKIE, kept.value, domain="card.example.cn", secure=True)  # who had copied it
        assert me.open("GET", "/me").status == 303
        assert other.open("GET", "/me").status == 200

    def test_takes_more_than_opening_an_address(self, me: Browser) -> None:
        me.get("/me/sign-out")
        assert me.open("GET", "/me").status == 200

    def test_everywhere_ends_every_browser(self, desk: Desk, me: Browser, ben: Browser) -> None:
        others = [desk.browser() for _ in range(2)]
        for each in others:
            enter(each, desk.typed)
        assert "signed out" in send(me, "/me/sessions", session="everywhere").shown.texts["h1"]
        assert [each.open("GET", "/me").status for each in (me, *others)] == [303] * 3
        assert ben.open("GET", "/me").status == 200

    def test_of_one_browser_leaves_the_others(self, desk: Desk, me: Browser) -> None:
        other = desk.browser()
        page = other.get("/me")
        sent = {**page.shown.fields, **desk.typed, "action": "sign-in"}
        other.open("POST", "/me/sign-in", data=sent, headers={**BROWSERS_OWN, **BUS_STOP})
        listed = me.get("/me/sessions").shown
        assert "Firefox, Windows" in listed.text
        sessions = [g["value"] for tag, g in listed.tags if tag == "button" and g["name"] == "session"]
        mine = desk.site.app.extensions["joincard"].sessions.current(
            me.web.get_cookie(COOKIE, "card.example.cn").value  # type: ignore[union-attr]  # she has one
        )
        (theirs,) = set(sessions) - {"everywhere", mine.session_id}
        assert "Signed out there" in send(me, "/me/sessions", session=theirs).shown.text
        assert (me.open("GET", "/me").status, other.open("GET", "/me").status) == (200, 303)

    def test_cannot_be_done_to_another_holder(self, desk: Desk, me: Browser, ben: Browser) -> None:
        listed = me.get("/me/sessions").shown
        mine = next(g["value"] for tag, g in listed.tags if tag == "button" and g["name"] == "session")
        page = send(ben, "/me/sessions", session=mine)
        assert (page.status, "done" in page.shown.ids) == (200, False)
        assert me.open("GET", "/me").status == 200


class TestConsents:
    def test_are_listed_and_withdrawn(self, desk: Desk, me: Browser) -> None:
        assert "none" in me.get("/me/consents").shown.ids
        assert "code" in me.press(me.begin(desk.push(**OPENID)), "approve").answer
        assert "code" in me.begin(desk.push(**OPENID)).answer  # remembered
        listed = me.get("/me/consents").shown
        assert "Portal" in listed.text
        assert "Recognise you" in listed.text
        done = send(me, "/me/consents", client_id="portal").shown
        assert {"done", "none"} <= done.ids.keys()
        assert "approve" in me.begin(desk.push(**OPENID)).shown.ids  # asked again
        assert "Ended" in me.get("/me/handed-over").shown.text

    def test_show_for_which_services_and_why(self, desk: Desk, me: Browser) -> None:
        me.press(me.begin(desk.push()), "approve")
        listed = me.get("/me/consents").shown.text
        assert "Service trial.plain.flat" in listed
        assert "Your visit." in listed

    def test_of_a_client_that_writes_markup_are_text(self, desk: Desk, me: Browser) -> None:
        me.press(me.begin(desk.push(client_id="marked"), "marked"), "approve")
        page = me.get("/me/consents")
        assert "<script>" not in page.body
        assert "<script>alert(1)</script> & “Söhne”" in page.shown.text

    def test_of_another_holder_stay(self, desk: Desk, me: Browser, ben: Browser) -> None:
        me.press(me.begin(desk.push(**OPENID)), "approve")
        assert "none" in ben.get("/me/consents").shown.ids
        assert "done" not in send(ben, "/me/consents", client_id="portal").shown.ids
        assert "Portal (System of Jiaxing-First)" in " ".join(me.get("/me/consents").shown.text.split())

    @pytest.mark.parametrize("client_id", ["", "no-such-client", "'; DROP TABLE grants; --", "x" * 5_000])
    def test_of_nobody_cannot_be_withdrawn(self, me: Browser, client_id: str) -> None:
        page = send(me, "/me/consents", client_id=client_id)
        assert (page.status, "done" in page.shown.ids) == (200, False)


class TestWhoAsked:
    def test_is_empty_at_first(self, me: Browser) -> None:
        assert "Nobody has asked" in me.get("/me/verifications").shown.text

    def test_names_provider_service_city_outcome_price_and_what_was_told(
        self, me: Browser, system: System
    ) -> None:
        system.verify()
        system.verify("trial.plain.named")
        shown = me.get("/me/verifications").shown
        for part in ("Jiaxing-First", "Service trial.plain.flat", "Jiaxing", "12.00 yuan", "Permitted"):
            assert part in shown.text
        assert "2026-03-02 12:00" in shown.text
        assert "nothing but the answer" in shown.text
        assert "full name" in shown.text.lower()
        assert "free of charge" in shown.text

    def test_is_page_by_page_with_each_question_once(self, desk: Desk, me: Browser, system: System) -> None:
        asked = []
        for number in range(45):
            if number % 2:
                desk.site.clock.advance(timedelta(seconds=1))  # others in the same moment
            asked.append(system.verify().json["id"])
        seen: list[str] = []
        page = me.get("/me/verifications").shown
        while True:
            seen += [
                g["href"].rpartition("/")[2]
                for tag, g in page.tags
                if tag == "a" and g["href"].startswith("/me/verifications/")
            ]
            if "older" not in page.ids:
                break
            page = me.get(page.ids["older"]["href"]).shown
        assert (len(seen), sorted(seen)) == (45, sorted(asked))

    def test_says_what_became_of_a_use(self, me: Browser, system: System) -> None:
        made = system.verify().json["id"]
        system.call("POST", f"/v1/verifications/{made}/cancel", {"reason": "a mistake"})
        assert "taken back later" in me.get("/me/verifications").shown.text

    def test_is_not_told_to_others(self, me: Browser, ben: Browser, system: System) -> None:
        system.verify()
        assert "Nobody has asked" in ben.get("/me/verifications").shown.text

    def test_lists_what_was_told_and_what_was_allowed(self, desk: Desk, me: Browser) -> None:
        empty = me.get("/me/handed-over").shown.text
        assert "No system was told anything" in empty
        assert "You gave no permission yet" in empty
        me.press(me.begin(desk.push(**OPENID)), "approve")
        assert "Portal" in me.get("/me/handed-over").shown.text


class TestAReference:
    @pytest.fixture
    def refused(self, system: System) -> str:
        """What the provider gives to Ann."""
        told = system.verify("trial.plain.grown").json
        assert (told["outcome"], [each["code"] for each in told["reasons"]]) == ("refused", ["not-eligible"])
        return str(told["reference"])

    def test_leads_its_holder_to_every_reason_and_what_to_do(self, me: Browser, refused: str) -> None:
        shown = me.get(f"/me/verifications/{refused}").shown
        assert "Refused" in shown.text
        assert "90" in shown.text  # the rule that was not met, which the provider was not told
        assert {"why", "reference"} <= shown.ids.keys()
        assert "not-same" not in shown.ids
        assert "not-repeated" not in shown.ids

    def test_says_when_time_alone_will_lift_it(self, me: Browser, refused: str) -> None:
        assert "2078-03-01" in me.get(f"/me/verifications/{refused}").shown.text

    def test_whose_catalogue_is_gone_says_so_and_shows_the_rest(
        self, desk: Desk, me: Browser, refused: str
    ) -> None:
        self.change(desk, refused, catalogue="sha256:" + "0" * 64)
        self.shows_no_reason(me.get(f"/me/verifications/{refused}"))

    @pytest.mark.parametrize("column", ["commitment", "sealed"])
    def test_whose_facts_were_changed_gives_no_reason_from_them(
        self, desk: Desk, me: Browser, refused: str, column: str
    ) -> None:
        self.change(desk, refused, **{column: b"another"})
        self.shows_no_reason(me.get(f"/me/verifications/{refused}"))

    def test_says_when_another_answer_was_given(self, desk: Desk, me: Browser, refused: str) -> None:
        self.change(desk, refused, kind="permitted", price=0)
        assert "not-same" in me.get(f"/me/verifications/{refused}").shown.ids

    @staticmethod
    def change(desk: Desk, verification: str, **values: object) -> None:
        """Forge the log."""
        log = metadata.tables["verification_log"]
        with desk.site.database.write() as tx:
            tx.execute(update(log).where(log.c.id == verification).values(**values))

    @staticmethod
    def shows_no_reason(page: Page) -> None:
        assert page.status == 200
        assert "not-repeated" in page.shown.ids
        assert "why" not in page.shown.ids
        assert "Jiaxing-First" in page.shown.text

    def test_is_opened_by_typing_it_in(self, me: Browser, refused: str) -> None:
        assert "why" in me.get(f"/me/verifications?reference=%20{refused}%20").shown.ids

    def test_of_another_holder_looks_like_one_that_never_was(
        self, me: Browser, ben: Browser, refused: str
    ) -> None:
        never = ben.get(f"/me/verifications/{'0' * 32}")
        other = ben.get(f"/me/verifications/{refused}")
        assert (other.status, other.body.replace(refused, "0" * 32)) == (404, never.body)
        before = ben.get(f"/me/verifications?before={refused}")
        assert before.status == 404

    def test_is_asked_for_before_anybody_signed_in(self, desk: Desk, ann: Browser, refused: str) -> None:
        page = enter(ann, desk.typed, f"/me/verifications/{refused}")
        assert "why" in page.shown.ids

    @trying(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
    @given(st.text(min_size=1))
    def test_that_is_anything_else_is_not_known(self, me: Browser, reference: str) -> None:
        page = me.get(f"/me/verifications?reference={quote(reference.encode('utf-8', 'replace'), safe='')}")
        assert page.status in (404, 200 if not reference.strip() else 404)

    def test_of_a_permitted_use_says_how_the_price_came_about(self, me: Browser, system: System) -> None:
        made = system.verify().json["id"]
        shown = me.get(f"/me/verifications/{made}").shown
        assert "how" in shown.ids
        assert "12.00 yuan" in shown.text
