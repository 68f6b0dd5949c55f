"""Pages for people: what this server is, and how its API is used. Written on the server, without scripts."""

from functools import cache
from typing import Any

from flask import Flask, render_template

from joincard_core.web.pages import authorizing, consenting, holder, logging_out
from joincard_core.web.pages.prose import prose
from joincard_core.web.pages.reading import chapters
from joincard_core.web.parts import parts
from joincard_core.web.problems import KINDS

__all__ = ["register"]


def register(app: Flask, document: dict[str, Any]) -> None:
    """Add the pages; ``document`` is the OpenAPI document that the API page shows."""
    app.add_template_filter(prose)
    read = cache(lambda: chapters(document))

    def docs() -> str:
        """The API page."""
        return render_template(
            "docs.html", chapters=read(), info=document["info"], kinds=KINDS, issuer=parts().settings.issuer
        )

    # Not strict: an empty path would be redirected to whatever the Host header names.
    app.add_url_rule("/", "home", home, strict_slashes=False)
    app.add_url_rule("/docs", "docs", docs)
    authorizing.register(app)
    consenting.register(app)
    holder.register(app)
    logging_out.register(app)


def home() -> str:
    """What this server is, and where to go, in two languages."""
    return render_template("home.html", issuer=parts().settings.issuer, demo=parts().settings.demo)
