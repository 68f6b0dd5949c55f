"""The pages behind the authorization endpoint (RFC 6749 section 3.1): begin, sign in, go back.

The addresses of these pages are for the holder's browser alone. Every form is answered with a redirect, so
that nothing is sent twice when a page is loaded again, and every failure with a page in words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, render_template, request
from joincard_sdk.places import CITIES
from werkzeug.exceptions import HTTPException

from joincard_core.errors import JoincardError
from joincard_core.holding import Holder
from joincard_core.mailing import MailNotSent
from joincard_core.oauth import (
    AUTHORIZATION_PATH,
    AlreadyDecided,
    Answer,
    AuthorizationEndpoint,
    Interaction,
    OAuthError,
    SignedIn,
    form_parameters,
)
from joincard_core.signing_in import CardAtItsEnd, NextStep, SignInError, StepGone, network
from joincard_core.web.bodies import raw
from joincard_core.web.errors import MethodNotAllowed, Unexpected
from joincard_core.web.explaining import explain
from joincard_core.web.failures import note
from joincard_core.web.pages.browser import browser, policy, recognise, require_own_form
from joincard_core.web.pages.deciding_twice import decided_page
from joincard_core.web.pages.languages import TAGS, Language, language_of, sentence_of, words
from joincard_core.web.pages.passkey import passkey_offer
from joincard_core.web.pages.session import enter, finish, signed_in_here
from joincard_core.web.pages.stepping import Code, half_way, step_up, write_again, wrong_fields
from joincard_core.web.parts import parts
from joincard_core.web.problems import problem

SIGN_IN = f"{AUTHORIZATION_PATH}/sign-in"
CODE = f"{SIGN_IN}/code"
CONSENT = f"{AUTHORIZATION_PATH}/consent"
FORM = "application/x-www-form-urlencoded"
BOTH = ("GET", "POST")
View = Callable[[], Response]


def register(app: Flask) -> None:
    """Add the pages."""
    for rule, view in ((AUTHORIZATION_PATH, authorize), (SIGN_IN, sign_in), (CODE, sign_in_code)):
        app.add_url_rule(rule, view.__name__, in_words(view), methods=BOTH)


def in_words(view: View) -> View:
    """Answer every failure of a view: at the client where that is safe, with a page everywhere else."""

    @wraps(view)
    def wrapper() -> Response:
        try:
            if request.method not in BOTH:  # HEAD comes with GET, and must begin nothing
                raise MethodNotAllowed(BOTH)
            return view()
        except JoincardError as error:
            return refused(error)
        except HTTPException:
            raise
        except Exception as error:
            note(error)
            return refused(Unexpected())

    return wrapper


def authorize() -> Response:
    """Begin: check the client's request, and lead its holder to the first page."""
    held, place = signed_in_here(), network(request.remote_addr or "")
    begun = authorization().begin(asked(), browser() or None, held, place)
    if begun.answer is not None:
        return leave(begun.answer)
    decides = begun.interaction.signed_in is not None and not begun.picks
    response = see(CONSENT if decides else SIGN_IN, begun.interaction)
    recognise(response, begun.browser)
    return response


def sign_in() -> Response:
    """Ask for card and password; ``another`` asks again after a sign-in, as a client may (``prompt``)."""
    if request.method == "GET":
        sent = asked()
        found = opened(sent)
        asks = "another" in sent or "select_account" in found.asked.prompt or not still_here(found)
        return sign_in_page(found, sent) if asks else see(CONSENT, found)
    sent = entered()
    found = opened(sent)
    if sent.get("action") == "cancel":
        return leave(authorization().deny(found.handle, browser()))
    if sent.get("action") == "step-up":
        return step_up_page(found, sent)
    try:
        entered_by = enter(sent, found.asked.acrs)
    except SignInError as error:
        return sign_in_page(found, sent, error)
    if isinstance(entered_by, NextStep):
        return see(CODE, found, sent.get("lang", ""))
    return signed_in_as(found, sent, entered_by)


def sign_in_code() -> Response:
    """Ask for the code of the second step, and take it."""
    sent = asked() if request.method == "GET" else entered()
    found = opened(sent)
    try:
        half = half_way()
    except StepGone as error:
        return sign_in_page(found, sent, error)
    if request.method == "GET":
        return code_page(found, sent, half)
    match sent.get("action"):
        case "cancel":
            return leave(authorization().deny(found.handle, browser()))
        case "again":
            try:
                write_again()
            except (SignInError, MailNotSent) as error:
                return code_page(found, sent, half, error)
            return see(CODE, found, sent.get("lang", ""))
    try:
        signed_in = finish(sent)
    except (StepGone, CardAtItsEnd) as error:
        return sign_in_page(found, sent, error)
    except SignInError as error:
        return code_page(found, sent, half, error)
    return signed_in_as(found, sent, signed_in)


def step_up_page(found: Interaction, sent: Mapping[str, str]) -> Response:
    """Lead who is signed in by password to the code alone."""
    held = signed_in_here()
    if held is not None and authorization().falls_short(found.handle, browser(), held) and step_up(held):
        return see(CODE, found, sent.get("lang", ""))
    return see(SIGN_IN, found, sent.get("lang", ""))


def signed_in_as(found: Interaction, sent: Mapping[str, str], signed_in: SignedIn) -> Response:
    """Go on for who has just signed in: back to the client where all is agreed, else to the decision."""
    if not authorization().in_time(found, signed_in):
        return see(SIGN_IN, found, sent.get("lang", ""))
    authorization().sign_in(found.handle, browser(), signed_in)
    answer = authorization().go_on(found.handle, browser())
    return see(CONSENT, found, sent.get("lang", "")) if answer is None else leave(answer)


def still_here(found: Interaction) -> bool:
    """Whether who signed in on this page is who is signed in in this browser now.

    Somebody else may have signed in on another page meanwhile, or this holder may have signed out.
    """
    held = signed_in_here()
    return None not in (found.signed_in, held) and whom(found.signed_in) == whom(held)


def whom(signed_in: SignedIn | None) -> tuple[str, str] | None:
    """Who it is, with which card."""
    return None if signed_in is None else (signed_in.person_id, signed_in.card_id)


def authorization() -> AuthorizationEndpoint:
    """The story behind these pages."""
    return parts().authorization


def asked() -> Mapping[str, str]:
    """The parameters of a request, each once. Raises ``InvalidRequest``."""
    if request.method == "POST":
        return form_parameters(request.content_type or "", raw(request))
    return form_parameters(FORM, request.query_string)


def entered() -> Mapping[str, str]:
    """The fields of a form of ours. Raises ``ForeignForm`` or ``InvalidRequest``."""
    require_own_form()
    return form_parameters(request.content_type or "", raw(request))


def opened(sent: Mapping[str, str]) -> Interaction:
    """The interaction that a page belongs to. Raises ``InteractionUnknown``."""
    return authorization().interaction(sent.get("interaction", ""), browser())


def sign_in_page(found: Interaction, sent: Mapping[str, str], error: SignInError | None = None) -> Response:
    """The page that asks for card and password, with what was wrong. The password is never sent back."""
    language = language_of(sent.get("lang", ""), found.asked.ui_locales)
    wrong, short = wrong_fields(error), None if error else who_falls_short(found)
    region, number = hinted(found.login_hint)
    shown: dict[str, Any] = {
        "cities": CITIES.values(),
        "region": sent.get("region", region)[:100],
        "number": sent.get("number", number)[:100],
        "error": sentence_of(error, language) if error else "",
        "wrong": wrong,
        "here": SIGN_IN,
        "consent": CONSENT,
        "holder": holder_of(found),
        "passkey": passkey_offer(browser(), language),
        "short": short,
        "again": short is None and found.signed_in is None and signed_in_here() is not None,
    }
    response = page("sign_in.html", found, language, script=True, **shown)
    return with_status(response, error)


def code_page(
    found: Interaction, sent: Mapping[str, str], half: Code, error: JoincardError | None = None
) -> Response:
    """The page that asks for the code, with what was wrong."""
    language = language_of(sent.get("lang", ""), found.asked.ui_locales)
    shown: dict[str, Any] = {
        "half": half.half_way,
        "by_letter": half.by_letter,
        "here": CODE,
        "sign_in": SIGN_IN,
    }
    shown |= {"error": sentence_of(error, language) if error else "", "wrong": ("code",) if error else ()}
    return with_status(page("second_step.html", found, language, **shown), error)


def with_status(response: Response, error: JoincardError | None) -> Response:
    """The page with the status of what was wrong, if anything was."""
    if error is not None:
        told = problem(error, parts().settings.issuer, g.request_id)
        g.code, response.status_code = error.code, told.status
        response.headers.update(told.headers)
    return response


def who_falls_short(found: Interaction) -> Holder | None:
    """Who is signed in here, and has only to add a code for this request."""
    held = signed_in_here()
    if held is None or not authorization().falls_short(found.handle, browser(), held):
        return None
    if not parts().second_steps.can_raise(held):
        return None
    return parts().holding.holder(held.person_id, held.card_id)


def hinted(login_hint: str | None) -> tuple[str, str]:
    """City and number of the card that a client expects, where its hint is both with a space between them.

    The holder sees them in the fields, and may type others.
    """
    parts_of_it = (login_hint or "").split()
    return (parts_of_it[0], parts_of_it[1]) if len(parts_of_it) == 2 else ("", "")


def holder_of(found: Interaction) -> Holder | None:
    """Who is signed in on this page, in words; ``None`` when nobody is."""
    held = found.signed_in
    return parts().holding.holder(held.person_id, held.card_id) if held and still_here(found) else None


def page(
    template: str, found: Interaction, language: Language, *, script: bool = False, **shown: Any
) -> Response:
    """A page of this interaction, in a language; with ``script``, one of ours may run on it."""
    shown["provider"] = parts().holding.provider_name(found.provider_id)
    text = render_template(
        template, found=found, t=words(language), lang=language, tag=TAGS[language], **shown
    )
    return Response(
        text, headers={"Content-Security-Policy": policy(found.asked.redirect_uri, script=script)}
    )


def see(path: str, found: Interaction, lang: str = "") -> Response:
    """Lead the browser to a page of the interaction (RFC 9110 section 15.4.4)."""
    chosen = {"lang": lang} if lang in TAGS else {}
    return Response(
        status=303, headers={"Location": f"{path}?{urlencode({'interaction': found.handle, **chosen})}"}
    )


def leave(answer: Answer) -> Response:
    """Take the answer to the client: by a redirect, or by a form (OAuth 2.0 Form Post Response Mode)."""
    if answer.method == "redirect":
        return Response(status=303, headers={"Location": answer.uri})
    language = language_of("", ())
    text = render_template(
        "form_post.html", answer=answer, t=words(language), lang=language, tag=TAGS[language]
    )
    return Response(text, headers={"Content-Security-Policy": policy(answer.uri, script=True)})


def refused(error: JoincardError) -> Response:
    """A failure: told to the client where that is safe, else to the holder; nothing sent is shown."""
    if isinstance(error, AlreadyDecided):
        return decided_page(error)
    if isinstance(error, OAuthError):
        explain(error)
    if isinstance(error, OAuthError) and isinstance(error.answer, Answer):
        g.code = error.code
        return leave(error.answer)
    told = problem(error, parts().settings.issuer, g.request_id)
    g.code = told.code
    if told.status == 500 and not isinstance(error, Unexpected):
        note(error)
    status = 400 if isinstance(error, OAuthError) and told.status in (401, 403) else told.status
    text = render_template(
        "authorization_refused.html",
        code=told.code,
        registered=error.error if isinstance(error, OAuthError) else "",
        sentence=told.members["detail"],
    )
    response = Response(text, status)
    response.headers.update(
        {name: told.headers[name] for name in ("Retry-After", "Allow") if name in told.headers}
    )
    return response
