"""docs/decisions/README.md: the decisions by number, from their titles."""

from __future__ import annotations

from tools.reference.markdown import page, table
from tools.tree import ROOT

INTRODUCTION = """
Half a page each: what was chosen, why, and what was refused. A file is called by its number and its title.
"""


def text() -> str:
    """The page."""
    files = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    rows = ((f"[{file.name[:4]}]({file.name})", title(file.read_text(encoding="utf-8"))) for file in files)
    return page("Decisions", INTRODUCTION, table(("number", "what was decided"), rows))


def title(written: str) -> str:
    """The first line without its mark and number."""
    return written.splitlines()[0].lstrip("# ").partition(". ")[2]
