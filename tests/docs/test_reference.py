"""The written pages say what the code says; ``make docs`` writes them again."""

import pytest

from tools.reference import PAGES, written
from tools.tree import ROOT


class TestTheWrittenPages:
    @pytest.mark.parametrize("name", PAGES)
    def test_are_what_the_code_says(self, name: str) -> None:
        page = ROOT / "docs" / name
        assert page.read_text(encoding="utf-8") == written(name), "run make docs"
