"""After the password a code, at both doors; and how a holder sets its application up, in front of a browser."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from joincard_core.keys import Vault
from joincard_core.people import Contacts
from joincard_core.settings import Settings
from joincard_core.signing_in import PASSWORD_OTP
from joincard_core.signing_in.step_tables import sign_in_steps
from sqlalchemy import select

from core.tests.signing_in.stepping import ADDRESS, Letters, code_at
from core.tests.web.authorizing import BROWSERS_OWN, ISSUER, Browser, Desk, Page

SESSION, STEP = "__Host-joincard-session", "__Host-joincard-step"
MINE, NEW = "/me/second-step", "/me/second-step/new"


@pytest.fixture
def letters(tmp_path: Path) -> Letters:
    return Letters(tmp_path / "mail")


@pytest.fixture
def settings(database_url: str, master_key_file: Path, letters: Letters) -> Settings:
    """An authority as it is by default, with letters that tests can read."""
    return Settings(
        issuer=ISSUER,
        database_url=database_url,
        master_key_file=str(master_key_file),
        mail_folder=str(letters.folder),
    )


@pytest.fixture
def reached(desk: Desk, vault: Vault, enrol: Any) -> Desk:
    """Ann has a confirmed address."""
    contacts, person = Contacts(vault, desk.site.clock), enrol.show("ann").person
    with desk.site.database.write() as tx:
        contacts.set_email(tx, person, ADDRESS, verified=True)
    return desk


def cookie(browser: Browser, name: str) -> str:
    found = browser.web.get_cookie(name, "card.example.cn")
    return found.value if found else ""


def enter(browser: Browser, desk: Desk, path: str = "/me") -> Page:
    """Type the password; the answer is what comes after it."""
    return browser.press(browser.get(path), "sign-in", **desk.typed)


def signed_in(browser: Browser, desk: Desk, letters: Letters, path: str = "/me") -> Page:
    asking = enter(browser, desk, path)
    return browser.press(asking, "sign-in", code=letters.code())


def with_application(browser: Browser, desk: Desk) -> str:
    """Set an application up on the page; the answer is its secret."""
    page = browser.get(NEW)
    secret = page.shown.texts["code"].replace(" ", "").strip()
    done = browser.press(page, "confirm", code=code_at(secret, desk.site.clock))
    assert "done" in done.shown.ids
    desk.site.clock.advance(timedelta(seconds=30))
    return secret


class TestSigningInToOnesOwnPages:
    def test_takes_password_and_code(self, reached: Desk, ann: Browser, letters: Letters) -> None:
        asking = enter(ann, reached, "/me/sessions")
        assert asking.status == 200
        assert "a…@example.org" in asking.shown.text
        assert ADDRESS not in asking.body
        assert not cookie(ann, SESSION)
        step = cookie(ann, STEP)
        page = ann.press(asking, "sign-in", code=letters.code())
        assert "everywhere" in page.shown.ids  # the page that was asked for first
        assert cookie(ann, SESSION)
        assert not cookie(ann, STEP)
        assert step != cookie(ann, SESSION)
        held = reached.site.app.extensions["joincard"].sessions.current(cookie(ann, SESSION))
        assert (held.acr, held.amr) == (PASSWORD_OTP, ("pwd", "otp"))

    def test_opens_nothing_with_the_password_alone(self, reached: Desk, ann: Browser) -> None:
        enter(ann, reached)
        assert "password" in ann.get("/me").shown.ids
        assert ann.open("GET", "/v1/me/sessions").status == 403

    @pytest.mark.parametrize(
        ("lang", "told"), [("en", "was used before, or is too old"), ("zh", "验证码不正确")]
    )
    def test_says_that_a_code_is_wrong(
        self, reached: Desk, ann: Browser, letters: Letters, lang: str, told: str
    ) -> None:
        asking = ann.press(ann.get(f"/me/sign-in?lang={lang}"), "sign-in", **reached.typed)
        again = ann.press(asking, "sign-in", code="00000000")
        assert (again.status, told in again.shown.text) == (403, True)
        assert again.shown.one("html")["lang"] == ("en" if lang == "en" else "zh-Hans")
        assert "sessions" in ann.press(again, "sign-in", code=letters.code()).shown.ids

    def test_begins_again_after_five_wrong_codes(self, reached: Desk, ann: Browser, letters: Letters) -> None:
        page = enter(ann, reached)
        for _ in range(5):
            page = ann.press(page, "sign-in", code="00000000")
        assert "password" in page.shown.ids
        assert "Begin again" in page.shown.text
        me = signed_in(ann, reached, letters)
        assert "changed" in me.shown.ids
        assert "Five wrong codes" in ann.get("/me/second-step").shown.text
        assert "五次错误的验证码" in ann.get("/me/second-step?lang=zh").shown.text

    def test_sends_another_letter_a_little_later(self, reached: Desk, ann: Browser, letters: Letters) -> None:
        asking = enter(ann, reached)
        soon = ann.press(asking, "again", code="")
        assert (soon.status, soon.headers["Retry-After"]) == (429, "30")
        reached.site.clock.advance(timedelta(seconds=30))
        later = ann.press(asking, "again", code="")
        assert later.status == 200
        assert len(letters.files()) == 2

    def test_says_when_no_letter_could_be_sent(self, reached: Desk, ann: Browser, letters: Letters) -> None:
        letters.folder.write_text("no folder")
        asking = enter(ann, reached)
        assert "No e-mail could be sent" in asking.shown.text
        assert ann.press(asking, "again", code="").status == 503
        letters.folder.unlink()
        sent = ann.press(asking, "again", code="")
        assert "sessions" in ann.press(sent, "sign-in", code=letters.code()).shown.ids

    def test_tells_plainly_how_to_get_a_second_step(self, desk: Desk, ann: Browser) -> None:
        page = enter(ann, desk)
        assert page.status == 403
        assert "put your e-mail address on file" in page.shown.text

    def test_belongs_to_one_browser(self, reached: Desk, ann: Browser, letters: Letters) -> None:
        asking, other = enter(ann, reached), reached.browser()
        page = other.press(asking, "sign-in", code=letters.code())
        assert page.status == 403
        assert not cookie(other, SESSION)

    @pytest.mark.parametrize(
        "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
    )
    def test_is_not_finished_by_another_site(
        self, reached: Desk, ann: Browser, letters: Letters, headers: dict[str, str]
    ) -> None:
        page = ann.press(enter(ann, reached), "sign-in", headers, code=letters.code())
        assert page.status == 403
        assert not cookie(ann, SESSION)

    def test_gives_no_cookie_that_was_there_before(
        self, reached: Desk, ann: Browser, letters: Letters
    ) -> None:
        """Somebody put cookies into this browser beforehand."""
        planted = "A" * 43
        for name in (SESSION, STEP):
            ann.web.set_cookie(name, planted, domain="card.example.cn", secure=True, path="/")
        asking = enter(ann, reached)
        first = cookie(ann, STEP)
        assert first != planted
        again = enter(ann, reached, "/me/sign-in?again=1")
        assert cookie(ann, STEP) not in (planted, first)
        with reached.site.database.read() as tx:
            assert len(tx.execute(select(sign_in_steps)).all()) == 1
        assert ann.press(asking, "sign-in", code=letters.code()).status == 403  # of the step before
        ann.press(again, "sign-in", code=letters.code())
        assert cookie(ann, SESSION) not in ("", planted)


class TestSigningInForAClient:
    def test_takes_password_and_code(self, reached: Desk, ann: Browser, letters: Letters) -> None:
        asking = ann.press(ann.begin(reached.push()), "sign-in", **reached.typed)
        assert "a…@example.org" in asking.shown.text
        assert "approve" not in asking.shown.ids
        deciding = ann.press(asking, "sign-in", code=letters.code())
        assert "code" in ann.press(deciding, "approve").answer

    def test_can_be_loaded_again_and_left(self, reached: Desk, ann: Browser, letters: Letters) -> None:
        asking = ann.press(ann.begin(reached.push()), "sign-in", **reached.typed)
        handle = asking.shown.fields["interaction"]
        again = ann.get(f"/oauth/authorize/sign-in/code?interaction={handle}")
        assert again.body == asking.body
        assert len(letters.files()) == 1
        assert "password" in ann.get(unescape(again.shown.ids["from-start"]["href"])).shown.ids
        assert ann.press(again, "cancel").answer["error"] == "access_denied"

    def test_says_that_a_code_is_wrong_and_ends_after_five(
        self, reached: Desk, ann: Browser, letters: Letters
    ) -> None:
        page = ann.press(ann.begin(reached.push()), "sign-in", **reached.typed)
        for _ in range(4):
            page = ann.press(page, "sign-in", code="1")
            assert (page.status, "error" in page.shown.ids) == (403, True)
        page = ann.press(page, "sign-in", code="1")
        assert "password" in page.shown.ids
        page = ann.press(page, "sign-in", **reached.typed)
        assert "approve" in ann.press(page, "sign-in", code=letters.code()).shown.ids

    def test_is_not_possible_by_going_around_the_code(self, reached: Desk, ann: Browser) -> None:
        asking = ann.press(ann.begin(reached.push()), "sign-in", **reached.typed)
        handle = asking.shown.fields["interaction"]
        page = ann.get(f"/oauth/authorize/consent?interaction={handle}")
        assert "approve" not in page.shown.ids
        sent = {"interaction": handle, "action": "approve"}
        left = ann.open("POST", "/oauth/authorize/consent", data=sent, headers=BROWSERS_OWN)
        assert "code=" not in left.headers.get("Location", "")

    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_needs_no_script_and_names_its_field(self, reached: Desk, ann: Browser, lang: str) -> None:
        asking = ann.press(ann.begin(reached.push(ui_locales=(lang,))), "sign-in", **reached.typed)
        shown = asking.shown
        assert shown.one("html")["lang"] == ("zh-Hans" if lang == "zh" else "en")
        assert "script" not in asking.headers["Content-Security-Policy"]
        assert not [tag for tag, _ in shown.tags if tag == "script"]
        assert shown.ids["code"]["autocomplete"] == "one-time-code"
        assert {given["for"] for tag, given in shown.tags if tag == "label"} == {"code"}


class TestAnApplication:
    def test_is_set_up_with_its_first_code_and_asked_for_then(
        self, reached: Desk, ann: Browser, letters: Letters
    ) -> None:
        signed_in(ann, reached, letters)
        assert "none" in ann.get(MINE).shown.ids
        page = ann.get(NEW)
        uri = unescape(page.shown.ids["uri"]["href"])
        secret = page.shown.texts["code"].replace(" ", "").strip()
        assert uri.startswith("otpauth://totp/Join%20in%20Card:")
        assert f"secret={secret}" in uri
        assert reached.number not in page.body
        assert "<svg" in page.body
        wrong = ann.press(page, "confirm", code="000000")
        assert (wrong.status, "error" in wrong.shown.ids) == (403, True)
        assert secret in wrong.shown.texts["code"].replace(" ", "")
        ann.press(wrong, "confirm", code=code_at(secret, reached.site.clock))
        assert "since" in ann.get(MINE).shown.ids
        assert "changed" in ann.get("/me").shown.ids
        assert "was set up" in letters.texts()[-1]
        reached.site.clock.advance(timedelta(seconds=30))
        other = reached.browser()
        asking = enter(other, reached)
        assert "authenticator application" in asking.shown.text
        assert "again" not in asking.shown.ids
        entered = other.press(asking, "sign-in", code=code_at(secret, reached.site.clock))
        assert "sessions" in entered.shown.ids

    def test_is_set_up_only_after_a_fresh_sign_in(
        self, reached: Desk, ann: Browser, letters: Letters
    ) -> None:
        signed_in(ann, reached, letters)
        reached.site.clock.advance(timedelta(seconds=601))
        page = ann.get(NEW)
        assert {"once-more", "password"} <= page.shown.ids.keys()
        asking = ann.press(page, "sign-in", **reached.typed)
        back = ann.press(asking, "sign-in", code=letters.code())
        assert "confirm" in back.shown.ids

    def test_is_removed_only_after_a_fresh_sign_in(
        self, reached: Desk, ann: Browser, letters: Letters, enrol: Any
    ) -> None:
        signed_in(ann, reached, letters)
        secret = with_application(ann, reached)
        reached.site.clock.advance(timedelta(seconds=601))
        page = ann.press(ann.get(MINE), "remove")
        assert "once-more" in page.shown.ids
        assert reached.site.app.extensions["joincard"].own_authenticator.since(enrol.show("ann").person)
        asking = ann.press(page, "sign-in", **reached.typed)
        back = ann.press(asking, "sign-in", code=code_at(secret, reached.site.clock))
        assert "none" in ann.press(back, "remove").shown.ids
        assert "was removed" in letters.texts()[-1]
        assert "changes" in ann.get(MINE).shown.ids

    def test_is_another_one_in_another_session(self, reached: Desk, ann: Browser, letters: Letters) -> None:
        other = reached.browser()
        secrets = set()
        for browser in (ann, other):
            signed_in(browser, reached, letters)
            secrets.add(browser.get(NEW).shown.texts["code"])
        assert len(secrets) == 2

    def test_is_there_once(self, reached: Desk, ann: Browser, letters: Letters) -> None:
        signed_in(ann, reached, letters)
        with_application(ann, reached)
        assert "since" in ann.get(NEW).shown.ids

    @pytest.mark.parametrize("path", [MINE, NEW])
    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_is_on_pages_that_are_whole_and_strict(
        self, reached: Desk, ann: Browser, letters: Letters, path: str, lang: str
    ) -> None:
        signed_in(ann, reached, letters)
        page = ann.get(f"{path}?lang={lang}")
        shown = page.shown
        assert "script" not in page.headers["Content-Security-Policy"]
        assert "unsafe" not in page.headers["Content-Security-Policy"]
        assert [tag for tag, _ in shown.tags].count("h1") == 1
        assert shown.one("html")["lang"] == ("zh-Hans" if lang == "zh" else "en")
        for tag, given in shown.tags:
            assert tag not in ("style", "script", "iframe")
            assert "style" not in given
            assert not [name for name in given if name.startswith("on")]


class TestAWeakerSession:
    """Where a password alone opens a session, and an address was confirmed later."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return replace(settings, sign_in_least="password")

    def test_is_led_to_the_code_alone(self, reached: Desk, ann: Browser, letters: Letters) -> None:
        enter(ann, reached)
        before = cookie(ann, SESSION)
        page = ann.get(MINE)
        parts = reached.site.app.extensions["joincard"]
        assert parts.sessions.current(before).acr.endswith(":password")
        sent = {"token": ann.get("/me/sign-out").shown.fields["token"]}
        led = ann.open("POST", MINE, data=sent, headers=BROWSERS_OWN)
        assert led.location.startswith("/me/sign-in/code")
        asking = ann.get(led.location)
        back = ann.press(asking, "sign-in", code=letters.code())
        assert "set-up" in back.shown.ids
        after = cookie(ann, SESSION)
        assert after != before
        assert parts.sessions.current(before) is None
        raised = parts.sessions.current(after)
        assert raised.acr == PASSWORD_OTP
        assert page.status == 200

    def test_signs_in_without_a_code_as_long_as_nobody_wants_one(
        self, reached: Desk, ann: Browser, letters: Letters
    ) -> None:
        assert "sessions" in enter(ann, reached).shown.ids
        assert not letters.files()
