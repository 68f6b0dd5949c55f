"""What a provider sees of a refusal or a price cannot depend on what it may not see."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from joincard_core.verification.needs import Needs
from joincard_core.verification.redaction import NOT_ELIGIBLE, provider_charge, provider_view
from joincard_sdk import fees, rules
from joincard_sdk.decision import Offer, Permitted, Reason, Refused, Terms, decide
from joincard_sdk.fees import FeePolicy, Use
from joincard_sdk.places import Coverage
from joincard_sdk.rules import Rule
from joincard_sdk.services import Service
from joincard_sdk.texts import Text
from joincard_sdk.values import Facts, Value

DAY = date(2026, 3, 2)
VALUES: Mapping[str, tuple[Value, ...]] = {
    "card.status": ("active", "lost"),
    "permit.class": ("A", "B"),
    "insurance.chronic": (True, False),
    "principal.permit.class": ("A", "B"),
    "usage.today": (0, 3),
    "record.debt": (True, False),
    "request.escorted": (True, False),
    "at.city": ("330400", "310000"),
    "residence.city": ("330400", "310000"),
    "now.month": (3, 4),
}
ELEMENTS = ("card_validity", "work_permit_category", "insurance_enrolment", "residence", "dependant_links")


def service(accepts: Rule, discloses: tuple[str, ...] = (), fee: FeePolicy | None = None) -> Service:
    return Service(
        code="trial.some.service",
        name=Text(en="A service", zh="服务"),
        description=Text(en="To test with.", zh="测试。"),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=accepts,
        fee=fee or fees.Waived(),
        discloses=discloses,
        effective_from=date(2024, 12, 1),
    )


def seen(offer: Offer, facts: Facts) -> tuple[Reason, ...]:
    return provider_view(offer, facts, {}, Needs(offer.terms).shown)


def comparing(name: str) -> st.SearchStrategy[Rule]:
    """A test on a fact; for the city of the request, against the city of residence."""
    if name == "at.city":
        return st.just(rules.CompareFacts("residence.city", "=", "at.city"))
    return st.sampled_from(VALUES[name]).map(lambda value: rules.Compare(name, "=", value))


tests = st.sampled_from(sorted(VALUES)).flatmap(comparing)
any_rule: st.SearchStrategy[Rule] = st.recursive(
    tests,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: rules.all_of(*parts)),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: rules.any_of(*parts)),
        inner.map(rules.negate),
    ),
    max_leaves=8,
)
any_facts = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in VALUES.items()}
)
discloses = st.lists(st.sampled_from(ELEMENTS), unique=True, max_size=3).map(tuple)


class TestAnyTwoHolders:
    @given(any_rule, discloses, any_facts, any_facts)
    def test_who_differ_in_what_is_hidden_look_alike(
        self, rule: Rule, discloses: tuple[str, ...], one: dict[str, Value], two: dict[str, Value]
    ) -> None:
        offer = Offer.of(service(rule, discloses), "330400", DAY)
        shown = Needs(offer.terms).shown
        other = {name: one[name] for name in one if name in shown}
        other |= {name: two[name] for name in two if name not in shown}
        decisions = (decide(offer, one, Use()), decide(offer, other, Use()))
        assume(all(isinstance(decision, Refused) for decision in decisions))
        assert seen(offer, one) == seen(offer, other)

    def test_would_be_told_apart_by_leaving_reasons_out(self) -> None:
        """The failing control: the plain filter, which the property above is there to forbid."""
        offer = Offer.of(
            service(rules.parse("record.debt = no and (permit.class = A or request.escorted = yes)")),
            "330400",
            DAY,
        )
        shown = Needs(offer.terms).shown

        def filtered(facts: Facts) -> list[str]:
            decision = decide(offer, facts, Use())
            assert isinstance(decision, Refused)
            return [reason.code for reason in decision.reasons if shown.issuperset(reason.facts)]

        sent: dict[str, Value] = {"record.debt": True, "request.escorted": False}
        assert filtered({**sent, "permit.class": "A"}) != filtered({**sent, "permit.class": "B"})
        assert seen(offer, {**sent, "permit.class": "A"}) == seen(offer, {**sent, "permit.class": "B"})


class TestARefusal:
    @given(any_rule, discloses, any_facts)
    def test_is_always_explained(
        self, rule: Rule, discloses: tuple[str, ...], facts: dict[str, Value]
    ) -> None:
        offer = Offer.of(service(rule, discloses), "330400", DAY)
        assume(isinstance(decide(offer, facts, Use()), Refused))
        assert seen(offer, facts)

    @given(any_rule, discloses, any_facts)
    def test_names_no_hidden_fact(
        self, rule: Rule, discloses: tuple[str, ...], facts: dict[str, Value]
    ) -> None:
        offer = Offer.of(service(rule, discloses), "330400", DAY)
        assume(isinstance(decide(offer, facts, Use()), Refused))
        shown = Needs(offer.terms).shown
        assert all(shown.issuperset(reason.facts) for reason in seen(offer, facts))

    @pytest.mark.parametrize(
        ("rule", "facts", "expected"),
        [
            ("card.status = active and record.debt = no", {"record.debt": False}, ["not-eligible"]),
            ("card.status = active and record.debt = no", {"record.debt": True}, ["record.debt"]),
            ("card.status = active and record.debt = no", {}, ["record.debt"]),
            ("permit.class = A or record.debt = no", {"record.debt": True}, ["record.debt", "not-eligible"]),
            ("not (permit.class = A) and not (record.debt = yes)", {"record.debt": True}, ["record.debt"]),
        ],
    )
    def test_says_what_the_provider_can_mend(
        self, rule: str, facts: dict[str, Any], expected: list[str]
    ) -> None:
        offer = Offer.of(service(rules.parse(rule)), "330400", DAY)
        assert [reason.code for reason in seen(offer, facts)] == expected

    def test_of_the_permit_holder_needs_the_own_element_disclosed_too(self) -> None:
        """For the holder ``principal.permit.class`` is ``permit.class``: family links do not open it."""
        rule = rules.parse("principal.permit.class = A")
        family = Offer.of(service(rule, ("dependant_links",)), "330400", DAY)
        both = Offer.of(service(rule, ("dependant_links", "work_permit_category")), "330400", DAY)
        facts: dict[str, Value] = {"principal.permit.class": "B"}
        assert seen(family, facts) == (NOT_ELIGIBLE,)
        assert [reason.code for reason in seen(both, facts)] == ["principal.permit.class"]


def told(
    fee: str, facts: Facts, use: Use | None = None, discloses: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    """The lines of a price as the provider sees them."""
    offer = Offer.of(service(rules.parse("card.status = active"), discloses, fees.parse(fee)), "330400", DAY)
    decision = decide(offer, {"card.status": "active", **facts}, use or Use())
    assert isinstance(decision, Permitted)
    hidden = Needs(Terms(offer.service)).hidden_steps
    charge = provider_charge(decision.charge, hidden, cap_is_hidden="cap" in fee)
    assert charge["price"] == decision.charge.price.yuan
    return [(line["step"], line["amount"]) for line in charge["lines"]]


class TestAPrice:
    @pytest.mark.parametrize("why", ["holder.age >= 65", "permit.class = A", "insurance.chronic = yes"])
    def test_does_not_say_which_hidden_condition_was_met(self, why: str) -> None:
        fee = f"flat:10 CNY per visit; concession when [{why}] pay 50% # test"
        facts: dict[str, Value] = {"holder.age": 70, "permit.class": "A", "insurance.chronic": True}
        assert told(fee, facts) == [("schedule", "10.00"), ("terms", "5.00")]

    def test_says_which_condition_the_provider_met(self) -> None:
        fee = "flat:10 CNY per visit; concession when [request.escorted = yes] pay 50% # test"
        assert told(fee, {"request.escorted": True}) == [("schedule", "10.00"), ("concession", "5.00")]

    def test_says_which_disclosed_condition_was_met(self) -> None:
        fee = "flat:10 CNY per visit; concession when [permit.class = A] pay 50% # test"
        lines = told(fee, {"permit.class": "A"}, discloses=("work_permit_category",))
        assert lines == [("schedule", "10.00"), ("concession", "5.00")]

    def test_tells_nothing_of_earlier_uses_but_the_amount(self) -> None:
        fee = "flat:10 CNY per visit; quota 2 per month pay 50%; cumulative month>=5 CNY pay 50% # test"
        used = Use(paid={"month": Decimal(6)}, prior={"month": 1})
        assert told(fee, {}, used) == [("schedule", "10.00"), ("terms", "2.50")]

    def test_has_no_line_for_a_hidden_step_that_changed_nothing(self) -> None:
        fee = "waived; concession when [permit.class = A] pay 50% # test"
        assert told(fee, {"permit.class": "A"}) == told(fee, {"permit.class": "B"})

    def test_has_a_deposit_without_its_hidden_condition(self) -> None:
        fee = "flat:10 CNY per ride; deposit waived when [permit.class = A]; deposit 200 CNY # test"
        assert told(fee, {"permit.class": "A"}) == [("schedule", "10.00"), ("deposit", "0.00")]
        assert told(fee, {"permit.class": "B"}) == [("schedule", "10.00"), ("deposit", "200.00")]
