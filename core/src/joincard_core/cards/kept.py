"""The ways in which a fact is kept in columns, and read for a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from joincard_sdk.values import STOPPED, Value, completed_months, completed_years

from joincard_core.cards.model import Status, present_status

NO_CARD = "none"


@dataclass(frozen=True, slots=True)
class AsIs:
    """A value that only an event changes, kept as it is."""

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that reading needs, in the order of the cells."""
        return (self.column,)

    def value(self, today: date, cell: Any) -> Value | None:
        """The value on ``today``; ``None`` when it is not known."""
        known: Value | None = cell
        return known


@dataclass(frozen=True, slots=True)
class Province(AsIs):
    """The province of a city: its first two digits."""

    def value(self, today: date, cell: str | None) -> Value | None:
        """Two digits."""
        return None if cell is None else cell[:2]


@dataclass(frozen=True, slots=True)
class Yuan(AsIs):
    """An amount kept in whole fen, read in yuan."""

    def value(self, today: date, cell: int | None) -> Value | None:
        """Exact, with two decimals."""
        return None if cell is None else Decimal(cell).scaleb(-2)


@dataclass(frozen=True, slots=True)
class DaysLeft(AsIs):
    """Days until a date; negative past it."""

    def value(self, today: date, cell: date | None) -> Value | None:
        """Whole days."""
        return None if cell is None else (cell - today).days


@dataclass(frozen=True, slots=True)
class DaysSince(DaysLeft):
    """Days since a date."""

    def value(self, today: date, cell: date | None) -> Value | None:
        """Whole days."""
        return None if cell is None else (today - cell).days


@dataclass(frozen=True, slots=True)
class Age(AsIs):
    """Completed years since a birth date."""

    def value(self, today: date, cell: date | None) -> Value | None:
        """Whole years."""
        return None if cell is None else completed_years(cell, today)

    def origin(self, today: date, cell: date | None) -> date | None:
        """The birthday."""
        return cell


@dataclass(frozen=True, slots=True)
class Months:
    """Completed months since a date, which stop counting at the first of ``ends`` that has come."""

    since: str
    ends: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The start, then every end."""
        return (self.since, *self.ends)

    def value(self, today: date, since: date | None, *ends: date | None) -> Value | None:
        """Whole months."""
        return None if since is None else completed_months(since, counted_to(today, ends))

    def origin(self, today: date, since: date | None, *ends: date | None) -> date | None:
        """The day of zero, or ``STOPPED`` when the months are no longer counted."""
        return since if since is None or counted_to(today, ends) == today else STOPPED


def counted_to(day: date, ends: tuple[date | None, ...]) -> date:
    """``day``, or the earliest end before it."""
    return min([day, *(end for end in ends if end is not None)])


@dataclass(frozen=True, slots=True)
class Lapsing:
    """A status that lapses by itself after a last day, whether or not anything has recorded that yet."""

    status: str
    last_day: str
    lapses: ClassVar[Mapping[str, str]] = {"valid": "expired"}

    @property
    def columns(self) -> tuple[str, ...]:
        """The status, then its last day."""
        return (self.status, self.last_day)

    def value(self, today: date, status: str | None, last_day: date | None) -> Value | None:
        """The status on ``today``; the last day itself still counts."""
        if status is None or last_day is None or last_day >= today:
            return status
        return self.lapses.get(status, status)


@dataclass(frozen=True, slots=True)
class CardStatus(Lapsing):
    """The status of a card, by the card's own table of moves."""

    def value(self, today: date, status: str | None, last_day: date | None) -> Value | None:
        """The status on ``today``."""
        if status is None or status == NO_CARD:
            return status
        return present_status(Status(status), last_day, today).value


Kept = AsIs | Months | Lapsing
