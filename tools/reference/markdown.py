"""The little Markdown that the reference pages need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def page(title: str, *parts: str) -> str:
    """A whole page: its title, where it comes from, and its parts."""
    note = "<!-- Written by `make docs` from the code. Change the code, then run it again. -->"
    return "\n\n".join((f"# {title}", note, *(part.strip("\n") for part in parts))) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; pipes inside a cell are escaped, line ends become spaces."""
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    lines += ["| " + " | ".join(cell(text) for text in row) + " |" for row in rows]
    return "\n".join(lines)


def cell(text: str) -> str:
    """Text on one line that cannot end its cell."""
    return " ".join(text.split()).replace("|", "\\|")


def code(text: str) -> str:
    """Text as code; nothing for nothing."""
    return f"`{text}`" if text else ""


def prose(docstring: str | None) -> str:
    """A docstring as Markdown: its code has two backticks, Markdown's has one."""
    return (docstring or "").replace("``", "`").strip()


def first_line(docstring: str | None) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join(prose(docstring).split("\n\n")[0].split())
