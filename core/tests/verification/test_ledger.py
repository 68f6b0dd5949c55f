"""The counts of one person and service, held against a plain list of uses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from joincard_core.verification.ledger import NEVER, NONE, Counts, Tally, facts, history

NEW_YEARS_EVE = date(2025, 12, 31)


@dataclass
class Used:
    """One use in the model."""

    on: date
    counts: Counts
    opens: bool


def added(uses: list[Used]) -> Tally:
    tally = Tally(uses[0].on if uses else NEW_YEARS_EVE)
    for use in uses:
        tally = tally.used(use.on, use.counts, opens=use.opens)
    return tally


def total(uses: Iterator[Used]) -> Counts:
    found = NONE
    for use in uses:
        found = found.plus(use.counts)
    return found


counts = st.builds(Counts, st.just(1), st.integers(0, 10**9), st.integers(0, 10**9))
days = st.integers(0, 800).map(lambda n: date(2025, 1, 1) + timedelta(days=n))
uses = st.lists(st.builds(Used, days, counts, st.booleans()), max_size=12).map(
    lambda found: sorted(found, key=lambda use: use.on)
)


class TestCounts:
    @given(uses, st.integers(0, 400))
    def test_are_those_of_a_plain_list(self, made: list[Used], later: int) -> None:
        today = (made[-1].on if made else NEW_YEARS_EVE) + timedelta(days=later)
        now = added(made).at(today)
        assert now.day == total(use for use in made if use.on == today)
        assert now.month == total(u for u in made if (u.on.year, u.on.month) == (today.year, today.month))
        assert now.year == total(use for use in made if use.on.year == today.year)
        assert now.ever == total(iter(made))
        assert now.open == sum(use.opens for use in made)

    @given(uses.filter(bool), st.data())
    def test_come_back_when_a_use_is_taken_back(self, made: list[Used], data: st.DataObject) -> None:
        gone = data.draw(st.sampled_from(made))
        left = [use for use in made if use is not gone]
        last = left[-1].on if left else None
        tally = added(made).returned(gone.on, gone.counts, opened=gone.opens, last=last)
        today = made[-1].on
        expected = Tally(today) if not left else added(left).at(today)
        assert tally.at(today) == expected

    @given(uses.filter(bool), st.data())
    def test_hold_what_was_paid_in_the_end(self, made: list[Used], data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(made) - 1))
        use = made[place]
        price = data.draw(st.integers(0, use.counts.paid))
        settled = Used(use.on, Counts(1, price, use.counts.counted), use.opens)
        tally = added(made).repriced(use.on, use.counts.paid, price)
        assert tally == added([*made[:place], settled, *made[place + 1 :]])

    def test_belong_to_their_day(self) -> None:
        tally = Tally(NEW_YEARS_EVE).used(NEW_YEARS_EVE, Counts(1, 300), opens=False)
        assert facts(tally, NEW_YEARS_EVE)["usage.today"] == 1
        new_year = facts(tally, NEW_YEARS_EVE + timedelta(days=1))
        assert [new_year[f"usage.{name}"] for name in ("today", "month", "year", "lifetime")] == [0, 0, 0, 1]

    def test_do_not_come_back_with_a_clock_that_is_slow_at_midnight(self) -> None:
        tally = Tally(NEW_YEARS_EVE).used(NEW_YEARS_EVE, Counts(1), opens=False)
        slow = facts(tally, NEW_YEARS_EVE - timedelta(days=1))
        assert slow["usage.today"] == 1
        assert slow["usage.days_since_last"] == 0


class TestAServiceNeverUsed:
    def test_counts_as_used_long_ago(self) -> None:
        assert facts(Tally(NEW_YEARS_EVE), NEW_YEARS_EVE)["usage.days_since_last"] == NEVER


class TestHistory:
    def test_is_in_yuan_by_period(self) -> None:
        tally = Tally(NEW_YEARS_EVE).used(NEW_YEARS_EVE, Counts(1, 1250, 3000), opens=False)
        known = history(tally, None, NEW_YEARS_EVE)
        assert known.paid["year"] == Decimal("12.50")
        assert known.counted["year"] == Decimal("30.00")
        assert known.prior["month"] == 1

    def test_of_a_stay_is_apart(self) -> None:
        whole = added([Used(NEW_YEARS_EVE, Counts(1, 100, 200), False)] * 3)
        stay = added([Used(NEW_YEARS_EVE, Counts(1, 100, 200), False)])
        known = history(whole, stay, NEW_YEARS_EVE)
        assert (known.prior["stay"], known.prior["visit"], known.prior["day"]) == (1, 1, 3)
        assert known.counted["stay"] == Decimal("2.00")

    def test_begins_anew_without_a_stay(self) -> None:
        whole = added([Used(NEW_YEARS_EVE, Counts(1, 100, 200), False)])
        assert history(whole, None, NEW_YEARS_EVE).paid["stay"] == 0
