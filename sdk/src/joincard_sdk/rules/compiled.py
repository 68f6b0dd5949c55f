"""Rules as Python code.

A refused test and a missing fact refuse alike, so the code is two-valued: for each rule one expression that
is true when the rule is true, and one that is true when it is false. Names and constants reach the code as
arguments from a table, never as text: signed data cannot become code.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

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
from joincard_sdk.rules.logic import Clause
from joincard_sdk.values import Facts

#: True exactly where the rule is true.
Accepting = Callable[[Facts], bool]
#: The positions of the refusing clauses, in written order.
Refusing = Callable[[Facts], list[int]]

_PYTHON = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_OPPOSITE = {"=": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(slots=True)
class _Table:
    """Constants by the name they have in the code."""

    constants: dict[str, object] = field(default_factory=dict)

    def name(self, value: object) -> str:
        for name, known in self.constants.items():
            if known is value or (type(known) is type(value) and known == value):
                return name
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name


def compiled(rule: Rule) -> Accepting:
    """A function that is True exactly where ``evaluate`` is True."""
    table = _Table()
    body = f"    return {_code(rule, True, table)}\n"
    return cast(Accepting, _function("accepts", body, table))


def compiled_refusing(rule: Rule) -> tuple[Refusing, tuple[Clause, ...]]:
    """A function that lists the positions of the refusing clauses, and the clauses it points into."""
    table = _Table()
    found: list[Clause] = []
    lines = ["    refused = []\n", *_listing(rule, True, table, found, "    "), "    return refused\n"]
    return cast(Refusing, _function("refusing", "".join(lines), table)), tuple(found)


def _function(name: str, body: str, table: _Table) -> Callable[..., Any]:
    arguments = "".join(f", {constant}={constant}" for constant in table.constants)
    source = f"def {name}(facts{arguments}):\n    get = facts.get\n{body}"
    namespace: dict[str, Any] = dict(table.constants)
    exec(compile(source, f"<rule {name}>", "exec"), namespace)  # noqa: S102  # source is made here, of no data
    return cast("Callable[..., Any]", namespace[name])


def _listing(rule: Rule, wanted: bool, table: _Table, found: list[Clause], indent: str) -> list[str]:
    if isinstance(rule, Not):
        return _listing(rule.part, not wanted, table, found, indent)
    if isinstance(rule, All | AnyOf):
        inside = indent if isinstance(rule, All) is wanted else indent + "    "
        lines = [line for part in rule.parts for line in _listing(part, wanted, table, found, inside)]
        return lines if inside == indent else [f"{indent}if not ({_code(rule, wanted, table)}):\n", *lines]
    found.append(Clause(rule, wanted))
    return [f"{indent}if not ({_code(rule, wanted, table)}): refused.append({len(found) - 1})\n"]


def _code(rule: Rule, wanted: bool, table: _Table) -> str:
    if isinstance(rule, Not):
        return _code(rule.part, not wanted, table)
    if isinstance(rule, All | AnyOf):
        word = " and " if isinstance(rule, All) is wanted else " or "
        return "(" + word.join(_code(part, wanted, table) for part in rule.parts) + ")"
    return _test(rule, wanted, table)


def _test(test: Test, wanted: bool, table: _Table) -> str:
    match test:
        case CompareFacts(left=left, op=op, right=right):
            sign = _PYTHON[op] if wanted else _OPPOSITE[op]
            fetch = (
                f"(v := get({table.name(left)})) is not None and (w := get({table.name(right)})) is not None"
            )
            return f"({fetch} and v {sign} w)"
        case Compare(fact=fact, op="=", value=value) if wanted:
            return f"get({table.name(fact)}) == {table.name(value)}"
        case Compare(fact=fact, op="!=", value=value) if not wanted:
            return f"get({table.name(fact)}) == {table.name(value)}"
        case Compare(fact=fact, op=op, value=value):
            return _present(fact, f"v {_PYTHON[op] if wanted else _OPPOSITE[op]} {table.name(value)}", table)
        case OneOf(fact=fact, values=values):
            return _member(fact, frozenset(values), wanted, table)
        case InCities(fact=fact, cities=cities):
            return _member(fact, cities.members, wanted, table)
        case Between(fact=fact, low=low, high=high):
            inside = f"{table.name(low)} <= v <= {table.name(high)}"
            return _present(fact, inside if wanted else f"not ({inside})", table)


def _member(fact: str, values: frozenset[Any], wanted: bool, table: _Table) -> str:
    if wanted:
        return f"get({table.name(fact)}) in {table.name(values)}"
    return _present(fact, f"v not in {table.name(values)}", table)


def _present(fact: str, condition: str, table: _Table) -> str:
    return f"((v := get({table.name(fact)})) is not None and {condition})"
