"""Concessions that can never be the first whose condition holds.

Proven, not guessed: what is said here is so, and where nothing is said nothing was proven. The rule of the
service and the condition are laid out as cases, each a list of tests that all hold; then facts are looked at
one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from joincard_sdk import rules
from joincard_sdk.checks.regions import Region
from joincard_sdk.fees import Concession, FeePolicy, Season, Window
from joincard_sdk.rules import All, AnyOf, Between, Compare, OneOf, Rule

Case = tuple[Rule, ...]

#: With more cases than these nothing is proven.
MOST_CASES = 64


def never_first(accepts: Rule, fee: FeePolicy) -> Iterator[tuple[Rule, str]]:
    """Conditions that never count, and why. Windows and seasons with a condition stand in the same row."""
    earlier: list[Rule] = []
    for adjustment in fee.adjustments:
        if not isinstance(adjustment, Concession | Window | Season) or adjustment.when is None:
            continue
        met = [case for case in _together(accepts, adjustment.when) if not _impossible(case)]
        covering = [before for before in earlier if all(_holds(before, case) for case in met)]
        if not met:
            yield adjustment.when, "no card that the rule accepts meets it"
        elif covering:
            yield adjustment.when, f"whoever meets it meets [{rules.text(covering[0])}] before it"
        if isinstance(adjustment, Concession):
            earlier.append(adjustment.when)


def _cases(rule: Rule) -> list[Case]:
    """The rule as cases of which one holds; a rule with too many is one case, which proves nothing new."""
    if isinstance(rule, AnyOf):
        found = [case for part in rule.parts for case in _cases(part)]
        return found if len(found) <= MOST_CASES else [(rule,)]
    if not isinstance(rule, All):
        return [(rule,)]
    return _together(*rule.parts)


def _together(*wanted: Rule) -> list[Case]:
    """Cases of which one holds where all of these rules do."""
    parts = [_cases(rule) for rule in wanted]
    if prod(len(cases) for cases in parts) > MOST_CASES:
        return [wanted]
    return [tuple(test for case in chosen for test in case) for chosen in product(*parts)]


def _impossible(case: Case) -> bool:
    """Whether two tests of the case on one fact exclude each other."""
    facts = {_fact(rule) for rule in case} - {""}
    return any(_region(fact, case).empty for fact in facts)


def _holds(rule: Rule, case: Case) -> bool:
    """Whether the rule holds wherever every test of the case does."""
    if rule in case:
        return True
    if isinstance(rule, All):
        return all(_holds(part, case) for part in rule.parts)
    if isinstance(rule, AnyOf):
        return any(_holds(part, case) for part in rule.parts)
    fact = _fact(rule)
    # A fact that no test of the case reads may be missing, and then the rule does not hold.
    read = bool(fact) and any(_fact(test) == fact for test in case)
    return read and _region(fact, case).within(_region(fact, (rule,)))


def _fact(rule: Rule) -> str:
    """The fact of a test against constants; nothing for any other rule."""
    return rule.fact if isinstance(rule, Compare | OneOf | Between) else ""


def _region(fact: str, case: Sequence[Rule]) -> Region:
    region = Region()
    for rule in case:
        if isinstance(rule, Compare | OneOf | Between) and rule.fact == fact:
            region = region.cut(rule)
    return region
