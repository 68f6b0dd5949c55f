"""The site: every page is in it, nothing on the way is doubtful, and no browser fetches from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.site import chapters
from tools.tree import ROOT

DOCS = ROOT / "docs"
PAGES = [page.relative_to(DOCS) for page in sorted(DOCS.rglob("*.md"))]
FETCHED = re.compile(
    r"""<(?:script|img|iframe)[^>]*\ssrc="(?P<src>[^"]*)"|<link[^>]*\shref="(?P<href>[^"]*)"""
)


def build(source: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """The command of ``make site``, into another folder; ``conf.py`` stays the real one."""
    options = ("-W", "--keep-going", "-q", "-b", "html", "-c", str(DOCS))
    command = (sys.executable, "-m", "sphinx", *options, str(source), str(target))
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    target = tmp_path_factory.mktemp("site")
    done = build(DOCS, target)
    assert (done.returncode, done.stderr) == (0, "")
    return target


class TestTheSite:
    @pytest.mark.parametrize("page", PAGES, ids=str)
    def test_has_the_page(self, site: Path, page: Path) -> None:
        assert (site / page.with_suffix(".html")).is_file()

    def test_fetches_nothing_from_elsewhere(self, site: Path) -> None:
        addresses = {
            found["src"] or found["href"]
            for page in PAGES
            for found in FETCHED.finditer((site / page.with_suffix(".html")).read_text(encoding="utf-8"))
        }
        assert addresses
        assert not [address for address in addresses if re.match(r"(?:[a-z]+:)?//", address)]

    def test_leads_to_every_chapter(self, site: Path) -> None:
        front = (site / "README.html").read_text(encoding="utf-8")
        captions = [caption for caption, _ in chapters((DOCS / "README.md").read_text(encoding="utf-8"))]
        assert len(captions) >= 4
        assert not [caption for caption in captions if caption not in front]

    def test_is_not_built_with_a_link_that_leads_nowhere(self, tmp_path: Path) -> None:
        source = tmp_path / "docs"
        source.mkdir()
        (source / "README.md").write_text("# Index\n\nSee [this](gone.md).\n", encoding="utf-8")
        done = build(source, tmp_path / "site")
        assert done.returncode != 0
        assert "gone.md" in done.stderr
