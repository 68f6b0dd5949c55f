"""The site of a provider, and the authority behind it: in, with a part agreed, taken back, and out; its clerk."""

from __future__ import annotations

import time

import pytest

from demo.portal.registering import NAME
from tests.browser.conftest import Opened
from tests.browser.holder import DESK, PHONE, Holder, Way
from tests.browser.visitor import LONGEST_WAIT, Visitor

WAYS = (Way("en", DESK), Way("zh", PHONE, script=False))  # no script runs on the site
# Both with a card of the site's own city, and a permit.
PEOPLE = {"en": "stephen", "zh": "elif"}
every_way = pytest.mark.parametrize("way", WAYS, ids=str)
LEFT_OUT, NEEDED = "nationalities", "work_permit_number"
APPROVE = "button[value=approve]"
OUTCOMES = {"en": ("Permitted", "Refused"), "zh": ("准许", "拒绝")}  # who was at the desk today is refused
OF_SITE = f"article:has(h2:has-text('{NAME}'))"


@pytest.fixture(scope="module", params=WAYS, ids=str)
def inside(request: pytest.FixtureRequest, guest: Opened) -> Visitor:
    """Somebody who has signed in at the site with the card; from then on they come in without a letter."""
    found = guest(request.param, PEOPLE[request.param.language])
    sign_in(found)
    return found


@pytest.fixture
def holder(inside: Visitor) -> Holder:
    """They, at the first page of the site, whatever they did before."""
    return agree(inside.holder.open(f"{inside.portal}/sign-in"))


def sign_in(visitor: Visitor) -> Holder:
    """From the first page of the site through those of the authority and back."""
    visitor.holder.open(visitor.portal).press("#sign-in")
    return agree(visitor.enter())


def agree(holder: Holder) -> Holder:
    """Agree to everything, where that is asked."""
    return holder.press("#approve") if holder.find("#approve").count() else holder


def told(holder: Holder, table: str) -> str:
    """What stands in a table of the site."""
    return holder.reads(f"section[aria-labelledby={table}]")


class TestAHolder:
    def test_signs_in_and_sees_what_the_site_was_told(self, inside: Visitor, holder: Holder) -> None:
        assert holder.page.url == f"{inside.portal}/"
        assert holder.reads("h1 bdi") in told(holder, "userinfo")
        assert "urn:joincard:acr:password-otp" in told(holder, "id-token")

    def test_leaves_out_what_the_site_then_does_not_learn(self, holder: Holder) -> None:
        holder.press("#more")
        assert holder.find(f"#claim-{NEEDED}").count() == 0
        holder.page.uncheck(f"#claim-{LEFT_OUT}")
        holder.press("#approve")
        assert LEFT_OUT not in told(holder, "userinfo")
        assert NEEDED in told(holder, "userinfo")
        assert "name (" in told(holder, "verified")
        holder.press("#more")
        assert not holder.find(f"#claim-{LEFT_OUT}").is_checked()
        holder.page.check(f"#claim-{LEFT_OUT}")
        holder.press("#approve")
        assert LEFT_OUT in told(holder, "userinfo")

    def test_takes_one_thing_back(self, inside: Visitor, holder: Holder) -> None:
        holder.press("#more")
        holder.page.check(f"#claim-{LEFT_OUT}")
        holder.press("#approve").open("/me/consents")
        holder.press(f"button[name=claim][value={LEFT_OUT}]")
        assert holder.reads("#done")
        assert holder.find(f"button[name=claim][value={LEFT_OUT}]").count() == 0
        holder.open(inside.portal).press("#more")
        assert not holder.find(f"#claim-{LEFT_OUT}").is_checked()

    def test_takes_all_back_and_is_asked_again(self, inside: Visitor, holder: Holder) -> None:
        assert agree(holder.open(f"{inside.portal}/sign-in")).path == "/"
        holder.open("/me/consents").press(f"{OF_SITE} button.second[name=client_id]")
        assert holder.reads("#done")
        assert holder.find(OF_SITE).count() == 0
        assert holder.open(f"{inside.portal}/sign-in").path == "/oauth/authorize/consent"
        assert holder.press("#deny").reads("#error") == "access_denied"

    def test_opens_what_needs_a_code(self, holder: Holder) -> None:
        assert holder.press("#records-code").find("#open").count() == 1

    def test_hears_which_way_is_strong_enough(self, holder: Holder) -> None:
        agree(holder.press("#records-passkey"))
        assert holder.reads("#needed") == "urn:joincard:acr:passkey"
        assert holder.press("#passkeys").path == "/me/passkeys"


@every_way
class TestSigningOut:
    def test_at_the_site_is_signing_out_of_the_card_too(self, visitor: Opened, way: Way) -> None:
        somebody = visitor(way)
        holder = sign_in(somebody).press("#sign-out")
        assert holder.path == "/oauth/logout"
        assert holder.press("#sign-out").find("#out").count() == 1
        assert holder.page.url.startswith(somebody.portal)
        assert holder.open("/me").path == "/me/sign-in"

    def test_everywhere_ends_the_session_of_the_site(self, visitor: Opened, way: Way) -> None:
        somebody = visitor(way)
        holder = sign_in(somebody)
        holder.open("/me/sessions").press("#everywhere")
        ends = time.monotonic() + LONGEST_WAIT
        while holder.open(somebody.portal).find("#sign-out").count():  # until the authority has told the site
            assert time.monotonic() < ends
        assert holder.find("#sign-in").count() == 1


class TestTheClerk:
    def test_goes_on_when_the_holder_has_agreed(self, guest: Opened, inside: Visitor) -> None:
        asking, showing = (ask(guest, inside, how) for how in ("ciba", "code"))
        holder = inside.holder.open("/me/requests")
        assert holder.reads(".message") == asking.reads("#message")
        holder.press(APPROVE).open("/device").press("#next", **{"user-code": showing.reads("#user-code")})
        assert holder.reads(".message") == showing.reads("#message")
        holder.press(APPROVE)
        for clerk in (asking, showing):
            clerk.find("#outcome").wait_for()  # the page looks again by itself
            assert clerk.look().reads("#outcome") in OUTCOMES[clerk.way.language]
            assert clerk.find("#checked").count() == 1


def ask(guest: Opened, holder: Visitor, how: str) -> Holder:
    """The screen of a clerk who has asked a holder."""
    clerk = guest(holder.holder.way, holder.person).holder.open(f"{holder.portal}/counter")
    clerk.page.select_option("#errand", "register")
    clerk.page.check(f"input[name=way][value={how}]")
    return clerk.press("#ask", number=holder.card["number"])
