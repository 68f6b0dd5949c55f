"""Another e-mail address: it could open the card, so it needs a new sign-in, and the one before is told."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from joincard_core.people import Contacts

from core.tests.signing_in.stepping import ADDRESS, Letters
from core.tests.web.authorizing import Browser, Desk, Page
from core.tests.web.test_me import send
from core.tests.web.test_me_api import OURS, read
from core.tests.web.test_second_step import letters, reached, settings, signed_in, with_application

__all__ = ["letters", "reached", "settings"]  # fixtures
PAGE, API, NEW = "/me/profile", "/v1/me/profile", "new@example.org"
LATER = timedelta(seconds=601)


@pytest.fixture
def me(reached: Desk, ann: Browser, letters: Letters) -> Browser:
    """Ann's browser, signed in with a code that came to the address on file."""
    signed_in(ann, reached, letters)
    return ann


def save(browser: Browser, **typed: str) -> Page:
    return send(browser, PAGE, action="save", **typed)


def put(browser: Browser, **body: str) -> Page:
    return browser.open("PUT", API, headers=OURS, json=body)


class TestARecentSignIn:
    def test_may_name_another_and_the_one_before_is_told(self, me: Browser, letters: Letters) -> None:
        before = len(letters.files())
        assert "done" in save(me, email=NEW).shown.ids
        assert read(me, API)["new_email"] == NEW
        assert len(letters.files()) == before + 1
        assert letters.to() == ADDRESS
        assert "Another e-mail address was entered" in letters.texts()[-1]
        assert "Another e-mail address was entered" in me.get("/me/second-step").shown.text
        assert "changed" in me.get("/me").shown.ids

    def test_is_told_once_of_the_same_address(self, me: Browser, letters: Letters) -> None:
        before = len(letters.files())
        for _ in range(2):
            assert put(me, email=NEW).status == 200
        assert len(letters.files()) == before + 1

    def test_is_told_once_in_an_hour_of_any_number_of_addresses(
        self, reached: Desk, me: Browser, letters: Letters
    ) -> None:
        before = len(letters.files())
        for number in range(20):
            assert put(me, email=f"new{number}@example.org").status == 200
        assert read(me, API)["new_email"] == "new19@example.org"
        assert len(letters.files()) == before + 1
        assert me.get("/me/second-step").shown.text.count("Another e-mail address was entered") == 1
        reached.site.clock.advance(timedelta(hours=1))
        signed_in(me, reached, letters, "/me/sign-in?again=1")
        before = len(letters.files())
        assert put(me, email=NEW).status == 200
        assert len(letters.files()) == before + 1

    def test_by_the_password_alone_is_too_weak_for_who_has_an_application(
        self, reached: Desk, me: Browser
    ) -> None:
        with_application(me, reached)
        with reached.site.database.write() as tx:
            tx.exec_driver_sql("UPDATE holder_sessions SET acr = 'urn:joincard:acr:password'")
        assert put(me, email=NEW).status == 403


class TestAnOlderSignIn:
    @pytest.fixture(autouse=True)
    def _later(self, reached: Desk, me: Browser) -> None:
        reached.site.clock.advance(LATER)

    def test_names_no_other_address_and_loses_nothing_that_was_typed(
        self, me: Browser, letters: Letters
    ) -> None:
        before = len(letters.files())
        refused = save(me, nickname="Annie", email=NEW)
        assert refused.status == 403
        assert refused.shown.fields["nickname"] == "Annie"
        assert refused.shown.fields["email"] == ADDRESS
        assert "email-error" in refused.shown.ids["email"]["aria-describedby"]
        saved = save(me, **{name: refused.shown.fields[name] for name in ("nickname", "email")})
        assert saved.shown.fields["nickname"] == "Annie"
        assert "new_email" not in read(me, API)
        assert len(letters.files()) == before

    @pytest.mark.parametrize(("lang", "word"), [("en", "Sign in again"), ("zh", "重新登录")])
    def test_is_led_to_a_new_one_and_back(
        self, reached: Desk, me: Browser, letters: Letters, lang: str, word: str
    ) -> None:
        page = me.get(f"{PAGE}?lang={lang}")
        assert "readonly" in page.shown.ids["email"]
        assert word in page.shown.text
        asking = me.press(me.get(page.shown.ids["sign-in-again"]["href"]), "sign-in", **reached.typed)
        back = me.press(asking, "sign-in", code=letters.code())
        assert "readonly" not in back.shown.ids["email"]
        assert "email-locked" not in back.shown.ids

    def test_changes_everything_else(self, me: Browser) -> None:
        assert "done" in save(me, nickname="Annie", email=ADDRESS).shown.ids
        assert put(me, nickname="Anna", email=ADDRESS).status == 200

    def test_takes_an_address_that_waits_back(self, reached: Desk, me: Browser, enrol: Any) -> None:
        contacts = Contacts(reached.site.app.extensions["joincard"].profiles.vault)
        with reached.site.database.write() as tx:
            contacts.say(tx, enrol.show("ann").person, {"email": NEW})
        assert read(me, API)["new_email"] == NEW
        assert put(me, nickname="Anna").status == 200
        assert "new_email" not in read(me, API)

    def test_is_told_so_by_the_api(self, me: Browser) -> None:
        refused = put(me, email=NEW)
        assert (refused.status, json.loads(refused.body)["code"]) == (403, "session.not-fresh")
        assert "new_email" not in read(me, API)
