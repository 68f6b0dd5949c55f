"""The holder's own pages, under ``/me``: what is known, who asked, and taking things back."""

from flask import Flask

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


def register(app: Flask) -> None:
    """Add the pages."""
    for room in ROOMS:
        for rule, view, methods in room.PAGES:
            app.add_url_rule(rule, f"me_{view.__name__}", answering.in_words(view), methods=methods)
