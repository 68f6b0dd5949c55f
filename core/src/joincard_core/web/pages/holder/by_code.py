"""A terminal shows a code; whoever has it before them types it here, and decides (RFC 8628 section 3.3).

No address decides anything: also one with the code in it only shows who asks (section 3.3.1), and says what
to look out for, since anybody can send such an address to a stranger (section 5.4).
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, g, request

from joincard_core.oauth import (
    DEVICE_PAGE,
    OAuthError,
    Outcome,
    SignedIn,
    TooManyUserCodes,
    UserCodeUnknown,
)
from joincard_core.web.pages.browser import came_by_itself
from joincard_core.web.pages.choosing import AskedInWords
from joincard_core.web.pages.holder.answering import asked, entered, for_holder, page, see
from joincard_core.web.pages.holder.words import REFUSALS
from joincard_core.web.pages.languages import language_of, said
from joincard_core.web.pages.session import session_cookie
from joincard_core.web.parts import parts
from joincard_core.web.problems import problem

LONGEST = 40
REFUSED = (UserCodeUnknown, TooManyUserCodes)


@for_holder
def type_code(held: SignedIn) -> Response:
    """Ask for the code, and lead to what waits behind it; after a decision, say what it was."""
    if request.method == "GET":
        sent = asked()
        done = next((each for each in Outcome if each.value == sent.get("done")), None)
        return form(sent, done)
    sent = entered(session_cookie())
    typed = sent.get("user_code", "").strip()[:LONGEST]
    try:
        found = parts().terminal.question(held, address(), typed)
    except REFUSED as error:
        return refused(sent, typed, error)
    return see(f"{DEVICE_PAGE}/{found.id}", sent) if found else told(sent, Outcome.DECIDED)


@for_holder
def decide_by_code(held: SignedIn, code: str) -> Response:
    """Say who asks, and take the decision."""
    terminal = parts().terminal
    sent = asked() if request.method == "GET" else entered(session_cookie())
    try:
        found = terminal.question(held, address(), code, led=request.method == "GET" and not came_by_itself())
        if found is None:
            return told(sent, Outcome.DECIDED)
        if request.method == "POST":
            if sent.get("action") != "approve":
                return told(sent, terminal.deny(held, address(), code))
            parts().sign_in.require_good(held.card_id)
            return told(sent, terminal.approve(held, address(), code))
    except REFUSED as error:
        return refused(sent, code[:LONGEST], error)
    language = language_of(sent.get("lang", ""), ())
    return page(
        "by_code.html",
        sent,
        each=found,
        holder=parts().holding.holder(held.person_id, held.card_id),
        asked_for=AskedInWords(language),
    )


def form(
    sent: Mapping[str, str],
    done: Outcome | None = None,
    status: int = 200,
    typed: str = "",
    error: str = "",
) -> Response:
    """The page with one field."""
    return page("code.html", sent, status, here=DEVICE_PAGE, done=done, typed=typed, error=error)


def refused(sent: Mapping[str, str], typed: str, error: OAuthError) -> Response:
    """The same page with why the code opens nothing."""
    found = problem(error, parts().settings.issuer, g.request_id)
    g.code = error.code
    sentence = said(REFUSALS[error.code], language_of(sent.get("lang", ""), ()))
    response = form(sent, None, found.status, typed, sentence)
    response.headers.update({n: v for n, v in found.headers.items() if n == "Retry-After"})
    return response


def told(sent: Mapping[str, str], outcome: Outcome) -> Response:
    """Lead to the page that says how it ended."""
    return see(DEVICE_PAGE, sent, done=outcome.value)


def address() -> str:
    """Where the browser is."""
    return request.remote_addr or ""


PAGES = (
    (DEVICE_PAGE, type_code, ("GET", "POST")),
    (f"{DEVICE_PAGE}/<code>", decide_by_code, ("GET", "POST")),
)
