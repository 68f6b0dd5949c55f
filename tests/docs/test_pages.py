"""Links lead somewhere, and examples run, page by page, from top to bottom."""

from pathlib import Path

import pytest

from tools.pages import Example, broken_links, examples, pages
from tools.tree import ROOT

PAGES = {str(page.relative_to(ROOT)): page for page in pages()}


def runnable(page: Path) -> list[Example]:
    """Python that runs as it stands on the page; what is written to a file is another test's."""
    return [example for example in examples(page, "python") if not example.file]


WITH_PYTHON = [name for name, page in PAGES.items() if runnable(page)]


class TestThePages:
    def test_are_there(self) -> None:
        assert {"README.md", "CHANGELOG.md", "docs/README.md"} <= set(PAGES)

    @pytest.mark.parametrize("name", PAGES)
    def test_lead_somewhere(self, name: str) -> None:
        assert not list(broken_links(PAGES[name]))

    @pytest.mark.parametrize("name", PAGES)
    def test_begin_with_their_title(self, name: str) -> None:
        assert PAGES[name].read_text(encoding="utf-8").startswith("# ")

    def test_are_all_reached_from_the_index(self) -> None:
        index = PAGES["docs/README.md"].read_text(encoding="utf-8")
        decisions = PAGES["docs/decisions/README.md"].read_text(encoding="utf-8")
        below = [Path(name).relative_to("docs") for name in PAGES if name.startswith("docs/")]
        missing = [
            str(page) for page in below if f"({page})" not in index and f"({page.name})" not in decisions
        ]
        assert missing == ["README.md"]


class TestTheExamples:
    @pytest.mark.parametrize("name", WITH_PYTHON)
    def test_run(self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        space: dict[str, object] = {"__name__": "example"}
        for example in runnable(PAGES[name]):
            # Blank lines in front, so that a traceback names the page's own line.
            source = "\n" * (example.line - 1) + example.text
            exec(compile(source, name, "exec"), space)


class TestAPlantedFault:
    @pytest.mark.parametrize("link", ["[x](gone.md)", "[x](#gone)", "[x](there.md#gone)"])
    def test_broken_link_is_found(self, tmp_path: Path, link: str) -> None:
        (tmp_path / "there.md").write_text("# There\n", encoding="utf-8")
        page = tmp_path / "page.md"
        page.write_text(f"# Page\n\n{link}\n", encoding="utf-8")
        assert list(broken_links(page))

    def test_good_link_is_fine(self, tmp_path: Path) -> None:
        page = tmp_path / "page.md"
        page.write_text(
            "# Who is `it`\n\n[x](#who-is-it) [y](page.md#who-is-it) [z](https://example.org)\n", "utf-8"
        )
        assert not list(broken_links(page))
