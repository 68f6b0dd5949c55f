from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_sdk.facts import at, card, holder, insurance, principal, request
from joincard_sdk.rules import (
    Compare,
    clauses,
    compiled,
    compiled_refusing,
    evaluate,
    facts_read,
    parse,
    refusing,
    sentence,
    text,
)
from joincard_sdk.testing.strategies import facts, rules

A = card.status.is_("active")
B = holder.age.at_least(16)
TRUE = {"card.status": "active"}


class TestAMissingFact:
    def test_is_unknown_under_every_test_and_its_negation(self) -> None:
        for written in ("= active", "!= active", "in {active}"):
            rule = parse(f"card.status {written}")
            assert evaluate(rule, {}) is None
            assert evaluate(~rule, {}) is None
            assert compiled(rule)({}) is compiled(~rule)({}) is False

    def test_follows_kleene(self) -> None:
        old, young = {"holder.age": 20}, {"holder.age": 3}
        assert evaluate(A & B, young) is False
        assert evaluate(A & B, old) is None
        assert evaluate(A | B, old) is True
        assert evaluate(A | B, young) is None

    def test_of_two_compared_facts_is_unknown(self) -> None:
        rule = insurance.city.is_(at.city)
        assert evaluate(rule, {"at.city": "330400"}) is None
        assert evaluate(~rule, {"insurance.city": "330400"}) is None


class TestRefusingClauses:
    def test_come_in_written_order_and_every_branch_of_an_or(self) -> None:
        rule = parse(
            "card.status = active and (holder.age >= 16 or request.escorted = yes) "
            "and not card.form = digital"
        )
        found = list(refusing(rule, {"card.status": "lost", "holder.age": 5, "card.form": "digital"}))
        assert [(clause.facts[0], clause.wanted) for clause in found] == [
            ("card.status", True),
            ("holder.age", True),
            ("request.escorted", True),
            ("card.form", False),
        ]

    def test_leave_out_what_holds(self) -> None:
        rule = A & (B | request.escorted.is_(True))
        assert [c.facts for c in refusing(rule, {"holder.age": 40})] == [("card.status",)]

    def test_are_none_when_the_rule_holds(self) -> None:
        assert list(refusing(A | B, TRUE)) == []


@st.composite
def rules_with_facts(draw: Any) -> Any:
    rule = draw(rules())
    return rule, draw(facts(facts_read(rule)))


class TestCompiledRules:
    @given(rules_with_facts())
    def test_accept_exactly_what_the_interpreter_accepts(self, case: Any) -> None:
        rule, known = case
        assert compiled(rule)(known) is (evaluate(rule, known) is True)
        assert compiled(~rule)(known) is (evaluate(rule, known) is False)

    @given(rules_with_facts())
    def test_refuse_by_the_same_clauses(self, case: Any) -> None:
        rule, known = case
        positions, found = compiled_refusing(rule)
        assert found == tuple(clauses(rule))
        assert [found[place] for place in positions(known)] == list(refusing(rule, known))

    @given(rules_with_facts())
    def test_a_refusal_always_has_a_reason_and_an_acceptance_none(self, case: Any) -> None:
        rule, known = case
        assert (evaluate(rule, known) is True) == (list(refusing(rule, known)) == [])

    def test_data_cannot_become_code(self) -> None:
        hostile = "x' or __import__('os')._exit(1) or '"
        rule = Compare("card.status", "=", hostile)
        assert compiled(rule)({"card.status": hostile}) is True
        assert compiled(rule)({"card.status": "active"}) is False


class TestFactsRead:
    def test_of_a_principal_bring_the_holders_own(self) -> None:
        assert facts_read(principal.permit.class_.is_("A") & A) == (
            "principal.permit.class",
            "holder.relation",
            "permit.class",
            "card.status",
        )


class TestSentences:
    @pytest.mark.parametrize(
        ("written", "en", "zh"),
        [
            ("card.status = active", "the card's status is active", "卡片状态为正常"),
            ("not card.status = active", "the card's status is not active", "卡片状态不为正常"),
            ("holder.age in 16..69", "the holder's age is from 16 to 69", "持卡人年龄在16至69之间"),
            ("record.reservation = yes", "a booking for this slot exists", "已有该时段的预约"),
            ("record.reservation != yes", "no booking for this slot exists", "没有该时段的预约"),
            ("now.time < 21:00", "the time of day is before 21:00", "时间早于21:00"),
            (
                "insurance.city = at.city",
                "the insured city is the same as the city of the service",
                "参保城市与服务所在城市相同",
            ),
            ("request.amount >= 50", "the amount is at least 50 yuan", "金额不少于50元"),
        ],
    )
    def test_read_well(self, written: Any, en: Any, zh: Any) -> None:
        said = sentence(parse(written))
        assert (said.en, said.zh) == (en, zh)

    @given(rules())
    def test_are_made_for_every_rule(self, rule: Any) -> None:
        said = sentence(rule)
        assert said.en
        assert said.zh
        assert text(rule)
