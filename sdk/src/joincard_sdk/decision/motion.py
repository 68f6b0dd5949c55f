"""When time alone will make a refusing test hold.

Each fact says how it moves (``Fact.motion``). A count of days is exact. A count of months or years is exact
when its origin is known (a birthday, the day a permit began), else the day given is the latest possible. A
count that has stopped (``STOPPED``) never changes by itself.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from joincard_sdk.rules import Between, Clause, Compare, CompareFacts, InCities, OneOf, Test, holds
from joincard_sdk.values import Facts, Motion
from joincard_sdk.values.elapsed import STOPPED, months_after

#: Further ahead nothing is promised.
HORIZON_DAYS = 36_600
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS_IN_STEP = {Motion.MONTHS_UP: 1, Motion.YEARS_UP: 12}


@dataclass(frozen=True, slots=True)
class Change:
    """The day (and time of day) on which a test will hold if nothing but time changes.

    ``exact`` False means: on that day at the latest.
    """

    on: date
    exact: bool = True
    at: time | None = None

    def to_json(self) -> dict[str, object]:
        """``{"on", "exact", "at"}``."""
        return {"on": self.on.isoformat(), "exact": self.exact, "at": self.at and self.at.strftime("%H:%M")}


def change_by_time(
    clause: Clause, facts: Facts, on: date, motion: Motion, origins: Mapping[str, date]
) -> Change | None:
    """When a refusing clause will hold by itself, or None when it will not or nobody can tell.

    ``origins`` gives the day on which a counted fact was zero, by fact name, or ``STOPPED``.
    """
    test = clause.test
    if isinstance(test, CompareFacts | InCities) or motion is Motion.FIXED:
        return None
    if motion is Motion.CLOCK:
        return _by_clock(clause, test.fact, on, facts.get("now.time"))
    value = facts.get(test.fact)
    if type(value) is not int:
        return None
    fits = _fitting(clause, test.fact)
    if motion in _RESETS:
        return Change(_RESETS[motion](on)) if fits(0) else None
    down = motion is Motion.DAYS_DOWN
    steps = [value - bound if down else bound - value for bound in _bounds(test) if fits(bound)]
    ahead = min((step for step in steps if step > 0), default=None)
    if ahead is None or ahead > HORIZON_DAYS:
        return None
    return _counted(motion, value + ahead, ahead, on, origins.get(test.fact))


def _counted(motion: Motion, target: int, ahead: int, on: date, origin: date | None) -> Change | None:
    months = _MONTHS_IN_STEP.get(motion)
    try:
        if months is None:
            return Change(on + timedelta(days=ahead))
        if origin == STOPPED:
            return None
        if origin is None:
            return Change(months_after(on, months * ahead), exact=False)
        return Change(months_after(origin, months * target))
    except (OverflowError, ValueError):
        return None


def _fitting(clause: Clause, fact: str) -> Callable[[Any], bool]:
    return lambda value: holds(clause.test, {fact: value}) is clause.wanted


def _bounds(test: Test) -> Iterator[int]:
    """The values at which a test can change its answer."""
    match test:
        case Compare(value=constant):
            edges: tuple[Any, ...] = (constant,)
        case OneOf(values=values):
            edges = values
        case Between(low=low, high=high):
            edges = (low, high)
        case _:
            edges = ()
    for edge in edges:
        yield from (int(edge) - 1, int(edge), int(edge) + 1)


def _next_month(on: date) -> date:
    return months_after(on.replace(day=1), 1)


_RESETS: Mapping[Motion, Callable[[date], date]] = {
    Motion.RESETS_DAILY: lambda on: on + timedelta(days=1),
    Motion.RESETS_MONTHLY: _next_month,
    Motion.RESETS_YEARLY: lambda on: date(on.year + 1, 1, 1),
}


def _by_clock(clause: Clause, fact: str, on: date, now: object) -> Change | None:
    fits = _fitting(clause, fact)
    match fact:
        case "now.month":
            days = [months_after(on.replace(day=1), ahead) for ahead in range(1, 13)]
            return _first(days, lambda day: fits(day.month))
        case "now.weekday":
            days = [on + timedelta(days=ahead) for ahead in range(1, 8)]
            return _first(days, lambda day: fits(_WEEKDAYS[day.weekday()]))
        case "now.date":
            edges = [edge for edge in _dates(clause.test) if edge > on]
            return _first(sorted(edges), fits)
        case "now.time":
            return _by_time_of_day(fits, clause.test, on, now)
    return None


def _first(days: list[date], fits: Callable[[Any], bool]) -> Change | None:
    return next((Change(day) for day in days if fits(day)), None)


def _dates(test: Test) -> Iterator[date]:
    constants = (test.value,) if isinstance(test, Compare) else test.values if isinstance(test, OneOf) else ()
    for constant in constants:
        if isinstance(constant, date):
            yield constant
            yield constant + timedelta(days=1)


def _by_time_of_day(fits: Callable[[Any], bool], test: Test, on: date, now: object) -> Change | None:
    if not isinstance(now, time) or not isinstance(test, Compare) or not isinstance(test.value, time):
        return None
    minute = test.value.hour * 60 + test.value.minute
    edges = [time(0, 0), test.value]
    if minute < 24 * 60 - 1:
        edges.append(time((minute + 1) // 60, (minute + 1) % 60))
    open_at = sorted(edge for edge in edges if fits(edge))
    if not open_at:
        return None
    today = [edge for edge in open_at if edge > now]
    return Change(on, at=today[0]) if today else Change(on + timedelta(days=1), at=open_at[0])
