"""``joincard plugin show``: in the terminal, as JSON, and as a page that needs nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from joincard_sdk.bundle import Bundle
from joincard_sdk.cli.program import program
from joincard_sdk.cli.showing_page import as_page
from joincard_sdk.texts import Text

VISIT = "libraries.desk.visit"
VOID = {"meta", "br"}


def run(*words: object) -> Result:
    return CliRunner().invoke(program, ["plugin", "show", *map(str, words)])


@pytest.fixture
def file(small_bundle: Bundle, tmp_path: Path) -> Path:
    path = tmp_path / small_bundle.file_name
    path.write_bytes(small_bundle.data)
    return path


class Page(HTMLParser):
    """Tags that are left open or closed wrongly, ids, links and the words between."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        given = dict(attrs)
        self.ids += [given["id"]] if given.get("id") else []  # type: ignore[list-item]  # it is not None here
        self.targets += [str(given["href"])] if "href" in given else []
        self.wrong += [name for name in given if name.startswith("on") or name == "src"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


class TestInTheTerminal:
    @pytest.mark.parametrize(
        ("lang", "words"),
        [
            ("en", ("Rule: ", "Way 1", "20 yuan per visit", "holder.age", "the authority", "full name")),
            ("zh", ("规则: ", "途径1", "每次就诊20元", "持卡人年龄", "发卡机构")),
        ],
    )
    def test_sentence_table_prices_facts_and_disclosures_are_there(
        self, file: Path, lang: str, words: tuple[str, ...]
    ) -> None:
        shown = run(file, VISIT, "--lang", lang).stdout
        assert all(word.lower() in shown.lower() for word in words), shown

    def test_a_folder_with_source_shows_the_same(self, project: Path, file: Path) -> None:
        assert run(project).stdout == run(file).stdout

    def test_json_has_sentence_and_facts(self, file: Path) -> None:
        [service] = json.loads(run(file, "--format", "json").stdout)["services"]
        assert service["sentence"]["en"].startswith("the card's status is active and")
        assert [fact["name"] for fact in service["facts"]] == ["card.status", "holder.age"]
        assert {fact["origin"]["en"] for fact in service["facts"]} == {"the authority"}

    def test_a_service_mistyped_names_near_ones(self, file: Path) -> None:
        result = run(file, "libraries.desk.vist")
        assert (result.exit_code, f"did you mean {VISIT}?" in result.stderr) == (2, True)

    @pytest.mark.parametrize("named", ["gone.bundle.json", "gone", ".", __file__])
    def test_what_cannot_be_read_is_one_sentence(
        self, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        result = run(named)
        assert (result.exit_code, isinstance(result.exception, SystemExit)) == (1, True)
        assert result.stderr.strip()
        assert "Traceback" not in result.output


class TestThePage:
    def test_is_whole_and_loads_nothing(self, file: Path, tmp_path: Path) -> None:
        target = tmp_path / "out" / "page.html"
        assert run(file, "--html", target).exit_code == 0
        text = target.read_text("utf-8")
        page = Page(text)
        assert (page.open, page.wrong) == ([], [])
        assert not page.tags & {"script", "link", "img", "iframe", "object"}
        assert not re.search(r"url\(|@import|https?:", text)

    def test_has_both_languages_and_says_which_is_which(self, small_bundle: Bundle) -> None:
        text = as_page(small_bundle, small_bundle.services)
        for service in small_bundle.services:
            assert f'<span lang="en">{service.name.en}</span>' in text
            assert f'<span lang="zh">{service.name.zh}</span>' in text
        assert text.count('lang="en">') > 20
        assert '<html lang="en">' in text

    def test_is_for_light_dark_and_paper_and_for_those_who_hear_it(self, small_bundle: Bundle) -> None:
        text = as_page(small_bundle, small_bundle.services)
        for needed in (
            "prefers-color-scheme: dark",
            "@media print",
            "<caption>",
            'scope="row"',
            'scope="col"',
            'class="skip"',
            'class="said">needed',
            "<main",
            "<nav aria-label",
        ):
            assert needed in text

    def test_links_lead_somewhere_and_ids_are_unique(self, small_bundle: Bundle) -> None:
        page = Page(as_page(small_bundle, small_bundle.services))
        assert len(set(page.ids)) == len(page.ids)
        assert {target.removeprefix("#") for target in page.targets} <= set(page.ids)
        assert f"#{VISIT}" in page.targets

    def test_does_not_run_what_a_plugin_calls_itself(self, small_bundle: Bundle) -> None:
        evil = "<script>alert('x')</script>\"&"
        renamed = replace(small_bundle.services[0], name=Text(evil, evil), description=Text(evil, evil))
        hostile = replace(small_bundle, name=Text(evil, evil), services=(renamed,))
        page = Page(as_page(hostile, hostile.services))
        assert "script" not in page.tags
        assert page.wrong == []
        assert evil in page.words
