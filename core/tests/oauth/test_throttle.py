"""Failed authentications are limited, where they come from."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from joincard_core.clock import FixedClock
from joincard_core.oauth import TooManyFailures, store, throttle
from joincard_core.oauth.tables import token_failures
from joincard_core.oauth.throttle import PER_ADDRESS, PER_CLIENT, Attempt
from joincard_core.storage import Database

HERE = Attempt("192.0.2.1", "his-1")


def fail(database: Database, clock: FixedClock, attempt: Attempt, times: int = 1) -> None:
    with database.write() as tx:
        for _ in range(times):
            throttle.note(tx, attempt, clock.now())


def admitted(database: Database, clock: FixedClock, attempt: Attempt) -> bool:
    with suppress(TooManyFailures), database.read() as tx:
        throttle.admit(tx, attempt, clock.now())
        return True
    return False


class TestAnAttempt:
    def test_is_admitted_until_too_many_failed(self, database: Database, clock: FixedClock) -> None:
        fail(database, clock, HERE, PER_CLIENT - 1)
        assert admitted(database, clock, HERE)
        fail(database, clock, HERE)
        assert not admitted(database, clock, HERE)

    @pytest.mark.parametrize("other", [Attempt("192.0.2.1", "his-2"), Attempt("192.0.2.2", "his-1")])
    def test_by_another_client_or_from_elsewhere_is_admitted(
        self, database: Database, clock: FixedClock, other: Attempt
    ) -> None:
        fail(database, clock, HERE, PER_CLIENT)
        assert admitted(database, clock, other)

    def test_from_an_address_that_tries_many_clients_is_limited(
        self, database: Database, clock: FixedClock
    ) -> None:
        for number in range(PER_ADDRESS):
            fail(database, clock, Attempt("192.0.2.1", f"guess-{number}"))
        assert not admitted(database, clock, Attempt("192.0.2.1", "another"))
        assert admitted(database, clock, Attempt("192.0.2.2", "another"))

    def test_is_admitted_again_after_a_minute(self, database: Database, clock: FixedClock) -> None:
        fail(database, clock, HERE, PER_CLIENT)
        clock.advance(timedelta(seconds=59))
        assert not admitted(database, clock, HERE)
        with pytest.raises(TooManyFailures) as limited, database.read() as tx:
            throttle.admit(tx, HERE, clock.now())
        assert limited.value.retry_after == 1
        clock.advance(timedelta(seconds=1))
        assert admitted(database, clock, HERE)

    def test_leaves_no_address_behind(self, database: Database, clock: FixedClock) -> None:
        fail(database, clock, HERE)
        with database.read() as tx:
            rows = tx.execute(token_failures.select()).all()
        assert rows
        assert "192.0.2.1" not in str([tuple(row) for row in rows])

    def test_is_forgotten_later(self, database: Database, clock: FixedClock) -> None:
        fail(database, clock, HERE)
        clock.advance(timedelta(minutes=2))
        with database.write() as tx:
            store.prune(tx, clock.now(), clock.now() - throttle.WINDOW)
            assert tx.execute(token_failures.select()).all() == []
