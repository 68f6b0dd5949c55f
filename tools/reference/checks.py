"""docs/reference/checks.md: every code of a finding about a plugin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from joincard_sdk.checks.code import Code
from joincard_sdk.checks.tables import fees, offers, review, sources, values

from tools.reference.markdown import code, page, table

INTRODUCTION = """
`joincard plugin check PLUGIN` holds a plugin against every rule of the contract and asks what a reviewer
would ask. Each finding has a code from this page, file and line, what is wrong, and what to write instead;
`joincard explain CODE` prints the same page in the terminal. `--format json` is for programs, `--format
github` for annotations of a workflow; `--bundles FOLDER` names the bundles that the authority has admitted.

An error stops a build, and the status is 1. A warning never does: it is a question, and the answer may be
that all is well.
"""

REVIEW = """
Warnings. How each is found:

* **A card status** is named when every way to be accepted has a test `card.status = ...` or `card.status in
  {...}`; `!=` names what is not accepted, and so not what is.
* **A disclosure** is needed when the rule or the fee of the service reads a fact of that data element. Name,
  nationality, photograph and numbers have no facts; of them only a portrait in an online service is asked
  about, where nobody sees a face.
* **A test is shown** when some refused example gives its fact a value for which it fails. An example without
  the fact shows nothing.
* **A concession can never be first** when no accepted card meets its condition, or when whoever meets it
  meets the condition of one before it. Only what is proven is said; listed values and ranges of one fact
  are compared, facts with facts are not.
"""

SECTIONS = (
    ("Files, hooks and the build", "", sources.ROWS),
    ("What a plugin offers", "", offers.ROWS),
    ("Values", "Raised where a value is made, or told at its service.", values.ROWS),
    ("Fees", "Raised where a fee is made, or told at its service.", fees.ROWS),
    ("What a reviewer would ask", REVIEW, review.ROWS),
)


def text() -> str:
    """The page."""
    return page("Checks", INTRODUCTION, *(part for section in SECTIONS for part in described(*section)))


def described(title: str, words: str, rows: Iterable[Code]) -> Iterator[str]:
    """One family: an overview, then each code with its examples."""
    listed = list(rows)
    yield f"## {title}"
    if words:
        yield words
    yield table(("code", "meaning"), ((code(row.code), row.meaning) for row in listed))
    yield from (entry(row) for row in listed)


def entry(row: Code) -> str:
    """One code. Wrong and right are shown as text, for they are parts of a file and do not run alone."""
    return "\n\n".join(
        (
            f"### {row.code}",
            f"{row.meaning} {row.level.capitalize()}.",
            f"Expected: {row.expected}.",
            f"Instead: {row.instead}.",
            f"```text\nwrong:\n{indented(row.wrong)}\n\nright:\n{indented(row.right)}\n```",
        )
    )


def indented(example: str) -> str:
    """An example below its word."""
    return "\n".join(f"    {line}" for line in example.split("\n"))
