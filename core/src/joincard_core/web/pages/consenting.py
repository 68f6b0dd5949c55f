"""The page on which a holder agrees to what a client asks for, or does not (RFC 6749 section 4.1.1)."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, request

from joincard_core.oauth import Interaction, InvalidRequest
from joincard_core.web.pages.authorizing import (
    BOTH,
    CONSENT,
    SIGN_IN,
    asked,
    authorization,
    entered,
    holder_of,
    in_words,
    leave,
    opened,
    page,
    see,
    still_here,
)
from joincard_core.web.pages.browser import browser
from joincard_core.web.pages.consent import permissions, told_elements, wishes
from joincard_core.web.pages.languages import language_of
from joincard_core.web.parts import parts


def register(app: Flask) -> None:
    """Add the page."""
    app.add_url_rule(CONSENT, consent.__name__, in_words(consent), methods=BOTH)


def consent() -> Response:
    """Say who asks for what, and take the decision."""
    sent = asked() if request.method == "GET" else entered()
    found = opened(sent)
    if request.method == "POST" and sent.get("action") == "deny":
        return leave(authorization().deny(found.handle, browser()))
    if found.signed_in is not None:
        parts().sign_in.require_good(found.signed_in.card_id)
    if not still_here(found):
        return see(SIGN_IN, found, sent.get("lang", ""))
    if request.method == "GET":
        return consent_page(found, sent)
    if sent.get("action") != "approve":
        raise InvalidRequest("The action must be approve or deny.")
    return leave(authorization().approve(found.handle, browser()))


def consent_page(found: Interaction, sent: Mapping[str, str]) -> Response:
    """The page that says who asks for what."""
    language = language_of(sent.get("lang", ""), found.asked.ui_locales)
    return page(
        "consent.html",
        found,
        language,
        wishes=wishes(found.asked.details, language),
        told=told_elements(found.claims, language),
        permissions=permissions(found.asked.scopes, language),
        days=parts().settings.grant_lifetime,
        here=CONSENT,
        sign_in=SIGN_IN,
        holder=holder_of(found),
    )
