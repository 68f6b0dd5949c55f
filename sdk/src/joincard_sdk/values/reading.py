"""Values as they arrive in JSON, and as they leave."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from joincard_sdk.places import CITIES, PROVINCES
from joincard_sdk.values.errors import MistypedFact
from joincard_sdk.values.model import Fact, FactType, Value

#: Whole numbers stay where every JSON reader keeps them exact.
LARGEST_INT = 2**53 - 1
LONGEST_DECIMAL = 24
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_DECIMAL = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def read_value(fact: Fact, raw: object) -> Value:
    """The value of a fact from JSON, or a value that is already typed.

    A bool may be ``true``/``false`` or ``"yes"``/``"no"``; a decimal a number or a string of digits without
    exponent.
    Raises ``MistypedFact``.
    """
    value = _READERS[fact.type](fact, raw)
    if value is None:
        raise MistypedFact(fact.name, f"{fact.name} takes {allowed_text(fact)}")
    return value


def allowed_text(fact: Fact) -> str:
    """What a fact takes, for error messages and the reference."""
    if fact.type is FactType.ENUM:
        return "one of " + ", ".join(fact.values)
    return _ALLOWED[fact.type]


def write_value(value: Value) -> str | bool | int:
    """A value as JSON: decimals as strings, dates as YYYY-MM-DD, times as HH:MM."""
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat()


def plain(number: Decimal) -> str:
    """A decimal without exponent and without trailing zeros: one text for equal numbers."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _enum(fact: Fact, raw: object) -> Value | None:
    return raw if isinstance(raw, str) and raw in fact.values else None


def _bool(_: Fact, raw: object) -> Value | None:
    if isinstance(raw, bool):
        return raw
    return {"yes": True, "no": False}.get(raw) if isinstance(raw, str) else None


def _int(_: Fact, raw: object) -> Value | None:
    if isinstance(raw, Decimal) and raw.is_finite() and raw == raw.to_integral_value():
        raw = int(raw) if abs(raw) <= LARGEST_INT else None
    if isinstance(raw, bool) or not isinstance(raw, int) or abs(raw) > LARGEST_INT:
        return None
    return raw


def _decimal(_: Fact, raw: object) -> Value | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal):
        return None
    if isinstance(raw, str) and not _DECIMAL.fullmatch(raw, endpos=LONGEST_DECIMAL + 1):
        return None
    try:
        number = Decimal(repr(raw) if isinstance(raw, float) else raw)
    except (InvalidOperation, ValueError):
        return None
    if not number.is_finite() or number.adjusted() > LONGEST_DECIMAL or len(plain(number)) > LONGEST_DECIMAL:
        return None
    return number


def _code(known: Mapping[str, object]) -> Callable[[Fact, object], Value | None]:
    return lambda _, raw: raw if isinstance(raw, str) and raw in known else None


def _date(_: Fact, raw: object) -> Value | None:
    if isinstance(raw, date):
        return raw
    if not isinstance(raw, str) or not _DATE.fullmatch(raw):
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None


def _time(_: Fact, raw: object) -> Value | None:
    if isinstance(raw, time):
        return raw.replace(second=0, microsecond=0, tzinfo=None)
    return time.fromisoformat(raw) if isinstance(raw, str) and _TIME.fullmatch(raw) else None


_READERS: Mapping[FactType, Callable[[Fact, object], Value | None]] = MappingProxyType(
    {
        FactType.ENUM: _enum,
        FactType.BOOL: _bool,
        FactType.INT: _int,
        FactType.DECIMAL: _decimal,
        FactType.CODE6: _code(CITIES),
        FactType.CODE2: _code(PROVINCES),
        FactType.DATE: _date,
        FactType.TIME: _time,
    }
)
_ALLOWED: Mapping[FactType, str] = MappingProxyType(
    {
        FactType.BOOL: "true or false (or yes or no)",
        FactType.INT: "a whole number",
        FactType.DECIMAL: 'a number, best written as a string such as "120.50"',
        FactType.CODE6: "the six-digit code of a city of the catalogue, as a string",
        FactType.CODE2: "the two-digit code of a province, as a string",
        FactType.DATE: "a date YYYY-MM-DD",
        FactType.TIME: "a time HH:MM from 00:00 to 23:59",
    }
)
