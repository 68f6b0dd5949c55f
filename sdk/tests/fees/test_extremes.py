"""Numbers at the limits, facts of a plugin's own, and both evaluators on them."""

from decimal import Decimal
from typing import Any

import pytest
from joincard_sdk import fees
from joincard_sdk.facts import VOCABULARY, RecordFacts, record_fact
from joincard_sdk.fees import FeeError, Flat, Metered, Percent, Use, UseError, pay_percent
from joincard_sdk.money import fen, yuan
from joincard_sdk.texts import Text

WHY = Text(en="listed price", zh="公示价格")
RANK = record_fact(
    "acme.healthcare.eyes", "rank", type="int", label=Text(en="the rank", zh="等级"), description="Rank."
)
REGISTRY = VOCABULARY.with_records([RecordFacts("acme.healthcare.eyes").fact(RANK.declaration)])


def both(policy: Any, facts: Any, use: Any, registry: Any = VOCABULARY) -> Any:
    plain, fast = fees.quote(policy, facts, use, registry), fees.compiled(policy, registry)(facts, use)
    assert plain == fast
    return fast


class TestAPluginsOwnFact:
    def test_prices_and_is_said(self) -> None:
        policy = Flat(yuan(10), per="visit").waived_when(RANK.as_number().at_least(3)).because(WHY)
        charge = both(policy, {RANK.full_name: 4}, Use(), REGISTRY)
        assert charge.price == fen(0)
        assert charge.lines[1].text.en == "Free when the rank is at least 3"


class TestNumbersAtTheLimits:
    def test_lose_no_digit(self) -> None:
        policy = Metered(fen(10**14), per="hour", free="0.5").because(WHY)
        charge = both(policy, {}, Use(units=Decimal("999999999999.000000000001")))
        assert charge.price == fen(
            (10**14 * (2 * 999999999999000000000001 - 10**12) + 10**12) // (2 * 10**12)
        )

    @pytest.mark.parametrize("number", [Decimal(10) ** 12, Decimal("1e-13"), Decimal("NaN"), Decimal(-1)])
    def test_beyond_them_are_refused(self, number: Any) -> None:
        with pytest.raises(UseError):
            Use(basis=number)
        with pytest.raises(FeeError):
            pay_percent(number)

    @pytest.mark.parametrize("number", [0.1, "abc", "1e3", "-1", "", True, None])
    def test_are_written_exactly(self, number: Any) -> None:
        with pytest.raises(FeeError, match="numbers from zero on"):
            pay_percent(number)

    @pytest.mark.parametrize(
        "written",
        [
            "tiered:hours 0-1000000000000000000000000000000=2+1/1 CNY per ride # why so",
            "tiered:hours 0-9=2+1/0.0000000000001 CNY per ride # why so",
            "metered:1 CNY per hour free 9999999999999 # why so",
        ],
    )
    def test_in_a_text_are_faults_with_a_column(self, written: Any) -> None:
        with pytest.raises(fees.FeeSyntaxError) as caught:
            fees.parse(written)
        assert caught.value.column >= 1


class TestAnAmount:
    def test_is_the_fact(self) -> None:
        policy = Percent(50, of="amount").because(WHY)
        assert both(policy, {"request.amount": Decimal("3.01")}, Use()).price == fen(151)

    def test_below_zero_is_no_amount(self) -> None:
        policy = Percent(50, of="amount").because(WHY)
        for price in (fees.quote, lambda p, f, u: fees.compiled(p)(f, u)):
            with pytest.raises(UseError, match=r"request\.amount is from zero on"):
                price(policy, {"request.amount": Decimal("-1")}, Use())


class TestAReason:
    @pytest.mark.parametrize("words", [" padded", "two\nlines", "x" * 501, "a # b"])
    def test_is_one_line(self, words: Any) -> None:
        with pytest.raises(FeeError):
            fees.check(Flat(yuan(1), per="visit").because(Text(en=words, zh="理由")))

    def test_may_be_missing_while_an_author_tries(self) -> None:
        fees.check(Flat(yuan(1), per="visit"))


class TestTheUse:
    def test_keeps_its_own_counts(self) -> None:
        prior = {"month": 1}
        use = Use(prior=prior)
        prior["month"] = 9
        assert use.prior["month"] == 1


def test_a_fault_in_a_text_keeps_its_code() -> None:
    with pytest.raises(fees.FeeSyntaxError) as caught:
        fees.parse("flat:5 CNY per parsec # why so")
    assert caught.value.code == "fee.unit"
