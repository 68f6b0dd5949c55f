"""The page for who comes back to a request that is decided: what became of it, and where to go on."""

from __future__ import annotations

from flask import Response, g, render_template, request

from joincard_core.oauth import AlreadyDecided
from joincard_core.web.pages.choosing_words import choosing_words
from joincard_core.web.pages.languages import TAGS, language_of, words
from joincard_core.web.parts import parts
from joincard_core.web.problems import problem


def decided_page(error: AlreadyDecided) -> Response:
    """Say that the decision was made, and lead on. Nothing is sent."""
    language = language_of(request.args.get("lang", ""), ())
    told = problem(error, parts().settings.issuer, g.request_id)
    g.code = told.code
    text = render_template(
        "decided.html",
        t=words(language),
        c=choosing_words(language),
        lang=language,
        tag=TAGS[language],
        client=error.client_name,
        leads_to=error.leads_to,
        code=told.code,
    )
    return Response(text, told.status)
