"""The same rules as Cedar policies, facts in the request's context."""

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
    """A fact as an attribute of the context."""
    return f"context.{fact.replace('.', '_')}"


def policy(service: str, rule: Rule) -> str:
    """One permit policy for one service."""
    return (
        f'@id("{service}")\npermit (principal, action == Action::"use", resource == Service::"{service}")\n'
        f"when {{ {condition(rule)} }};\n"
    )


def condition(rule: Rule) -> str:
    """A rule as a Cedar condition with the same verdict where no fact is missing."""
    match rule:
        case All(parts=parts):
            return "(" + " && ".join(map(condition, parts)) + ")"
        case AnyOf(parts=parts):
            return "(" + " || ".join(map(condition, parts)) + ")"
        case Not(part=part):
            return f"!({condition(part)})"
        case Compare(fact=fact, op=op, value=value):
            return f"{name(fact)} {_SIGNS.get(op, op)} {literal(value)}"
        case CompareFacts(left=left, op=op, right=right):
            return f"{name(left)} {_SIGNS.get(op, op)} {name(right)}"
        case OneOf(fact=fact, values=values):
            return f"[{', '.join(map(literal, values))}].contains({name(fact)})"
        case Between(fact=fact, low=low, high=high):
            return f"({name(fact)} >= {low} && {name(fact)} <= {high})"
        case InCities(fact=fact, cities=cities):
            return (
                f"[{', '.join(json.dumps(code) for code in sorted(cities.members))}].contains({name(fact)})"
            )


def literal(value: Constant) -> str:
    """A constant as Cedar writes it."""
    return json.dumps(bound(value))


def bound(value: Constant) -> Any:
    """A value of the context. Cedar orders whole numbers: amounts are fen, times minutes, days ordinals."""
    if isinstance(value, Decimal):
        return int(value * 100)
    if isinstance(value, time):
        return value.hour * 60 + value.minute
    return value.toordinal() if isinstance(value, date) else value
