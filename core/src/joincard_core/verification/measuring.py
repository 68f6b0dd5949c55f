"""Which services could be used to measure a hidden fact.

A rule such as ``insurance.account_balance >= request.amount`` answers, for any amount that a provider cares
to name, whether the balance is higher: twenty answers are the balance to the fen. A permit tells as much as a
refusal, whether it is cancelled or left open: with five refusals and sixty open permits, amounts found by
going up in shrinking steps reach the fen as well. So every answer counts against the service's budget.
"""

from collections.abc import Iterator

from joincard_sdk.decision import Terms
from joincard_sdk.rules import All, AnyOf, CompareFacts, Not, Rule

from joincard_core.verification import tariff


def measures(terms: Terms, sent: frozenset[str], shown: frozenset[str]) -> bool:
    """Whether rule or fee compares a fact outside ``shown`` with one that the provider itself sends."""
    rules = (terms.service.accepts, *tariff.conditions(terms.service.fee))
    pairs = ({test.left, test.right} for rule in rules for test in comparisons(rule))
    return any(pair & sent and pair - shown for pair in pairs)


def comparisons(rule: Rule) -> Iterator[CompareFacts]:
    """The tests of a rule that hold one fact against another."""
    if isinstance(rule, CompareFacts):
        yield rule
    elif isinstance(rule, Not):
        yield from comparisons(rule.part)
    elif isinstance(rule, All | AnyOf):
        for part in rule.parts:
            yield from comparisons(part)
