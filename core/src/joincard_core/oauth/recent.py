"""What was fetched a moment ago is not fetched again: addresses that a stranger can have asked cool down.

Kept in the memory of one process, answers and failures alike, for ten seconds and a bounded number of
addresses. Who asks for one address while it is being fetched waits for that answer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

COOL_DOWN = timedelta(seconds=10)
MOST_HELD = 256  # addresses, with 8 KB each at most
LANES = 16  # threads that fetch for different addresses seldom wait for one another


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, or why there was none."""

    at: datetime
    text: str = field(repr=False)
    failure: str = ""


class Recent:
    """The answers of the last moments, by address."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}
        self._lanes = tuple(threading.Lock() for _ in range(LANES))

    def at(self, uri: str, now: datetime, fetch: Callable[[str], Kept]) -> Kept:
        """What lies at an address, as it was found at most ten seconds ago."""
        with self._lanes[sha256(uri.encode()).digest()[0] % LANES]:
            held = self._kept.get(uri)
            if held is not None and timedelta(0) <= now - held.at < COOL_DOWN:
                return held
            if len(self._kept) >= MOST_HELD:
                self._kept.clear()
            found = self._kept[uri] = fetch(uri)
            return found
