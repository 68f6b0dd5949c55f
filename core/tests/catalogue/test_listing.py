"""The catalogue page: filters, languages, total and entity tag."""

from __future__ import annotations

from typing import Any

import pytest
from joincard_core.catalogue import BadFilter, Filters, OnOffer


def codes(on_offer: OnOffer, **filters: Any) -> list[object]:
    return [entry["code"] for entry in on_offer.page(Filters(**filters)).services]


class TestThePage:
    def test_lists_everything_in_the_order_of_the_codes(self, on_offer: OnOffer) -> None:
        listed = codes(on_offer)
        assert listed == sorted(listed, key=str)
        assert len(listed) == 4

    def test_counts_what_passes_and_not_what_is_shown(self, on_offer: OnOffer) -> None:
        page = on_offer.page(Filters(q="desk", limit=1))
        assert (page.total, len(page.services)) == (2, 1)

    def test_goes_on_where_the_last_one_ended(self, on_offer: OnOffer) -> None:
        pages = [codes(on_offer, limit=3, offset=offset) for offset in (0, 3, 6)]
        assert [len(page) for page in pages] == [3, 1, 0]
        assert pages[0] + pages[1] == codes(on_offer)

    def test_is_tagged_with_the_catalogue(self, on_offer: OnOffer) -> None:
        page = on_offer.page(Filters())
        assert page.etag == f'"{on_offer.digest}"'
        assert page.to_json()["digest"] == on_offer.digest


class TestAFilter:
    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            ({"sector": "trial"}, 4),
            ({"sector": "healthcare"}, 0),
            ({"group": "bus"}, 2),
            ({"city": "330400"}, 4),
            ({"city": "330100"}, 3),
            ({"city": "310000"}, 2),
            ({"channel": "gate"}, 2),
            ({"channel": "online"}, 1),
            ({"channel": "in_person"}, 2),
            ({"channel": "both"}, 1),
            ({"q": "RED"}, 1),
            ({"q": "service letter"}, 1),
            ({"q": "测试"}, 4),
            ({"q": "nothing like it"}, 0),
            ({"channel": "gate", "city": "330100"}, 1),
        ],
    )
    def test_lets_through_what_it_names(
        self, on_offer: OnOffer, filters: dict[str, str], expected: int
    ) -> None:
        assert len(codes(on_offer, **filters)) == expected

    @pytest.mark.parametrize(
        "filters",
        [
            {"city": "999999"},
            {"channel": "phone"},
            {"lang": "fr"},
            {"limit": 0},
            {"limit": 501},
            {"offset": -1},
            {"q": "x" * 101},
        ],
    )
    def test_that_means_nothing_is_refused(self, on_offer: OnOffer, filters: dict[str, Any]) -> None:
        with pytest.raises(BadFilter):
            on_offer.page(Filters(**filters))


class TestAService:
    def test_is_told_in_both_languages(self, on_offer: OnOffer) -> None:
        (entry,) = on_offer.page(Filters(q="red")).services
        assert entry["name"] == {"en": "Service red", "zh": "服务"}
        assert set(entry["prices"][0]) == {"en", "zh"}  # type: ignore[index]  # a page holds plain JSON

    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_is_told_in_the_language_asked_for(self, on_offer: OnOffer, lang: str) -> None:
        (entry,) = on_offer.page(Filters(q="red", lang=lang)).services
        assert set(entry["name"]) == set(entry["accepts"]) == {lang}  # type: ignore[call-overload]  # as above

    def test_says_what_to_send_and_what_is_disclosed(self, on_offer: OnOffer) -> None:
        (entry,) = on_offer.page(Filters(q="red")).services
        assert entry["send"] == [{"fact": "request.consent", "takes": "true or false (or yes or no)"}]
        assert [item["element"] for item in entry["discloses"]] == ["full_name"]  # type: ignore[attr-defined]  # as above
