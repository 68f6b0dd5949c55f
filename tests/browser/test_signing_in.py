"""Signing in: by password and code, by passkey, wrongly, and out again, everywhere."""

import pytest

from demo.persons import JIAXING
from tests.browser.conftest import Opened
from tests.browser.holder import WAYS, WITH_SCRIPT, Way

every_way = pytest.mark.parametrize("way", WAYS, ids=str)


@every_way
class TestAHolder:
    def test_signs_in_by_password_and_a_code_from_a_letter(self, visitor: Opened, way: Way) -> None:
        somebody = visitor(way)
        assert somebody.sign_in().path == "/me"

    def test_is_told_what_was_wrong_and_goes_on(self, visitor: Opened, way: Way) -> None:
        somebody = visitor(way)
        holder = somebody.holder.open("/me")
        holder.press("#sign-in", **somebody.card | {"region": "x"})
        assert holder.find("#region").get_attribute("aria-invalid") == "true"
        holder.press("#sign-in", **somebody.card | {"password": "not the password"})
        assert holder.reads("#error")
        assert holder.find("#password").input_value() == ""
        holder.press("#sign-in", **somebody.card)
        wrong = f"{(int(somebody.code()) + 1) % 10**8:08}"
        holder.press("#sign-in", code=wrong)
        assert holder.reads("#error")
        assert holder.press("#sign-in", code=somebody.code()).path == "/me"

    def test_signs_in_with_the_code_of_an_application(self, visitor: Opened, way: Way) -> None:
        somebody = visitor(way)
        holder = somebody.sign_in("/me/second-step")
        holder.press("#set-up")
        somebody.totp = holder.reads("#secret").replace(" ", "")
        holder.press("#confirm", code=somebody.code())
        assert holder.find("#since").count() == 1
        holder.open("/me/sign-out").press("#sign-out")
        letters = somebody.letters()
        assert somebody.sign_in("/me/second-step").path == "/me/second-step"
        assert somebody.letters() == letters
        holder.press("#remove")
        assert holder.find("#none").count() == 1

    def test_signs_out_in_every_browser(self, visitor: Opened, way: Way) -> None:
        somebody = visitor(way)
        elsewhere = visitor(way, somebody.person)
        somebody.sign_in()
        elsewhere.sign_in("/me/sessions")
        assert elsewhere.holder.find("button[name=session]").count() == 3
        elsewhere.holder.press("#everywhere")
        assert somebody.holder.open("/me").path == "/me/sign-in"
        assert elsewhere.holder.open("/me").path == "/me/sign-in"


@pytest.mark.parametrize("way", WITH_SCRIPT, ids=str)
class TestAPasskey:
    def test_is_made_opens_the_pages_and_is_removed(self, visitor: Opened, way: Way) -> None:
        somebody = visitor(way)
        holder = somebody.sign_in("/me/passkeys")
        authenticator = holder.get_authenticator()
        holder.press("#passkey-add", **{"passkey-name": "钥匙 1"})
        assert holder.reads("#passkey-1") == "钥匙 1"
        holder.open("/me/sign-out").press("#sign-out")
        letters = somebody.letters()
        holder.touches(authenticator, always=False)
        assert holder.open("/me/passkeys").path == "/me/sign-in"
        holder.touches(authenticator, always=True)
        holder.press_unless_done("#passkey-sign-in", until="/me/passkeys")
        assert somebody.letters() == letters
        holder.press("button[name=action][value=remove]")
        assert holder.find("#none").count() == 1

    def test_is_not_asked_for_by_a_holder_who_says_no(self, visitor: Opened, way: Way) -> None:
        somebody = visitor(way)
        holder = somebody.holder.open("/me/sign-in")
        authenticator = holder.get_authenticator()
        refused = {"authenticatorId": authenticator, "isUserVerified": False}
        holder.watch.tools.send("WebAuthn.setUserVerified", refused)
        holder.find("#passkey-sign-in").click()
        holder.find("#passkey-error").wait_for(state="visible")
        holder.look()
        assert holder.find("#passkey-sign-in").is_enabled()


class TestWithoutScripts:
    def test_a_passkey_is_not_offered(self, visitor: Opened) -> None:
        holder = visitor(Way("en", 320, script=False)).holder.open("/me/sign-in")
        assert not holder.find("#passkey-sign-in").is_visible()


@every_way
class TestAStranger:
    def test_comes_no_further_than_to_the_first_page(self, visitor: Opened, way: Way) -> None:
        holder = visitor(way).holder
        for path in ("/me", "/me/requests", "/me/consents", "/me/sessions", "/device"):
            assert holder.open(path).path == "/me/sign-in"
        typed = {"region": JIAXING, "number": "NOCARD0000001", "password": "not a password"}
        assert holder.press("#sign-in", **typed).reads("#error")
