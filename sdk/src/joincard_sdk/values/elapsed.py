"""Completed months and years, and the day on which a count is reached.

Where a month lacks the day of the origin, the count is reached on the first of the next month.
"""

from datetime import date

#: The origin of a count that has stopped, such as the months of a permit that has ended.
STOPPED = date.max


def completed_months(origin: date, on: date) -> int:
    """Whole months from ``origin`` to ``on``; negative before the origin."""
    return (on.year - origin.year) * 12 + on.month - origin.month - (on.day < origin.day)


def completed_years(origin: date, on: date) -> int:
    """Whole years from ``origin`` to ``on``: an age, when the origin is a birthday."""
    return on.year - origin.year - ((on.month, on.day) < (origin.month, origin.day))


def months_after(origin: date, count: int) -> date:
    """The first day on which ``completed_months`` is ``count``."""
    months = origin.month - 1 + count
    year, month = origin.year + months // 12, months % 12 + 1
    try:
        return date(year, month, origin.day)
    except ValueError:
        return date(year + month // 12, month % 12 + 1, 1)


def years_after(origin: date, count: int) -> date:
    """The first day on which ``completed_years`` is ``count``."""
    return months_after(origin, 12 * count)
