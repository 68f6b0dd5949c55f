"""A stuck database takes neither every thread nor more than one wait of a request."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.settings import Settings
from joincard_core.storage import Database, DatabaseBusy, one_wait
from joincard_core.storage.waiting import LEAST, SHORT, Turns
from sqlalchemy import text

WAIT = 5.0


class Watch:
    """A clock that a test turns by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class TestTurns:
    @given(room=st.integers(1, 8), more=st.integers(0, 8))
    def test_give_the_whole_wait_to_as_many_as_there_is_room_for(self, room: int, more: int) -> None:
        turns = Turns(room, WAIT, Watch())
        with ExitStack() as inside:
            waits = [inside.enter_context(turns.turn()).seconds for _ in range(room + more)]
        assert waits == [WAIT] * room + [SHORT] * more

    def test_refuse_at_once_whom_there_is_no_room_for_when_nothing_moves(self) -> None:
        watch = Watch()
        turns = Turns(1, WAIT, watch)
        with turns.turn():
            watch.now += SHORT + 0.01
            with pytest.raises(DatabaseBusy), turns.turn():
                pytest.fail("It was let in.")

    def test_let_others_try_again_while_something_moves(self) -> None:
        watch = Watch()
        turns = Turns(1, WAIT, watch)
        with turns.turn() as first, turns.turn() as other:
            assert not first.again()
            watch.now += SHORT
            with turns.turn():
                pass
            watch.now += SHORT
            assert other.again()  # something has finished since
            watch.now += SHORT
            assert not other.again()

    def test_let_others_wait_no_longer_than_the_first(self) -> None:
        watch = Watch()
        turns = Turns(1, WAIT, watch)
        with turns.turn(), turns.turn() as other:
            for _ in range(int(WAIT / SHORT)):
                assert other.again()
                watch.now += SHORT
                with turns.turn():
                    pass
            assert not other.again()

    def test_do_not_take_a_failure_for_a_move(self) -> None:
        watch = Watch()
        turns = Turns(1, WAIT, watch)
        with turns.turn():
            with pytest.raises(ZeroDivisionError), turns.turn():
                watch.now /= 0
            watch.now += SHORT + 0.01
            with pytest.raises(DatabaseBusy), turns.turn():
                pytest.fail("It was let in.")

    def test_are_free_again_after_any_end(self) -> None:
        watch = Watch()
        turns = Turns(1, WAIT, watch)
        with pytest.raises(ZeroDivisionError), turns.turn():
            watch.now /= 0
        watch.now += 100
        with turns.turn() as wait:
            assert wait.seconds == WAIT

    def test_share_one_wait_within_a_request(self) -> None:
        with one_wait(WAIT / 2), Turns(1, WAIT).turn() as wait:
            assert WAIT / 2 - 0.2 < wait.seconds <= WAIT / 2
        with one_wait(-1), Turns(1, WAIT).turn() as wait:
            assert wait.seconds == LEAST
        with Turns(1, WAIT).turn() as wait:
            assert wait.seconds == WAIT


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Everything that could be written is locked by another process' transaction."""
    with database.write() as tx:
        if database.dialect == "postgresql":
            tx.execute(text("LOCK TABLE people IN ACCESS EXCLUSIVE MODE"))
        yield


def write(database: Database) -> None:
    with database.write() as tx:
        tx.execute(text("DELETE FROM people"))


class TestARequestWithTwoTransactions:
    def test_waits_once_for_a_locked_database(self, database: Database, database_url: str) -> None:
        other = Database(database_url, Settings(issuer="https://card.example.cn", lock_wait=2))
        began = time.monotonic()
        with locked(database), one_wait(2):
            for _ in range(2):
                with pytest.raises(DatabaseBusy):
                    write(other)
        assert 2 <= time.monotonic() - began < 3.5
        write(other)  # and the connection is as patient as before
        other.dispose()
