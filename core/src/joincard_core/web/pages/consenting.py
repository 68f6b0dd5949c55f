"""The page on which a holder agrees to what a client asks for, in whole or in part (RFC 6749 section 4.1.1).

What can be left out has a box of its own; everything else says that it is needed, and why. A decision that is
already made is told plainly, with a link on: nothing is sent twice.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, g, request

from joincard_core.errors import JoincardError
from joincard_core.oauth import (
    ChoiceRefused,
    Interaction,
    InvalidRequest,
    OfferGone,
    SignInOver,
    form_parameters,
)
from joincard_core.web.bodies import raw
from joincard_core.web.pages.authorizing import (
    BOTH,
    CONSENT,
    SIGN_IN,
    asked,
    authorization,
    holder_of,
    in_words,
    leave,
    opened,
    page,
    see,
    still_here,
)
from joincard_core.web.pages.browser import browser, require_own_form
from joincard_core.web.pages.choosing import MOST_TICKS, Elements, allowed_by, elements
from joincard_core.web.pages.choosing_words import choosing_words
from joincard_core.web.pages.languages import Language, language_of, sentence_of
from joincard_core.web.pages.session import signed_in_here
from joincard_core.web.parts import parts
from joincard_core.web.problems import problem

THIS_CARD = "this"


def register(app: Flask) -> None:
    """Add the page."""
    app.add_url_rule(CONSENT, consent.__name__, in_words(consent), methods=BOTH)


def consent() -> Response:
    """Say who asks for what, and take the decision; ``this`` goes on with the card that is signed in."""
    sent = asked() if request.method == "GET" else ticked()
    found = opened(sent)
    if request.method == "POST" and sent.get("action") == "deny":
        return leave(authorization().deny(found.handle, browser()))
    if found.signed_in is not None:
        parts().sign_in.require_good(found.signed_in.card_id)
    try:
        if not still_here(found):
            raise SignInOver
        return decision(found, sent) if request.method == "POST" else question(found, sent)
    except SignInOver:
        return see(SIGN_IN, found, sent.get("lang", ""))
    except (ChoiceRefused, OfferGone) as error:
        return consent_page(found, sent, error)


def decision(found: Interaction, sent: Mapping[str, str]) -> Response:
    """Take a decision."""
    if sent.get("action") != "approve":
        raise InvalidRequest("The action must be approve or deny.")
    allowed = allowed_by(sent, authorization().choice(found.handle, browser()))
    return leave(authorization().approve(found.handle, browser(), allowed, signed_in_here()))


def question(found: Interaction, sent: Mapping[str, str]) -> Response:
    """Ask, unless everything was decided before and only the card was in question."""
    if THIS_CARD in sent:
        answer = authorization().go_on(found.handle, browser(), signed_in_here())
        if answer is not None:
            return leave(answer)
    return consent_page(found, sent)


def consent_page(found: Interaction, sent: Mapping[str, str], error: JoincardError | None = None) -> Response:
    """The page that says who asks for what, with what was wrong with the decision."""
    language = language_of(sent.get("lang", ""), found.asked.ui_locales)
    shown: Elements | None = None
    try:
        shown = on_page(found, language)
    except OfferGone as nothing_left:
        error = nothing_left
    response = page(
        "consent.html",
        found,
        language,
        c=choosing_words(language),
        shown=shown,
        error=sentence_of(error, language) if error else "",
        days=parts().settings.grant_lifetime,
        here=CONSENT,
        sign_in=SIGN_IN,
        holder=holder_of(found),
    )
    if error is not None:
        g.code = error.code
        response.status_code = problem(error, parts().settings.issuer, g.request_id).status
    return response


def on_page(found: Interaction, language: Language) -> Elements:
    """What can be decided about, in words. Raises ``OfferGone`` when it is nothing any more."""
    return elements(authorization().choice(found.handle, browser()), language)


def ticked() -> Mapping[str, str]:
    """The fields of the form, which may have many boxes. Raises ``ForeignForm`` or ``InvalidRequest``."""
    require_own_form()
    return form_parameters(request.content_type or "", raw(request), MOST_TICKS)
