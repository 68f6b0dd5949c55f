"""Time that moves only when told to, or when somebody waits."""

import threading


class Moments:
    """Seconds of a wall clock (since 1970) and of a stopwatch. Every wait is written down."""

    def __init__(self, now: float = 1_750_000_000.0) -> None:
        self._now = now
        self._elapsed = 1_000.0
        self._lock = threading.Lock()
        self.waits: list[float] = []

    def now(self) -> float:
        return self._now

    def elapsed(self) -> float:
        return self._elapsed

    def advance(self, seconds: float) -> None:
        with self._lock:
            self._now += seconds
            self._elapsed += seconds

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.advance(seconds)

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)
