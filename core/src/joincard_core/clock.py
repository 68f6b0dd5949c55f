"""The authority's clock: China Standard Time, and what ``now.*`` facts say about a moment."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from importlib import resources
from pathlib import Path
from typing import Protocol

from joincard_core.errors import JoincardError

# A fixed offset, not a named zone: China has kept +08:00 without summer time since 1991, and a server
# without a time zone database must not fail or drift for it.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class BadHolidayCalendar(JoincardError):
    """The holiday calendar file cannot be read or does not have the expected form."""

    code = "clock.bad-calendar"


class Clock(Protocol):
    """Anything that tells the time."""

    def now(self) -> datetime:
        """The present moment, with a time zone."""


class SystemClock:
    """The machine's clock, in China Standard Time."""

    def now(self) -> datetime:
        """The present moment in Asia/Shanghai."""
        return datetime.now(SHANGHAI)


class FixedClock:
    """A clock that moves only when told to; for tests, replay and the demo's past month."""

    def __init__(self, at: datetime) -> None:
        self.set(at)

    def now(self) -> datetime:
        """The moment that was set last."""
        return self._at

    def set(self, at: datetime) -> None:
        """Move to ``at``, which must carry a time zone (``ValueError`` otherwise)."""
        if at.tzinfo is None:
            raise ValueError("A clock needs a moment with a time zone.")
        self._at = at.astimezone(SHANGHAI)

    def advance(self, by: timedelta) -> None:
        """Move forward (or back, when ``by`` is negative)."""
        self._at += by


def in_china(moment: datetime) -> str:
    """A moment for people, to the minute, with its zone."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M} (UTC+8)"


def to_epoch(moment: datetime) -> int:
    """Whole seconds since 1970-01-01 UTC, as ``iat`` and ``exp`` want them."""
    return int(moment.timestamp())


def from_epoch(seconds: int) -> datetime:
    """The moment in Asia/Shanghai of so many seconds since 1970-01-01 UTC."""
    return datetime.fromtimestamp(seconds, UTC).astimezone(SHANGHAI)


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """Statutory public holidays, version by version; a year it does not list is unknown, not working."""

    version: str
    source: str
    days: Mapping[date, str] = field(repr=False)
    years: frozenset[int]

    @classmethod
    def built_in(cls) -> "HolidayCalendar":
        """The calendar shipped with this release."""
        return cls._parse(resources.files("joincard_core").joinpath("holidays_cn.json").read_text("utf-8"))

    @classmethod
    def from_file(cls, path: Path | str) -> "HolidayCalendar":
        """A calendar that staff edit. Raises ``BadHolidayCalendar``."""
        try:
            return cls._parse(Path(path).read_text("utf-8"))
        except OSError as error:
            raise BadHolidayCalendar(
                f"The holiday calendar {path} is unreadable: {error.strerror}."
            ) from error

    @classmethod
    def _parse(cls, text: str) -> "HolidayCalendar":
        try:
            raw = json.loads(text)
            days = {date.fromisoformat(day): str(name) for day, name in raw["days"].items()}
            years = frozenset(int(year) for year in raw["years"])
            calendar = cls(str(raw["version"]), str(raw["source"]), days, years)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadHolidayCalendar(
                "A holiday calendar is JSON with version, source, years and days {YYYY-MM-DD: name}."
            ) from error
        if stray := sorted(day for day in days if day.year not in years):
            raise BadHolidayCalendar(f"The holiday calendar lists {stray[0]}, but not its year.")
        return calendar

    def is_holiday(self, day: date) -> bool | None:
        """Whether ``day`` is a statutory public holiday; ``None`` when its year is not listed."""
        return day in self.days if day.year in self.years else None


def now_facts(now: datetime, calendar: HolidayCalendar) -> dict[str, str | bool | int | date | time]:
    """The ``now.*`` facts of a moment, in Asia/Shanghai, the time to the minute.

    ``now.holiday`` is missing for a year that the calendar does not list: what is not known must not
    be taken for a working day.
    """
    local = now.astimezone(SHANGHAI)
    facts: dict[str, str | bool | int | date | time] = {
        "now.date": local.date(),
        "now.time": time(local.hour, local.minute),
        "now.month": local.month,
        "now.weekday": WEEKDAYS[local.weekday()],
    }
    holiday = calendar.is_holiday(local.date())
    if holiday is not None:
        facts["now.holiday"] = holiday
    return facts
