"""The navigation of the site, made out of the table in docs/README.md (a Sphinx extension).

Each row of the table is a chapter: its first cell is the caption, its links are the pages in order. So the
index that a reader of plain Markdown sees and the navigation of the site are one list.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

ROW = re.compile(r"^\| (?P<caption>[^|]+) \| (?P<links>.*\]\(.*\).*) \|$", re.M)
PAGE = re.compile(r"\]\((?P<page>[^):]+)\.md\)")
#: The page of decisions lists its own; the site needs them in its tree as well.
DECISIONS = "decisions/README"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Called by Sphinx."""
    app.connect("source-read", with_navigation)
    app.connect("build-finished", with_front_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def with_navigation(app: Sphinx, page: str, source: list[str]) -> None:
    """Add to a page's text the trees that Sphinx takes the navigation from; readers do not see them."""
    if page == app.config.root_doc:
        source[0] += "".join(tree(caption, pages) for caption, pages in chapters(source[0]))
    elif page == DECISIONS:
        source[0] += tree("", PAGE.findall(source[0]))


def with_front_page(app: Sphinx, failed: Exception | None) -> None:
    """The index once more as index.html, which web servers open first."""
    front = app.outdir / f"{app.config.root_doc}.html"
    if failed is None and front.is_file():
        shutil.copyfile(front, app.outdir / "index.html")


def chapters(index: str) -> Iterator[tuple[str, list[str]]]:
    """Caption and pages of each row of the index."""
    for row in ROW.finditer(index):
        yield row["caption"].capitalize(), PAGE.findall(row["links"])


def tree(caption: str, pages: list[str]) -> str:
    """One hidden tree, as MyST writes it."""
    options = [":hidden:", *([f":caption: {caption}"] if caption else [])]
    return "\n\n```{toctree}\n" + "\n".join((*options, "", *pages)) + "\n```\n"
