"""The pages for people: whole, local, and readable without scripts."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.web import KINDS
from joincard_core.web.pages.prose import prose

if TYPE_CHECKING:
    from core.tests.web.conftest import Site

VOID = {"meta", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """What a page consists of; complains when a tag is left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.names: Counter[str] = Counter()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.names[value or ""] += 1
            if name in ("href", "src"):
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def page(site: Site, path: str) -> Page:
    answer = site.get(path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    return Page(answer.body.decode())


@pytest.mark.parametrize("path", ["/", "/docs"])
class TestAPage:
    def test_needs_nothing_that_its_policy_forbids(self, site: Site, path: str) -> None:
        found = page(site, path)
        assert not {"script", "style", "iframe", "form", "object", "embed", "base"} & set(found.tags)
        assert not {name for name in found.attributes if name == "style" or name.startswith("on")}

    def test_leads_to_places_that_exist_and_are_here(self, site: Site, path: str) -> None:
        found = page(site, path)
        for link in set(found.links):
            if link.startswith("#"):
                assert link[1:] in found.names
            else:
                assert site.get(link).status == 200, link

    def test_names_each_place_once(self, site: Site, path: str) -> None:
        assert not [name for name, count in page(site, path).names.items() if count > 1]

    def test_has_one_heading_and_can_be_skipped_through(self, site: Site, path: str) -> None:
        found = page(site, path)
        assert (found.tags["h1"], found.tags["main"], found.tags["title"]) == (1, 1, 1)
        assert "#content" in found.links


class TestTheFirstPage:
    def test_says_in_two_languages_what_this_is(self, site: Site) -> None:
        found = page(site, "/")
        assert "May this card use this service" in found.text
        assert "费用多少" in found.text
        assert "lang" in found.attributes

    def test_does_not_call_a_real_authority_a_demo(self, site: Site) -> None:
        assert "Demo" not in page(site, "/").text


class TestTheApiPage:
    def test_shows_every_operation_with_a_command(self, site: Site) -> None:
        found = page(site, "/docs")
        document = site.get("/v1/openapi.json").json
        operations = [
            (m, path)
            for path, item in document["paths"].items()
            for m in item
            if m in ("get", "post", "put", "delete")
        ]
        assert found.tags["article"] == len(operations) == found.text.count('curl "')
        for _, path in operations:
            assert path in found.text

    def test_shows_members_of_members(self, site: Site) -> None:
        text = page(site, "/docs").text
        for member in ("presentation", "region", "number", "basis", "disclosed", "remedy", "effective_until"):
            assert member in text

    def test_explains_every_code(self, site: Site) -> None:
        found = page(site, "/docs")
        assert {kind.code for kind in KINDS} <= set(found.names)
        for kind in KINDS:
            assert kind.title in found.text


class TestProse:
    def test_makes_paragraphs_and_code(self) -> None:
        assert prose("One `a<b` two.\n\nThree.") == "<p>One <code>a&lt;b</code> two.</p><p>Three.</p>"

    @given(st.text())
    def test_lets_no_markup_through(self, text: str) -> None:
        written = str(prose(text))
        for known in ("<p>", "</p>", "<code>", "</code>"):
            written = written.replace(known, "")
        assert "<" not in written
