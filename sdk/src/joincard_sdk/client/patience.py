"""How long a call waits, and how often it asks again."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import SystemRandom


@dataclass(frozen=True, slots=True)
class Clock:
    """Two clocks in seconds: ``now`` since 1970 is written into signed proofs, ``elapsed`` only measures.

    What must not jump when a machine's time is set (deadlines, the age of a token) uses ``elapsed``.
    """

    now: Callable[[], float] = time.time
    elapsed: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class Patience:
    """The limits of one call, in seconds. ``total`` covers everything, with all repetitions and waits.

    Waits follow exponential backoff with full jitter: any time from 0 to a ceiling that starts at
    ``first_wait`` and doubles up to ``longest_wait``. ``spread`` gives the jitter, from 0 to 1.
    """

    total: float = 30.0
    connect: float = 5.0
    read: float = 10.0
    first_wait: float = 0.25
    longest_wait: float = 8.0
    attempts: int = 8
    spread: Callable[[], float] = SystemRandom().random

    def __post_init__(self) -> None:
        if min(self.total, self.connect, self.read, self.attempts) <= 0:
            raise ValueError("Patience needs total, connect, read and attempts above zero.")
        if not 0 <= self.first_wait <= self.longest_wait:
            raise ValueError("Patience needs 0 <= first_wait <= longest_wait.")

    def wait(self, attempt: int, asked: float | None) -> float:
        """The wait after a failed ``attempt`` (the first is 1), at least what the authority ``asked`` for."""
        # Jitter also on top of what was asked for, or all who were turned away come back in one moment.
        ceiling = min(self.longest_wait, self.first_wait * 2.0 ** (attempt - 1))
        return (asked or 0.0) + self.spread() * ceiling


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment, by ``clock.elapsed``, at which a call gives up."""

    at: float
    clock: Clock

    @classmethod
    def after(cls, seconds: float, clock: Clock) -> "Deadline":
        """A deadline so many seconds from now."""
        return cls(clock.elapsed() + seconds, clock)

    @property
    def left(self) -> float:
        """Seconds that remain, never below zero."""
        return max(0.0, self.at - self.clock.elapsed())


MACHINE = Clock()
"""The clocks of this machine."""

USUAL = Patience()
"""What fits a person waiting at a counter."""
