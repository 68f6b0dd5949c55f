"""The catalogue's written notation: a printer and a parser.

``parse(text(rule)) == rule``. The grammar stands in docs/reference/rules.md.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from joincard_sdk.places import NAMED_SETS, CitySet
from joincard_sdk.rules.algebra import (
    MAX_DEPTH,
    OPS,
    All,
    AnyOf,
    Between,
    Compare,
    CompareFacts,
    Constant,
    InCities,
    Not,
    OneOf,
    Op,
    Rule,
    all_of,
    any_of,
    negate,
)
from joincard_sdk.rules.checking import check, known
from joincard_sdk.rules.errors import RuleError, RuleSyntaxError
from joincard_sdk.values import (
    VOCABULARY,
    Fact,
    FactRegistry,
    FactType,
    MistypedFact,
    read_value,
    write_value,
)

LONGEST_TEXT = 10_000
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<date>\d{4}-\d{2}-\d{2})
    | (?P<time>\d{2}:\d{2})
    | (?P<range>-?\d+\.\.-?\d+)
    | (?P<number>-?\d+(?:\.\d+)?)
    | (?P<name>@?[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)
    | (?P<op><=|>=|!=|=|<|>)
    | (?P<mark>[(){},])
    | (?P<end>$)
    )""",
    re.VERBOSE | re.ASCII,
)
_WORDS = frozenset({"and", "or", "not", "in"})


def text(rule: Rule) -> str:
    """A rule as people write it in the catalogue."""
    return _written(rule, "any")


def _written(rule: Rule, inside: str) -> str:
    match rule:
        case AnyOf(parts=parts):
            joined = " or ".join(_written(part, "or") for part in parts)
            return joined if inside == "any" else f"({joined})"
        case All(parts=parts):
            joined = " and ".join(_written(part, "and") for part in parts)
            return joined if inside == "any" else f"({joined})"
        case Not(part=part):
            return f"not {_written(part, 'not')}"
        case Compare(fact=fact, op=op, value=value):
            return f"{fact} {op} {constant_text(value)}"
        case CompareFacts(left=left, op=op, right=right):
            return f"{left} {op} {right}"
        case OneOf(fact=fact, values=values):
            return f"{fact} in {{{', '.join(map(constant_text, values))}}}"
        case Between(fact=fact, low=low, high=high):
            return f"{fact} in {low}..{high}"
        case InCities(fact=fact, cities=cities):
            return f"{fact} in @{cities.name}"


def constant_text(value: Constant) -> str:
    """A constant as the notation writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(write_value(value))


def parse(source: str, registry: FactRegistry = VOCABULARY, sets: Mapping[str, CitySet] = NAMED_SETS) -> Rule:
    """Read the notation. Raises ``RuleSyntaxError``, which points at the column.

    ``sets`` are the sets of cities that ``@name`` may mean.
    """
    if len(source) > LONGEST_TEXT:
        raise RuleSyntaxError(f"a rule is at most {LONGEST_TEXT} characters long", source, LONGEST_TEXT)
    return _Parser(source, registry, sets).rule()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    value: str
    column: int

    @property
    def shown(self) -> str:
        return repr(self.value[:40]) if self.value else "the end"


def _tokens(source: str) -> list[_Token]:
    found: list[_Token] = []
    position = 0
    while True:
        match = _TOKEN.match(source, position)
        if not match or not match.lastgroup:
            start = position + len(source[position:]) - len(source[position:].lstrip())
            raise RuleSyntaxError(f"{source[start]!r} has no meaning here", source, start + 1)
        value = match.group(match.lastgroup)
        kind = value if value in _WORDS else match.lastgroup
        found.append(_Token(kind, value, match.start(match.lastgroup) + 1))
        if kind == "end":
            return found
        position = match.end()


class _Parser:
    """Recursive descent; one method for each line of the grammar."""

    def __init__(self, source: str, registry: FactRegistry, sets: Mapping[str, CitySet]) -> None:
        self.source = source
        self.registry = registry
        self.sets = sets
        self.tokens = _tokens(source)
        self.position = 0
        self.depth = 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.position]

    def advance(self) -> _Token:
        token = self.token
        self.position += token.kind != "end"
        return token

    def wrong(self, message: str, token: _Token | None = None) -> RuleSyntaxError:
        return RuleSyntaxError(message, self.source, (token or self.token).column)

    def expect(self, kind: str, what: str) -> _Token:
        if self.token.kind != kind and not (self.token.kind == "mark" and self.token.value == kind):
            raise self.wrong(f"{what} was expected, not {self.token.shown}")
        return self.advance()

    def rule(self) -> Rule:
        rule = self.any_()
        self.expect("end", "'and', 'or' or the end")
        return rule

    def any_(self) -> Rule:
        start = self.token
        parts = [self.all_()]
        while self.token.kind == "or":
            self.advance()
            parts.append(self.all_())
        return self.built(start, lambda: any_of(*parts))

    def all_(self) -> Rule:
        start = self.token
        parts = [self.unit()]
        while self.token.kind == "and":
            self.advance()
            parts.append(self.unit())
        return self.built(start, lambda: all_of(*parts))

    def built(self, start: _Token, make: Callable[[], Rule]) -> Rule:
        try:
            return make()
        except RuleError as error:
            raise self.wrong(str(error), start) from None

    def unit(self) -> Rule:
        start = self.token
        if start.kind != "not" and start.value != "(":
            return self.test()
        self.depth += 1
        if self.depth > 4 * MAX_DEPTH:
            raise self.wrong(f"a rule is nested at most {MAX_DEPTH} deep")
        self.advance()
        if start.kind == "not":
            inner = self.unit()
            rule = self.built(start, lambda: negate(inner))
        else:
            rule = self.any_()
            self.expect(")", "')'")
        self.depth -= 1
        return rule

    def test(self) -> Rule:
        name = self.expect("name", "a fact such as card.status")
        fact = self.fact(name)
        rule = self.membership(fact) if self.token.kind == "in" else self.comparison(fact)
        return self.built(name, lambda: self.checked(rule))

    def checked(self, rule: Rule) -> Rule:
        check(rule, self.registry)
        return rule

    def fact(self, token: _Token) -> Fact:
        try:
            return known(token.value, self.registry)
        except RuleError as error:
            raise self.wrong(str(error), token) from None

    def comparison(self, fact: Fact) -> Rule:
        sign = self.token
        if sign.kind != "op":
            raise self.wrong(f"one of {' '.join(OPS)} or 'in' was expected after {fact.name}")
        op: Op = next(known for known in OPS if known == sign.value)
        self.advance()
        other = self.token
        if other.kind == "name" and other.value in self.registry:
            self.advance()
            return CompareFacts(fact.name, op, other.value)
        return Compare(fact.name, op, self.constant(fact))

    def membership(self, fact: Fact) -> Rule:
        self.advance()
        token = self.token
        if token.kind == "range":
            self.advance()
            low, high = map(int, token.value.split(".."))
            return self.built(token, lambda: Between(fact.name, low, high))
        if token.kind == "name" and token.value.startswith("@"):
            self.advance()
            return InCities(fact.name, self.city_set(token))
        self.expect("{", "'{', a range such as 16..69 or a set such as @yangtze_41")
        values = [self.constant(fact)]
        while self.token.value == ",":
            self.advance()
            values.append(self.constant(fact))
        self.expect("}", "',' or '}'")
        return self.built(token, lambda: OneOf(fact.name, tuple(values)))

    def city_set(self, token: _Token) -> CitySet:
        try:
            return self.sets[token.value[1:]]
        except KeyError:
            names = ", ".join(f"@{name}" for name in self.sets)
            raise self.wrong(f"{token.value} is not a known set of cities; known: {names}", token) from None

    def constant(self, fact: Fact) -> Constant:
        token = self.advance()
        fits = token.kind in _WRITTEN_AS[fact.type]
        raw: object = (
            int(token.value) if fits and fact.type is FactType.INT and "." not in token.value else token.value
        )
        try:
            if not fits:
                read_value(fact, None)
            return read_value(fact, raw)
        except MistypedFact as error:
            raise self.wrong(f"{error}, not {token.shown}", token) from None


_WRITTEN_AS = {
    FactType.ENUM: ("name",),
    FactType.BOOL: ("name",),
    FactType.INT: ("number",),
    FactType.DECIMAL: ("number",),
    FactType.CODE6: ("number",),
    FactType.CODE2: ("number",),
    FactType.DATE: ("date",),
    FactType.TIME: ("time",),
}
