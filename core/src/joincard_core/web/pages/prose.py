"""Descriptions as HTML: paragraphs, and code between backticks. Everything else is escaped."""

import re

from markupsafe import Markup, escape

CODE = re.compile(r"`([^`]+)`")


def prose(text: str | None) -> Markup:
    """A text of one or more paragraphs."""
    paragraphs = re.split(r"\n\s*\n", (text or "").strip())
    return Markup().join(Markup("<p>{}</p>").format(inline(part)) for part in paragraphs if part)


def inline(text: str) -> Markup:
    """One paragraph."""
    pieces = CODE.split(" ".join(text.split()))
    written = (
        Markup("<code>{}</code>").format(piece) if n % 2 else escape(piece) for n, piece in enumerate(pieces)
    )
    return Markup().join(written)
