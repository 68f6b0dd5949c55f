"""Signing in to one's own pages, and out."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, g, request
from joincard_sdk.places import CITIES

from joincard_core.oauth import SignedIn
from joincard_core.signing_in import SignInError, SignInMalformed
from joincard_core.web.pages.browser import browser, new_browser, recognise
from joincard_core.web.pages.holder.answering import (
    SIGN_IN,
    asked,
    entered,
    for_holder,
    own_path,
    page,
    see,
)
from joincard_core.web.pages.languages import language_of, sentence_of
from joincard_core.web.pages.session import enter, form_token, leave_session, session_cookie, signed_in_here
from joincard_core.web.parts import parts
from joincard_core.web.problems import problem

SIGN_OUT, SIGNED_OUT = "/me/sign-out", "/me/signed-out"


def sign_in() -> Response:
    """Ask for card and password. The form's token belongs to this browser: nobody signs another in."""
    if request.method == "GET":
        sent = asked()
        if signed_in_here() is not None and "again" not in sent:
            return see(own_path(sent.get("next", "")), sent)
        return form(sent)
    sent = entered(browser())
    try:
        enter(sent)
    except SignInError as error:
        return form(sent, error)
    return see(own_path(sent.get("next", "")), sent)


@for_holder
def sign_out(held: SignedIn) -> Response:
    """Sign out in this browser; asks first, so that no address alone does it."""
    if request.method == "GET":
        return page("sign_out.html", asked())
    sent = entered(session_cookie())
    leave_session()
    return see(SIGNED_OUT, sent)


def signed_out() -> Response:
    """Say that it is done."""
    return page("signed_out.html", asked())


def form(sent: Mapping[str, str], error: SignInError | None = None) -> Response:
    """The page that asks, with what was wrong. The password is never sent back."""
    language = language_of(sent.get("lang", ""), ())
    known = browser() or new_browser()
    wrong = (error.field,) if isinstance(error, SignInMalformed) else ("number", "password") if error else ()
    response = page(
        "sign_in.html",
        sent,
        cities=CITIES.values(),
        region=sent.get("region", "")[:100],
        number=sent.get("number", "")[:100],
        next=own_path(sent.get("next", "")),
        error=sentence_of(error, language) if error else "",
        wrong=wrong,
        token=form_token(known),
    )
    recognise(response, known)
    if error is not None:
        told = problem(error, parts().settings.issuer, g.request_id)
        g.code, response.status_code = error.code, told.status
        response.headers.update({n: v for n, v in told.headers.items() if n == "Retry-After"})
    return response


PAGES = (
    (SIGN_IN, sign_in, ("GET", "POST")),
    (SIGN_OUT, sign_out, ("GET", "POST")),
    (SIGNED_OUT, signed_out, ("GET",)),
)
