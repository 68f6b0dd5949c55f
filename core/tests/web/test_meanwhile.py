"""What may happen between the page and the decision, and to whom a page belongs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from joincard_core import registry
from joincard_core.cards import Because, Cards, Move
from joincard_core.oauth import CardVerification, Clients, SignInOver
from joincard_core.oauth.tables import grants as table
from joincard_core.people import Passwords
from joincard_core.signing_in import CardAtItsEnd
from sqlalchemy import func, select

from core.tests.web.authorizing import AUTHORIZE, CLIENT, PASSWORD, Browser, Desk, Page

CONSENT, SIGN_IN = f"{AUTHORIZE}/consent", f"{AUTHORIZE}/sign-in"
SESSION, INTERACTION = "__Host-joincard-session", "__Host-joincard-interaction"
HOST = "card.example.cn"
FLAT, NAMED = "trial.plain.flat", "trial.plain.named"
OPENID: dict[str, Any] = {"scopes": frozenset({"openid"}), "details": ()}


def grants(desk: Desk) -> int:
    """How many grants there are."""
    with desk.site.database.read() as tx:
        found: int = tx.execute(select(func.count()).select_from(table)).scalar_one()
    return found


def cookie(browser: Browser, name: str) -> str:
    """What a browser holds."""
    found = browser.web.get_cookie(name, HOST)
    return "" if found is None else found.value


def plant(browser: Browser, name: str, value: str) -> None:
    """Put a cookie into a browser."""
    browser.web.set_cookie(name, value, domain=HOST, secure=True)


def lose(desk: Desk, enrol: Any, *moves: Move) -> None:
    """Something happens to Ann's card."""
    because = Because("tests", "A test.", desk.site.clock.now())
    with desk.site.database.write() as tx:
        for move in moves:
            Cards().move(tx, enrol.show("ann").card, move, because)


@pytest.fixture
def mallory(desk: Desk, enrol: Any) -> dict[str, str]:
    """What somebody else types, with a card of their own."""
    (shown,) = enrol(enrol.line("mallory"))
    passwords: Passwords = desk.site.app.extensions["joincard"].sign_in._passwords
    with desk.site.database.write() as tx:
        passwords.keep(tx, shown.person, passwords.hashed(PASSWORD), desk.site.clock.now())
    return {**desk.typed, "number": enrol.number("mallory")}


class TestTwoRequestsInOneBrowser:
    @pytest.mark.parametrize("order", [(0, 1), (1, 0)])
    @pytest.mark.parametrize("buttons", [("approve", "approve"), ("approve", "deny"), ("deny", "approve")])
    def test_are_decided_each_for_itself_in_either_order(
        self, desk: Desk, ann: Browser, deciding: Page, order: tuple[int, int], buttons: tuple[str, str]
    ) -> None:
        pages = [ann.begin(desk.push(state=f"tab-{number}", details=())) for number in range(2)]
        for number, button in zip(order, buttons, strict=True):
            answer = ann.press(pages[number], button).answer
            assert answer["state"] == f"tab-{number}"
            assert ("code" in answer) is (button == "approve")

    def test_do_not_mix_what_was_ticked(self, desk: Desk, ann: Browser, deciding: Page) -> None:
        """The form of one with the page of the other: what the other did not ask for is refused."""
        both = CardVerification((FLAT, NAMED), (), "Two.")
        one, other = ann.begin(desk.push(details=(both,))), ann.begin(desk.push(state="other", **OPENID))
        mixed = {**one.shown.fields, "interaction": other.shown.fields["interaction"], "action": "approve"}
        assert ann.open("POST", CONSENT, data=mixed).status == 422
        assert grants(desk) == 0

    def test_belong_to_their_own_browsers(self, desk: Desk, ann: Browser, deciding: Page) -> None:
        """The page of one with the cookie of the other, both signed in as the same holder."""
        phone = desk.browser()
        on_phone = phone.press(phone.begin(desk.push(state="phone")), "sign-in", **desk.typed)
        for browser, page in ((ann, on_phone), (phone, deciding)):
            for button in ("approve", "deny"):
                assert browser.press(page, button).error == "oauth.interaction-unknown"
        assert grants(desk) == 0
        assert phone.press(on_phone, "approve").answer["state"] == "phone"
        assert "code" in ann.press(deciding, "approve").answer


class TestTheBackButton:
    @pytest.mark.parametrize("button", ["approve", "deny"])
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_leads_to_a_page_that_says_so_and_leads_on(
        self, desk: Desk, ann: Browser, deciding: Page, button: str, method: str
    ) -> None:
        ann.press(deciding, button)
        before = grants(desk)
        handle = deciding.shown.fields["interaction"]
        if method == "GET":
            again = ann.get(f"{CONSENT}?{urlencode({'interaction': handle})}")
        else:
            again = ann.press(deciding, "approve")
        assert (again.status, again.error) == (409, "oauth.already-decided")
        assert "Location" not in again.headers
        assert "Nothing was sent a second time" in again.shown.text
        assert again.shown.ids["go-on"]["href"] == "https://portal.example.org:8443/"
        assert grants(desk) == before

    def test_is_told_in_chinese_too(self, ann: Browser, deciding: Page) -> None:
        ann.press(deciding, "approve")
        handle = deciding.shown.fields["interaction"]
        again = ann.get(f"{CONSENT}?{urlencode({'interaction': handle, 'lang': 'zh'})}")
        assert "您已作出决定" in again.shown.text

    def test_leads_to_the_page_that_the_client_named(self, desk: Desk, ann: Browser) -> None:
        Clients(desk.site.database, desk.site.clock).change(
            CLIENT,
            lambda found: replace(found, metadata=replace(found.metadata, client_uri="https://a.example/x")),
        )
        page = ann.press(ann.begin(desk.push()), "sign-in", **desk.typed)
        ann.press(page, "approve")
        assert ann.press(page, "approve").shown.ids["go-on"]["href"] == "https://a.example/x"

    def test_tells_nothing_to_another_browser(self, desk: Desk, ann: Browser, deciding: Page) -> None:
        ann.press(deciding, "approve")
        assert desk.browser().press(deciding, "approve").error == "oauth.interaction-unknown"

    def test_to_the_sign_in_page_after_the_decision_signs_nobody_in_there(
        self, desk: Desk, ann: Browser, asking: Page
    ) -> None:
        ann.press(ann.press(asking, "sign-in", **desk.typed), "approve")
        assert ann.press(asking, "sign-in", **desk.typed).error == "oauth.already-decided"


class TestLoginCsrf:
    def test_binds_nobody_to_a_page_that_an_attacker_has_open(
        self, desk: Desk, ann: Browser, deciding: Page, mallory: dict[str, str]
    ) -> None:
        """The attacker signs in on a page of their own and sends its form, or its address, to the victim."""
        evil = desk.browser("198.51.100.9")
        theirs = evil.press(evil.begin(desk.push(state="evil")), "sign-in", **mallory)
        handle = theirs.shown.fields["interaction"]
        for page in (SIGN_IN, CONSENT):
            opened = ann.get(f"{page}?{urlencode({'interaction': handle})}")
            assert opened.error == "oauth.interaction-unknown"
        assert ann.press(theirs, "approve").error == "oauth.interaction-unknown"
        assert grants(desk) == 0
        assert "Ann Example" in ann.begin(desk.push(state="own")).shown.text

    def test_does_not_sign_a_victim_in_as_the_attacker(
        self, desk: Desk, ann: Browser, asking: Page, mallory: dict[str, str]
    ) -> None:
        sent = {**asking.shown.fields, **mallory, "action": "sign-in"}
        for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            refused = ann.open("POST", SIGN_IN, data=sent, headers=headers)
            assert (refused.status, refused.error) == (403, "request.foreign-form")
        assert cookie(ann, SESSION) == ""

    def test_with_the_attackers_page_and_cookie_never_uses_the_victims_session(
        self, desk: Desk, ann: Browser, deciding: Page, mallory: dict[str, str]
    ) -> None:
        """Even with a cookie planted: who signed in on the page is not who has the session."""
        evil = desk.browser()
        theirs = evil.press(evil.begin(desk.push()), "sign-in", **mallory)
        plant(ann, INTERACTION, cookie(evil, INTERACTION))
        answered = ann.press(theirs, "approve")
        assert "sign-in" in answered.shown.ids
        assert grants(desk) == 0


class TestASessionCookie:
    def test_that_was_changed_signs_nobody_in(self, desk: Desk, ann: Browser, deciding: Page) -> None:
        good = cookie(ann, SESSION)
        changed = ("A" if good[0] != "A" else "B") + good[1:]
        for value in (changed, good[:-1], good + "A", good.swapcase(), good[::-1]):
            plant(ann, SESSION, value)
            assert "sign-in" in ann.press(deciding, "approve").shown.ids
            assert "sign-in" in ann.begin(desk.push()).shown.ids
        assert grants(desk) == 0
        plant(ann, SESSION, good)
        assert "code" in ann.press(deciding, "approve").answer

    def test_that_was_copied_is_worth_nothing_after_signing_out(
        self, desk: Desk, ann: Browser, deciding: Page
    ) -> None:
        copied = cookie(ann, SESSION)
        form = ann.get("/me/sign-out")
        ann.press(form, next(iter({"sign-out"} & form.shown.ids.keys()), "sign-out"))
        for browser in (ann, desk.browser()):
            plant(browser, SESSION, copied)
            assert "sign-in" in browser.begin(desk.push(**OPENID)).shown.ids
        plant(ann, SESSION, copied)
        assert "sign-in" in ann.press(deciding, "approve").shown.ids
        assert grants(desk) == 0

    def test_that_was_copied_is_worth_nothing_after_the_next_sign_in(
        self, desk: Desk, ann: Browser, deciding: Page
    ) -> None:
        copied = cookie(ann, SESSION)
        ann.press(ann.begin(desk.push(prompt=frozenset({"login"}))), "sign-in", **desk.typed)
        assert cookie(ann, SESSION) != copied
        thief = desk.browser()
        plant(thief, SESSION, copied)
        assert "sign-in" in thief.begin(desk.push(**OPENID)).shown.ids


class TestBetweenPageAndApproval:
    @pytest.fixture
    def two(self, desk: Desk, ann: Browser, deciding: Page) -> Page:
        """The page for two services of one provider."""
        return ann.begin(desk.push(details=(CardVerification((FLAT, NAMED), ("330400",), "Two."),)))

    def accredit(self, desk: Desk, *scopes: str) -> None:
        """The provider is accredited for these alone."""
        now = desk.site.clock.now()
        with desk.site.database.write() as tx:
            for number, _ in registry.providers.accreditations_of(tx, "jiaxing-first"):
                registry.providers.end(tx, "jiaxing-first", number, now.date() - timedelta(days=1))
            for scope in scopes:
                registry.providers.accredit(tx, registry.Accreditation("jiaxing-first", scope), now)

    def test_a_service_of_the_provider_may_go(self, desk: Desk, ann: Browser, two: Page) -> None:
        self.accredit(desk, NAMED)
        again = ann.press(two, "approve")
        assert again.status == 409
        assert "is no longer offered" in again.shown.text
        assert f"Service {FLAT}" in again.shown.text.split("taken off the list:")[-1]
        assert f"service-{FLAT}" not in again.shown.ids
        assert grants(desk) == 0
        assert "code" in ann.press(again, "approve").answer
        shown = ann.get("/me/consents").shown.text
        assert f"Service {NAMED}" in shown
        assert f"Service {FLAT}" not in shown

    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_everything_of_the_provider_may_go(self, desk: Desk, ann: Browser, two: Page, lang: str) -> None:
        self.accredit(desk)
        gone = ann.press(two, "approve", lang=lang)
        assert gone.status == 409
        assert {"en": "Nothing of what was asked for", "zh": "所请求的内容均已不再提供"}[
            lang
        ] in gone.shown.text
        assert "approve" not in gone.shown.ids
        assert grants(desk) == 0
        assert ann.press(gone, "deny").answer["error"] == "access_denied"

    def test_the_client_may_lose_a_service(self, desk: Desk, ann: Browser, two: Page) -> None:
        Clients(desk.site.database, desk.site.clock).change(
            CLIENT, lambda found: replace(found, metadata=replace(found.metadata, services=(FLAT,)))
        )
        assert ann.press(two, "approve").status == 409
        assert grants(desk) == 0

    def test_the_client_may_be_suspended(self, desk: Desk, ann: Browser, deciding: Page) -> None:
        Clients(desk.site.database, desk.site.clock).suspend(CLIENT)
        for refused in (ann.press(deciding, "approve"), ann.press(deciding, "deny")):
            assert (refused.status, refused.error) == (400, "oauth.invalid-request")
            assert "not that of an active client" in refused.shown.text
            assert "Location" not in refused.headers
        assert grants(desk) == 0

    @pytest.mark.parametrize("moves", [(Move.REPORT_LOST,), (Move.CANCEL,)])
    def test_the_card_may_be_lost(
        self, desk: Desk, ann: Browser, deciding: Page, enrol: Any, moves: tuple[Move, ...]
    ) -> None:
        lose(desk, enrol, *moves)
        assert ann.press(deciding, "approve").error == "sign-in.card-at-its-end"
        assert grants(desk) == 0

    def test_the_session_may_end_in_another_browser(self, desk: Desk, ann: Browser, deciding: Page) -> None:
        elsewhere = desk.browser()
        elsewhere.press(elsewhere.get("/me"), "sign-in", **desk.typed)
        sessions = desk.site.app.extensions["joincard"].sessions
        sessions.end_all(sessions.current(cookie(elsewhere, SESSION)).person_id)
        asked = ann.press(deciding, "approve")
        assert "sign-in" in asked.shown.ids
        assert grants(desk) == 0
        assert "code" in ann.press(ann.press(asked, "sign-in", **desk.typed), "approve").answer


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
class TestTheDecisionItself:
    """What the page has read before does not count: session and card are read where the grant is written."""

    @pytest.fixture
    def pages(self, desk: Desk) -> Any:
        return desk.site.app.extensions["joincard"].authorization

    @pytest.fixture
    def shown(self, ann: Browser, deciding: Page) -> tuple[str, str]:
        """Handle and browser of the page."""
        return deciding.shown.fields["interaction"], cookie(ann, INTERACTION)

    def held(self, desk: Desk, ann: Browser) -> Any:
        """Who is signed in, read a moment too early."""
        return desk.site.app.extensions["joincard"].sessions.current(cookie(ann, SESSION))

    def test_counts_no_session_that_ended_since(
        self, desk: Desk, ann: Browser, pages: Any, shown: tuple[str, str]
    ) -> None:
        held = self.held(desk, ann)
        desk.site.app.extensions["joincard"].sessions.end_all(held.person_id)
        for who in (held, None):
            with pytest.raises(SignInOver):
                pages.approve(*shown, None, who)
        assert grants(desk) == 0

    def test_counts_no_card_that_was_lost_since(
        self, desk: Desk, ann: Browser, pages: Any, shown: tuple[str, str], enrol: Any
    ) -> None:
        held = self.held(desk, ann)
        lose(desk, enrol, Move.REPORT_LOST)
        with pytest.raises(CardAtItsEnd):
            pages.approve(*shown, None, held)
        assert grants(desk) == 0

    def test_counts_no_card_that_was_lost_and_found_since(
        self, desk: Desk, ann: Browser, pages: Any, shown: tuple[str, str], enrol: Any
    ) -> None:
        held = self.held(desk, ann)
        lose(desk, enrol, Move.REPORT_LOST, Move.FIND)
        with pytest.raises(SignInOver):
            pages.approve(*shown, None, held)
        assert grants(desk) == 0

    def test_counts_nobody_elses_session(
        self, desk: Desk, pages: Any, shown: tuple[str, str], mallory: dict[str, str]
    ) -> None:
        evil = desk.browser()
        evil.press(evil.begin(desk.push()), "sign-in", **mallory)
        with pytest.raises(SignInOver):
            pages.approve(*shown, None, self.held(desk, evil))
        assert grants(desk) == 0

    def test_without_a_page_counts_no_session_that_ended_since(
        self, desk: Desk, ann: Browser, pages: Any
    ) -> None:
        ann.press(ann.press(ann.begin(desk.push(**OPENID)), "sign-in", **desk.typed), "approve")
        held = self.held(desk, ann)
        desk.site.app.extensions["joincard"].sessions.end_all(held.person_id)
        begun = pages.begin({"client_id": CLIENT, "request_uri": desk.push(**OPENID)}, None, held)
        assert (begun.answer, begun.interaction.signed_in) == (None, None)
        assert grants(desk) == 1


class TestWhichCard:
    def test_is_asked_where_the_client_wants_it(
        self, desk: Desk, ann: Browser, mallory: dict[str, str]
    ) -> None:
        ann.press(ann.press(ann.begin(desk.push(**OPENID)), "sign-in", **desk.typed), "approve")
        which = frozenset({"select_account"})
        page = ann.begin(desk.push(**OPENID, prompt=which))
        assert "Ann Example" in page.shown.text
        assert {"go-on", "sign-in"} <= page.shown.ids.keys()
        gone_on = ann.get(page.shown.ids["go-on"]["href"])
        assert "code" in gone_on.answer
        page = ann.begin(desk.push(**OPENID, prompt=which))
        other = ann.press(page, "sign-in", **mallory)
        assert "Mallory Example" in other.shown.text
        assert "code" in ann.press(other, "approve").answer

    def test_is_not_asked_of_who_is_not_signed_in(self, desk: Desk, ann: Browser) -> None:
        page = ann.begin(desk.push(**OPENID, prompt=frozenset({"select_account"})))
        assert "go-on" not in page.shown.ids
        decided = ann.press(page, "sign-in", **desk.typed)
        assert "code" in ann.press(decided, "approve").answer

    def test_and_consent_are_asked_one_after_the_other(self, desk: Desk, ann: Browser) -> None:
        ann.press(ann.press(ann.begin(desk.push(**OPENID)), "sign-in", **desk.typed), "approve")
        both = frozenset({"select_account", "consent"})
        page = ann.begin(desk.push(**OPENID, prompt=both))
        asked = ann.get(page.shown.ids["go-on"]["href"])
        assert "approve" in asked.shown.ids
        assert "code" in ann.press(asked, "approve").answer
