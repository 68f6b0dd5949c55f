"""What all pages of the site share: language, headers, forms of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, abort, render_template, request
from joincard_sdk.texts import Text

from demo.counter import HOSPITAL
from demo.place import Place
from demo.portal.registering import BACK, HOME
from demo.portal.words import WORDS

TAGS = {"en": "en", "zh": "zh-Hans"}
OWN = (None, "same-origin", "none")


def language() -> str:
    """What was chosen, else what the browser says."""
    for tag in (request.args.get("lang", ""), *request.accept_languages.values()):
        found = tag.partition("-")[0].lower()
        if found in TAGS:
            return found
    return "en"


def say(text: Text) -> str:
    """A text in the language of the page."""
    return text.zh if language() == "zh" else text.en


def to(path: str, **more: str) -> str:
    """An address of the site that keeps the language that was chosen."""
    chosen = {"lang": request.args["lang"]} if request.args.get("lang") in TAGS else {}
    query = urlencode({**chosen, **{name: value for name, value in more.items() if value}})
    return f"{path}?{query}" if query else path


def page(template: str, status: int = 200, **shown: Any) -> Response:
    """A page."""
    words: Mapping[str, str] = {name: say(text) for name, text in WORDS.items()}
    usual = {
        "t": words,
        "way_in": lambda acr: words.get(f"by_{acr.rpartition(':')[2]}", ""),
        "lang": language(),
        "tag": TAGS[language()],
        "to": to,
        # The way back from the authority cannot be gone twice.
        "again": HOME if request.path == BACK else request.path,
        "say": say,
    }
    return Response(render_template(template, **usual, provider=HOSPITAL.name, **shown), status)


def see(path: str, **more: str) -> Response:
    """Lead the browser to another page."""
    return Response(status=303, headers={"Location": to(path, **more)})


def require_own_form() -> None:
    """A form of the site itself, never another site's."""
    if request.headers.get("Sec-Fetch-Site") not in OWN:
        abort(403)


def harden(app: Flask, place: Place) -> None:
    """Headers of every answer: nothing but the site's own style runs, and forms may lead to the authority."""
    policy = (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action 'self' {place.issuer}"
    )

    @app.after_request
    def with_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        if not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
        return response
