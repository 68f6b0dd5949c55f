"""The pages of the documentation: their links, headings and examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from tools.tree import ROOT

FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=indent)```[ \t]*$", re.M | re.S)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
TYPED = re.compile(r"^\$ (?P<command>(?:.*\\\n)*.*)$", re.M)
HEADING = re.compile(r"^#{1,6} +(?P<title>.+?) *$", re.M)


@dataclass(frozen=True, slots=True)
class Example:
    """A fenced block: the words after the fence, its text, and the line that its text begins on."""

    page: Path
    info: str
    text: str
    line: int

    @property
    def file(self) -> str:
        """The file that the reader is asked to write, from ``file=...`` behind the fence; or nothing."""
        return next(
            (word.removeprefix("file=") for word in self.info.split(" ") if word.startswith("file=")), ""
        )

    @property
    def commands(self) -> list[str]:
        """What the reader is asked to type, without the prompt; ``\\`` at a line's end joins the next."""
        return [found["command"] for found in TYPED.finditer(self.text)]


def pages(root: Path = ROOT) -> tuple[Path, ...]:
    """Every page a reader meets: those of docs/ and each README."""
    found = {
        *root.glob("*.md"),
        *root.glob("docs/**/*.md"),
        *root.glob("*/README.md"),
        *root.glob("plugins/*/README.md"),
    }
    return tuple(sorted(found))


def examples(page: Path, language: str = "") -> Iterator[Example]:
    """The fenced blocks of a page, or those of one language."""
    text = page.read_text(encoding="utf-8")
    for found in FENCE.finditer(text):
        info = found["info"].strip()
        if not language or info.split(" ")[0] == language:
            line = text.count("\n", 0, found.start("body")) + 1
            yield Example(page, info, dedent(found["body"]), line)


def broken_links(page: Path) -> Iterator[str]:
    """Links to a file or a heading that is not there. Addresses on the web are left alone."""
    for found in LINK.finditer(FENCE.sub("", page.read_text(encoding="utf-8"))):
        target, _, anchor = found["target"].partition("#")
        if ":" in target:
            continue
        file = (page.parent / target).resolve() if target else page
        if not file.exists():
            yield f"{page}: {target} is not there"
        elif anchor and anchor not in anchors(file):
            yield f"{page}: {target}#{anchor} is not there"


def anchors(page: Path) -> set[str]:
    """Names of a page's headings in an address, as GitHub makes them."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return {anchor(found["title"]) for found in HEADING.finditer(text)}


def anchor(title: str) -> str:
    """``Who supplies a fact`` becomes ``who-supplies-a-fact``."""
    kept = re.sub(r"[^\w\- ]", "", title.replace("`", "").lower())
    return kept.replace(" ", "-")
