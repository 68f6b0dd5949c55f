"""A client wants a stronger sign-in than the session is (OpenID Connect Core section 3.1.2.1, RFC 9470)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from joincard_core.oauth import ACRS
from joincard_core.oauth.claims_request import Wanted
from joincard_core.settings import Settings

from core.tests.signing_in.stepping import Letters
from core.tests.web.authorizing import Browser, Desk, Page
from core.tests.web.conftest import ISSUER
from core.tests.web.test_second_step import letters, reached

__all__ = ["letters", "reached"]  # fixtures
PASSWORD, CODE, PASSKEY = ACRS
OPENID: dict[str, Any] = {"scopes": frozenset({"openid"}), "details": ()}
NONE = frozenset({"none"})
SESSION = "__Host-joincard-session"


@pytest.fixture
def settings(database_url: str, master_key_file: Path, letters: Letters) -> Settings:
    """A password opens a session here, and letters go out."""
    return Settings(
        issuer=ISSUER,
        database_url=database_url,
        master_key_file=str(master_key_file),
        mail_folder=str(letters.folder),
        sign_in_least="password",
    )


def acr(browser: Browser, desk: Desk) -> str:
    """How Ann is signed in in her browser."""
    found = browser.web.get_cookie(SESSION, "card.example.cn")
    held = desk.site.app.extensions["joincard"].sessions.current(found.value if found else "")
    return str(held.acr) if held else ""


def demanded(*acrs: str) -> dict[str, Any]:
    """An essential claim."""
    return {"wanted": Wanted(acrs=acrs)}


def agreed(browser: Browser, page: Page) -> dict[str, str]:
    """What the client is told once Ann agrees."""
    return browser.press(page, "approve").answer


class TestAWish:
    def test_leads_to_the_code(self, reached: Desk, ann: Browser, letters: Letters) -> None:
        page = ann.press(ann.begin(reached.push(acr_values=(CODE,))), "sign-in", **reached.typed)
        page = ann.press(page, "sign-in", code=letters.code())
        assert "code" in agreed(ann, page)
        assert acr(ann, reached) == CODE

    @pytest.mark.parametrize("wish", [(PASSWORD,), (PASSWORD, CODE), ("phr",), ()])
    def test_for_less_leads_to_nothing_more(
        self, reached: Desk, ann: Browser, letters: Letters, wish: tuple[str, ...]
    ) -> None:
        page = ann.press(ann.begin(reached.push(acr_values=wish)), "sign-in", **reached.typed)
        assert "approve" in page.shown.ids
        assert not letters.files()

    @pytest.mark.parametrize("wish", [(PASSKEY, CODE), ("phr", CODE)])
    def test_is_met_as_far_as_the_holder_can(
        self, reached: Desk, ann: Browser, letters: Letters, wish: tuple[str, ...]
    ) -> None:
        page = ann.press(ann.begin(reached.push(acr_values=wish)), "sign-in", **reached.typed)
        assert "code" in page.shown.ids
        assert "approve" in ann.press(page, "sign-in", code=letters.code()).shown.ids

    def test_that_the_holder_cannot_meet_is_let_go(self, desk: Desk, ann: Browser) -> None:
        wish = {**OPENID, "acr_values": (PASSKEY, CODE)}
        page = ann.press(ann.begin(desk.push(**wish)), "sign-in", **desk.typed)
        assert "code" in agreed(ann, page)
        assert "code" in ann.begin(desk.push(**wish)).answer  # nor is anybody asked again

    def test_raises_a_session_by_the_code_alone(self, reached: Desk, ann: Browser, letters: Letters) -> None:
        ann.press(ann.begin(reached.push()), "sign-in", **reached.typed)
        assert acr(ann, reached) == PASSWORD
        page = ann.begin(reached.push(acr_values=(CODE,)))
        assert {"step-up", "password"} <= page.shown.ids.keys()
        assert "Ann Example" in page.shown.text
        assert not letters.files()  # a client's address alone has no letter sent
        asking = press_of(ann, page, "step-up")
        assert "code" in asking.shown.ids
        page = ann.press(asking, "sign-in", code=letters.code())
        assert "code" in agreed(ann, page)
        assert acr(ann, reached) == CODE
        assert "approve" in ann.begin(reached.push(acr_values=(CODE,))).shown.ids

    def test_never_stops_an_answer_without_a_page(self, reached: Desk, ann: Browser) -> None:
        agreed(ann, ann.press(ann.begin(reached.push(**OPENID)), "sign-in", **reached.typed))
        assert "code" in ann.begin(reached.push(**OPENID, prompt=NONE, acr_values=(CODE,))).answer


def press_of(browser: Browser, page: Page, button: str) -> Page:
    """Press a button of the first form of a page with two."""
    handle, lang = page.shown.fields["interaction"], page.shown.fields["lang"]
    sent = {"interaction": handle, "lang": lang, "action": page.shown.ids[button]["value"]}
    found = browser.open("POST", "/oauth/authorize/sign-in", data=sent, headers={"Origin": "null"})
    return browser.get(found.location)


class TestADemand:
    def test_is_met(self, reached: Desk, ann: Browser, letters: Letters) -> None:
        page = ann.press(ann.begin(reached.push(**demanded(CODE))), "sign-in", **reached.typed)
        assert "code" in agreed(ann, ann.press(page, "sign-in", code=letters.code()))

    def test_is_met_by_a_stronger_way(self, reached: Desk, ann: Browser, letters: Letters) -> None:
        page = ann.press(ann.begin(reached.push(**demanded(CODE))), "sign-in", **reached.typed)
        ann.press(page, "sign-in", code=letters.code())
        assert "code" in agreed(ann, ann.begin(reached.push(**demanded(PASSWORD))))

    @pytest.mark.parametrize("acrs", [(PASSKEY,), ("phr",), (CODE,)])
    def test_that_the_holder_cannot_meet_is_an_error_before_anything_is_agreed(
        self, desk: Desk, ann: Browser, acrs: tuple[str, ...]
    ) -> None:
        page = ann.begin(desk.push(**demanded(*acrs)))
        left = ann.press(page, "sign-in", **desk.typed)
        assert left.answer["error"] == "unmet_authentication_requirements"
        assert ann.press(page, "sign-in", **desk.typed).status >= 400  # it is answered

    def test_without_a_page_needs_a_sign_in(self, reached: Desk, ann: Browser) -> None:
        agreed(ann, ann.press(ann.begin(reached.push()), "sign-in", **reached.typed))
        assert ann.begin(reached.push(prompt=NONE, **demanded(CODE))).answer["error"] == "login_required"


class TestARecentSignIn:
    def test_is_not_faked_by_adding_a_code_to_an_old_one(
        self, reached: Desk, ann: Browser, letters: Letters
    ) -> None:
        """Two tabs: a code is asked for in one, and given in the other, which wants a new sign-in."""
        ann.press(ann.begin(reached.push()), "sign-in", **reached.typed)
        reached.site.clock.advance(timedelta(minutes=5))
        press_of(ann, ann.begin(reached.push(acr_values=(CODE,))), "step-up")
        for wish in ({"prompt": frozenset({"login"})}, {"max_age": 60}):
            other = ann.begin(reached.push(**wish))
            assert "step-up" not in other.shown.ids
            handle = other.shown.fields["interaction"]
            asking = ann.get(f"/oauth/authorize/sign-in/code?interaction={handle}")
            if "code" not in asking.shown.ids:
                continue  # the code was taken with the first wish
            page = ann.press(asking, "sign-in", code=letters.code())
            assert "password" in page.shown.ids

    def test_of_both_steps_is_as_old_as_its_code(self, reached: Desk, ann: Browser, letters: Letters) -> None:
        page = ann.press(ann.begin(reached.push(acr_values=(CODE,), max_age=10)), "sign-in", **reached.typed)
        reached.site.clock.advance(timedelta(seconds=45))
        page = ann.press(page, "sign-in", code=letters.code())
        assert "code" in agreed(ann, page)

    def test_keeps_the_age_of_its_password_when_it_was_raised(
        self, reached: Desk, ann: Browser, letters: Letters
    ) -> None:
        ann.press(ann.begin(reached.push()), "sign-in", **reached.typed)
        reached.site.clock.advance(timedelta(minutes=5))
        asking = press_of(ann, ann.begin(reached.push(acr_values=(CODE,))), "step-up")
        ann.press(asking, "sign-in", code=letters.code())
        assert "approve" in ann.begin(reached.push(max_age=301)).shown.ids
        assert "password" in ann.begin(reached.push(max_age=299)).shown.ids
