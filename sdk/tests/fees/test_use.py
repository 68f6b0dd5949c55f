"""A use that cannot be is refused before anything is priced."""

from decimal import Decimal
from typing import Any

import pytest
from joincard_sdk.fees import Use, UseError


class TestAUseThatCannotBe:
    @pytest.mark.parametrize("number", [Decimal(-1), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity")])
    @pytest.mark.parametrize("name", ["basis", "units"])
    def test_has_no_negative_or_endless_number(self, name: str, number: Any) -> None:
        with pytest.raises(UseError, match=f"{name} is a number from zero on"):
            Use(**{name: number})

    @pytest.mark.parametrize("number", [1.5, "1", True])
    def test_has_exact_numbers(self, number: Any) -> None:
        with pytest.raises(UseError, match="an exact number"):
            Use(basis=number)

    @pytest.mark.parametrize("name", ["paid", "counted", "prior"])
    def test_knows_five_periods(self, name: str) -> None:
        by_name: dict[str, Any] = {name: {"week": 1}}
        with pytest.raises(UseError, match="one of day, month, year, stay, visit, not 'week'"):
            Use(**by_name)

    @pytest.mark.parametrize("count", [-1, 1.0, True, Decimal(1)])
    def test_counts_in_whole_numbers(self, count: Any) -> None:
        with pytest.raises(UseError, match="a whole number from zero on"):
            Use(prior={"day": count})
        with pytest.raises(UseError, match="a whole number from zero on"):
            Use(minutes=count)

    def test_pays_no_negative_amount(self) -> None:
        with pytest.raises(UseError, match=r"paid\.day is a number from zero on"):
            Use(paid={"day": Decimal(-1)})


class TestAUse:
    def test_is_one_unit_of_nothing_measured_by_default(self) -> None:
        assert (Use().basis, Use().units, Use().minutes) == (None, Decimal(1), None)

    def test_takes_whole_numbers(self) -> None:
        whole: Any = 1
        assert Use(basis=whole) == Use(basis=Decimal(1))
