"""What one person has used of one service: counts by calendar period, pure.

Counted per person, never per card: physical and digital together, and a replaced card resets nothing.
Days, months and years are those of Asia/Shanghai. Amounts are fen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

NEVER = 9999
"""``usage.days_since_last`` of a service that was never used."""

CALENDAR = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class Counts:
    """Uses of a period, what was paid for them, and the part of their bills that thresholds count."""

    uses: int = 0
    paid: int = 0
    counted: int = 0

    def plus(self, other: "Counts", sign: int = 1) -> "Counts":
        """Add, or with ``sign`` -1 take away. A count never falls below zero."""
        return Counts(
            max(0, self.uses + sign * other.uses),
            max(0, self.paid + sign * other.paid),
            max(0, self.counted + sign * other.counted),
        )


NONE = Counts()


@dataclass(frozen=True, slots=True)
class Tally:
    """All counts of one person and service. ``on`` is the day, month and year that the first three belong to.

    A tally of one stay or visit uses ``ever`` alone.
    """

    on: date
    day: Counts = NONE
    month: Counts = NONE
    year: Counts = NONE
    ever: Counts = NONE
    open: int = 0
    last: date | None = None

    def at(self, today: date) -> "Tally":
        """The same tally as it stands on ``today``: what belongs to an earlier period is gone.

        Machines' clocks differ by a little: a day before ``on`` counts as ``on``, so that a clock that is
        slow at midnight cannot bring yesterday's headroom back.
        """
        if today <= self.on:
            return self
        return replace(
            self,
            on=today,
            day=NONE,
            month=self.month if _month(today) == _month(self.on) else NONE,
            year=self.year if today.year == self.on.year else NONE,
        )

    def used(self, today: date, use: Counts, *, opens: bool) -> "Tally":
        """Count one accepted use."""
        now = self.at(today)
        counted = now._changed(now.on, use, 1)
        return replace(counted, open=now.open + opens, last=now.on)

    def returned(self, used_on: date, use: Counts, *, opened: bool, last: date | None) -> "Tally":
        """Take back a use of ``used_on``. ``last`` is the day of the latest use that still stands."""
        taken = self._changed(used_on, use, -1)
        return replace(taken, open=max(0, self.open - opened), last=last)

    def repriced(self, used_on: date, quoted: int, settled: int) -> "Tally":
        """Count what was paid in the end in place of what was quoted."""
        return self._changed(used_on, Counts(paid=quoted - settled), -1)

    def closed(self) -> "Tally":
        """One open item less."""
        return replace(self, open=max(0, self.open - 1))

    def _changed(self, used_on: date, use: Counts, sign: int) -> "Tally":
        """Change every period that ``used_on`` still belongs to."""
        return replace(
            self,
            day=self.day.plus(use, sign) if used_on == self.on else self.day,
            month=self.month.plus(use, sign) if _month(used_on) == _month(self.on) else self.month,
            year=self.year.plus(use, sign) if used_on.year == self.on.year else self.year,
            ever=self.ever.plus(use, sign),
        )


@dataclass(frozen=True, slots=True)
class History:
    """What a price may need to know of earlier uses, as ``joincard_sdk.fees.Use`` wants it."""

    paid: Mapping[str, Decimal]
    counted: Mapping[str, Decimal]
    prior: Mapping[str, int]


def facts(tally: Tally, today: date) -> dict[str, int]:
    """Give the ``usage.*`` facts of a tally on ``today``."""
    now = tally.at(today)
    return {
        "usage.today": now.day.uses,
        "usage.month": now.month.uses,
        "usage.year": now.year.uses,
        "usage.lifetime": now.ever.uses,
        "usage.open": now.open,
        "usage.days_since_last": NEVER if now.last is None else max(0, (today - now.last).days),
    }


def history(tally: Tally, stay: Tally | None, today: date) -> History:
    """Give what was paid, counted and used before, by period.

    A use without a stay begins a stay of its own.
    """
    now = tally.at(today)
    by_stay = stay.ever if stay else NONE
    periods = {"day": now.day, "month": now.month, "year": now.year, "stay": by_stay, "visit": by_stay}
    return History(
        paid={name: _yuan(counts.paid) for name, counts in periods.items()},
        counted={name: _yuan(counts.counted) for name, counts in periods.items()},
        prior={name: counts.uses for name, counts in periods.items()},
    )


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _yuan(minor: int) -> Decimal:
    return Decimal(minor).scaleb(-2)
