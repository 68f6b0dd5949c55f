"""The closed algebra of acceptance: frozen values in one normal form.

A rule is a test or a combination of rules. Nested combinators of a kind are flattened, a combinator of one
collapses to its part, and a double ``not`` cancels, so that equal rules are equal values. Types are checked
against a registry by ``rules.check``; here a rule knows only names and values.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import ClassVar, Literal, get_args

from joincard_sdk.places import CitySet
from joincard_sdk.rules.errors import RuleError, RuleTooLarge

Constant = str | bool | int | Decimal | date | time
Op = Literal["=", "!=", "<", "<=", ">", ">="]
OPS: tuple[Op, ...] = get_args(Op)

MAX_DEPTH = 12
MAX_TESTS = 200
MAX_VALUES = 100


class _Combinable:
    """Gives every rule ``&``, ``|`` and ``~``."""

    __slots__ = ()

    def __and__(self, other: "Rule") -> "Rule":
        return all_of(self, other)  # type: ignore[arg-type]  # every subclass is a Rule

    def __or__(self, other: "Rule") -> "Rule":
        return any_of(self, other)  # type: ignore[arg-type]  # every subclass is a Rule

    def __invert__(self) -> "Rule":
        return negate(self)  # type: ignore[arg-type]  # every subclass is a Rule

    def __bool__(self) -> bool:
        raise TypeError("combine rules with & | ~ and parentheses, not with the words and, or, not")


class _Test(_Combinable):
    __slots__ = ()
    depth: ClassVar[int] = 1
    tests: ClassVar[int] = 1


@dataclass(frozen=True, slots=True)
class Compare(_Test):
    """A fact against a constant: ``card.status = active``."""

    fact: str
    op: Op
    value: Constant


@dataclass(frozen=True, slots=True)
class CompareFacts(_Test):
    """A fact against another fact of the same type: ``insurance.city = at.city``."""

    left: str
    op: Op
    right: str


@dataclass(frozen=True, slots=True)
class OneOf(_Test):
    """A fact among listed values, in written order: ``card.status in {active, lost}``."""

    fact: str
    values: tuple[Constant, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise RuleError(f"{self.fact}: a set lists at least one value", "rule.empty")
        if len(self.values) > MAX_VALUES:
            raise RuleTooLarge(f"{self.fact}: a set lists at most {MAX_VALUES} values")
        if len(set(self.values)) != len(self.values):
            raise RuleError(f"{self.fact}: a set lists each value once", "rule.repeated-value")


@dataclass(frozen=True, slots=True)
class Between(_Test):
    """A number from ``low`` to ``high``, both included, both whole: ``holder.age in 16..69``."""

    fact: str
    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise RuleError(f"{self.fact}: the range {self.low}..{self.high} is empty", "rule.empty")


@dataclass(frozen=True, slots=True)
class InCities(_Test):
    """A city in a named set, bound by name, version and digest: ``insurance.city in @yangtze_41``."""

    fact: str
    cities: CitySet


@dataclass(frozen=True, slots=True)
class All(_Combinable):
    """Every part must hold (Kleene and)."""

    parts: "tuple[Rule, ...]"
    depth: int = field(init=False, compare=False, repr=False)
    tests: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        _settle(self, "all")


@dataclass(frozen=True, slots=True)
class AnyOf(_Combinable):
    """One part must hold (Kleene or)."""

    parts: "tuple[Rule, ...]"
    depth: int = field(init=False, compare=False, repr=False)
    tests: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        _settle(self, "any")


@dataclass(frozen=True, slots=True)
class Not(_Combinable):
    """The part must be false; unknown stays unknown."""

    part: "Rule"
    depth: int = field(init=False, compare=False, repr=False)
    tests: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if isinstance(self.part, Not):
            raise RuleError("a double not cancels: write the inner rule", "rule.not-normal")
        _measure(self, (self.part,))


Test = Compare | CompareFacts | OneOf | Between | InCities
Rule = Test | All | AnyOf | Not
TESTS = (Compare, CompareFacts, OneOf, Between, InCities)


def all_of(*rules: Rule) -> Rule:
    """Every rule must hold. One rule stays itself; none is an error."""
    parts = _flattened(All, rules)
    return parts[0] if len(parts) == 1 else All(parts)


def any_of(*rules: Rule) -> Rule:
    """At least one rule must hold. One rule stays itself; none is an error."""
    parts = _flattened(AnyOf, rules)
    return parts[0] if len(parts) == 1 else AnyOf(parts)


def negate(rule: Rule) -> Rule:
    """The rule must be false."""
    return rule.part if isinstance(rule, Not) else Not(rule)


def _flattened(kind: "type[All] | type[AnyOf]", rules: "Iterable[Rule]") -> "tuple[Rule, ...]":
    parts: list[Rule] = []
    for rule in rules:
        if not isinstance(rule, (*TESTS, All, AnyOf, Not)):
            raise RuleError(
                f"a rule is combined with rules, not with {type(rule).__name__}", "rule.not-a-rule"
            )
        if isinstance(rule, kind):
            parts.extend(rule.parts)
        else:
            parts.append(rule)
    if not parts:
        raise RuleError("a combination needs at least one rule", "rule.empty")
    return tuple(parts)


def _settle(rule: "All | AnyOf", name: str) -> None:
    if len(rule.parts) < 2 or any(isinstance(part, type(rule)) for part in rule.parts):
        raise RuleError(
            f"{name!r} has two parts or more and no {name!r} directly inside; use {name}_of(...)",
            "rule.not-normal",
        )
    _measure(rule, rule.parts)


def _measure(rule: "All | AnyOf | Not", parts: "tuple[Rule, ...]") -> None:
    depth = 1 + max(part.depth for part in parts)
    tests = sum(part.tests for part in parts)
    if depth > MAX_DEPTH:
        raise RuleTooLarge(f"a rule is nested at most {MAX_DEPTH} deep", "rule.too-deep")
    if tests > MAX_TESTS:
        raise RuleTooLarge(f"a rule has at most {MAX_TESTS} tests, this one {tests}")
    object.__setattr__(rule, "depth", depth)
    object.__setattr__(rule, "tests", tests)
