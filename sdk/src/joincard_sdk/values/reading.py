"""Values as they arrive in JSON, and as they leave."""

import re
from collections.abc import Callable, Container, Mapping
from datetime import date, time
from decimal import Decimal
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


#: Reads one fact's value from JSON; None when it does not fit.
Reader = Callable[[object], Value | None]


def read_value(fact: Fact, raw: object) -> Value:
    """The value of a fact from JSON, or a value that is already typed.

    A bool may be ``true``/``false`` or ``"yes"``/``"no"``; a decimal a number or a string of digits without
    exponent. Raises ``MistypedFact``.
    """
    value = reader(fact)(raw)
    if value is None:
        raise mistyped(fact)
    return value


def mistyped(fact: Fact) -> MistypedFact:
    """The error for a value that does not fit: it says what is allowed, never what was sent."""
    return MistypedFact(fact.name, f"{fact.name} takes {allowed_text(fact)}")


def reader(fact: Fact) -> Reader:
    """How the values of this fact are read."""
    if fact.type is FactType.ENUM:
        return _listed(frozenset(fact.values))
    return _READERS[fact.type]


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


def _listed(known: Container[object]) -> Reader:
    return lambda raw: raw if type(raw) is str and raw in known else None


def _bool(raw: object) -> Value | None:
    if raw is True or raw is False:
        return bool(raw)
    return {"yes": True, "no": False}.get(raw) if isinstance(raw, str) else None


def _int(raw: object) -> Value | None:
    if type(raw) is int:
        return raw if -LARGEST_INT <= raw <= LARGEST_INT else None
    if isinstance(raw, Decimal) and raw.is_finite() and abs(raw) <= LARGEST_INT and raw == int(raw):
        return int(raw)
    return None


def _decimal(raw: object) -> Value | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal):
        return None
    if isinstance(raw, str) and not _DECIMAL.fullmatch(raw[: LONGEST_DECIMAL + 1]):
        return None
    number = Decimal(repr(raw) if isinstance(raw, float) else raw)
    if (
        not number.is_finite()
        or abs(number.adjusted()) > LONGEST_DECIMAL
        or len(plain(number)) > LONGEST_DECIMAL
    ):
        return None
    return number


def _date(raw: object) -> Value | None:
    if isinstance(raw, date):
        return raw
    if not isinstance(raw, str) or not _DATE.fullmatch(raw):
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None


def _time(raw: object) -> Value | None:
    if isinstance(raw, time):
        return raw.replace(second=0, microsecond=0, tzinfo=None)
    return time.fromisoformat(raw) if isinstance(raw, str) and _TIME.fullmatch(raw) else None


_READERS: Mapping[FactType, Reader] = MappingProxyType(
    {
        FactType.BOOL: _bool,
        FactType.INT: _int,
        FactType.DECIMAL: _decimal,
        FactType.CODE6: _listed(CITIES),
        FactType.CODE2: _listed(PROVINCES),
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
