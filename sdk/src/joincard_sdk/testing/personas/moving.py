"""Facts on a later day when nothing happens but time: each moves as the registry says."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta

from joincard_sdk.values import (
    STOPPED,
    VOCABULARY,
    FactRegistry,
    Facts,
    Motion,
    Value,
    completed_months,
    completed_years,
    resolve_principal,
)

NEVER = 9_999
"""``usage.days_since_last`` of a service that was never used; it stays."""

_HELD = "permit.months_held"
_MONTHS = {Motion.MONTHS_UP: 1, Motion.YEARS_UP: 12}
_LAPSES = (
    ("card.status", "card.valid_days", {"active": "expired", "suspended": "expired"}),
    ("permit.status", "permit.days_left", {"valid": "expired"}),
    ("residence.status", "residence.days_left", {"valid": "expired"}),
    ("principal.permit.status", "principal.permit.days_left", {"valid": "expired"}),
)


def moved(
    facts: Facts,
    since: date,
    on: date,
    origins: Mapping[str, date] | None = None,
    registry: FactRegistry = VOCABULARY,
) -> dict[str, Value]:
    """The facts of the day ``since`` as they stand ``on`` a day that is not before it.

    ``origins`` gives the day of zero of counted months and years; without it a count counts from ``since``.
    Facts of the clock stay: whoever knows the moment sets them. A status lapses with its last day, also when
    no time passes.
    """
    zero = days_of_zero(facts, since) | dict(origins or {})
    last = _end_of_permit(facts, since)
    later = {
        name: _moved(registry, name, value, since, min(on, last) if name == _HELD else on, zero.get(name))
        for name, value in facts.items()
    }
    for status, left, lapsed in _LAPSES:
        known = later.get(left)
        if isinstance(known, int) and known < 0 and status in later:
            later[status] = lapsed.get(str(later[status]), later[status])
    return resolve_principal(later)


def days_of_zero(facts: Facts, on: date) -> dict[str, date]:
    """For each fact counted in months, the latest day from which so many have passed on this day."""
    ended = _end_of_permit(facts, on) < on
    return {
        name: months_before(on, value)
        for name, value in facts.items()
        if name in VOCABULARY and VOCABULARY[name].motion is Motion.MONTHS_UP and type(value) is int
        if not (name == _HELD and ended)
    }


def stopped(facts: Facts, on: date) -> dict[str, date]:
    """``STOPPED`` for the months of a permit that has ended by this day."""
    return {_HELD: STOPPED} if _HELD in facts and _end_of_permit(facts, on) < on else {}


def months_before(end: date, months: int) -> date:
    """The latest day from which so many whole months have passed on ``end``."""
    index = end.year * 12 + end.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(end.day, calendar.monthrange(year, month)[1]))


def _moved(
    registry: FactRegistry, name: str, value: Value, since: date, on: date, zero: date | None
) -> Value:
    known = registry.get(name)
    if known is None or type(value) is not int:
        return value
    passed = (on - since).days
    match known.motion:
        case Motion.DAYS_DOWN:
            return value - passed
        case Motion.DAYS_UP:
            return value if name == "usage.days_since_last" and value == NEVER else value + passed
        case Motion.MONTHS_UP:
            return value if zero in (None, STOPPED) or passed < 0 else completed_months(zero, on)
        case Motion.YEARS_UP:
            return completed_years(zero or months_before(since, 12 * value), on)
        case Motion.RESETS_DAILY:
            return value if on == since else 0
        case Motion.RESETS_MONTHLY:
            return value if (on.year, on.month) == (since.year, since.month) else 0
        case Motion.RESETS_YEARLY:
            return value if on.year == since.year else 0
    return value


def _end_of_permit(facts: Facts, on: date) -> date:
    """The day after which months of a permit are no longer counted."""
    left, gone = facts.get("permit.days_left"), facts.get("permit.days_since_cancelled")
    ends = [on + timedelta(days=left)] if type(left) is int else []
    ends += [on - timedelta(days=gone)] if type(gone) is int else []
    return min(ends, default=date.max)
