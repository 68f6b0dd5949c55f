"""The types that the values of hooks must have, field by field: mypy says the same earlier."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from joincard_sdk.bundle.contents import CHANGE_KINDS, OUTCOMES, Example, ServiceChange, Texts
from joincard_sdk.fees import FeePolicy, Use
from joincard_sdk.money import Money
from joincard_sdk.places import Coverage
from joincard_sdk.rules import Rule
from joincard_sdk.services import Service
from joincard_sdk.texts import Text
from joincard_sdk.values import FactType, RecordFact


@dataclass(frozen=True, slots=True)
class Shape:
    """A test that a value must pass, and the words for it."""

    words: str
    fits: Callable[[object], bool]


def _a(kind: type, words: str) -> Shape:
    return Shape(words, lambda value: isinstance(value, kind))


def _optional(shape: Shape) -> Shape:
    return Shape(f"{shape.words}, or None", lambda value: value is None or shape.fits(value))


def _among(words: tuple[str, ...]) -> Shape:
    return Shape(f"one of {', '.join(words)}", lambda value: isinstance(value, str) and value in words)


def _texts_by_name(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(name, str) and isinstance(text, Text) for name, text in value.items()
    )


_TEXT = _a(Text, 'a Text(en="...", zh="...")')
_STRING = Shape("a non-empty str", lambda value: isinstance(value, str) and bool(value.strip()))
_STRINGS = Shape(
    "a tuple of str", lambda value: isinstance(value, tuple) and all(isinstance(item, str) for item in value)
)
_DAY = Shape("a datetime.date", lambda value: isinstance(value, date) and not isinstance(value, datetime))
_FACTS = Shape(
    "a mapping from fact names to values",
    lambda value: isinstance(value, Mapping) and all(isinstance(name, str) for name in value),
)
RULE = Shape("a rule, such as card.status.is_(...)", lambda value: isinstance(value, Rule))
FEE = Shape("a fee policy, such as Flat(fen(2_000), per=...)", lambda value: isinstance(value, FeePolicy))

FIELDS: Mapping[type, Mapping[str, Shape]] = MappingProxyType(
    {
        Service: {
            "code": _STRING,
            "name": _TEXT,
            "description": _TEXT,
            "channel": _STRING,
            "coverage": _a(Coverage, "a Coverage, such as Coverage.nationwide()"),
            "accepts": RULE,
            "fee": FEE,
            "discloses": _STRINGS,
            "effective_from": _DAY,
            "effective_until": _optional(_DAY),
        },
        Example: {
            "service": _STRING,
            "facts": _FACTS,
            "expect": _among(OUTCOMES),
            "because": _STRING,
            "use": _optional(_a(Use, "a Use(...)")),
            "price": _optional(_a(Money, 'a Money, such as yuan("20.00")')),
        },
        Texts: {
            "sector": _optional(_TEXT),
            "remedies": Shape("a mapping from fact names to Text", _texts_by_name),
        },
        ServiceChange: {"service": _STRING, "kind": _among(CHANGE_KINDS), "text": _TEXT},
        RecordFact: {
            "name": _STRING,
            "type": _a(FactType, "a FactType"),
            "label": _TEXT,
            "description": _STRING,
            "values": _STRINGS,
            "unit": _a(str, "a str"),
        },
    }
)


def wrong_fields(value: object) -> Iterator[tuple[str, str, str]]:
    """For each field of another type: its name, what was expected, what was found."""
    shapes = next(shapes for kind, shapes in FIELDS.items() if isinstance(value, kind))
    for name, shape in shapes.items():
        found = getattr(value, name)
        if not shape.fits(found):
            yield name, shape.words, described(found)


def described(value: object) -> str:
    """A value as an error names it: short, and by its type where the value says nothing."""
    if value is None or isinstance(value, str | int | float):
        shown = repr(value)
        return shown if len(shown) <= 60 else shown[:59] + "…"
    if isinstance(value, type):
        return f"the class {value.__name__}"
    return f"a value of type {type(value).__name__}"
