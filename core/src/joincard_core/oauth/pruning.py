"""Removing what has expired by itself: now and then, by whichever endpoint is asked.

Requests, pages and codes that nobody finished would otherwise fill the database, and anybody can begin them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from joincard_core.oauth import store, throttle
from joincard_core.storage import Tx

EVERY = timedelta(minutes=1)


class Pruning:
    """One for all endpoints of a process."""

    def __init__(self) -> None:
        self._last: datetime | None = None

    def now_and_then(self, tx: Tx, now: datetime) -> None:
        """Remove what has expired, unless that was done a moment ago."""
        if self._last is None or now - self._last >= EVERY:
            self._last = now
            store.prune(tx, now, now - throttle.WINDOW)
