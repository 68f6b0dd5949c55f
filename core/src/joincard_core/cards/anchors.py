"""Facts as a file gives them, turned into what is kept.

A number that moves with time needs the day on which it was true; what is kept is the date behind it.
That date may also be given itself: ``permit.expires_on`` instead of ``permit.days_left``.
"""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from joincard_sdk.values import VOCABULARY, FactError, Value, read_value

from joincard_core.cards.columns import CARD, PERSON, PRINCIPAL, date_columns
from joincard_core.cards.errors import BadCardFact
from joincard_core.cards.kept import (
    Age,
    DaysLeft,
    DaysSince,
    Kept,
    Lapsing,
    Months,
    Province,
    Yuan,
    counted_to,
)

Columns = dict[str, object]
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
LONGEST = 36_500  # days or months; nothing about a person is older
LARGEST_FEN = 10**12


def anchored(facts: Mapping[str, object], as_of: date) -> Columns:
    """The columns of ``person_facts`` for facts that were true on ``as_of``.

    Raises ``BadCardFact``, which names the fact and what is allowed, never a value.
    """
    return columns_from(facts, as_of, PERSON, date_columns())


def anchored_card(facts: Mapping[str, object], as_of: date) -> Columns:
    """The columns of ``cards``, from names without their ``card.``: ``status``, ``expires_on`` ..."""
    named = {f"card.{name}": value for name, value in facts.items()}
    dates = {"card.expires_on": "expires_on", "card.purse_topped_on": "purse_topped_on"}
    return columns_from(named, as_of, CARD, dates)


def columns_from(
    facts: Mapping[str, object], as_of: date, table: Mapping[str, Kept], dates: Mapping[str, str]
) -> Columns:
    """Dates first: where a count ended has to be known before the count; a null entry is no entry."""
    given = {name: raw for name, raw in facts.items() if raw is not None}
    columns: Columns = {
        column: day(name, given[name], as_of) for name, column in dates.items() if name in given
    }
    for name in sorted(given.keys() - dates.keys(), key=lambda name: (rank(table.get(name)), name)):
        how = table.get(name)
        if how is None or isinstance(how, Age):
            # A name nobody knows is not repeated: it may be a value in the wrong place.
            raise BadCardFact(name if name in VOCABULARY else "facts", refusal_of(name))
        for column, value in kept_as(name, how, known_value(name, given[name]), as_of, columns).items():
            if columns.setdefault(column, value) != value:
                raise BadCardFact(name, "it contradicts another entry; give only one of the two.")
    return columns


def rank(how: Kept | None) -> int:
    """Counts of months after the dates that end them, provinces after their cities."""
    return 1 if isinstance(how, Months | Province) else 0


def kept_as(name: str, how: Kept, value: Value, as_of: date, columns: Columns) -> Columns:
    """The columns for one value that was true on ``as_of``."""
    if isinstance(how, Province):
        if str(columns.get(how.column, ""))[:2] != value:
            raise BadCardFact(name, "it follows from the city; leave it out, or give the city too.")
        return {}
    if isinstance(how, Yuan):
        return {how.column: fen(name, value)}
    if isinstance(how, Lapsing):
        return {how.status: value}
    if isinstance(how, Months):
        ends = tuple(end for column in how.ends if isinstance(end := columns.get(column), date))
        return {how.since: months_before(counted_to(as_of, ends), count(name, value))}
    if isinstance(how, DaysSince):
        return {how.column: as_of - timedelta(days=count(name, value))}
    if isinstance(how, DaysLeft):
        return {how.column: as_of + timedelta(days=count(name, value, least=-LONGEST))}
    return {
        how.column: value if not isinstance(value, int) or isinstance(value, bool) else count(name, value)
    }


def count(name: str, value: Value, least: int = 0) -> int:
    """A number of days or months within a long life."""
    if not isinstance(value, int) or not least <= value <= LONGEST:
        raise BadCardFact(name, f"use a whole number from {least} to {LONGEST}.")
    return value


def fen(name: str, value: Value) -> int:
    """Yuan in whole fen."""
    scaled = Decimal(str(value)).scaleb(2)
    if scaled != scaled.to_integral_value() or abs(scaled) > LARGEST_FEN:
        raise BadCardFact(name, "use an amount in yuan with at most two decimals.")
    return int(scaled)


def months_before(end: date, months: int) -> date:
    """The latest day from which ``months`` whole months have passed on ``end``."""
    index = end.year * 12 + end.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(end.day, calendar.monthrange(year, month)[1]))


def refusal_of(name: str) -> str:
    """Why a name cannot stand in a file."""
    if name == "holder.age":
        return "it follows from identity.date_of_birth; leave it out."
    if name.startswith(PRINCIPAL):
        return "it follows from the permit holder named as principal; leave it out."
    return "it has an entry that is no fact of a person. The names are in the fact vocabulary."


def known_value(name: str, raw: object) -> Value:
    """The typed value of a fact."""
    try:
        return read_value(VOCABULARY[name], raw)
    except FactError as error:
        raise BadCardFact(name, f"{error}.") from None


def day(name: str, raw: object, as_of: date) -> date:
    """A date YYYY-MM-DD that a person of our time can have; only an expiry may lie ahead."""
    try:
        found = date.fromisoformat(raw) if isinstance(raw, str) and len(raw) == 10 else None
    except ValueError:
        found = None
    if found is None or not EARLIEST <= found < LATEST:
        raise BadCardFact(name, f"use a date YYYY-MM-DD from {EARLIEST} to before {LATEST}.")
    if found > as_of and not name.endswith("expires_on"):
        raise BadCardFact(name, "it lies ahead of the day on which the line was true.")
    return found
