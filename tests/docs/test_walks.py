"""The pages that are done from top to bottom: the tutorial for authors, and the guides with commands."""

import json
from pathlib import Path

import pytest

from tests.docs.walking import walk
from tools.tree import ROOT

DOCS = ROOT / "docs"
PAGES = (
    "tutorial/your-first-plugin.md",
    "how-to/open-a-new-sector.md",
    "how-to/make-a-release.md",
    "how-to/connect-a-providers-system.md",
)


class TestAPage:
    @pytest.mark.parametrize("name", PAGES)
    def test_does_what_it_says(self, name: str, tmp_path: Path) -> None:
        assert walk(DOCS / name, tmp_path)


class TestTheGuideToAService:
    def test_decides_as_it_says(self, tmp_path: Path) -> None:
        typed = walk(DOCS / "how-to/write-a-service.md", tmp_path)
        (decided,) = (text for command, text in typed.items() if "decide" in command)
        child, lost = (json.loads(line) for line in decided.splitlines() if line.startswith("{"))
        assert (child["outcome"], child["price"]) == ("accept", "0.00")
        assert lost["reasons"][0]["remedy"]["en"] == "Ask the card service to activate the card."


class TestAPageThatIsWrong:
    @pytest.mark.parametrize(
        "block",
        [
            "```console\n$ false\n```",
            "```console fails\n$ true\n```",
            "```console\n$ echo one\n```\n\n```output\ntwo\n```",
            "```console\n$ exit 3\n```",
            "```diff\n--- gone.txt\n+++ gone.txt\n@@ -1 +1 @@\n-one\n+two\n```",
        ],
    )
    def test_is_found(self, tmp_path: Path, block: str) -> None:
        page = tmp_path / "page.md"
        page.write_text(f"# Page\n\n{block}\n", encoding="utf-8")
        with pytest.raises(AssertionError):
            walk(page, tmp_path)
