"""The pages of RP-Initiated Logout (OpenID Connect): ask the holder, sign out, go back to the client.

A client's request, by GET or POST, leads to a page that asks; only its form, which carries the token of the
session, ends anything. A request by POST becomes one by GET first, since browsers send the cookie of the
session with no form of another site; the ID token stays out of that address.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, render_template, request

from joincard_core.oauth import LOGOUT_PATH, InvalidRequest, LogoutAsked, SignedIn, form_parameters
from joincard_core.web.bodies import raw
from joincard_core.web.pages.authorizing import BOTH, asked, in_words
from joincard_core.web.pages.browser import NOTHING, policy, require_own_form
from joincard_core.web.pages.languages import TAGS, language_of, words
from joincard_core.web.pages.session import (
    TOKEN,
    form_token,
    leave_session,
    require_token,
    session_cookie,
    signed_in_here,
)
from joincard_core.web.parts import parts

CONFIRM = f"{LOGOUT_PATH}/confirm"


def register(app: Flask) -> None:
    """Add the pages."""
    app.add_url_rule(LOGOUT_PATH, "logout", in_words(logout), methods=BOTH)
    app.add_url_rule(CONFIRM, "confirm_logout", in_words(confirm), methods=("POST",))


def logout() -> Response:
    """Take a client's request, and ask the holder."""
    sent = asked()
    wish = parts().oauth.logout.asked(sent)
    chosen = sent.get("lang", "")
    if request.method == "POST":
        query = urlencode({**wish.parameters(), **({"lang": chosen} if chosen in TAGS else {})})
        return Response(status=303, headers={"Location": f"{LOGOUT_PATH}?{query}"})
    held = signed_in_here()
    return page("nobody", wish, chosen) if held is None else page("ask", wish, chosen, held)


def confirm() -> Response:
    """Do what the holder decided. Everything that was sent is checked again."""
    require_own_form()
    sent = form_parameters(request.content_type or "", raw(request))
    wish = parts().oauth.logout.asked(sent)
    chosen = sent.get("lang", "")
    held = signed_in_here()
    if held is None:  # ended meanwhile, in another window or by the holder elsewhere
        return page("nobody", wish, chosen)
    require_token(session_cookie(), sent)
    match sent.get("action"):
        case "stay":
            return page("stayed", wish, chosen)
        case "sign-out":
            leave_session()
        case _:
            raise InvalidRequest("The action must be sign-out or stay.")
    if wish.back is not None:
        return Response(status=303, headers={"Location": wish.back})
    return page("done", wish, chosen)


def page(which: str, wish: LogoutAsked, chosen: str, held: SignedIn | None = None) -> Response:
    """A page: ``ask``, ``stayed``, ``done`` or ``nobody``, in the language of the holder."""
    language = language_of(chosen, wish.ui_locales)
    shown: dict[str, Any] = {
        "which": which,
        "wish": wish,
        "provider": parts().holding.provider_name(wish.client.provider_id) if wish.client else "",
        "holder": parts().holding.holder(held.person_id, held.card_id) if held else None,
        "token_name": TOKEN,
        "token": form_token(session_cookie()),
        "here": LOGOUT_PATH,
        "confirm": CONFIRM,
        "again": {code: urlencode({**wish.parameters(), "lang": code}) for code in TAGS},
    }
    text = render_template("logout.html", t=words(language), lang=language, tag=TAGS[language], **shown)
    own = f"{NOTHING}; form-action 'self'"
    rules = own if wish.post_logout_redirect_uri is None else policy(wish.post_logout_redirect_uri)
    return Response(text, headers={"Content-Security-Policy": rules})
