"""A refusal that time will lift is dated: held against a simulation, day by day."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from joincard_sdk.decision import Change, change_by_time
from joincard_sdk.facts import VOCABULARY, Motion
from joincard_sdk.rules import Clause, holds, parse
from joincard_sdk.values.elapsed import STOPPED, completed_months, completed_years, months_after, years_after

TODAY = date(2026, 3, 31)


def change(written: Any, facts: Any, origins: Any = None, on: Any = TODAY, wanted: Any = True) -> Any:
    test: Any = parse(written)
    return change_by_time(Clause(test, wanted), facts, on, VOCABULARY[test.fact].motion, origins or {})


class TestARefusalThatTimeLifts:
    @pytest.mark.parametrize(
        ("written", "facts", "expected"),
        [
            ("permit.days_left in 30..90", {"permit.days_left": 100}, Change(TODAY + timedelta(days=10))),
            ("permit.days_left in 30..90", {"permit.days_left": 20}, None),
            ("event.days in 0..10", {"event.days": -3}, Change(TODAY + timedelta(days=3))),
            ("event.days in 0..10", {"event.days": 11}, None),
            ("usage.today < 4", {"usage.today": 4}, Change(date(2026, 4, 1))),
            ("usage.month < 4", {"usage.month": 4}, Change(date(2026, 4, 1))),
            ("usage.year < 1", {"usage.year": 1}, Change(date(2027, 1, 1))),
            ("usage.year >= 1", {"usage.year": 0}, None),
            ("usage.open < 3", {"usage.open": 3}, None),
            ("usage.days_since_last >= 56", {"usage.days_since_last": 50}, Change(date(2026, 4, 6))),
            ("holder.age >= 16", {"holder.age": 14}, Change(date(2028, 3, 31), exact=False)),
            ("holder.age < 16", {"holder.age": 16}, None),
            ("residence.months >= 6", {"residence.months": 5}, Change(date(2026, 5, 1), exact=False)),
            ("now.month in 9..12", {"now.month": 3}, Change(date(2026, 9, 1))),
            ("now.weekday in {fri, sat}", {"now.weekday": "tue"}, Change(date(2026, 4, 3))),
            ("now.date >= 2026-05-01", {"now.date": TODAY}, Change(date(2026, 5, 1))),
            ("now.date > 2026-05-01", {"now.date": TODAY}, Change(date(2026, 5, 2))),
            ("now.date < 2026-03-01", {"now.date": TODAY}, None),
            ("now.time >= 17:00", {"now.time": time(9, 0)}, Change(TODAY, at=time(17, 0))),
            ("now.time < 12:00", {"now.time": time(13, 0)}, Change(TODAY + timedelta(days=1), at=time(0, 0))),
            ("now.holiday = yes", {"now.holiday": False}, None),
            ("card.status = active", {"card.status": "lost"}, None),
            ("insurance.city = 330400", {"insurance.city": "310000"}, None),
            ("holder.age >= 16", {}, None),
            ("record.overdue = 0", {"record.overdue": 1}, None),
        ],
    )
    def test_is_dated(self, written: Any, facts: Any, expected: Any) -> None:
        assert change(written, facts) == expected

    def test_is_exact_when_the_birthday_is_known(self) -> None:
        born = date(2010, 7, 9)
        assert change("holder.age >= 16", {"holder.age": 15}, {"holder.age": born}) == Change(
            date(2026, 7, 9)
        )

    def test_never_comes_when_the_count_has_stopped(self) -> None:
        assert change("permit.months_held >= 48", {"permit.months_held": 47}) is not None
        stopped = {"permit.months_held": STOPPED}
        assert change("permit.months_held >= 48", {"permit.months_held": 47}, stopped) is None

    def test_under_not_waits_for_the_opposite(self) -> None:
        assert change("holder.age < 16", {"holder.age": 15}, wanted=False) == Change(
            date(2027, 3, 31), exact=False
        )


DAILY = [name for name, fact in VOCABULARY.items() if fact.motion in (Motion.DAYS_UP, Motion.DAYS_DOWN)]


class TestAgainstASimulation:
    @given(
        st.sampled_from(DAILY),
        st.integers(-20, 60),
        st.integers(-20, 60),
        st.integers(0, 30),
        st.sampled_from(("=", "!=", "<", "<=", ">", ">=", "in")),
        st.booleans(),
    )
    def test_a_count_of_days_changes_on_the_day_given(
        self, name: Any, value: Any, bound: Any, width: Any, op: Any, wanted: Any
    ) -> None:
        written = f"{name} in {bound}..{bound + width}" if op == "in" else f"{name} {op} {bound}"
        test: Any = parse(written)
        assume(holds(test, {name: value}) is not wanted)
        step = -1 if VOCABULARY[name].motion is Motion.DAYS_DOWN else 1
        reached = (n for n in range(1, 400) if holds(test, {name: value + step * n}) is wanted)
        first = next(reached, None)
        expected = None if first is None else Change(TODAY + timedelta(days=first))
        assert change(written, {name: value}, wanted=wanted) == expected

    @given(
        st.dates(date(1950, 1, 1), date(2020, 12, 31)),
        st.dates(date(2021, 1, 1), date(2026, 12, 31)),
        st.integers(1, 20),
        st.booleans(),
    )
    def test_a_count_of_years_or_months_changes_on_the_day_given(
        self, origin: Any, on: Any, ahead: Any, years: Any
    ) -> None:
        name, count = ("holder.age", completed_years) if years else ("residence.months", completed_months)
        target = count(origin, on) + ahead
        found = change(f"{name} >= {target}", {name: count(origin, on)}, {name: origin}, on)
        assert found is not None
        assert count(origin, found.on) == target
        assert count(origin, found.on - timedelta(days=1)) == target - 1
        latest = change(f"{name} >= {target}", {name: count(origin, on)}, {}, on)
        assert latest is not None
        assert latest.on >= found.on
        assert not latest.exact


class TestElapsedTime:
    def test_of_a_leap_day_is_complete_on_the_first_of_march(self) -> None:
        born = date(2000, 2, 29)
        assert years_after(born, 1) == date(2001, 3, 1)
        assert completed_years(born, date(2001, 2, 28)) == 0
        assert months_after(date(2025, 12, 31), 2) == date(2026, 3, 1)
