"""A decision table says the same as the rule."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from joincard_sdk.cli.table import MOST_WAYS, decision_table
from joincard_sdk.facts import card, holder, request
from joincard_sdk.rules import Rule, evaluate, facts_read, holds
from joincard_sdk.testing.strategies import facts as some_facts
from joincard_sdk.testing.strategies import rules as some_rules


def test_one_way_for_each_alternative() -> None:
    rule = card.status.is_("active") & (holder.age.at_least(16) | request.escorted.is_(True))
    assert decision_table(rule).ways == (frozenset({0, 1}), frozenset({0, 2}))


def test_a_way_that_adds_nothing_is_left_out() -> None:
    rule = holder.age.at_least(16) | (holder.age.at_least(16) & card.status.is_("active"))
    assert decision_table(rule).ways == (frozenset({0}),)


def test_a_rule_with_too_many_ways_has_no_table() -> None:
    pairs = [holder.age.is_(n) | card.valid_days.is_(n) for n in range(7)]
    rule = pairs[0]
    for pair in pairs[1:]:
        rule = rule & pair
    assert MOST_WAYS < 2**7
    assert decision_table(rule).ways == ()
    assert len(decision_table(rule).tests) == 14


@given(data=st.data(), rule=some_rules())
def test_a_rule_holds_exactly_where_one_way_does(data: st.DataObject, rule: Rule) -> None:
    facts = data.draw(some_facts(names=facts_read(rule)))
    table = decision_table(rule)
    if not table.ways:
        return
    held = [holds(clause.test, facts) is clause.wanted for clause in table.tests]
    by_table = any(all(held[place] for place in way) for way in table.ways)
    assert by_table is (evaluate(rule, facts) is True)
