"""The holder's profile: a page that keeps what was typed, and the same by the API."""

from __future__ import annotations

import json
from typing import Any

import pytest
from joincard_core.people import FIELDS, Contacts
from joincard_core.web.pages.holder.profile import GROUPS, KINDS
from joincard_core.web.pages.holder.profile_words import ALLOWED, LABELS

from core.tests.people.test_own_say import EVERYTHING
from core.tests.web.authorizing import Browser, Desk, Page
from core.tests.web.test_me import ben, enter, me, send
from core.tests.web.test_me_api import OURS, call, read

__all__ = ["ben", "me"]  # fixtures

PAGE, API = "/me/profile", "/v1/me/profile"
WRONG = {"website": "http://ann.example.org", "email": "ann", "phone_number": "12", "formatted": "x" * 301}


def person(enrol: Any) -> str:
    return str(enrol.show("ann").person)


def save(browser: Browser, **typed: str) -> Page:
    return send(browser, PAGE, action="save", **typed)


def put(browser: Browser, body: object) -> Page:
    return browser.open("PUT", API, headers=OURS, json=body)


def kept(page: Page) -> dict[str, str]:
    """The fields as the page shows them."""
    areas = page.body.split("<textarea ")[1:]
    texts = {part.split('name="')[1].split('"')[0]: part.split(">")[1].split("<")[0] for part in areas}
    found = {name: page.shown.fields[name] for name in FIELDS if name in page.shown.fields} | texts
    return {name: text for name, text in found.items() if text}


class TestThePage:
    def test_has_every_field_once(self, me: Browser) -> None:
        assert [name for _, names in GROUPS for name in names] == list(FIELDS)
        assert set(KINDS) == set(ALLOWED) == set(FIELDS)
        assert set(FIELDS) <= set(LABELS)
        shown = me.get(PAGE).shown
        for name in FIELDS:
            assert shown.ids[name]["autocomplete"]
            assert shown.ids[name]["aria-describedby"].split()[0] in shown.ids

    def test_keeps_what_is_said(self, me: Browser) -> None:
        saved = save(me, **EVERYTHING)
        assert "Saved." in saved.shown.text
        assert kept(saved) == kept(me.get(PAGE)) == EVERYTHING

    def test_forgets_what_is_emptied(self, me: Browser) -> None:
        save(me, **EVERYTHING)
        assert kept(save(me, nickname="Annie", website="")) == {"nickname": "Annie"}

    def test_forgets_everything_at_once(self, me: Browser) -> None:
        save(me, **EVERYTHING)
        assert kept(send(me, PAGE, action="clear", nickname="Annie")) == {}

    @pytest.mark.parametrize(
        ("lang", "sentence"), [("en", "This cannot be kept."), ("zh", "无法保存此内容。")]
    )
    def test_keeps_what_was_typed_and_says_what_is_allowed(
        self, me: Browser, lang: str, sentence: str
    ) -> None:
        save(me, nickname="Annie")
        refused = save(me, lang=lang, nickname="Anna", **WRONG)
        assert refused.status == 422
        assert kept(refused) == {"nickname": "Anna", **WRONG}
        shown = refused.shown
        for name in WRONG:
            assert shown.ids[name]["aria-invalid"] == "true"
            assert f"{name}-error" in shown.ids[name]["aria-describedby"].split()
        assert refused.body.count(sentence) == len(WRONG)
        assert "aria-invalid" not in shown.ids["nickname"]
        assert kept(me.get(PAGE)) == {"nickname": "Annie"}

    def test_says_in_words_what_its_buttons_do(self, me: Browser) -> None:
        page = me.get(PAGE)
        assert "Forget all of this" in page.shown.text
        assert "object at" not in page.body  # a word by the name of a dictionary's method is that method

    def test_is_harmless_whatever_is_typed(self, me: Browser) -> None:
        page = save(me, nickname='"><script>alert(1)</script>', formatted="</textarea><script>")
        assert "<script" not in page.body

    def test_says_that_a_confirmed_address_stays(self, desk: Desk, me: Browser, enrol: Any) -> None:
        contacts = Contacts(desk.site.app.extensions["joincard"].profiles.vault)
        with desk.site.database.write() as tx:
            contacts.set_email(tx, person(enrol), "ann@example.org", verified=True)
        page = save(me, email="new@example.org")
        assert "Until then codes go to ann@example.org." in page.body
        again = save(me, nickname="Annie", email=page.shown.fields["email"])
        assert again.shown.fields["email"] == "new@example.org"  # saving the rest takes nothing back
        cleared = send(me, PAGE, action="clear")
        assert kept(cleared) == {"email": "ann@example.org"}
        assert "Confirmed." in cleared.body

    def test_is_the_holders_alone(self, me: Browser, ben: Browser) -> None:
        save(me, **EVERYTHING)
        assert kept(ben.get(PAGE)) == {}

    def test_takes_no_form_of_another_site(self, me: Browser) -> None:
        refused = me.open("POST", PAGE, data={"nickname": "Eve"}, headers={"Sec-Fetch-Site": "cross-site"})
        assert refused.status == 403
        assert me.open("POST", PAGE, data={"nickname": "Eve", "token": "x"}).status == 403
        assert kept(me.get(PAGE)) == {}


class TestTheApi:
    def test_reads_and_replaces(self, me: Browser) -> None:
        assert read(me, API) == {"email_verified": False, "phone_number_verified": False}
        address = {"locality": "Jiaxing", "country": "China"}
        body = {"nickname": "Annie", "phone_number": "+86 10 1234 5678", "address": address}
        answer = put(me, body)
        assert answer.status == 200
        assert json.loads(answer.body) == read(me, API)
        assert read(me, API) == {
            "nickname": "Annie",
            "phone_number": "+861012345678",
            "address": address,
            "email_verified": False,
            "phone_number_verified": False,
        }
        assert put(me, {}).status == 200
        assert "nickname" not in read(me, API)

    def test_names_every_fault_and_changes_nothing(self, me: Browser) -> None:
        put(me, {"nickname": "Annie"})
        refused = put(me, {"website": "ftp://x", "address": {"formatted": "x" * 301}})
        told = json.loads(refused.body)
        assert (refused.status, told["code"]) == (422, "request.invalid")
        assert {each["pointer"] for each in told["errors"]} == {"/website", "/address/formatted"}
        assert read(me, API)["nickname"] == "Annie"

    @pytest.mark.parametrize(
        "body",
        [
            {"sub": "x"},
            {"email_verified": True},
            {"phone_number_verified": True},
            {"locality": "Jiaxing"},
            {"nickname": None},
            {"nickname": ["Annie"]},
            {"address": "Jiaxing"},
            {"address": {"planet": "Earth"}},
        ],
    )
    def test_takes_nothing_else(self, me: Browser, body: dict[str, object]) -> None:
        assert put(me, body).status == 422

    def test_is_gone_with_the_session(self, me: Browser) -> None:
        call(me, "DELETE", "/v1/me/sessions")
        assert put(me, {}).status == 403


def test_what_was_said_is_told_to_no_one_without_consent(desk: Desk, ann: Browser) -> None:
    assert enter(ann, desk.typed, PAGE).status == 200
    save(ann, **EVERYTHING)
    assert ann.get("/me/handed-over").body.count("told-") == 0
