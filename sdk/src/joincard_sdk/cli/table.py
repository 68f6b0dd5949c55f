"""A rule as a decision table: tests down the side, ways to be accepted across."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from joincard_sdk.rules import All, AnyOf, Clause, Not, Rule, clauses

MOST_WAYS = 64


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """``ways`` holds for each way to be accepted the positions, in ``tests``, of what must hold together.

    ``ways`` is empty where there would be more than ``MOST_WAYS``: such a rule is read better as a sentence.
    """

    tests: tuple[Clause, ...]
    ways: tuple[frozenset[int], ...]


def decision_table(rule: Rule) -> DecisionTable:
    """The table of a rule: its tests in written order, each once."""
    tests = tuple(dict.fromkeys(clauses(rule)))
    if _count(rule, True) > MOST_WAYS:
        return DecisionTable(tests, ())
    place = {clause: position for position, clause in enumerate(tests)}
    ways = dict.fromkeys(frozenset(place[clause] for clause in way) for way in _ways(rule, True))
    # A way that contains another adds nothing: whoever satisfies it satisfies the smaller one.
    smallest = tuple(way for way in ways if not any(other < way for other in ways))
    return DecisionTable(tests, smallest)


def _ways(rule: Rule, wanted: bool) -> Iterator[tuple[Clause, ...]]:
    if isinstance(rule, Not):
        yield from _ways(rule.part, not wanted)
    elif isinstance(rule, All | AnyOf):
        branches = [list(_ways(part, wanted)) for part in rule.parts]
        if isinstance(rule, All) is wanted:
            yield from (sum(together, ()) for together in product(*branches))
        else:
            yield from (way for branch in branches for way in branch)
    else:
        yield (Clause(rule, wanted),)


def _count(rule: Rule, wanted: bool) -> int:
    """How many ways there are, without listing them."""
    if isinstance(rule, Not):
        return _count(rule.part, not wanted)
    if not isinstance(rule, All | AnyOf):
        return 1
    counts = [_count(part, wanted) for part in rule.parts]
    if isinstance(rule, All) is not wanted:
        return sum(counts)
    total = 1
    for count in counts:
        total *= count
    return total
