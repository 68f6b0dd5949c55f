"""The pages on which a holder signs in and decides: what is on them, and in which language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from joincard_core.oauth.authorization_details import CardVerification
from joincard_sdk.places import CITIES

from core.tests.web.authorizing import AUTHORIZE, CALLBACK, CLIENT, Page

if TYPE_CHECKING:
    from core.tests.web.authorizing import Browser, Desk

SIGN_IN = f"{AUTHORIZE}/sign-in"
CHALLENGE = re.compile('data-options="[^"]*"')


class TestEveryPage:
    def pages(self, desk: Desk, ann: Browser) -> list[Page]:
        asking = ann.begin(desk.push())
        again = ann.press(asking, "sign-in", **{**desk.typed, "password": "wrong"})
        deciding = ann.press(again, "sign-in", **desk.typed)
        posted = ann.press(ann.begin(desk.push(response_mode="form_post")), "approve")
        return [asking, again, deciding, posted, ann.open("GET", AUTHORIZE)]

    def test_is_for_this_browser_alone(self, desk: Desk, ann: Browser) -> None:
        for page in self.pages(desk, ann):
            assert page.headers["Cache-Control"] == "no-store"
            assert page.headers["Referrer-Policy"] == "no-referrer"
            assert page.headers["X-Frame-Options"] == "DENY"
            assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
            assert "unsafe" not in page.headers["Content-Security-Policy"]

    def test_lets_a_form_lead_to_the_client_and_nowhere_else(self, desk: Desk, ann: Browser) -> None:
        *forms, refused = self.pages(desk, ann)
        for page in forms:
            policy = page.headers["Content-Security-Policy"]
            assert "form-action 'self' https://portal.example.org:8443" in policy.split("; ")
        assert "form-action 'none'" in refused.headers["Content-Security-Policy"]

    def test_needs_nothing_that_its_policy_forbids(self, desk: Desk, ann: Browser) -> None:
        for page in self.pages(desk, ann):
            for tag, said in page.shown.tags:
                assert tag not in ("style", "iframe", "object", "base")
                assert "style" not in said
                assert not [name for name in said if name.startswith("on")]
                assert tag != "script" or said["src"] in ("/static/submit.js", "/static/passkey.js")

    def test_names_every_field_and_says_what_it_is(self, desk: Desk, ann: Browser) -> None:
        for page in self.pages(desk, ann):
            shown = page.shown
            assert [tag for tag, _ in shown.tags].count("h1") == 1
            assert shown.texts["title"].strip()
            labelled = {said["for"] for tag, said in shown.tags if tag == "label"}
            inputs = [g for tag, g in shown.tags if tag == "input" and g["type"] != "hidden"]
            assert labelled == {said["id"] for said in inputs}
            for said in inputs:
                assert said["autocomplete"]
                assert set(said["aria-describedby"].split()) <= shown.ids.keys()

    def test_is_reached_without_scripts(self, desk: Desk, ann: Browser) -> None:
        posted = self.pages(desk, ann)[3]
        assert posted.status == 200
        assert posted.shown.one("form") == {"id": "answer", "method": "post", "action": CALLBACK}
        assert posted.shown.fields.keys() == {"code", "iss", "state"}
        assert posted.shown.fields["state"] == "a b&c"
        assert "continue" in posted.shown.ids
        assert "script-src 'self'" in posted.headers["Content-Security-Policy"]
        with desk.site.app.test_client().get("/static/submit.js") as script:
            assert script.status_code == 200


class TestTheSignInPage:
    def test_knows_every_city_by_name(self, asking: Page) -> None:
        assert asking.shown.ids["region"]["list"] == "cities"
        options = [given["value"] for tag, given in asking.shown.tags if tag == "option"]
        assert options == list(CITIES)
        assert "Jiaxing" in asking.shown.text

    def test_lets_password_managers_help(self, asking: Page) -> None:
        assert asking.shown.ids["number"]["autocomplete"] == "username"
        assert asking.shown.ids["password"]["autocomplete"] == "current-password"
        assert asking.shown.ids["password"]["type"] == "password"

    def test_is_passed_over_by_who_has_signed_in(self, ann: Browser, asking: Page, deciding: Page) -> None:
        handle = asking.shown.fields["interaction"]
        assert "approve" in ann.get(f"{SIGN_IN}?interaction={handle}").shown.ids
        again = deciding.shown.ids["other-card"]["href"]
        assert "sign-in" in ann.get(again).shown.ids

    def test_can_be_loaded_again(self, desk: Desk, ann: Browser, asking: Page) -> None:
        handle = asking.shown.fields["interaction"]
        again = ann.get(f"{SIGN_IN}?interaction={handle}")
        assert again.body != asking.body  # the challenge for a passkey is new
        assert CHALLENGE.sub("", again.body) == CHALLENGE.sub("", asking.body)


class TestTheConsentPage:
    def test_says_who_asks_for_what(self, deciding: Page) -> None:
        text = deciding.shown.text
        for told in (
            "Portal",
            "System of Jiaxing-First",
            "Service trial.plain.flat",
            "Jiaxing, Shanghai",
            "Your visit.",
            "Recognise you when you come back",
            "Ask whether your card may use a service",
            "90 days at most",
        ):
            assert told in text, told

    def test_folds_a_long_list_of_cities(self, desk: Desk, ann: Browser) -> None:
        everywhere = CardVerification(("trial.plain.flat",), tuple(CITIES), "All.")
        anywhere = CardVerification(("trial.plain.named", "trial.gone"), (), "Any.")
        asked = ann.begin(desk.push(details=(everywhere, anywhere)))
        shown = ann.press(asked, "sign-in", **desk.typed).shown
        assert [tag for tag, _ in shown.tags].count("details") == 1
        assert f"({len(CITIES)})" in shown.text
        assert "Everywhere the services are delivered" in shown.text
        assert "trial.gone" in shown.text

    def test_lets_no_markup_through(self, desk: Desk, ann: Browser) -> None:
        bad = CardVerification(("trial.plain.flat",), (), '"><img src=x> {{ 7 * 7 }}')
        asked = ann.begin(desk.push(client_id="marked", details=(bad,)), "marked")
        shown = ann.press(asked, "sign-in", **desk.typed).shown
        for page in (asked.shown, shown):
            assert "<script>alert(1)</script> & “Söhne”" in page.text
            assert not [
                tag for tag, said in page.tags if tag == "img" or (tag == "script" and "src" not in said)
            ]
        assert '"><img src=x> {{ 7 * 7 }}' in shown.text

    def test_leads_back_with_a_code(self, ann: Browser, deciding: Page) -> None:
        left = ann.press(deciding, "approve")
        assert left.status == 303
        assert left.location.startswith(CALLBACK + "&")
        assert left.answer.keys() == {"keep", "code", "iss", "state"}


class TestTheLanguage:
    @pytest.mark.parametrize(
        ("ui_locales", "accepted", "tag"),
        [
            ((), "", "en"),
            ((), "fr, de;q=0.5", "en"),
            ((), "fr, zh-CN;q=0.9, en;q=0.8", "zh-Hans"),
            (("zh-Hant-TW",), "en", "zh-Hans"),
            (("fr", "en-GB"), "zh", "en"),
        ],
    )
    def test_is_the_clients_wish_and_then_the_browsers(
        self, desk: Desk, ann: Browser, ui_locales: tuple[str, ...], accepted: str, tag: str
    ) -> None:
        uri = desk.push(ui_locales=ui_locales)
        query = urlencode({"client_id": CLIENT, "request_uri": uri})
        began = ann.open("GET", f"{AUTHORIZE}?{query}")
        page = ann.open("GET", began.location, headers={"Accept-Language": accepted})
        assert page.shown.one("html")["lang"] == tag

    def test_can_be_changed_and_stays(self, desk: Desk, ann: Browser, asking: Page) -> None:
        chinese = ann.get(asking.shown.ids["lang-zh"]["href"])
        assert chinese.shown.ids["lang-zh"]["aria-current"] == "true"
        wrong = ann.press(chinese, "sign-in", **{**desk.typed, "password": "wrong"})
        assert "卡片或密码不正确" in wrong.shown.text
        deciding = ann.press(wrong, "sign-in", **desk.typed)
        for told in ("您同意吗？", "服务trial.plain.flat", "嘉兴市、上海市", "最长 90 天", "Your visit."):
            assert told in deciding.shown.text, told
        english = ann.get(deciding.shown.ids["lang-en"]["href"])
        assert "Do you agree?" in english.shown.text
