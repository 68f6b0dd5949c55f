"""docs/reference/http.md: every address of the API, from its OpenAPI document."""

from __future__ import annotations

from joincard_core.web.application import SECTIONS
from joincard_core.web.openapi import described
from joincard_core.web.pages.reading import Chapter, Operation, Said, chapters
from joincard_core.web.pages.shape import Row

from tools.reference.markdown import code, page, prose, table

INTRODUCTION = """
The authority serves this API, its [OpenAPI 3.1](https://spec.openapis.org/oas/v3.1.0) document at
`/v1/openapi.json`, and the same as a page at `/docs`. [Verify from Python](../how-to/verify-from-python.md)
shows the client that speaks it.

Every error is an `application/problem+json` document with a stable `code`: see [errors](errors.md). The token
endpoint answers errors in the words of OAuth instead. Every request that changes something needs an
`Idempotency-Key`; the same key with the same body gives the same answer again.
"""

#: Members that the page has shown, and where.
Shown = dict[tuple[Row, ...], str]

ISSUER = "https://card.example.cn"


def text() -> str:
    """The page."""
    document = described(SECTIONS, ISSUER)
    shown: Shown = {}
    return page("HTTP API", INTRODUCTION, *(chapter(found, shown) for found in chapters(document)))


def chapter(found: Chapter, shown: Shown) -> str:
    """The addresses that belong together."""
    return "\n\n".join((f"## {found.title}", *(operation(each, shown) for each in found.operations)))


def operation(found: Operation, shown: Shown) -> str:
    """One address with one method."""
    needs = f"Needs a token with the scope {' '.join(map(code, found.scopes))}." if found.scopes else ""
    parts = [f"### {found.method} {found.path}", prose(found.summary), prose(found.description), needs]
    if found.parameters:
        parts += ["Parameters:", members(found.parameters)]
    if found.body:
        parts += [f"Body ({code(found.body.media_type)}):", members(found.body.rows)]
    for answer in found.answers:
        parts += said(answer, shown, f"{found.method} {found.path}, {answer.status}")
    if found.problems:
        rows = sorted((problem.status, problem.description) for problem in found.problems)
        parts += ["Problems:", table(("status", "codes"), rows)]
    return "\n\n".join(part for part in parts if part)


def said(answer: Said, shown: Shown, place: str) -> list[str]:
    """One good answer; members that were shown before are named by where they stand."""
    media_type = f" ({code(answer.media_type)})" if answer.media_type else ""
    headline = f"**{answer.status}**{media_type}: {prose(answer.description)}"
    if not answer.rows:
        return [headline]
    before = shown.setdefault(answer.rows, place)
    return (
        [headline, members(answer.rows)]
        if before == place
        else [f"{headline} Its members are those of {before}."]
    )


def members(rows: tuple[Row, ...]) -> str:
    """Members row by row; one inside another stands under it, after a dot for each step."""
    return table(("member", "type", "must", "meaning"), (member(row) for row in rows))


def member(row: Row) -> tuple[str, ...]:
    """One member."""
    name = f"{'&nbsp;&nbsp;' * row.depth}{code(row.name)}"
    return (name, row.type, "yes" if row.required else "", meaning(row))


def meaning(row: Row) -> str:
    """What a member means, and what it may be."""
    example = row.values.startswith("such as")
    allowed = (
        f"{row.values.replace('such', 'Such', 1) if example else f'One of: {row.values}'}."
        if row.values
        else ""
    )
    return " ".join(filter(None, (prose(row.description), allowed)))
