"""Regions against the values themselves: what is called empty or within must be so, value by value."""

from __future__ import annotations

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st
from joincard_sdk.checks.regions import Region
from joincard_sdk.rules import OPS, Between, Compare, OneOf, evaluate

FACT = "holder.age"
AGES = st.integers(0, 9)
Test = Compare | OneOf | Between
TESTS: st.SearchStrategy[Test] = st.one_of(
    st.builds(Compare, st.just(FACT), st.sampled_from(OPS), AGES),
    st.builds(OneOf, st.just(FACT), st.lists(AGES, min_size=1, max_size=4, unique=True).map(tuple)),
    st.tuples(AGES, AGES).map(lambda pair: Between(FACT, min(pair), max(pair))),
)
CASES = st.lists(TESTS, max_size=4)


def region(tests: list[Test]) -> Region:
    return reduce(Region.cut, tests, Region())


def met(tests: list[Test]) -> set[int]:
    return {age for age in range(-1, 11) if all(evaluate(test, {FACT: age}) for test in tests)}


@given(CASES)
def test_a_region_holds_what_meets_every_test(tests: list[Test]) -> None:
    assert {age for age in range(-1, 11) if region(tests).holds(age)} == met(tests)


@given(CASES)
def test_an_empty_region_is_met_by_nothing(tests: list[Test]) -> None:
    if region(tests).empty:
        assert met(tests) == set()


@given(CASES, CASES)
def test_a_region_within_another_is_met_by_no_more(tests: list[Test], others: list[Test]) -> None:
    if region(tests).within(region(others)):
        assert met(tests) <= met(others)
