"""The authority's clock: the machine's, or one that stands still until a test moves it."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""A fixed offset: China has kept +08:00 without summer time since 1991."""


class Clock:
    """Tells the time in Asia/Shanghai. ``at`` must carry a time zone; without it the machine's clock runs."""

    def __init__(self, at: datetime | None = None) -> None:
        self._at: datetime | None = None
        if at is not None:
            self.set(at)

    def now(self) -> datetime:
        """The present moment."""
        return self._at or datetime.now(SHANGHAI)

    def today(self) -> date:
        """The day in Asia/Shanghai."""
        return self.now().date()

    def seconds(self) -> float:
        """Seconds since 1970."""
        return self.now().timestamp()

    def set(self, at: datetime) -> None:
        """Stand still at a moment. Raises ``ValueError`` for one without a time zone."""
        if at.tzinfo is None:
            raise ValueError("A clock needs a moment with a time zone.")
        self._at = at.astimezone(SHANGHAI)

    def advance(self, by: timedelta) -> None:
        """Stand still at a moment that is ``by`` later than now."""
        self.set(self.now() + by)
