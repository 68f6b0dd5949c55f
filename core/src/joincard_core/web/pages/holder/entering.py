"""Signing in to one's own pages, and out; and once more before a step that changes how one signs in."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, g, request
from joincard_sdk.places import CITIES

from joincard_core.errors import JoincardError
from joincard_core.mailing import MailNotSent
from joincard_core.oauth import SignedIn
from joincard_core.signing_in import CardAtItsEnd, NextStep, SignInError, StepGone
from joincard_core.web.pages.browser import browser, new_browser, recognise
from joincard_core.web.pages.holder.answering import (
    AGAIN,
    POLICY,
    SIGN_IN,
    asked,
    entered,
    for_holder,
    own_path,
    page,
    see,
)
from joincard_core.web.pages.languages import language_of, sentence_of
from joincard_core.web.pages.passkey import passkey_offer
from joincard_core.web.pages.session import (
    enter,
    finish,
    form_token,
    leave_session,
    session_cookie,
    signed_in_here,
)
from joincard_core.web.pages.stepping import Code, half_way, step_cookie, write_again, wrong_fields
from joincard_core.web.parts import parts
from joincard_core.web.problems import problem

CODE = f"{SIGN_IN}/code"
SIGN_OUT, SIGNED_OUT = "/me/sign-out", "/me/signed-out"


def sign_in() -> Response:
    """Ask for card and password. The form's token belongs to this browser: nobody signs another in."""
    if request.method == "GET":
        sent = asked()
        if signed_in_here() is not None and AGAIN not in sent:
            return see(own_path(sent.get("next", "")), sent)
        return form(sent)
    sent = entered(browser())
    try:
        found = enter(sent)
    except SignInError as error:
        return form(sent, error)
    on = own_path(sent.get("next", ""))
    return see(CODE, sent, next=on) if isinstance(found, NextStep) else see(on, sent)


def sign_in_code() -> Response:
    """Ask for the code of the second step, and take it. The form's token belongs to the step's cookie."""
    sent = asked() if request.method == "GET" else entered(step_cookie())
    try:
        half = half_way()
    except StepGone as error:
        return form(sent, error)
    if request.method == "GET":
        return code_form(sent, half)
    on = own_path(sent.get("next", ""))
    try:
        if sent.get("action") == "again":
            write_again()
            return see(CODE, sent, next=on)
        finish(sent)
    except (StepGone, CardAtItsEnd) as error:
        return form(sent, error)
    except (SignInError, MailNotSent) as error:
        return code_form(sent, half, error)
    return see(on, sent)


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
    response = page(
        "sign_in.html",
        sent,
        cities=CITIES.values(),
        region=sent.get("region", "")[:100],
        number=sent.get("number", "")[:100],
        next=own_path(sent.get("next", "")),
        error=sentence_of(error, language) if error else "",
        wrong=wrong_fields(error),
        token=form_token(known),
        once_more=AGAIN in sent,
        passkey=passkey_offer(known, language),
    )
    response.headers["Content-Security-Policy"] = f"{POLICY}; script-src 'self'"
    recognise(response, known)
    return with_status(response, error)


def code_form(sent: Mapping[str, str], half: Code, error: JoincardError | None = None) -> Response:
    """The page that asks for the code, with what was wrong."""
    response = page(
        "second_step.html",
        sent,
        half=half.half_way,
        by_letter=half.by_letter,
        next=own_path(sent.get("next", "")),
        error=sentence_of(error, language_of(sent.get("lang", ""), ())) if error else "",
        wrong=("code",) if error else (),
        token=form_token(step_cookie()),
        signed_in=False,
    )
    return with_status(response, error)


def with_status(response: Response, error: JoincardError | None) -> Response:
    """The page with the status of what was wrong, if anything was."""
    if error is not None:
        told = problem(error, parts().settings.issuer, g.request_id)
        g.code, response.status_code = error.code, told.status
        response.headers.update({n: v for n, v in told.headers.items() if n == "Retry-After"})
    return response


PAGES = (
    (SIGN_IN, sign_in, ("GET", "POST")),
    (CODE, sign_in_code, ("GET", "POST")),
    (SIGN_OUT, sign_out, ("GET", "POST")),
    (SIGNED_OUT, signed_out, ("GET",)),
)
