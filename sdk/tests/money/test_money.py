"""An amount is exact or it is an error."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_sdk.money import Money, MoneyError, fen, yuan


class TestAnAmountThatCannotBe:
    @pytest.mark.parametrize("amount", ["20.005", "0.001", Decimal("1.999")])
    def test_finer_than_a_fen_is_refused_by_name(self, amount: Any) -> None:
        with pytest.raises(MoneyError, match="finer than a fen"):
            yuan(amount)

    @pytest.mark.parametrize(
        "amount",
        ["", " 20", "20 ", "1e3", "1_000", "NaN", "Infinity", "٢٠", "20.", ".5", "+1", "1" * 40, "1\n"],
    )
    def test_odd_notation_is_refused(self, amount: Any) -> None:
        with pytest.raises(MoneyError, match="plain digits"):
            yuan(amount)

    @pytest.mark.parametrize("amount", [Decimal("NaN"), Decimal("Infinity"), Decimal("1e30")])
    def test_a_decimal_that_is_no_amount_is_refused(self, amount: Any) -> None:
        with pytest.raises(MoneyError):
            yuan(amount)

    @pytest.mark.parametrize("amount", [20.0, True, None])
    def test_a_float_or_a_truth_value_is_no_amount(self, amount: Any) -> None:
        with pytest.raises(MoneyError, match="not as"):
            yuan(amount)

    @pytest.mark.parametrize("minor", [1.0, True, "1", Decimal(1)])
    def test_fen_are_counted_with_integers(self, minor: Any) -> None:
        with pytest.raises(MoneyError, match="whole fen"):
            fen(minor)

    @pytest.mark.parametrize("currency", ["cny", "CN", "CNYY", "", None])
    def test_a_currency_is_three_letters(self, currency: Any) -> None:
        with pytest.raises(MoneyError, match="three capital letters"):
            Money(1, currency)


class TestAnAmount:
    @pytest.mark.parametrize("amount", ["20.00", "20", "20.0", 20, Decimal("20"), Decimal("2E+1"), "20.000"])
    def test_is_the_same_however_it_is_written(self, amount: Any) -> None:
        assert yuan(amount) == fen(2_000)

    @pytest.mark.parametrize(
        ("minor", "shown"), [(0, "0.00"), (5, "0.05"), (100, "1.00"), (-5, "-0.05"), (-250, "-2.50")]
    )
    def test_shows_two_decimals(self, minor: Any, shown: Any) -> None:
        assert fen(minor).yuan == shown
        assert str(fen(minor)) == f"{shown} CNY"

    @given(st.integers(-(10**14), 10**14))
    def test_reads_back_what_it_shows(self, minor: Any) -> None:
        assert yuan(fen(minor).yuan) == fen(minor)
