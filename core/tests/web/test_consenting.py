"""Agreeing in part, on the page: what is shown, what can be left out, and that it stays left out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from joincard_core.oauth import CardVerification, Clients, Grant, grants
from joincard_core.oauth.claims_request import read
from joincard_core.oauth.tables import grants as table
from joincard_core.web.pages.choosing_words import AUTHORITIES
from joincard_sdk.values import ELEMENTS
from sqlalchemy import select

from core.tests.web.authorizing import AUTHORIZE, BROWSERS_OWN, CLIENT, Browser, Desk, Page

CONSENT = f"{AUTHORIZE}/consent"
FLAT, NAMED = "trial.plain.flat", "trial.plain.named"
WANTED = read(
    '{"userinfo": {"name": {"essential": true, "purpose": "To greet you."}, "employer": null,'
    ' "portrait": {"purpose": "To <b>know</b> your face."}}}'
)
BOTH = CardVerification((FLAT, NAMED), ("330400",), "Your visit.")
PART: dict[str, Any] = {"details": (BOTH,), "wanted": WANTED}
SIGNING_IN: dict[str, Any] = {"details": (), "wanted": WANTED, "scopes": frozenset({"openid", "verify"})}


def consent_page(desk: Desk, ann: Browser, **wish: Any) -> Page:
    """The page that asks Ann."""
    return ann.press(ann.begin(desk.push(**wish)), "sign-in", **desk.typed)


def tick_off(browser: Browser, page: Page, *boxes: str, **more: str) -> Page:
    """Take away ticks, by the ids of their boxes, and agree."""
    shown = page.shown
    off = {shown.ids[box]["name"] for box in boxes}
    sent = {name: value for name, value in shown.fields.items() if name not in off}
    data = {**sent, **more, "action": "approve"}
    return browser.open("POST", shown.one("form")["action"], data=data, headers=BROWSERS_OWN)


def granted(desk: Desk) -> Grant:
    """What Ann has agreed to last."""
    with desk.site.database.read() as tx:
        rows = tx.execute(select(table).where(table.c.revoked_at.is_(None)))
        return [grants.of_row(row) for row in rows][-1]


def change(desk: Desk, **metadata: Any) -> None:
    """Change how the client is registered."""
    Clients(desk.site.database, desk.site.clock).change(
        CLIENT, lambda found: replace(found, metadata=replace(found.metadata, **metadata))
    )


class TestThePage:
    def test_says_of_each_element_why_and_from_where(self, desk: Desk, ann: Browser) -> None:
        text = " ".join(consent_page(desk, ann, **PART).shown.text.split())
        for told in (
            "For what: To greet you.",
            "It says that it cannot do without. From: National Immigration Administration (travel document), "
            "copied at issue.",
            "For what: To <b>know</b> your face. From: Work permit application",
            "It does not say what for. From: Foreign expert affairs authority with the social insurance agency",
            "Always, when you sign in there: a name for you that no other provider is told",
            "Each time that it asks, until your consent ends, as it is on file then:",
            "90 days at most",
            "at any time on your page “Consents”",
        ):
            assert told in text, told

    def test_has_a_box_for_what_can_be_left_out_alone(self, desk: Desk, ann: Browser) -> None:
        shown = consent_page(desk, ann, **PART).shown
        boxes = [given for tag, given in shown.tags if given.get("type") == "checkbox"]
        assert {given["id"] for given in boxes} == {
            "claim-employer",
            "claim-portrait",
            f"service-{FLAT}",
            f"service-{NAMED}",
        }
        assert all("checked" in given and given["autocomplete"] == "off" for given in boxes)
        assert {given["for"] for tag, given in shown.tags if tag == "label"} == {g["id"] for g in boxes}
        assert all(given["aria-describedby"] in shown.ids for given in boxes)

    def test_has_no_box_where_all_is_needed(self, desk: Desk, ann: Browser) -> None:
        shown = consent_page(desk, ann).shown
        assert not [given for _, given in shown.tags if given.get("type") == "checkbox"]
        assert "chosen" not in shown.fields
        assert "choose" not in shown.ids
        assert "It is the only one for this purpose." in shown.text

    def test_marks_a_scope_that_the_client_needs(self, desk: Desk, ann: Browser) -> None:
        assert "scope-verify" in consent_page(desk, ann, **SIGNING_IN).shown.ids
        change(desk, needed_scopes=("verify",))
        page = ann.begin(desk.push(**SIGNING_IN, state="two"))
        assert "scope-verify" not in page.shown.ids
        assert "The provider says that it cannot work without." in page.shown.text

    def test_names_a_service_of_two_purposes_once_to_choose(self, desk: Desk, ann: Browser) -> None:
        again = CardVerification((NAMED, FLAT), (), "Your bill.")
        page = consent_page(desk, ann, details=(BOTH, again))
        assert page.shown.text.count("(as you choose above)") == 2
        assert tick_off(ann, page, f"service-{FLAT}").answer["code"]
        assert [each.services for each in granted(desk).details] == [(NAMED,), (NAMED,)]

    def test_is_in_chinese_too(self, desk: Desk, ann: Browser) -> None:
        page = consent_page(desk, ann, **PART)
        shown = ann.get(page.shown.ids["lang-zh"]["href"]).shown
        for told in (
            "用途：",
            "来源：国家移民管理局（旅行证件，发卡时抄录）。",
            "对方声明此项为必需。",
            "打勾的项目",
            "对方未说明用途。",
        ):
            assert told in shown.text, told

    def test_names_every_register_in_both_languages(self) -> None:
        assert {each.source_authority for each in ELEMENTS.values()} <= AUTHORITIES.keys()


class TestLeavingOut:
    def test_is_what_is_granted_and_what_is_listed(self, desk: Desk, ann: Browser) -> None:
        left = tick_off(ann, consent_page(desk, ann, **PART), "claim-portrait", f"service-{NAMED}")
        assert (left.status, "code" in left.answer) == (303, True)
        grant = granted(desk)
        assert grant.told == {"name", "employer"}
        assert [each.services for each in grant.details] == [(FLAT,)]
        shown = ann.get("/me/consents").shown
        text = shown.text
        allowed, withheld = text.split("What you did not allow")
        assert "Employer" in allowed
        assert f"Service {FLAT}" in allowed
        assert "Portrait" not in allowed
        assert "Portrait" in withheld
        assert f"Service {NAMED}" in withheld

    def test_of_everything_that_can_be_leaves_what_is_needed(self, desk: Desk, ann: Browser) -> None:
        page = consent_page(desk, ann, **SIGNING_IN)
        tick_off(ann, page, "claim-portrait", "claim-employer", "scope-verify")
        grant = granted(desk)
        assert (grant.scopes, grant.told) == (frozenset({"openid"}), frozenset({"name"}))

    def test_of_a_claim_leaves_it_out_among_the_verified_ones_too(self, desk: Desk, ann: Browser) -> None:
        verified = read(
            '{"userinfo": {"birthdate": null, "verified_claims": {"verification": {"trust_framework": null},'
            ' "claims": {"birthdate": {"purpose": "For your age."}, "work_permit_number":'
            ' {"essential": true}}}}}'
        )
        page = consent_page(desk, ann, **{**SIGNING_IN, "wanted": verified})
        assert "For what: For your age." in page.shown.text
        assert "claim-work_permit_number" not in page.shown.ids
        assert "code" in tick_off(ann, page, "claim-birthdate").answer
        (left,) = granted(desk).verified
        assert left.names == {"work_permit_number"}
        assert granted(desk).withheld.claims == {"birthdate"}

    def test_is_remembered(self, desk: Desk, ann: Browser) -> None:
        tick_off(ann, consent_page(desk, ann, **SIGNING_IN), "claim-portrait")
        assert "code" in ann.begin(desk.push(**SIGNING_IN, state="again")).answer
        assert "portrait" not in granted(desk).told
        more = {**SIGNING_IN, "wanted": read('{"userinfo": {"portrait": null, "residence": null}}')}
        page = ann.begin(desk.push(**more))
        assert "checked" not in page.shown.ids["claim-portrait"]
        assert "checked" in page.shown.ids["claim-residence"]
        assert "You did not allow this before." in page.shown.text

    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_of_every_service_is_asked_about_again(self, desk: Desk, ann: Browser, lang: str) -> None:
        page = consent_page(desk, ann, **PART)
        again = tick_off(ann, page, f"service-{FLAT}", f"service-{NAMED}", lang=lang)
        assert again.status == 422
        assert {"en": "Leave at least one service", "zh": "请至少保留一项服务"}[lang] in again.shown.text
        assert "code" in tick_off(ann, again, f"service-{NAMED}").answer

    def test_of_what_is_needed_is_refused(self, desk: Desk, ann: Browser) -> None:
        page = consent_page(desk, ann, **PART)
        needed = next(name for name, value in page.shown.fields.items() if value == "name")
        sent = {name: value for name, value in page.shown.fields.items() if name != needed}
        again = ann.open("POST", CONSENT, data={**sent, "action": "approve"}, headers=BROWSERS_OWN)
        assert (again.status, "needed cannot be left out" in again.shown.text) == (422, True)

    @pytest.mark.parametrize(
        "more", [{"claim-99": "passport_number"}, {"scope-9": "profile"}, {"service-9": "trial.money.send"}]
    )
    def test_never_adds_anything(self, desk: Desk, ann: Browser, more: dict[str, str]) -> None:
        page = consent_page(desk, ann, **PART)
        again = tick_off(ann, page, **more)
        assert (again.status, "was not asked for" in again.shown.text) == (422, True)
        assert not ann.get("/me/consents").shown.ids.keys() & {"client-1"}

    def test_works_with_as_many_services_as_can_be_asked_for(self, desk: Desk, ann: Browser) -> None:
        claims = ", ".join(f'"{claim}": null' for claim in ELEMENTS)
        wish = {**PART, "wanted": read(f'{{"userinfo": {{{claims}}}}}')}
        page = consent_page(desk, ann, **wish)
        padding = {f"x-{number}": "1" for number in range(500)}
        assert "code" in tick_off(ann, page, **padding).answer


class TestTakingBack:
    @pytest.fixture
    def listed(self, desk: Desk, ann: Browser) -> Page:
        """The list after Ann has agreed to everything."""
        tick_off(ann, consent_page(desk, ann, **PART))
        return ann.get("/me/consents")

    def take(self, ann: Browser, page: Page, kind: str, value: str) -> Page:
        data = {**page.shown.fields, "client_id": CLIENT, kind: value}
        sent = ann.open("POST", "/me/consents", data=data, headers=BROWSERS_OWN)
        return ann.get(sent.location)

    def test_takes_one_claim(self, desk: Desk, ann: Browser, listed: Page) -> None:
        page = self.take(ann, listed, "claim", "employer")
        assert "The rest stays as it is" in page.shown.text
        assert granted(desk).told == {"name", "portrait"}
        assert "Employer" in page.shown.text.split("What you did not allow")[1]

    def test_takes_one_service(self, desk: Desk, ann: Browser, listed: Page) -> None:
        self.take(ann, listed, "service", FLAT)
        assert [each.services for each in granted(desk).details] == [(NAMED,)]

    def test_of_the_last_service_ends_the_consent(self, ann: Browser, listed: Page) -> None:
        page = self.take(ann, self.take(ann, listed, "service", FLAT), "service", NAMED)
        assert "none" in page.shown.ids

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            ("claim", "passport_number"),
            ("service", "x"),
            ("claim", "'; --"),
            ("service", "\x00"),
            ("claim", "x" * 5_000),
        ],
    )
    def test_of_what_it_does_not_have_changes_nothing(
        self, desk: Desk, ann: Browser, listed: Page, kind: str, value: str
    ) -> None:
        before = granted(desk)
        assert "done" not in self.take(ann, listed, kind, value).shown.ids
        assert granted(desk) == before

    def test_can_be_done_over_the_api(self, desk: Desk, ann: Browser, listed: Page) -> None:
        headers = {**BROWSERS_OWN, "X-Requested-With": "joincard"}
        here = f"/v1/me/consents/{CLIENT}"
        for path in (f"{here}/claims/employer", f"{here}/services/{FLAT}"):
            assert ann.open("DELETE", path, headers=BROWSERS_OWN).status == 403
            assert "session.absent" in desk.browser().open("DELETE", path, headers=headers).body
            assert ann.open("DELETE", path, headers=headers).status == 204
            assert ann.open("DELETE", path, headers=headers).status == 404
        told = ann.open("GET", "/v1/me/consents", headers=headers).body
        assert f'"services":["{NAMED}"]' in told
        assert f'"withheld":{{"claims":["employer"],"scopes":[],"services":["{FLAT}"]}}' in told
