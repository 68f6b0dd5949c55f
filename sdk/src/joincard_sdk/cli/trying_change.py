"""What would turn a refusal: one fact at another value, several at once, or time alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from joincard_sdk.cli.table import decision_table
from joincard_sdk.cli.trying_case import Trial, changed
from joincard_sdk.places import CITIES
from joincard_sdk.rules import (
    Between,
    Clause,
    Compare,
    CompareFacts,
    OneOf,
    Test,
    clause_sentence,
    clauses,
    evaluate,
)
from joincard_sdk.texts import Text
from joincard_sdk.values import Fact, FactType, Motion, Origin, Value, resolve_principal
from joincard_sdk.values.reading import reader

HORIZON = 3_660
"""Days ahead that time alone is given: ten years."""

_COUNTED_BELOW_ZERO = (Motion.DAYS_DOWN, Motion.DAYS_UP)
_CLOCK = ("now.date", "now.time", "now.month", "now.weekday")
_NEAREST_HAND = {Origin.REQUEST: 0, Origin.PROVIDER: 0, Origin.LEDGER: 1, Origin.AUTHORITY: 2}


@dataclass(frozen=True, slots=True)
class OneChange:
    """A fact, and the nearest value at which the card would be accepted, everything else as it is."""

    fact: str
    value: Value
    text: Text


def single_changes(trial: Trial) -> tuple[OneChange, ...]:
    """Every fact that would do alone, what the desk can change first; never the clock: see ``by_time``.

    Nothing for a card that is accepted.
    """
    facts, registry = trial.facts(), trial.terms.registry
    if trial.accepts(facts):
        return ()
    found = [
        OneChange(name, value, clause_sentence(Compare(name, "=", value), True, registry))
        for name, values in candidates(trial, facts).items()
        for value in _first_accepted(trial, facts, name, values)
    ]
    return tuple(sorted(found, key=lambda one: _NEAREST_HAND[registry[one.fact].origin]))


def together(trial: Trial) -> tuple[Text, ...]:
    """The fewest tests that would have to change together; empty where no way is known."""
    facts, registry = trial.facts(), trial.terms.registry
    table = decision_table(trial.terms.service.accepts)
    failing = [
        [table.tests[place] for place in sorted(way) if not _holds(table.tests[place], facts)]
        for way in table.ways
    ]
    shortest = min(failing, key=len, default=[])
    return tuple(clause_sentence(clause.test, clause.wanted, registry) for clause in shortest)


def by_time(trial: Trial) -> datetime | None:
    """The first moment within ten years at which the card is accepted and nothing but time has passed."""
    if _hopeless(trial):
        return None
    times = sorted(_times(trial)) or [trial.at]
    for ahead in range(HORIZON):
        day = trial.on + timedelta(days=ahead)
        facts = trial.facts(day)
        for clock in times:
            if (ahead or clock > trial.at) and trial.accepts({**facts, "now.time": clock}):
                return datetime.combine(day, clock)
    return None


def _hopeless(trial: Trial) -> bool:
    """Whether every way fails by something that time does not move, so that no day needs to be tried."""
    facts, registry = resolve_principal(trial.facts()), trial.terms.registry
    if not trial.terms.service.coverage.covers(trial.city):
        return True
    table = decision_table(trial.terms.service.accepts)

    def stuck(clause: Clause) -> bool:
        if any(name not in facts for name in clause.facts):
            return True
        moving = (name for name in clause.facts if registry[name].motion is not Motion.FIXED)
        lapsing = (name for name in clause.facts if name.endswith(".status"))
        return not (any(moving) or any(lapsing) or _holds(clause, facts))

    return bool(table.ways) and all(any(stuck(table.tests[place]) for place in way) for way in table.ways)


def reads_the_time(trial: Trial) -> bool:
    """Whether the hour matters and not only the day."""
    return "now.time" in trial.terms.needs


def candidates(trial: Trial, facts: Mapping[str, Value]) -> dict[str, list[Value]]:
    """By fact, in written order, the values at which a test of the rule changes: nearest first."""
    found: dict[str, dict[Value, None]] = {}
    own = facts.get("holder.relation") == "self"
    service, registry = trial.terms.service, trial.terms.registry
    if not service.coverage.covers(trial.city):
        found["at.city"] = dict.fromkeys(_cities(trial.city))
    for clause in clauses(service.accepts):
        for written in clause.facts:
            # Of a permit holder the principal's facts are their own.
            name = written.removeprefix("principal.") if own else written
            name = name.removesuffix("province") + "city" if name.endswith(".province") else name
            if name not in _CLOCK:
                edges = _edges(clause.test, written, registry[name], facts, trial.city)
                found.setdefault(name, {}).update(dict.fromkeys(edges))
    return {name: _nearest(values, facts.get(name), registry[name]) for name, values in found.items()}


def _first_accepted(
    trial: Trial, facts: Mapping[str, Value], name: str, values: list[Value]
) -> Iterator[Value]:
    for value in values:
        if value != facts.get(name) and trial.accepts(changed(facts, name, value)):
            yield value
            return


def _edges(test: Test, written: str, fact: Fact, facts: Mapping[str, Value], city: str) -> Iterator[Value]:
    """Values around which the test changes its answer."""
    if fact.type is FactType.CODE6:
        yield from _cities(city)
        return
    if fact.type is FactType.BOOL:
        yield from (True, False)
        return
    match test:
        case Compare(value=constant):
            yield from _around(constant)
        case OneOf(values=values):
            for value in values:
                yield from _around(value)
        case Between(low=low, high=high):
            yield from (low - 1, low, high, high + 1)
        case CompareFacts(left=left, right=right):
            other = facts.get(right if written == left else left)
            if other is not None:
                yield from _around(other)
    yield from fact.values


def _around(value: Any) -> Iterator[Value]:
    """A value and its neighbours in the smallest step of its type."""
    yield value
    if isinstance(value, Decimal):
        yield from (value - Decimal("0.01"), value + Decimal("0.01"))
    elif isinstance(value, date):
        yield from (value - timedelta(days=1), value + timedelta(days=1))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from (value - 1, value + 1)


def _nearest(values: Mapping[Value, None], known: Value | None, fact: Fact) -> list[Value]:
    """Numbers by distance from what is known; below zero only what counts from a day."""
    listed: list[Any] = [value for value in map(reader(fact), values) if value is not None]
    if not fact.type.numeric:
        return listed
    if fact.motion not in _COUNTED_BELOW_ZERO:
        listed = [value for value in listed if value >= 0]
    from_here: Any = known
    return listed if known is None else sorted(listed, key=lambda value: abs(value - from_here))


def _cities(city: str) -> list[str]:
    """Every city: this one, then those of its province, then the others."""
    return sorted(CITIES, key=lambda code: (code != city, code[:2] != city[:2], code))


def _holds(clause: Clause, facts: Mapping[str, Value]) -> bool:
    return evaluate(clause.test, resolve_principal(facts)) is clause.wanted


def _times(trial: Trial) -> Iterator[time]:
    """The times of day at which a test changes, and midnight; none where the rule does not ask the hour."""
    for clause in clauses(trial.terms.service.accepts):
        test = clause.test
        if isinstance(test, Compare) and isinstance(test.value, time):
            minute = test.value.hour * 60 + test.value.minute
            yield time(0, 0)
            yield from (time(m // 60, m % 60) for m in (minute - 1, minute, minute + 1) if 0 <= m < 1_440)
