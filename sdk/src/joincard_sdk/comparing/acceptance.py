"""What changed in a rule: test by test, then how the tests are combined."""

from __future__ import annotations

from collections.abc import Iterator

from joincard_sdk import rules
from joincard_sdk.comparing.difference import Difference, became, joined_and_left
from joincard_sdk.comparing.pairing import Paired
from joincard_sdk.rules import Clause, InCities, Rule
from joincard_sdk.texts import Text
from joincard_sdk.values import FactRegistry

_TEST = Text("A test changed", "条件变更")


def compare_rules(old: Rule, new: Rule, before: FactRegistry, after: FactRegistry) -> Iterator[Difference]:
    """Tests removed, added and changed; a last line where equal tests are combined in another way."""
    if old == new:
        return
    paired = Paired.of(list(rules.clauses(old)), list(rules.clauses(new)), lambda clause: clause.facts)
    for clause in paired.removed:
        said = rules.clause_sentence(clause.test, clause.wanted, before)
        yield Difference("test.removed", Text(f"No longer required: {said.en}.", f"不再要求：{said.zh}。"))
    for clause in paired.added:
        said = rules.clause_sentence(clause.test, clause.wanted, after)
        yield Difference("test.added", Text(f"Now required: {said.en}.", f"新要求：{said.zh}。"))
    for was, now in paired.changed:
        yield Difference("test.changed", _changed(was, now, before, after))
    if not (paired.removed or paired.added or paired.changed) or not (_plain(old) and _plain(new)):
        said = rules.sentence(new, after)
        en = f"The rule as a whole is now: {said.en}."
        yield Difference("rule.combined", Text(en, f"整条规则现为：{said.zh}。"))


def _changed(was: Clause, now: Clause, before: FactRegistry, after: FactRegistry) -> Text:
    old = rules.clause_sentence(was.test, was.wanted, before)
    new = rules.clause_sentence(now.test, now.wanted, after)
    if old != new:
        return became(_TEST, old, new)
    return Text(f"{new.en}: {(cities := _cities(was, now)).en}.", f"{new.zh}：{cities.zh}。")


def _cities(was: Clause, now: Clause) -> Text:
    """Two tests that read alike differ in the set of cities they are bound to."""
    if isinstance(was.test, InCities) and isinstance(now.test, InCities):
        members = joined_and_left(was.test.cities.members, now.test.cities.members)
        if members is not None:
            return members
    return Text("bound to another version", "所依据的版本不同")


def _plain(rule: Rule) -> bool:
    """Whether every test must hold, so that a list of tests says all."""
    parts = rule.parts if isinstance(rule, rules.All) else (rule,)
    return not any(isinstance(part, rules.All | rules.AnyOf | rules.Not) for part in parts)
