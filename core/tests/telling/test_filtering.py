"""What of a template is told: held against a plain filter that was written apart, and case by case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.telling.filtering import ABSENT, UNMET, holds, limited, same, told

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
NAMES = ("type", "time", "record", "source", "check_details", "check_method", "evidence", "name")
TEXTS = ("a", "b", "2026-03-02T03:59:00Z", "2025-03-02T04:00:00Z")
MUST = {"evidence": "type", "record": "type", "check_details": "check_method"}

text = st.sampled_from(TEXTS)
name = st.sampled_from(NAMES)
known = st.recursive(
    text,
    lambda inner: st.dictionaries(name, inner, max_size=4) | st.lists(inner, min_size=1, max_size=3),
    max_leaves=12,
)
wish = st.none() | st.fixed_dictionaries(
    {},
    optional={
        "value": text,
        "values": st.lists(text, min_size=1, max_size=2),
        "max_age": st.sampled_from((0, 60, 10**8)),
        "essential": st.booleans(),
        "purpose": st.just("To open an account"),
    },
)
template = st.recursive(
    wish,
    lambda inner: st.dictionaries(name, inner, max_size=4) | st.lists(inner, min_size=1, max_size=3),
    max_leaves=12,
)


class Broken(Exception):
    """A limit does not hold."""


def plain(asked: Any, found: Any, called: str) -> Any:
    """The same, written as the specification reads: a list of nothing or one thing; raises ``Broken``."""
    bounds = [key for key in ("value", "values", "max_age") if isinstance(asked, dict) and key in asked]
    if isinstance(found, dict) and isinstance(asked, dict) and not bounds:
        inside = {key: plain(asked[key], found.get(key), key) for key in parts(asked)}
        left = {key: value[0] for key, value in inside.items() if value}
        complete = bool(left) and (called not in MUST or MUST[called] in left)
        return [left] if complete else []
    if isinstance(found, list) and isinstance(asked, list):
        return several(asked, found, called)
    if isinstance(found, str) and not isinstance(asked, list):
        inner = parts(asked) if isinstance(asked, dict) else []
        if any(bound(asked[key]) for key in inner) or not fits(asked or {}, found):
            raise Broken
        return [found]
    if bound(asked):
        raise Broken
    return []


def several(asked: list[Any], found: list[Any], called: str) -> Any:
    """Arrays: each entry by the first alternative under which something is told."""
    left, broken = [], 0
    for entry in found:
        tries, broke = [], 0
        for alternative in asked:
            try:
                tries += plain(alternative, entry, called)
            except Broken:
                broke += 1
        left += tries[:1]
        broken += not tries and broke == len(asked)
    if not left and broken == len(found) and bound(asked):
        raise Broken
    return [left] if left else []


def parts(asked: dict[str, Any]) -> list[str]:
    return [key for key in asked if key not in ("value", "values", "max_age", "essential", "purpose")]


def bound(asked: Any) -> bool:
    if isinstance(asked, dict):
        here = any(key in asked for key in ("value", "values", "max_age"))
        return here or any(bound(asked[key]) for key in parts(asked))
    return isinstance(asked, list) and any(bound(each) for each in asked)


def fits(asked: dict[str, Any], found: str) -> bool:
    ages = {"2026-03-02T03:59:00Z": 60, "2025-03-02T04:00:00Z": 365 * 86_400}
    right = found == asked.get("value", found) and found in asked.get("values", [found])
    return right and ("max_age" not in asked or ages.get(found, 0) <= asked["max_age"])


def outcome(run: Callable[[], Any]) -> Any:
    try:
        return run()
    except Broken:
        return UNMET


class TestAnyTemplate:
    @given(template, known, st.sampled_from(("", *NAMES)))
    def test_is_answered_like_by_a_plain_filter(self, asked: Any, found: Any, called: str) -> None:
        answer = told(asked, found, NOW, called)
        expected = outcome(lambda: plain(asked, found, called))
        assert (UNMET if answer is UNMET else [] if answer is ABSENT else [answer]) == expected

    @given(template, known)
    def test_is_told_nothing_that_is_not_known(self, asked: Any, found: Any) -> None:
        answer = told(asked, found, NOW)
        assert answer in (ABSENT, UNMET) or part_of(answer, found)

    @given(known)
    def test_that_asks_for_nothing_is_told_no_object(self, found: Any) -> None:
        assert told(None, found, NOW) == (found if isinstance(found, str) else ABSENT)

    @given(template, known)
    def test_without_a_limit_never_fails(self, asked: Any, found: Any) -> None:
        assert limited(asked) or told(asked, found, NOW) is not UNMET


def part_of(answer: Any, found: Any) -> bool:
    """Whether everything that was told was known."""
    if isinstance(answer, dict):
        return isinstance(found, dict) and all(
            key in found and part_of(answer[key], found[key]) for key in answer
        )
    if isinstance(answer, list):
        return isinstance(found, list) and all(
            any(part_of(each, entry) for entry in found) for each in answer
        )
    return bool(answer == found)


class TestALimit:
    @pytest.mark.parametrize(
        "limit",
        [
            {"value": "gold"},
            {"values": ["gold", "silver"]},
            {"max_age": 0},
            {"value": "cn_joincard", "values": ["gold"]},
        ],
    )
    def test_on_what_is_not_known_does_not_hold(self, limit: dict[str, Any]) -> None:
        assert told({"assurance_level": limit, "name": None}, {"name": "a"}, NOW) is UNMET

    def test_below_what_is_not_known_does_not_hold(self) -> None:
        deep = {"assurance_process": {"assurance_details": [{"assurance_type": {"value": "x"}}]}}
        assert told({**deep, "name": None}, {"name": "a"}, NOW) is UNMET

    def test_of_age_counts_a_day_from_its_last_second(self) -> None:
        late = datetime(2026, 3, 3, 0, 0, 59, tzinfo=UTC)
        assert holds({"max_age": 60}, "2026-03-02", late)
        assert not holds({"max_age": 60}, "2026-03-02", late + timedelta(seconds=1))

    def test_of_age_says_nothing_of_what_is_no_date(self) -> None:
        assert holds({"max_age": 0}, "Ann Example", NOW)
        assert holds({"max_age": 0}, "2026-13-99", NOW)
        assert holds({"max_age": 0}, ["GBR"], NOW)

    def test_on_an_object_is_met_by_the_same_object(self) -> None:
        assert holds({"value": {"permit.class": "B"}}, {"permit.class": "B"}, NOW)
        assert not holds({"value": {"permit.class": "B"}}, {"permit.class": "C"}, NOW)

    def test_knows_numbers_from_truths(self) -> None:
        assert not same(1, True)
        assert not same(0, False)
        assert same({"a": 1, "b": 2}, {"b": 2, "a": 1})
