"""The plain interpreter: three-valued (Kleene), the reference for every other way to decide."""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from joincard_sdk.rules.algebra import (
    All,
    AnyOf,
    Between,
    Compare,
    CompareFacts,
    InCities,
    Not,
    OneOf,
    Op,
    Rule,
    Test,
)
from joincard_sdk.values import Facts

COMPARISONS: Mapping[Op, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        "=": operator.eq,
        "!=": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
    }
)


def evaluate(rule: Rule, facts: Facts) -> bool | None:
    """True, False, or None when a missing fact leaves it open. Only True accepts."""
    if isinstance(rule, All):
        return _combined(rule.parts, facts, stop=False)
    if isinstance(rule, AnyOf):
        return _combined(rule.parts, facts, stop=True)
    if isinstance(rule, Not):
        inner = evaluate(rule.part, facts)
        return None if inner is None else not inner
    return holds(rule, facts)


def _combined(parts: tuple[Rule, ...], facts: Facts, *, stop: bool) -> bool | None:
    results = [evaluate(part, facts) for part in parts]
    if stop in results:
        return stop
    return None if None in results else not stop


def holds(test: Test, facts: Facts) -> bool | None:
    """One test; None when a fact it reads is missing."""
    if isinstance(test, CompareFacts):
        left, right = facts.get(test.left), facts.get(test.right)
        return None if left is None or right is None else COMPARISONS[test.op](left, right)
    value: Any = facts.get(test.fact)
    if value is None:
        return None
    match test:
        case Compare(op=op, value=constant):
            return COMPARISONS[op](value, constant)
        case OneOf(values=values):
            return value in values
        case Between(low=low, high=high):
            return bool(low <= value <= high)
        case InCities(cities=cities):
            return value in cities


@dataclass(frozen=True, slots=True)
class Clause:
    """A test and what it should have been: ``wanted`` is False under an odd number of ``not``."""

    test: Test
    wanted: bool

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts the test reads, as written."""
        test = self.test
        return (test.left, test.right) if isinstance(test, CompareFacts) else (test.fact,)


def clauses(rule: Rule, *, wanted: bool = True) -> Iterator[Clause]:
    """Every test of a rule in written order, with what it should be."""
    if isinstance(rule, All | AnyOf):
        for part in rule.parts:
            yield from clauses(part, wanted=wanted)
    elif isinstance(rule, Not):
        yield from clauses(rule.part, wanted=not wanted)
    else:
        yield Clause(rule, wanted)


def refusing(rule: Rule, facts: Facts, *, wanted: bool = True) -> Iterator[Clause]:
    """The clauses that keep a rule from holding, in written order; of an ``or`` every branch."""
    if evaluate(rule, facts) is wanted:
        return
    if isinstance(rule, All | AnyOf):
        for part in rule.parts:
            yield from refusing(part, facts, wanted=wanted)
    elif isinstance(rule, Not):
        yield from refusing(rule.part, facts, wanted=not wanted)
    else:
        yield Clause(rule, wanted)


def facts_read(rule: Rule) -> tuple[str, ...]:
    """The facts to fetch before deciding, in written order.

    A fact of the principal is the holder's own for the permit holder, so it brings ``holder.relation`` and
    the holder's own fact with it.
    """
    names: dict[str, None] = {}
    for clause in clauses(rule):
        for name in clause.facts:
            names.setdefault(name)
            if name.startswith("principal."):
                names.setdefault("holder.relation")
                names.setdefault(name[len("principal.") :])
    return tuple(names)
