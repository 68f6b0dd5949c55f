"""Counts in the database: the short way of counting a use is the long way, and locks hold."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joincard_core.storage import Database, new_id
from joincard_core.verification import counting
from joincard_core.verification.ledger import Counts

SERVICE = "trial.plain.free"
FIRST = date(2025, 12, 30)

steps = st.lists(
    st.tuples(
        st.sampled_from([0, 0, 1, 2, 31, 366, -1]),
        st.builds(Counts, st.just(1), st.integers(0, 10**12), st.integers(0, 10**12)),
    ),
    min_size=1,
    max_size=8,
)


class TestAdding:
    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(steps)
    def test_is_locking_counting_and_saving(self, database: Database, made: list[tuple[int, Counts]]) -> None:
        short, long, today = new_id(), new_id(), FIRST
        for days, use in made:
            today += timedelta(days=days)
            with database.write() as tx:
                counting.add(tx, short, SERVICE, today, use)
                counted = counting.lock(tx, long, SERVICE, today).used(today, use, opens=False)
                counting.save(tx, long, SERVICE, counted)
        with database.write() as tx:
            assert counting.lock(tx, short, SERVICE, today) == counting.lock(tx, long, SERVICE, today)


class TestARow:
    def test_is_read_as_it_was_saved(self, database: Database) -> None:
        person = new_id()
        with database.write() as tx:
            tally = counting.lock(tx, person, SERVICE, FIRST).used(FIRST, Counts(1, 1200, 34), opens=True)
            counting.save(tx, person, SERVICE, tally)
            assert counting.lock(tx, person, SERVICE, FIRST) == tally

    def test_of_a_stay_is_apart(self, database: Database) -> None:
        person = new_id()
        with database.write() as tx:
            counting.add(tx, person, SERVICE, FIRST, Counts(1, 5))
            stay = counting.lock(tx, person, SERVICE, FIRST, "a" * 64)
            counting.save(tx, person, SERVICE, stay.used(FIRST, Counts(1, 7), opens=False), "a" * 64)
            assert counting.lock(tx, person, SERVICE, FIRST).ever.paid == 5
            assert counting.lock(tx, person, SERVICE, FIRST, "a" * 64).ever.paid == 7
