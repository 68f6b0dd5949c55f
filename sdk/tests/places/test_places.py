from typing import Any

import pytest
from joincard_sdk.places import (
    CITIES,
    NATIONWIDE,
    TRANSIT_336,
    YANGTZE_41,
    CitySet,
    Coverage,
    CoverageError,
    named_set,
)


class TestCoverage:
    @pytest.mark.parametrize(
        "written",
        [
            "",
            "everywhere",
            "province:",
            "province:99",
            "city:330499",
            "city:330400 330400",
            "city:33",
            "province:33,32",
        ],
    )
    def test_that_names_no_place_is_refused(self, written: Any) -> None:
        with pytest.raises(CoverageError):
            Coverage.parse(written)

    @pytest.mark.parametrize(
        ("written", "size"),
        [
            ("nationwide", 337),
            ("yangtze_river_delta", 41),
            ("transit_336", 336),
            ("province:33 32", 24),
            ("city:330400 310000", 2),
        ],
    )
    def test_reads_back_what_it_writes(self, written: Any, size: Any) -> None:
        coverage = Coverage.parse(written)
        assert coverage.text == written
        assert Coverage.from_json(coverage.to_json()) == coverage
        assert len(coverage.members) == size == sum(coverage.covers(code) for code in CITIES)

    @pytest.mark.parametrize(
        "written",
        [
            None,
            {},
            {"cities": []},
            {"cities": "330400"},
            {"set": "yangtze_41"},
            {"provinces": ["33"], "cities": ["330400"]},
        ],
    )
    def test_json_from_strangers_is_refused(self, written: Any) -> None:
        with pytest.raises(CoverageError):
            Coverage.from_json(written)


class TestANamedSet:
    def test_is_bound_by_its_digest(self) -> None:
        later = CitySet("yangtze_41", 2, YANGTZE_41.members | {"330100", "110000"})
        assert later.digest != YANGTZE_41.digest
        assert named_set(YANGTZE_41.to_json()) is YANGTZE_41
        assert named_set(later.to_json(), {later.digest: later}) is later
        with pytest.raises(ValueError, match="no known set"):
            named_set(later.to_json())

    def test_keeps_a_province_as_it_was(self) -> None:
        """A city that joins Zhejiang later is covered by what is written later, not by what was."""
        later = CitySet("nationwide", 2, NATIONWIDE.members | {"339900"})
        written = Coverage.provinces("33").to_json()
        assert not Coverage.from_json(written, {later.digest: later}).covers("339900")
        grown = Coverage("province", ("33",), later)
        assert grown.covers("339900")
        assert Coverage.from_json(grown.to_json(), {later.digest: later}) == grown

    def test_sizes_are_those_of_the_reports(self) -> None:
        assert [len(s.members) for s in (YANGTZE_41, TRANSIT_336, NATIONWIDE)] == [41, 336, 337]
