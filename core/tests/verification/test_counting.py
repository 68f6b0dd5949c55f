"""Counts in the database: the short way of counting a use is the long way, and locks hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joincard_core.settings import Settings
from joincard_core.storage import Database, DatabaseBusy, new_id
from joincard_core.verification import counting
from joincard_core.verification.ledger import Counts

SERVICE = "trial.plain.free"
SHORT = Settings(issuer="https://card.example", lock_wait=1)
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


class TestALock:
    @pytest.mark.parametrize("known", [False, True])
    def test_makes_others_wait_also_for_a_row_that_was_not_there(
        self, database: Database, known: bool
    ) -> None:
        """What two first uses at once would otherwise both read is nothing, and both would be permitted."""
        person = new_id()
        if known:
            with database.write() as tx:
                counting.add(tx, person, SERVICE, FIRST, Counts(1))
        other = Database(address(database), SHORT)
        with database.write() as tx:
            counting.lock(tx, person, SERVICE, FIRST)
            with pytest.raises(DatabaseBusy), other.write() as second:
                counting.lock(second, person, SERVICE, FIRST)
        with other.write() as second:
            assert counting.lock(second, person, SERVICE, FIRST).ever.uses == known
        other.dispose()

    def test_lets_other_people_through_on_postgresql(self, postgresql_url: str) -> None:
        one, other = Database(postgresql_url), Database(postgresql_url, SHORT)
        with one.write() as tx:
            counting.lock(tx, new_id(), SERVICE, FIRST)
            with other.write() as second:
                assert counting.lock(second, new_id(), SERVICE, FIRST).ever.uses == 0
        one.dispose()
        other.dispose()


def address(database: Database) -> str:
    """The address that a database was opened with."""
    url = database.engine.url
    if url.get_backend_name() == "sqlite":
        return f"sqlite:///{str(url.database).removeprefix('file:')}"
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
