"""What a clerk asked, with the words that stand on the clerk's screen, and the holder's answer."""

from __future__ import annotations

from flask import Response, request

from joincard_core.oauth import BackchannelOutcome, SignedIn
from joincard_core.web.pages.choosing import AskedInWords
from joincard_core.web.pages.holder.answering import asked, entered, for_holder, page, see
from joincard_core.web.pages.languages import language_of
from joincard_core.web.pages.session import session_cookie
from joincard_core.web.parts import parts

REQUESTS = "/me/requests"


@for_holder
def requests(held: SignedIn) -> Response:
    """The list; each of its forms answers one request."""
    if request.method == "POST":
        sent = entered(session_cookie())
        return see(REQUESTS, sent, done=decided(held, sent.get("request", ""), sent.get("action", "")))
    sent = asked()
    language = language_of(sent.get("lang", ""), ())
    done = next((each for each in BackchannelOutcome if each.value == sent.get("done")), None)
    return page(
        "requests.html",
        sent,
        questions=parts().counter.waiting(held.person_id),
        asked_for=AskedInWords(language),
        done=done and done.value,
    )


def decided(held: SignedIn, question: str, action: str) -> str:
    """Do what the holder pressed; anything but a yes is a no. Raises ``CardAtItsEnd``."""
    counter = parts().counter
    if action != "approve":
        return counter.deny(held.person_id, question).value
    card = counter.card_of(held.person_id, question)
    if card is not None:
        parts().sign_in.require_good(card)
    return counter.approve(held, question).value


PAGES = ((REQUESTS, requests, ("GET", "POST")),)
