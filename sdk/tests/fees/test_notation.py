"""The written fee: what cannot be read is pointed at, what is written is read back."""

from typing import Any

import pytest
from hypothesis import given
from joincard_sdk.facts import holder
from joincard_sdk.fees import FeeSyntaxError, Flat, Percent, Use, check, parse, pay_percent, quote, text
from joincard_sdk.money import yuan
from joincard_sdk.texts import Text

from .strategies import policies

REASON = " # same as residents"


class TestWhatCannotBeRead:
    @pytest.mark.parametrize(
        ("written", "column", "says"),
        [
            ("", 1, "a schedule is waived, flat"),
            ("free", 1, "not 'free'"),
            ("flat:1 CNY", 6, "write flat:N CNY per UNIT"),
            ("flat:0.005 CNY per card", 6, "finer than a fen"),
            ("flat:1 CNY per parsec", None, "'parsec' is no unit; allowed: application"),
            ("flat:-1 CNY per card", 6, "write flat:N CNY per UNIT"),
            ("percent:101% of amount", None, "from 0 to 100"),
            ("percent:1% of profit", None, "'profit' is no base; allowed: amount"),
            ("percent:1% of amount per week", None, "'week' is no period; allowed: day"),
            ("percent:1% of amount min 5 CNY cap 4 CNY", None, "the least price lies above the cap"),
            ("copay:0% of covered_amount", None, "between 0 and 100"),
            ("copay:100% of covered_amount", None, "between 0 and 100"),
            ("tiered:hours 1-2=1 CNY per ride", None, "leaves a gap"),
            ("tiered:hours 0-1=1 2-3=2 CNY per ride", None, "leaves a gap"),
            ("tiered:hours 0-0=1 CNY per ride", None, "is empty"),
            ("tiered:hours 0-1=2 1-2=1 CNY per ride", None, "is cheaper than the end"),
            ("tiered:hours 0-2=1+1/1 2-3=2 CNY per ride", None, "is cheaper than the end"),
            ("tiered:hours 0+=1 1-2=2 CNY per ride", None, "has no end and is not the last"),
            ("tiered:hours 0-1=1+1/0 CNY per ride", None, "more than zero"),
            ("tiered:hours 0-1=1 x CNY per ride", 20, "a tier is written LOW-HIGH=N"),
            ("waived; ", 9, "an adjustment is concession, window"),
            ("waived; discount 5%", 9, "not 'discount'"),
            ("waived; concession waived", 19, "a concession needs a condition"),
            ("waived; concession when [holder.age >= old] waived", 40, "a whole number, not 'old'"),
            ("waived; concession when [card.colour = red] waived", 26, "is not a fact"),
            ("waived; concession when [holder.age >= 3 waived", 25, "never closed"),
            ("waived; concession when [holder.age >= 3] gratis", 43, "an effect is written waived"),
            ("waived; window 24:00-07:00 waived", 16, "is not a time of day"),
            ("waived; window 07:00-07:00 waived", 9, "is empty"),
            ("waived; season 02-30..03-01 waived", 16, "is not a day of the year"),
            ("waived; quota 0 per month waived", 9, "a whole number from 1"),
            ("waived; quota 1 per week waived", 9, "'week' is no period"),
            ("waived; transfer 5 waived; transfer 6 waived", None, "transfer appears at most once"),
            ("waived; surcharge none; surcharge none", None, "surcharge appears at most once"),
            ("waived; surcharge none when [holder.age >= 3]", 23, "takes no condition"),
            ("waived; deposit 5", 9, "write deposit waived"),
        ],
    )
    def test_is_pointed_at(self, written: str, column: int | None, says: str) -> None:
        with pytest.raises(FeeSyntaxError, match="column") as caught:
            parse(written + REASON)
        assert says in caught.value.message
        caret = caught.value.picture.splitlines()[1]
        assert caret == "    " + " " * (caught.value.column - 1) + "^"
        # None: the fault lies in a part as a whole, and where exactly it is pointed at is left open.
        assert column is None or caught.value.column == column

    def test_two_concessions_with_one_condition_are_refused(self) -> None:
        twice = "flat:1 CNY per ride" + "; concession when [holder.age >= 60] waived" * 2
        with pytest.raises(FeeSyntaxError, match="the second can never count"):
            parse(twice + REASON)

    @pytest.mark.parametrize("written", ["waived", "waived #", "waived # ", "waived # one # two"])
    def test_a_fee_has_exactly_one_reason(self, written: str) -> None:
        with pytest.raises(FeeSyntaxError, match="exactly one ' # '"):
            parse(written)

    def test_a_fee_is_not_endless(self) -> None:
        with pytest.raises(FeeSyntaxError, match="at most 10000 characters"):
            parse("waived" + "; surcharge none" * 1000 + REASON)

    def test_a_fee_has_forty_adjustments_at_most(self) -> None:
        many = "".join(f"; concession when [holder.age = {age}] waived" for age in range(41))
        with pytest.raises(FeeSyntaxError, match="at most 40 adjustments"):
            parse("waived" + many + REASON)


class TestTheNotation:
    @given(policies())
    def test_reads_back_what_it_writes(self, policy: Any) -> None:
        check(policy)
        assert parse(text(policy)) == policy

    def test_is_what_an_author_builds(self) -> None:
        built = (
            Percent("0.1", of="amount", least=yuan(20), cap=yuan(200))
            .window("23:00", "05:00", pay_percent(130))
            .waived_when(holder.age.at_least(70), because=Text(en="older people free", zh="老年人免费"))
            .because(Text(en="bank tariff", zh="银行收费标准"))
        )
        assert text(built) == (
            "percent:0.1% of amount min 20 CNY cap 200 CNY; window 23:00-05:00 pay 130%; "
            "concession when [holder.age >= 70] waived # bank tariff"
        )

    def test_prices_what_it_reads(self) -> None:
        fee = parse("flat:3.5 CNY per ride" + REASON)
        assert fee.schedule == Flat(yuan("3.5"), per="ride").schedule
        assert quote(fee, {}, Use()).price == yuan("3.50")
