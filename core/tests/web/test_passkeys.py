"""Passkeys on the holder's own pages, and over the holder's API."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from joincard_core.signing_in import PASSWORD_OTP
from joincard_core.storage import metadata
from sqlalchemy import update

from core.tests.signing_in.authenticator import ORIGIN, Authenticator
from core.tests.web.authorizing import BROWSERS_OWN, Browser, Desk, Page
from core.tests.web.test_me import ben, enter, send
from core.tests.web.test_me_api import call, read

__all__ = ["ben"]  # a fixture
PASSKEYS = "/me/passkeys"
LATER = timedelta(seconds=601)


@pytest.fixture
def me(desk: Desk, ann: Browser) -> Browser:
    """Ann's browser, signed in as with a code: with a passkey, a password alone changes nothing any more."""
    enter(ann, desk.typed)
    with desk.site.database.write() as tx:
        tx.execute(update(metadata.tables["holder_sessions"]).values(acr=PASSWORD_OTP))
    return ann


def options(page: Page) -> dict[str, Any]:
    """What the page asks the browser for."""
    found: dict[str, Any] = json.loads(page.shown.ids["passkey"]["data-options"])
    return found


def add(browser: Browser, by: Authenticator | None = None, name: str = "My phone") -> Page:
    """Add a passkey, as the script of the page does."""
    answer = (by or Authenticator(ORIGIN)).make(options(browser.get(PASSKEYS)))
    return send(browser, PASSKEYS, action="add", passkey=answer, name=name)


def kept(browser: Browser) -> list[dict[str, Any]]:
    """The passkeys that the API lists."""
    found: list[dict[str, Any]] = read(browser, "/v1/me/passkeys")["passkeys"]
    return found


class TestThePage:
    def test_asks_a_stranger_to_sign_in_and_leads_back(self, desk: Desk, ann: Browser) -> None:
        assert ann.open("GET", PASSKEYS).location == "/me/sign-in?next=%2Fme%2Fpasskeys"
        assert "passkey-add" in enter(ann, desk.typed, PASSKEYS).shown.ids

    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_lets_run_a_script_of_ours_and_no_other(self, me: Browser, lang: str) -> None:
        add(me)
        page = me.get(f"{PASSKEYS}?lang={lang}")
        policy = page.headers["Content-Security-Policy"].split("; ")
        assert {"default-src 'none'", "frame-ancestors 'none'", "form-action 'self'"} <= set(policy)
        assert [part for part in policy if part.startswith("script-src")] == ["script-src 'self'"]
        shown = page.shown
        assert shown.one("script") == {"src": "/static/passkey.js", "defer": ""}
        assert shown.one("html")["lang"] == ("zh-Hans" if lang == "zh" else "en")
        assert [tag for tag, _ in shown.tags].count("h1") == 1
        for tag, said in shown.tags:
            assert tag not in ("style", "iframe", "object", "base")
            assert "style" not in said
            assert not [name for name in said if name.startswith("on")]
        labelled = {said["for"] for tag, said in shown.tags if tag == "label"}
        fields = {given["id"] for tag, given in shown.tags if tag == "input" and given["type"] != "hidden"}
        assert labelled == fields == {"name-1", "passkey-name"}

    def test_hides_what_needs_the_script_until_it_runs(self, me: Browser) -> None:
        shown = me.get(PASSKEYS).shown
        assert "hidden" in shown.ids["passkey"]
        assert {"passkey-add", "passkey-name", "passkey-answer", "passkey-error"} <= set(shown.ids)
        assert shown.ids["passkey-add"]["type"] == "button"

    def test_is_all_chinese_where_the_browser_says_so(self, me: Browser) -> None:
        english = me.get(PASSKEYS).shown
        chinese = me.get(PASSKEYS, Accept_Language="zh-CN").shown
        for name in ("data-dismissed", "data-known", "data-failed"):
            assert english.ids["passkey"][name].isascii()
            assert not chinese.ids["passkey"][name].isascii()
        assert not chinese.texts["h1"].isascii()

    def test_is_written_nowhere_before_something_is_added(
        self, desk: Desk, me: Browser, seen_queries: Any
    ) -> None:
        with seen_queries() as seen:
            me.get(PASSKEYS)
        assert not [each for each in seen if not each.startswith("SELECT")]

    def test_marks_what_a_holder_typed_as_text(self, me: Browser) -> None:
        add(me, name="<script>alert(1)</script>")
        page = me.get(PASSKEYS)
        assert "<script>alert" not in page.body
        assert kept(me)[0]["name"] == "<script>alert(1)</script>"

    def test_names_the_holder_to_the_authenticator(self, me: Browser) -> None:
        assert options(me.get(PASSKEYS))["user"]["displayName"] == "Ann Example"


class TestAdding:
    def test_says_so_and_lists_it(self, desk: Desk, me: Browser) -> None:
        page = add(me)
        assert (page.status, "done" in page.shown.ids) == (200, True)
        assert page.shown.texts["bdi"] == "My phone"
        (listed,) = kept(me)
        assert listed == {
            "id": listed["id"],
            "name": "My phone",
            "created_at": desk.site.clock.now().isoformat(),
            "used_at": None,
            "doubted_at": None,
            "backed_up": False,
        }

    @pytest.mark.parametrize("answer", ["", "{}", "x", "null"])
    def test_needs_the_answer_of_an_authenticator(self, me: Browser, answer: str) -> None:
        refused = send(me, PASSKEYS, action="add", passkey=answer, name="x")
        assert (refused.status, "error" in refused.shown.ids) == (422, True)
        assert kept(me) == []

    def test_is_told_in_chinese_too(self, me: Browser) -> None:
        refused = send(me, PASSKEYS, action="add", passkey="{}", name="x", lang="zh")
        assert "未能添加" in refused.shown.text

    def test_of_an_eleventh_is_refused(self, me: Browser) -> None:
        spare = Authenticator(ORIGIN).make(options(me.get(PASSKEYS)))  # in another tab
        for _ in range(10):
            add(me)
        assert "full" in me.get(PASSKEYS).shown.ids
        assert "passkey-add" not in me.get(PASSKEYS).shown.ids
        refused = send(me, PASSKEYS, action="add", name="x", passkey=spare)
        assert (refused.status, "error" in refused.shown.ids) == (409, True)
        assert len(kept(me)) == 10

    def test_is_for_the_session_that_asked(self, me: Browser, ben: Browser) -> None:
        answer = Authenticator(ORIGIN).make(options(me.get(PASSKEYS)))
        assert send(ben, PASSKEYS, action="add", passkey=answer, name="x").status == 422
        assert (kept(me), kept(ben)) == ([], [])

    def test_needs_a_form_of_this_session(self, me: Browser) -> None:
        answer = Authenticator(ORIGIN).make(options(me.get(PASSKEYS)))
        form = {"action": "add", "passkey": answer, "name": "x"}
        foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
        assert me.open("POST", PASSKEYS, data=form, headers=BROWSERS_OWN).status == 403
        assert send(me, PASSKEYS, foreign, **form).status == 403
        assert kept(me) == []


class TestRenaming:
    def test_changes_the_name(self, me: Browser) -> None:
        add(me)
        page = send(me, PASSKEYS, action="rename", passkey_id=kept(me)[0]["id"], name="Old phone")
        assert "done" in page.shown.ids
        assert [each["name"] for each in kept(me)] == ["Old phone"]

    def test_to_nothing_is_refused(self, me: Browser) -> None:
        add(me)
        refused = send(me, PASSKEYS, action="rename", passkey_id=kept(me)[0]["id"], name=" ")
        assert (refused.status, "error" in refused.shown.ids) == (422, True)
        assert [each["name"] for each in kept(me)] == ["My phone"]

    def test_of_anothers_does_nothing(self, me: Browser, ben: Browser) -> None:
        add(me)
        page = send(ben, PASSKEYS, action="rename", passkey_id=kept(me)[0]["id"], name="Mine")
        assert (page.status, "done" in page.shown.ids) == (200, False)
        assert [each["name"] for each in kept(me)] == ["My phone"]


class TestRemoving:
    def test_takes_it_away(self, me: Browser) -> None:
        add(me)
        page = send(me, PASSKEYS, action="remove", passkey_id=kept(me)[0]["id"])
        assert {"done", "none"} <= set(page.shown.ids)
        assert kept(me) == []

    def test_by_the_api(self, me: Browser, ben: Browser) -> None:
        add(me)
        path = f"/v1/me/passkeys/{kept(me)[0]['id']}"
        assert call(ben, "DELETE", path).status == 404
        assert call(me, "DELETE", path).status == 204
        assert call(me, "DELETE", path).status == 404
        assert call(me, "DELETE", "/v1/me/passkeys/%00").status == 404

    @pytest.mark.parametrize("action", ["", "approve"])
    def test_is_one_of_three_things_to_do(self, me: Browser, action: str) -> None:
        assert send(me, PASSKEYS, action=action).status == 400


class TestASignInOfSomeTimeAgo:
    @pytest.fixture
    def phone(self) -> Authenticator:
        return Authenticator(ORIGIN)

    @pytest.fixture
    def late(self, desk: Desk, me: Browser, phone: Authenticator) -> Browser:
        """Ann's browser with a passkey added, and a little more than ten minutes later."""
        add(me, phone)
        desk.site.clock.advance(LATER)
        return me

    def test_is_led_to_a_new_one_and_back(self, late: Browser) -> None:
        token = late.get("/me/sign-out").shown.fields["token"]
        form = {"token": token, "action": "remove", "passkey_id": kept(late)[0]["id"]}
        led = late.open("POST", PASSKEYS, data=form, headers=BROWSERS_OWN)
        assert (led.status, led.location) == (303, "/me/sign-in?next=%2Fme%2Fpasskeys&again=1")

    def test_sees_the_list_and_is_asked_to_sign_in_again(self, late: Browser) -> None:
        shown = late.get(PASSKEYS).shown
        assert "sign-in-again" in shown.ids
        assert "passkey-add" not in shown.ids
        assert "form" not in [tag for tag, _ in shown.tags]
        assert shown.texts["bdi"] == "My phone"

    def test_changes_nothing(self, late: Browser) -> None:
        (mine,) = kept(late)
        for form in (
            {"action": "remove", "passkey_id": mine["id"]},
            {"action": "rename", "passkey_id": mine["id"], "name": "x"},
            {"action": "add", "passkey": "{}", "name": "x"},
        ):
            page = send(late, PASSKEYS, **form)
            assert (page.status, "done" in page.shown.ids) == (200, False)
        refused = call(late, "DELETE", f"/v1/me/passkeys/{mine['id']}")
        assert (refused.status, json.loads(refused.body)["code"]) == (403, "session.not-fresh")
        assert kept(late) == [mine]

    def test_is_made_anew_by_signing_in(self, desk: Desk, phone: Authenticator, late: Browser) -> None:
        page = late.get(late.get(PASSKEYS).shown.ids["sign-in-again"]["href"])
        form = {**page.shown.fields, "passkey": phone.sign(options(page))}
        done = late.open("POST", "/me/sign-in", data=form, headers=BROWSERS_OWN)
        assert "passkey-add" in late.get(done.location).shown.ids
        assert send(late, PASSKEYS, action="remove", passkey_id=kept(late)[0]["id"]).status == 200
        assert kept(late) == []


class TestASignInByPasswordAlone:
    def test_adds_a_first_passkey_and_then_no_more(self, desk: Desk, ann: Browser) -> None:
        """Whoever has a stronger way is asked for it: a password that was found out adds no way in."""
        enter(ann, desk.typed)
        assert add(ann).status == 200
        assert "passkey-add" not in ann.get(PASSKEYS).shown.ids
        refused = call(ann, "DELETE", f"/v1/me/passkeys/{kept(ann)[0]['id']}")
        assert (refused.status, json.loads(refused.body)["code"]) == (403, "session.not-fresh")
        assert len(kept(ann)) == 1
