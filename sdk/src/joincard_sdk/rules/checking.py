"""A rule against a registry: every fact known, every constant of the fact's type."""

from joincard_sdk.rules.algebra import (
    All,
    AnyOf,
    Between,
    Compare,
    CompareFacts,
    InCities,
    Not,
    OneOf,
    Rule,
    Test,
)
from joincard_sdk.rules.errors import RuleError
from joincard_sdk.values import (
    VOCABULARY,
    Fact,
    FactRegistry,
    FactType,
    MistypedFact,
    allowed_text,
    read_value,
)
from joincard_sdk.values.model import Value


def check(rule: Rule, registry: FactRegistry = VOCABULARY) -> None:
    """Raise ``RuleError`` for the first test that names an unknown fact or does not fit its type."""
    if isinstance(rule, All | AnyOf):
        for part in rule.parts:
            check(part, registry)
    elif isinstance(rule, Not):
        check(rule.part, registry)
    elif isinstance(rule, Compare | CompareFacts | OneOf | Between | InCities):
        _check_test(rule, registry)
    else:
        raise RuleError(f"a rule was expected, not {type(rule).__name__}", "rule.not-a-rule")


def known(name: str, registry: FactRegistry) -> Fact:
    """The fact of this name. Raises ``RuleError`` with the names of its neighbours."""
    try:
        return registry[name]
    except ValueError as error:
        raise RuleError(str(error), "rule.unknown-fact") from None


def _check_test(test: Test, registry: FactRegistry) -> None:
    if isinstance(test, CompareFacts):
        _check_pair(known(test.left, registry), test, known(test.right, registry))
        return
    fact = known(test.fact, registry)
    match test:
        case Compare(op=op, value=value):
            _check_order(fact, op)
            _check_constant(fact, value)
        case OneOf(values=values):
            for value in values:
                _check_constant(fact, value)
            if fact.type is FactType.ENUM and set(values) == set(fact.values):
                raise RuleError(
                    f"the set on {fact.name} allows every value; leave the test out", "rule.allows-everything"
                )
            if fact.type is FactType.BOOL and len(values) == 2:
                raise RuleError(
                    f"the set on {fact.name} allows every value; leave the test out", "rule.allows-everything"
                )
        case Between():
            if not fact.type.numeric:
                raise RuleError(
                    f"{fact.name} is no number and has no range; it takes {allowed_text(fact)}",
                    "rule.not-ordered",
                )
        case InCities():
            if fact.type is not FactType.CODE6:
                raise RuleError(
                    f"{fact.name} is no city; it takes {allowed_text(fact)}", "rule.type-mismatch"
                )


def _check_pair(left: Fact, test: CompareFacts, right: Fact) -> None:
    if not left.type.comparable(right.type):
        raise RuleError(
            f"{left.name} is {left.type.value} and {right.name} is {right.type.value}; "
            "only facts of the same type are compared",
            "rule.type-mismatch",
        )
    _check_order(left, test.op)


def _check_order(fact: Fact, op: str) -> None:
    if op not in ("=", "!=") and not fact.type.ordered:
        raise RuleError(f"{fact.name} has no order; write = or != or in", "rule.not-ordered")


def _check_constant(fact: Fact, value: Value) -> None:
    try:
        same = read_value(fact, value)
    except MistypedFact as error:
        raise RuleError(f"{error}, not {value!r}", "rule.value-invalid") from None
    if type(same) is not type(value):
        raise RuleError(
            f"{fact.name} takes {allowed_text(fact)}, typed as {type(same).__name__}", "rule.value-invalid"
        )
