"""docs/conformance-pages.md shows every page that the suite leaves to a person, and its pictures are there."""

from __future__ import annotations

import re

import pytest

from demo.place import ROOT

PAGE = (ROOT / "docs" / "conformance-pages.md").read_text(encoding="utf-8")
RESULTS = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
PLACE = ROOT / "docs" / "conformance"
ROW = re.compile(r"^\| (?P<module>[\w-]+) \|(?P<cells>.*)\|$", re.M)
SHOWN = re.compile(r"^### (?P<title>.+)\n\n!\[(?P<words>.+)\]\(conformance/(?P<name>.+)\.png\)$", re.M)
SIGNATURE = b"\x89PNG\r\n\x1a\n"
WIDTH = 800  # px
MOST, MOST_TOGETHER = 60_000, 600_000  # bytes

ROWS = {row["module"]: row["cells"].split(" | ") for row in ROW.finditer(PAGE) if row["module"] != "module"}
REVIEWED = {
    row["module"]
    for row in ROW.finditer(RESULTS)
    if any(cell.strip().startswith("review") for cell in row["cells"].split("|"))
}
PICTURES = {shown["name"]: shown for shown in SHOWN.finditer(PAGE)}


def test_some_modules_end_as_review() -> None:
    assert {"prompt-login", "rp-initiated-logout-no-params"} <= REVIEWED


def test_each_module_that_ends_as_review_has_its_row_and_no_other() -> None:
    assert set(ROWS) == REVIEWED


@pytest.mark.parametrize("module", ROWS)
def test_each_row_says_what_is_asked_and_names_a_picture(module: str) -> None:
    asked, picture, shows = ROWS[module]
    assert asked.strip()
    assert shows.strip()
    named = re.fullmatch(r"\[(?P<name>.+)\]\(#(?P=name)\)", picture)
    assert named is not None
    assert named["name"] in PICTURES


@pytest.mark.parametrize("name", PICTURES)
def test_each_picture_is_a_small_png_in_words_too(name: str) -> None:
    shown, content = PICTURES[name], (PLACE / f"{name}.png").read_bytes()
    assert shown["title"] == name
    assert len(shown["words"]) > 20
    assert content.startswith(SIGNATURE)
    assert int.from_bytes(content[16:20]) == WIDTH
    assert len(content) < MOST


def test_no_picture_is_left_over_and_all_are_small_together() -> None:
    files = list(PLACE.iterdir())
    assert {file.name for file in files} == {f"{name}.png" for name in PICTURES}
    assert sum(file.stat().st_size for file in files) < MOST_TOGETHER
