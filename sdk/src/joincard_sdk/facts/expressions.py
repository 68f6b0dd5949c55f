"""Facts as an author writes them: typed, so that a wrong value is found by mypy before it is found by us."""

import re
from datetime import date, time
from decimal import Decimal
from typing import Generic, TypeVar

from joincard_sdk.places import CitySet
from joincard_sdk.rules import (
    Between,
    Compare,
    CompareFacts,
    Constant,
    InCities,
    OneOf,
    Op,
    Rule,
    RuleError,
)

V = TypeVar("V", bound=str)
_DECIMAL = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)


class FactExpression:
    """A named fact in a rule. ``str(card.status)`` is ``card.status``."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<fact {self.name}>"

    def __eq__(self, other: object) -> bool:
        raise TypeError(f"write {self.name}.is_(...) instead of ==, and .is_not(...) instead of !=")

    __hash__ = None  # type: ignore[assignment]  # a fact is no key: its name is

    def _against(self, op: Op, other: "Constant | FactExpression") -> Rule:
        if isinstance(other, FactExpression):
            return CompareFacts(self.name, op, other.name)
        return Compare(self.name, op, other)


class EnumFact(FactExpression, Generic[V]):
    """A fact with listed values."""

    __slots__ = ()

    def is_(self, value: "V | EnumFact[V]") -> Rule:
        """``fact = value``."""
        return self._against("=", value)

    def is_not(self, value: "V | EnumFact[V]") -> Rule:
        """``fact != value``; a missing fact does not satisfy it."""
        return self._against("!=", value)

    def is_in(self, *values: V) -> Rule:
        """``fact in {value, ...}``."""
        return OneOf(self.name, values)


class BoolFact(FactExpression):
    """A fact that is yes or no."""

    __slots__ = ()

    def is_(self, value: "bool | BoolFact") -> Rule:
        """``fact = yes`` or ``fact = no``."""
        return self._against("=", value)

    def is_not(self, value: "bool | BoolFact") -> Rule:
        """``fact != yes``; a missing fact does not satisfy it."""
        return self._against("!=", value)


class CodeFact(FactExpression):
    """A province by its two-digit code."""

    __slots__ = ()

    def is_(self, value: "str | CodeFact") -> Rule:
        """``fact = code`` or the same as another fact."""
        return self._against("=", value)

    def is_not(self, value: "str | CodeFact") -> Rule:
        """``fact != code`` or different from another fact."""
        return self._against("!=", value)

    def is_in(self, *codes: str) -> Rule:
        """``fact in {code, ...}``."""
        return OneOf(self.name, codes)


class CityFact(CodeFact):
    """A city by its six-digit code."""

    __slots__ = ()

    def is_in_set(self, cities: CitySet) -> Rule:
        """``fact in @name``, bound to this version of the set."""
        return InCities(self.name, cities)


class NumberFact(FactExpression):
    """A whole number; the unit is the fact's own."""

    __slots__ = ()

    def is_(self, value: "int | NumberFact | DecimalFact") -> Rule:
        """``fact = value``."""
        return self._against("=", value)

    def is_not(self, value: "int | NumberFact | DecimalFact") -> Rule:
        """``fact != value``; a missing fact does not satisfy it."""
        return self._against("!=", value)

    def is_in(self, *values: int) -> Rule:
        """``fact in {value, ...}``."""
        return OneOf(self.name, values)

    def at_least(self, value: "int | NumberFact | DecimalFact") -> Rule:
        """``fact >= value``."""
        return self._against(">=", value)

    def at_most(self, value: "int | NumberFact | DecimalFact") -> Rule:
        """``fact <= value``."""
        return self._against("<=", value)

    def more_than(self, value: "int | NumberFact | DecimalFact") -> Rule:
        """``fact > value``."""
        return self._against(">", value)

    def less_than(self, value: "int | NumberFact | DecimalFact") -> Rule:
        """``fact < value``."""
        return self._against("<", value)

    def between(self, low: int, high: int) -> Rule:
        """``fact in low..high``, both included."""
        return Between(self.name, low, high)


class DecimalFact(FactExpression):
    """An exact number such as an amount in yuan. Constants are ``int``, ``Decimal`` or a string of digits."""

    __slots__ = ()

    def is_(self, value: "int | str | Decimal | NumberFact | DecimalFact") -> Rule:
        """``fact = value``."""
        return self._against("=", _exact(value))

    def is_not(self, value: "int | str | Decimal | NumberFact | DecimalFact") -> Rule:
        """``fact != value``; a missing fact does not satisfy it."""
        return self._against("!=", _exact(value))

    def at_least(self, value: "int | str | Decimal | NumberFact | DecimalFact") -> Rule:
        """``fact >= value``."""
        return self._against(">=", _exact(value))

    def at_most(self, value: "int | str | Decimal | NumberFact | DecimalFact") -> Rule:
        """``fact <= value``."""
        return self._against("<=", _exact(value))

    def more_than(self, value: "int | str | Decimal | NumberFact | DecimalFact") -> Rule:
        """``fact > value``."""
        return self._against(">", _exact(value))

    def less_than(self, value: "int | str | Decimal | NumberFact | DecimalFact") -> Rule:
        """``fact < value``."""
        return self._against("<", _exact(value))

    def between(self, low: int, high: int) -> Rule:
        """``fact in low..high``, both included and whole."""
        return Between(self.name, low, high)


class DateFact(FactExpression):
    """A calendar day. Constants are ``date`` or YYYY-MM-DD."""

    __slots__ = ()

    def is_(self, value: "str | date | DateFact") -> Rule:
        """``fact = day``."""
        return self._against("=", _day(value))

    def from_(self, value: "str | date | DateFact") -> Rule:
        """``fact >= day``."""
        return self._against(">=", _day(value))

    def until(self, value: "str | date | DateFact") -> Rule:
        """``fact <= day``: the day itself included."""
        return self._against("<=", _day(value))

    def before(self, value: "str | date | DateFact") -> Rule:
        """``fact < day``."""
        return self._against("<", _day(value))

    def after(self, value: "str | date | DateFact") -> Rule:
        """``fact > day``."""
        return self._against(">", _day(value))


class TimeFact(FactExpression):
    """A time of day. Constants are ``time`` or HH:MM."""

    __slots__ = ()

    def from_(self, value: "str | time | TimeFact") -> Rule:
        """``fact >= time``."""
        return self._against(">=", _clock(value))

    def until(self, value: "str | time | TimeFact") -> Rule:
        """``fact <= time``: the minute itself included."""
        return self._against("<=", _clock(value))

    def before(self, value: "str | time | TimeFact") -> Rule:
        """``fact < time``."""
        return self._against("<", _clock(value))

    def after(self, value: "str | time | TimeFact") -> Rule:
        """``fact > time``."""
        return self._against(">", _clock(value))


def _exact(value: "int | str | Decimal | FactExpression") -> "Decimal | FactExpression":
    if isinstance(value, FactExpression):
        return value
    if isinstance(value, bool | float) or not _DECIMAL.fullmatch(str(value)):
        raise RuleError(f'{value!r} is no exact number; write 500 or "120.50"', "rule.value-invalid")
    return Decimal(value)


def _day(value: "str | date | FactExpression") -> "date | FactExpression":
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise RuleError(f'{value!r} is no day; write "2026-03-31"', "rule.value-invalid") from None


def _clock(value: "str | time | FactExpression") -> "time | FactExpression":
    if not isinstance(value, str):
        return value
    try:
        return time.fromisoformat(value)
    except ValueError:
        raise RuleError(f'{value!r} is no time of day; write "17:30"', "rule.value-invalid") from None
