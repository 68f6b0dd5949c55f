"""A session by password is not enough for a client: its holder adds the code alone, and is led back."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser

from tests.browser import callback
from tests.browser.authority import Authority
from tests.browser.holder import DESK, PHONE, Holder, Way

WAYS = (Way("en", DESK), Way("zh", PHONE, script=False))
every_way = pytest.mark.parametrize("way", WAYS, ids=str)
WANTED, LEAST = "urn:joincard:acr:password-otp", "urn:joincard:acr:password"
STEP = 30  # s


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """The authority, served."""
    folder = tmp_path_factory.mktemp("authority")
    with callback.listening() as site:
        made = Authority(folder, f"sqlite:///{folder / 'joincard.db'}", callback=f"{site}/callback")
        made.found()
        with made.served():
            made.register()
            yield made


@pytest.fixture
def holder(authority: Authority, browser: Browser, axe: str, way: Way) -> Iterator[Holder]:
    """Somebody in front of a browser."""
    found = Holder.at(browser, authority.issuer, way, axe, authority.callback)
    yield found
    found.leave()


def agree(holder: Holder) -> Holder:
    """Agree, where that is asked."""
    return holder.press("#approve") if holder.find("#approve").count() else holder


@every_way
class TestASessionByPassword:
    def test_is_enough_for_who_asks_no_more(self, authority: Authority, holder: Holder) -> None:
        somebody = authority.take_in(email=True)
        assert holder.open("/me").press("#sign-in", **somebody.typed).path == "/me"
        assert agree(holder.open(authority.door(LEAST))).page.url.startswith(authority.callback)
        assert authority.acr(holder.page.url) == LEAST

    def test_is_raised_by_a_letter(self, authority: Authority, holder: Holder) -> None:
        somebody = authority.take_in(email=True)
        holder.open("/me").press("#sign-in", **somebody.typed)
        holder.open(authority.door(WANTED)).press("#step-up")
        assert holder.find("#password").count() == 0
        code = authority.code(somebody)
        holder.press("#sign-in", code=f"{(int(code) + 1) % 10 ** len(code):0{len(code)}}")
        assert holder.reads("#error")
        agree(holder.press("#sign-in", code=code))
        assert authority.acr(holder.page.url) == WANTED
        assert holder.open(authority.door(WANTED)).page.url.startswith(authority.callback)

    def test_is_raised_by_an_application_that_was_set_up_with_it(
        self, authority: Authority, holder: Holder
    ) -> None:
        holder.open("/me").press("#sign-in", **authority.take_in(email=False).typed)
        holder.open("/me/second-step").press("#set-up")
        application, begun = pyotp.TOTP(holder.reads("#secret").replace(" ", "")), time.time()
        holder.press("#confirm", code="not a code")
        assert holder.reads("#error")
        holder.press("#confirm", code=application.at(begun))
        assert holder.find("#since").count() == 1
        holder.open(authority.door(WANTED)).press("#step-up")
        assert holder.find("#again").count() == 0  # no letter is offered in its place
        agree(holder.press("#sign-in", code=application.at(begun + STEP)))  # each code is good once
        assert authority.acr(holder.page.url) == WANTED

    def test_goes_back_without_a_code_where_its_holder_wants_none(
        self, authority: Authority, holder: Holder
    ) -> None:
        holder.open("/me").press("#sign-in", **authority.take_in(email=True).typed)
        holder.open(authority.door(WANTED)).press("#step-up").press("#cancel")
        assert "error=access_denied" in holder.page.url
        assert holder.open("/me").path == "/me"
