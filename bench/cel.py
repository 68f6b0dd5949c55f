"""The same rules in the Common Expression Language, for its two Python bindings."""

import json
from datetime import date, time
from decimal import Decimal
from typing import Any

from joincard_sdk.rules import (
    All,
    AnyOf,
    Between,
    Compare,
    CompareFacts,
    Constant,
    InCities,
    Not,
    OneOf,
    Rule,
)

_SIGNS = {"=": "=="}


def name(fact: str) -> str:
    """A fact as a plain variable, the cheapest thing CEL can bind."""
    return fact.replace(".", "_")


def expression(rule: Rule) -> str:
    """A rule as a CEL expression with the same verdict where no fact is missing."""
    match rule:
        case All(parts=parts):
            return "(" + " && ".join(map(expression, parts)) + ")"
        case AnyOf(parts=parts):
            return "(" + " || ".join(map(expression, parts)) + ")"
        case Not(part=part):
            return f"!({expression(part)})"
        case Compare(fact=fact, op=op, value=value):
            return f"{name(fact)} {_SIGNS.get(op, op)} {literal(value)}"
        case CompareFacts(left=left, op=op, right=right):
            return f"{name(left)} {_SIGNS.get(op, op)} {name(right)}"
        case OneOf(fact=fact, values=values):
            return f"{name(fact)} in [{', '.join(map(literal, values))}]"
        case Between(fact=fact, low=low, high=high):
            return f"({name(fact)} >= {low} && {name(fact)} <= {high})"
        case InCities(fact=fact, cities=cities):
            return f"{name(fact)} in [{', '.join(json.dumps(code) for code in sorted(cities.members))}]"


def literal(value: Constant) -> str:
    """A constant as CEL writes it; amounts become doubles, which is faster and less exact than ours."""
    if isinstance(value, Decimal):
        return repr(float(value))
    return json.dumps(bound(value))


def bound(value: Constant) -> Any:
    """A value as it is bound for a call."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else value
