"""The public catalogue over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from core.tests.web.conftest import Site

PATH = "/v1/catalogue"


def codes(site: Site, query: str) -> list[str]:
    answer = site.get(f"{PATH}?{query}")
    assert answer.status == 200
    return [service["code"] for service in answer.json["services"]]


class TestThePage:
    def test_needs_no_token(self, site: Site) -> None:
        answer = site.get(PATH)
        assert (answer.status, answer.json["total"], len(answer.json["services"])) == (200, 6, 6)

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("sector=trial", 6),
            ("sector=other", 0),
            ("group=plain", 4),
            ("group=plain&q=named", 1),
            ("city=330400", 6),
            ("city=330100", 0),
            ("channel=online", 6),
            ("channel=gate", 0),
            ("q=LOAN", 1),
            ("q=%E6%9C%8D%E5%8A%A1trial.money", 1),
        ],
    )
    def test_filters(self, site: Site, query: str, expected: int) -> None:
        assert len(codes(site, query)) == expected

    def test_goes_page_by_page(self, site: Site) -> None:
        assert codes(site, "limit=4") + codes(site, "limit=4&offset=4") == codes(site, "")

    @pytest.mark.parametrize(("lang", "there"), [("en", {"en"}), ("zh", {"zh"}), ("", {"en", "zh"})])
    def test_is_in_one_language_or_both(self, site: Site, lang: str, there: set[str]) -> None:
        service = site.get(f"{PATH}?lang={lang}" if lang else PATH).json["services"][0]
        assert set(service["name"]) == there

    @pytest.mark.parametrize(
        "query",
        [
            "limit=0",
            "limit=501",
            "limit=x",
            "offset=-1",
            "city=Jiaxing",
            "channel=pigeon",
            "lang=fr",
            "colour=red",
        ],
    )
    def test_refuses_a_filter_that_means_nothing(self, site: Site, query: str) -> None:
        answer = site.get(f"{PATH}?{query}")
        assert answer.status == 422
        assert answer.code in ("request.invalid", "catalogue.bad-filter")

    def test_that_is_unchanged_is_not_sent_again(self, site: Site) -> None:
        first = site.get(PATH)
        assert first.headers["ETag"] == f'"{first.json["digest"]}"'
        again = site.get(PATH, If_None_Match=first.headers["ETag"])
        assert (again.status, again.body) == (304, b"")

    def test_can_be_kept_for_a_minute(self, site: Site) -> None:
        assert site.get(PATH).headers["Cache-Control"] == "public, max-age=60"

    def test_may_be_asked_for_in_any_words(self, site: Site) -> None:
        assert codes(site, "q=%00") == []
        assert site.get(f"{PATH}?q={'x' * 101}").status == 422
