"""The second step of a holder's own sign-ins: an authenticator application, set up and removed here."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap

import segno
from flask import Response, g, request
from markupsafe import Markup

from joincard_core.oauth import SignedIn
from joincard_core.signing_in import SIGN_IN_CHANGES, CodeRefused
from joincard_core.web.pages.holder.answering import asked, entered, for_holder, page, see
from joincard_core.web.pages.holder.second_step_words import second_step_words
from joincard_core.web.pages.languages import language_of, sentence_of
from joincard_core.web.pages.session import require_fresh, session_cookie
from joincard_core.web.parts import parts
from joincard_core.web.problems import problem

SECOND_STEP = "/me/second-step"
NEW = f"{SECOND_STEP}/new"
DONE = ("added", "removed")
GROUP = 4  # signs of the secret that are typed at one go


@for_holder
def second_step(held: SignedIn) -> Response:
    """What there is, and what has changed; its form removes the application."""
    own = parts().own_authenticator
    if request.method == "POST":
        sent = entered(session_cookie())
        require_fresh()
        return see(SECOND_STEP, sent, done="removed" if own.remove(held.person_id) else "")
    sent = asked()
    return page(
        "own_second_step.html",
        sent,
        w=second_step_words(language_of(sent.get("lang", ""), ())),
        since=own.since(held.person_id),
        address=own.address(held.person_id),
        changes=own.changes(held.person_id),
        texts=SIGN_IN_CHANGES,
        done=sent.get("done") if sent.get("done") in DONE else "",
    )


@for_holder
def new_second_step(held: SignedIn) -> Response:
    """Show the secret of an application, and take its first code."""
    sent = asked() if request.method == "GET" else entered(session_cookie())
    require_fresh()
    if request.method == "GET":
        return offer(held, sent)
    try:
        parts().own_authenticator.confirm(held.person_id, held.session_id or "", sent.get("code", ""))
    except CodeRefused as error:
        return offer(held, sent, error)
    return see(SECOND_STEP, sent, done="added")


def offer(held: SignedIn, sent: Mapping[str, str], error: CodeRefused | None = None) -> Response:
    """The page with the secret: for a camera, for another application, and for fingers."""
    language = language_of(sent.get("lang", ""), ())
    ending = parts().holding.holder(held.person_id, held.card_id).number_end
    found = parts().own_authenticator.offer(held.person_id, held.session_id or "", f"…{ending}")
    if found is None:
        return see(SECOND_STEP, sent)
    response = page(
        "new_second_step.html",
        sent,
        w=second_step_words(language),
        uri=found.uri,
        secret=" ".join(wrap(found.secret, GROUP)),
        drawing=drawing(found.uri),
        error=sentence_of(error, language) if error else "",
        wrong=("code",) if error else (),
    )
    if error is not None:
        g.code = error.code
        response.status_code = problem(error, parts().settings.issuer, g.request_id).status
    return response


def drawing(uri: str) -> Markup:
    """A QR code, dark on light whatever the colours of the page are."""
    made = segno.make_qr(uri, error="m")
    # Of the library's own signs alone: the text is in it as squares.
    return Markup(made.svg_inline(scale=4, light="#fff"))  # noqa: S704 - nothing typed is in it


PAGES = ((SECOND_STEP, second_step, ("GET", "POST")), (NEW, new_second_step, ("GET", "POST")))
