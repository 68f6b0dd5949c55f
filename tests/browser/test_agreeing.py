"""Agreeing to a clerk: a question on the holder's own page, and the code of a screen, with the clerk's words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from joincard_core.web.pages.holder.words import WORDS
from joincard_sdk.client import Presentation

from demo.counter import Asked, Terminal, Wish, new_message
from demo.place import Place
from tests.browser.conftest import Opened
from tests.browser.holder import DESK, PHONE, Holder, Way
from tests.browser.visitor import Visitor
from tests.demo.running import Running

WAYS = (Way("en", DESK), Way("zh", PHONE, script=False))  # no script runs on these pages
WISH = Wish("healthcare.registration.walk_in", "To register you with a doctor today.")
APPROVE, DENY = "button[value=approve]", "button[value=deny]"
REFUSED = "The holder did not agree"


@pytest.fixture(scope="module", params=WAYS, ids=str)
def visitor(request: pytest.FixtureRequest, guest: Opened) -> Visitor:
    """Somebody at the counter, signed in on their own telephone."""
    found = guest(request.param)
    found.sign_in("/me/requests")
    return found


@pytest.fixture(scope="module")
def clerk(running: Running) -> Iterator[Terminal]:
    """The program of the clerk."""
    terminal = Terminal.at(Place.of(running.folder / ".demo"))
    with terminal.http:
        yield terminal


def card(visitor: Visitor) -> Presentation:
    """What the clerk reads from the card."""
    return Presentation(visitor.card["region"], visitor.card["number"])


def ask(clerk: Terminal, visitor: Visitor) -> tuple[str, Asked]:
    """Put a question on the holder's page: the words on the clerk's screen, and what the clerk waits with."""
    message = new_message()
    return message, clerk.ask(card(visitor), WISH, message)


def said(holder: Holder, word: str) -> bool:
    """Whether the page tells this, in its language."""
    text = WORDS[word]
    return (text.zh if holder.way.language == "zh" else text.en) in holder.reads("#done")


def verified(clerk: Terminal, visitor: Visitor, asked: Asked) -> bool:
    """Whether the clerk gets an answer about the card now."""
    return clerk.poll(asked) and bool(clerk.verify(card(visitor), WISH).receipt)


class TestAQuestion:
    def test_has_the_clerks_words_and_counts_once_it_is_approved(
        self, visitor: Visitor, clerk: Terminal
    ) -> None:
        message, asked = ask(clerk, visitor)
        holder = visitor.holder.open("/me/requests")
        assert holder.reads(".message") == message
        assert holder.reads("blockquote") == WISH.purpose
        assert WISH.service in holder.reads("article code")
        holder.press(APPROVE)
        assert said(holder, "request_approved")
        assert holder.find("#none").count() == 1
        assert verified(clerk, visitor, asked)

    def test_may_be_refused(self, visitor: Visitor, clerk: Terminal) -> None:
        _, asked = ask(clerk, visitor)
        holder = visitor.holder.open("/me/requests").press(DENY)
        assert said(holder, "request_denied")
        with pytest.raises(LookupError, match=REFUSED):
            clerk.poll(asked)

    def test_is_told_from_another_by_its_words(self, visitor: Visitor, clerk: Terminal) -> None:
        (mine, asked), (other, unasked) = ask(clerk, visitor), ask(clerk, visitor)
        holder = visitor.holder.open("/me/requests")
        holder.press(f"{APPROVE}[aria-label$='{mine}']")
        assert holder.reads(".message") == other
        holder.press(f"{DENY}[aria-label$='{other}']")
        assert verified(clerk, visitor, asked)
        with pytest.raises(LookupError, match=REFUSED):
            clerk.poll(unasked)


class TestACode:
    def test_is_typed_and_counts_once_it_is_approved(self, visitor: Visitor, clerk: Terminal) -> None:
        message = new_message()
        asked = clerk.ask_by_code(WISH, message)
        holder = visitor.holder.open("/me/requests").press("#by-code")
        holder.press("#next", **{"user-code": asked.user_code.replace("-", " ").lower()})
        assert (holder.reads("#code"), holder.reads("#message")) == (asked.user_code, message)
        holder.press("#approve")
        assert said(holder, "request_approved")
        assert verified(clerk, visitor, asked)

    def test_in_the_address_decides_nothing_and_may_be_refused(
        self, visitor: Visitor, clerk: Terminal
    ) -> None:
        message = new_message()
        asked = clerk.ask_by_code(WISH, message)
        holder = visitor.holder.open(asked.address)
        assert (holder.reads("#code"), holder.reads("#message")) == (asked.user_code, message)
        assert not clerk.poll(asked)
        holder.press("#deny")
        assert said(holder, "request_denied")
        with pytest.raises(LookupError, match=REFUSED):
            clerk.poll(asked)

    def test_that_is_wrong_is_shown_again_with_why(self, visitor: Visitor) -> None:
        holder = visitor.holder.open("/device").press("#next", **{"user-code": "BCDF-GHJK"})
        assert holder.reads("#error")
        assert holder.find("#user-code").get_attribute("aria-invalid") == "true"
        assert holder.find("#user-code").input_value() == "BCDF-GHJK"

    def test_in_the_address_waits_until_its_holder_has_signed_in(
        self, guest: Opened, visitor: Visitor, clerk: Terminal
    ) -> None:
        stranger = guest(visitor.holder.way)
        asked = clerk.ask_by_code(WISH, new_message())
        holder = stranger.holder.open(asked.address)
        assert holder.path == "/me/sign-in"
        assert stranger.enter().reads("#code") == asked.user_code
        holder.press("#approve")
        assert verified(clerk, stranger, asked)
