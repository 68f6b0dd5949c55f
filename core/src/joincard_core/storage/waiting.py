"""How long a request waits for the database, and how many requests wait at once.

A database that is locked or silent must not take every thread of a process: the threads that are left say at
once that it is busy, and answer what needs no database.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock

from joincard_core.storage.errors import DatabaseBusy

SHORT = 0.5  # s; nothing finished for so long: the database is stuck, no longer under load
LEAST = 0.25  # s; also at the end of its time a transaction gets a chance
NEARLY = 0.9  # of the whole wait: not worth telling the database that it is a little shorter

DEADLINE: ContextVar[float | None] = ContextVar("deadline", default=None)


@contextmanager
def one_wait(seconds: float) -> Iterator[None]:
    """All transactions in the block wait together for about so many seconds, not each of them."""
    token = DEADLINE.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        DEADLINE.reset(token)


@dataclass(frozen=True, slots=True)
class Wait:
    """How many seconds a transaction may wait for a lock, and whether it may then try ``again``."""

    seconds: float
    again: Callable[[], bool] = lambda: False


class Turns:
    """Lets transactions in, and tells each how long it may wait.

    Up to ``room`` at once may wait for ``most`` seconds. Others may do so only while something moves: they
    wait ``SHORT`` and try again, and are refused once nothing has finished for that long.
    """

    def __init__(self, room: int, most: float, ticks: Callable[[], float] = time.monotonic) -> None:
        self._room = room
        self.most = most
        self._ticks = ticks
        self._turn = Lock()
        self._inside = 0
        self._moved = 0.0

    @contextmanager
    def turn(self) -> Iterator[Wait]:
        """The wait of one transaction. Raises ``DatabaseBusy``."""
        wait = self._enter()
        finished = False
        try:
            yield wait
            finished = True
        finally:
            self._leave(finished)

    def _enter(self) -> Wait:
        now = self._ticks()
        seconds = self._seconds(now)
        with self._turn:
            if not self._inside:
                self._moved = now
            crowded = self._inside >= self._room
            if crowded and self._stuck():
                raise DatabaseBusy("Too many requests wait for the database. Try again in a moment.")
            self._inside += 1
        if not crowded:
            return Wait(seconds)
        return Wait(min(seconds, SHORT), lambda: self._ticks() < now + seconds and not self._stuck())

    def _leave(self, finished: bool) -> None:
        with self._turn:
            self._inside -= 1
            if finished:
                self._moved = self._ticks()

    def _stuck(self) -> bool:
        return self._ticks() - self._moved > SHORT

    def _seconds(self, now: float) -> float:
        deadline = DEADLINE.get()
        if deadline is None or deadline - now > self.most * NEARLY:
            return self.most
        return max(deadline - now, LEAST)
