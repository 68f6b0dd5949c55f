"""A passkey at a provider's door and on the holder's own pages: made, used, taken away, and not used."""

from __future__ import annotations

import pytest
from joincard_core.web.pages.passkey import WORDS
from playwright.sync_api import Route

from tests.browser.conftest import Opened
from tests.browser.holder import WITH_SCRIPT, Holder, Way

pytestmark = pytest.mark.parametrize("way", WITH_SCRIPT, ids=str)
PASSKEYS, REMOVE = "/me/passkeys", "button[name=action][value=remove]"
STRONG = "urn:joincard:acr:passkey"


def add(holder: Holder) -> str:
    """Add a passkey on the page for them; the answer is the id of the authenticator that keeps it."""
    authenticator = holder.get_authenticator()
    holder.open(PASSKEYS).press("#passkey-add", **{"passkey-name": "Telephone"})
    assert holder.reads("#passkey-1") == "Telephone"
    return authenticator


def touches_once(holder: Holder, authenticator: str) -> None:
    """The holder touches the authenticator for one sign-in: the page that comes then asks it again."""

    def sent(route: Route) -> None:
        holder.touches(authenticator, always=False)
        route.continue_()

    holder.page.route(f"{holder.site}/me/sign-in", sent, times=1)
    holder.touches(authenticator, always=True)


def unlocks(holder: Holder, authenticator: str, *, done: bool) -> None:
    """Whether the holder unlocks the authenticator when it asks for that."""
    asked = {"authenticatorId": authenticator, "isUserVerified": done}
    holder.watch.tools.send("WebAuthn.setUserVerified", asked)


def says(holder: Holder, word: str) -> bool:
    """Whether the page tells, below the button, why no passkey was used."""
    holder.find("#passkey-error").wait_for()
    text = WORDS[word]
    return holder.look().reads("#passkey-error") == (text.zh if holder.way.language == "zh" else text.en)


def agree(holder: Holder) -> Holder:
    """Agree to everything, where that is asked."""
    return holder.press("#approve") if holder.find("#approve").count() else holder


class TestAPasskey:
    def test_opens_the_door_of_a_provider_and_what_is_behind_it(self, visitor: Opened, way: Way) -> None:
        somebody = visitor(way)
        holder = somebody.sign_in(PASSKEYS)
        authenticator = add(holder)
        holder.open("/me/sign-out").press("#sign-out")
        letters = somebody.letters()
        holder.touches(authenticator, always=False)
        assert holder.open(f"{somebody.portal}/sign-in").path == "/oauth/authorize/sign-in"
        holder.touches(authenticator, always=True)
        holder.press_unless_done("#passkey-sign-in", until="/oauth/authorize/consent")
        assert agree(holder).page.url == f"{somebody.portal}/"
        assert STRONG in holder.reads("section[aria-labelledby=id-token]")
        assert holder.press("#records-passkey").reads("#acr") == STRONG
        assert somebody.letters() == letters

    def test_is_asked_for_where_a_code_is_not_enough(self, visitor: Opened, way: Way) -> None:
        somebody = visitor(way)
        holder = somebody.sign_in(PASSKEYS)
        authenticator = add(holder)
        holder.touches(authenticator, always=False)
        assert holder.open(f"{somebody.portal}/records/passkey").path == "/oauth/authorize/sign-in"
        holder.touches(authenticator, always=True)
        holder.press_unless_done("#passkey-sign-in", until="/oauth/authorize/consent")
        assert agree(holder).reads("#acr") == STRONG

    def test_that_was_removed_opens_nothing(self, visitor: Opened, way: Way) -> None:
        somebody = visitor(way)
        holder = somebody.sign_in(PASSKEYS)
        authenticator = add(holder)
        holder.press(REMOVE)
        assert holder.find("#none").count() == 1
        holder.open("/me/sign-out").press("#sign-out")
        holder.touches(authenticator, always=False)
        holder.open("/me/sign-in")
        touches_once(holder, authenticator)
        holder.find("#passkey-sign-in").click()
        holder.find("#error").wait_for()
        assert holder.look().path == "/me/sign-in"

    def test_is_not_made_by_a_holder_who_says_no_or_has_one_there(self, visitor: Opened, way: Way) -> None:
        somebody = visitor(way)
        holder = somebody.sign_in(PASSKEYS)
        authenticator = holder.get_authenticator()
        unlocks(holder, authenticator, done=False)
        holder.find("#passkey-add").click()
        assert says(holder, "dismissed")
        unlocks(holder, authenticator, done=True)
        holder.press("#passkey-add")
        holder.find("#passkey-add").click()
        assert says(holder, "known")
        assert holder.find("#passkey-add").is_enabled()
