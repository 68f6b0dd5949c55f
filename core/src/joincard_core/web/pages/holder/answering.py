"""What every page of a holder has in common: who it is for, its language, its form token, its failures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from flask import Response, g, render_template, request
from joincard_sdk.money import Money
from joincard_sdk.places import CITIES
from werkzeug.exceptions import HTTPException

from joincard_core.clock import SHANGHAI
from joincard_core.errors import JoincardError
from joincard_core.oauth import form_parameters
from joincard_core.web.bodies import raw
from joincard_core.web.errors import NotFresh, Unexpected
from joincard_core.web.failures import note
from joincard_core.web.pages.browser import NOTHING, require_own_form
from joincard_core.web.pages.holder.words import REFUSALS, holder_words
from joincard_core.web.pages.languages import TAGS, Language, language_of, said
from joincard_core.web.pages.session import form_token, require_token, session_cookie, signed_in_here
from joincard_core.web.pages.stepping import step_up
from joincard_core.web.parts import parts
from joincard_core.web.problems import problem

HOME, SIGN_IN = "/me", "/me/sign-in"
AGAIN = "again"
"""The parameter by which who is signed in is asked to sign in once more."""
FORM = "application/x-www-form-urlencoded"
OWN_PATH = re.compile(r"/me(/[A-Za-z0-9_-]{1,64}){0,2}|/device(/[A-Za-z-]{1,40})?")
POLICY = f"{NOTHING}; form-action 'self'"
View = Callable[..., Response]


def in_words(view: View) -> View:
    """Answer every failure of a view with a page in words."""

    @wraps(view)
    def wrapper(**path: str) -> Response:
        try:
            return view(**path)
        except NotFresh as error:
            return once_more(error)
        except JoincardError as error:
            return failed(error)
        except HTTPException:
            raise
        except Exception as error:
            note(error)
            return failed(Unexpected())

    return wrapper


def for_holder(view: View) -> View:
    """A page for who is signed in; everybody else is asked to sign in first, and comes back."""

    @wraps(view)
    def wrapper(**path: str) -> Response:
        held = signed_in_here()
        if held is None:
            return see(SIGN_IN, asked(), next=request.path)
        return view(held, **path)

    return wrapper


def once_more(error: NotFresh) -> Response:
    """Lead to what is missing, and back to this page: the code alone where the password is recent."""
    held = signed_in_here()
    if error.recent and request.method == "POST" and held is not None and step_up(held):
        return see(f"{SIGN_IN}/code", request.form, next=request.path)
    return see(SIGN_IN, request.values, next=request.path, **{AGAIN: "1"})


def asked() -> Mapping[str, str]:
    """The parameters in the address. Raises ``InvalidRequest``."""
    return form_parameters(FORM, request.query_string)


def entered(secret: str) -> Mapping[str, str]:
    """The fields of a form of ours, for who holds the cookie ``secret``.

    Raises ``ForeignForm`` or ``InvalidRequest``.
    """
    require_own_form()
    sent = form_parameters(request.content_type or "", raw(request))
    require_token(secret, sent)
    return sent


def page(template: str, sent: Mapping[str, str], status: int = 200, **shown: Any) -> Response:
    """A page of the holder's; ``sent`` holds the language that was chosen, if one was."""
    language = language_of(sent.get("lang", ""), ())
    usual = {
        "t": holder_words(language),
        "lang": language,
        "tag": TAGS[language],
        "here": request.path,
        "chosen": {"lang": sent["lang"]} if sent.get("lang") in TAGS else {},
        "token": form_token(session_cookie()),
        "signed_in": signed_in_here() is not None,
        "to": to,
        "say": lambda text: said(text, language),
        "city": lambda code: said(CITIES[code].name, language) if code in CITIES else code,
        "when": lambda at: at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
        "yuan": lambda amount: price(amount, language),
    }
    text = render_template(f"holder/{template}", **{**usual, **shown})
    return Response(text, status, headers={"Content-Security-Policy": POLICY})


def price(amount: Money, language: Language) -> str:
    """An amount in words."""
    t = holder_words(language)
    return t["yuan"].format(amount.yuan) if amount.minor else t["free"]


def to(path: str, chosen: Mapping[str, str], **more: str) -> str:
    """The address of a page, in the language that was chosen."""
    query = urlencode({**chosen, **{name: value for name, value in more.items() if value}})
    return f"{path}?{query}" if query else path


def see(path: str, sent: Mapping[str, str], **more: str) -> Response:
    """Lead the browser to another page (RFC 9110 section 15.4.4)."""
    chosen = {"lang": sent["lang"]} if sent.get("lang") in TAGS else {}
    return Response(status=303, headers={"Location": to(path, chosen, **more)})


def own_path(wanted: str) -> str:
    """Where to go after signing in: a page of the holder's, never another site."""
    signs_in = wanted == SIGN_IN or wanted.startswith(f"{SIGN_IN}/")
    return wanted if OWN_PATH.fullmatch(wanted) and not signs_in else HOME


def failed(error: JoincardError) -> Response:
    """A failure, in words; nothing sent is shown."""
    told = problem(error, parts().settings.issuer, g.request_id)
    g.code = told.code
    if told.status == 500 and not isinstance(error, Unexpected):
        note(error)
    language = language_of(request.args.get("lang", ""), ())
    written = REFUSALS.get(told.code)
    sentence = said(written, language) if written else str(told.members["detail"])
    chosen = {"lang": language} if request.args.get("lang") in TAGS else {}
    response = page("failed.html", chosen, told.status, code=told.code, sentence=sentence, signed_in=False)
    if "Retry-After" in told.headers:
        response.headers["Retry-After"] = told.headers["Retry-After"]
    return response
