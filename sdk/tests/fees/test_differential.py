"""Both evaluators on random fees. ``--hypothesis-profile=thorough`` tries 20,000 and more."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from joincard_sdk.fees import (
    CopayRate,
    FeePolicy,
    MeteredRate,
    MissingBasis,
    NoTariff,
    PercentRate,
    Use,
    UseError,
    compiled,
    facts_read,
    quote,
)
from joincard_sdk.testing.strategies import facts

from .strategies import policies, schedules, tariffs, uses


def outcome(price: Any, known: Any, use: Any) -> Any:
    """The charge, or the kind of error and its words."""
    try:
        return price(known, use)
    except (MissingBasis, NoTariff, UseError) as error:
        return type(error), str(error)


@st.composite
def questions(draw: Any) -> Any:
    policy = draw(policies())
    names = (*facts_read(policy), "holder.age", "now.holiday", "now.time", "now.date", "request.amount")
    asked = st.tuples(facts(names), uses | uses.map(lambda use: Use(units=use.units, prior=use.prior)))
    return policy, draw(st.lists(asked, min_size=3, max_size=3))


class TestTheTwoEvaluators:
    @given(questions())
    def test_charge_alike_line_by_line(self, question: Any) -> None:
        policy, asked = question
        price = compiled(policy)
        for known, use in asked:
            plain = outcome(lambda f, u: quote(policy, f, u), known, use)
            assert outcome(price, known, use) == plain
            # Said again from memory, it must not change.
            assert outcome(price, known, use) == plain


class TestEveryPrice:
    @given(questions())
    def test_is_whole_fen_from_zero_on_and_explained(self, question: Any) -> None:
        policy, asked = question
        for known, use in asked:
            charge = outcome(lambda f, u: quote(policy, f, u), known, use)
            if not isinstance(charge, tuple):
                assert charge.price.minor >= 0
                priced = [line for line in charge.lines if line.step != "deposit"]
                assert priced[-1].amount == charge.price

    @given(
        schedules.filter(
            lambda s: isinstance(s, PercentRate | CopayRate | MeteredRate) and s.cap is not None
        ),
        uses,
    )
    def test_stays_below_its_cap(self, schedule: Any, use: Any) -> None:
        paid = use.paid.get(schedule.cap_period, Decimal(0)) if schedule.cap_period else Decimal(0)
        left = max(Decimal(0), schedule.cap.minor - 100 * paid)
        assert quote(FeePolicy(schedule), {}, use).price.minor <= left + Decimal("0.5")

    @given(tariffs(), st.lists(st.integers(0, 8000), min_size=2, max_size=6))
    def test_of_a_tariff_never_falls_with_the_distance(self, tariff: Any, hundredths: Any) -> None:
        last = tariff.tiers[-1].high
        measured = sorted(Decimal(number) / 100 for number in hundredths)
        within = [measure for measure in measured if last is None or measure <= last]
        prices = [quote(FeePolicy(tariff), {}, Use(basis=measure)).price.minor for measure in within]
        assert prices == sorted(prices)
