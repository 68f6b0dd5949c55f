"""The holder's own pages, under ``/me``: what is known, who asked, and taking things back."""

from flask import Flask, Response

from joincard_core.web.errors import AddressUnknown
from joincard_core.web.pages.holder import (
    answering,
    by_code,
    consents,
    entering,
    overview,
    passkeys,
    profile,
    requests,
    second_step,
    sessions,
    who_asked,
)

__all__ = ["register"]

ROOMS = (entering, overview, requests, by_code, who_asked, profile, consents, sessions, passkeys, second_step)


def nowhere(rest: str) -> Response:
    """Another address below ``/me``: mistyped, or of a page that has gone."""
    raise AddressUnknown


def register(app: Flask) -> None:
    """Add the pages."""
    app.add_url_rule("/me/<path:rest>", "me_nowhere", answering.in_words(nowhere), methods=("GET",))
    for room in ROOMS:
        for rule, view, methods in room.PAGES:
            app.add_url_rule(rule, f"me_{view.__name__}", answering.in_words(view), methods=methods)
