"""Fees as JSON, both ways. Amounts are whole fen, other numbers strings. Reading trusts nothing."""

from collections.abc import Callable, Mapping
from datetime import time
from decimal import Decimal
from types import NoneType
from typing import Any, get_args

from joincard_sdk import rules
from joincard_sdk.fees.algebra import (
    MAX_ADJUSTMENTS,
    MAX_TIERS,
    Adjustment,
    At,
    Concession,
    CopayRate,
    Cumulative,
    Deposit,
    Effect,
    FlatRate,
    Free,
    MeteredRate,
    Minus,
    NoCharge,
    NoSurcharge,
    PayPercent,
    PercentRate,
    Quota,
    Schedule,
    Season,
    Tier,
    TieredRate,
    Transfer,
    Window,
)
from joincard_sdk.fees.checking import check
from joincard_sdk.fees.errors import FeeError
from joincard_sdk.fees.policy import FeePolicy, clock_time, month_day
from joincard_sdk.money import Money, fen
from joincard_sdk.places import CitySet
from joincard_sdk.rules import Rule
from joincard_sdk.texts import Text
from joincard_sdk.values import VOCABULARY, FactRegistry
from joincard_sdk.values.reading import plain

_SCHEDULES: dict[str, type[Any]] = {
    "waived": NoCharge,
    "flat": FlatRate,
    "percent": PercentRate,
    "copay": CopayRate,
    "tiered": TieredRate,
    "metered": MeteredRate,
}
_ADJUSTMENTS: dict[str, type[Any]] = {
    "concession": Concession,
    "window": Window,
    "season": Season,
    "transfer": Transfer,
    "quota": Quota,
    "cumulative": Cumulative,
    "deposit": Deposit,
    "surcharge_none": NoSurcharge,
}
_EFFECTS: dict[str, type[Any]] = {"waived": Free, "pay_percent": PayPercent, "minus": Minus, "at": At}
_NAMES = {kind: name for table in (_SCHEDULES, _ADJUSTMENTS, _EFFECTS) for name, kind in table.items()}


def to_json(policy: FeePolicy) -> dict[str, Any]:
    """``{"schedule", "adjustments", "reason"}``; each part is ``{"kind", ...}`` with its fields by name."""
    return {
        "schedule": _written(policy.schedule),
        "adjustments": [_written(adjustment) for adjustment in policy.adjustments],
        "reason": policy.reason and policy.reason.to_json(),
    }


def _written(part: Any) -> Any:
    """One part as JSON, by the type of the value."""
    match part:
        case None | bool() | int() | str():
            return part
        case Decimal():
            return plain(part)
        case Money(minor=minor):
            return minor
        case Text():
            return part.to_json()
        case time():
            return part.strftime("%H:%M")
        case tuple():
            return [_written(each) for each in part]
    if type(part) in _NAMES:
        fields = {name: _written(getattr(part, name)) for name in _fields(type(part))}
        return {"kind": _NAMES[type(part)], **fields}
    if isinstance(part, Tier):
        return {name: _written(getattr(part, name)) for name in _fields(Tier)}
    return rules.to_json(part) if hasattr(part, "tests") else str(part)


def _fields(kind: type[Any]) -> tuple[str, ...]:
    return tuple(kind.__dataclass_fields__)


def from_json(
    written: object, registry: FactRegistry = VOCABULARY, sets: Mapping[str, CitySet] | None = None
) -> FeePolicy:
    """The inverse of ``to_json``. Raises ``FeeError`` or ``RuleError``, which say where."""
    if not isinstance(written, dict) or set(written) != {"schedule", "adjustments", "reason"}:
        raise FeeError("a fee has exactly the members schedule, adjustments and reason", "fee.json")
    adjustments = written["adjustments"]
    if not isinstance(adjustments, list) or len(adjustments) > MAX_ADJUSTMENTS:
        raise FeeError(f"adjustments is a list of at most {MAX_ADJUSTMENTS}", "fee.json")
    reading = _Reading(registry, sets)
    policy = FeePolicy(
        reading.schedule(written["schedule"]),
        tuple(reading.adjustment(place, each) for place, each in enumerate(adjustments)),
        None if written["reason"] is None else Text.from_json(written["reason"]),
    )
    check(policy, registry)
    if to_json(policy) != written:
        raise FeeError("a fee has one written form; this one is written otherwise", "fee.json")
    return policy


class _Reading:
    """Reads each field by its name: a name means the same in every part."""

    def __init__(self, registry: FactRegistry, sets: Mapping[str, CitySet] | None) -> None:
        self.registry = registry
        self.sets = sets
        self.readers: dict[str, Callable[[str, Any], Any]] = {
            "amount": _money,
            "least": _money,
            "cap": _money,
            "after": _money,
            "threshold": _money,
            "addition": _money,
            "rate": _number,
            "low": _number,
            "high": _number,
            "step": _number,
            "free": _number,
            "unit": _word,
            "base": _word,
            "period": _word,
            "cap_period": _word,
            "after_period": _word,
            "minutes": _count,
            "count": _count,
            "effect": self.effect,
            "when": self.rule,
            "because": _text,
            "tiers": self.tiers,
        }

    def schedule(self, written: object) -> Schedule:
        schedule: Schedule = self.part("schedule", written, _SCHEDULES)
        return schedule

    def adjustment(self, place: int, written: object) -> Adjustment:
        adjustment: Adjustment = self.part(f"adjustments[{place}]", written, _ADJUSTMENTS)
        return adjustment

    def effect(self, where: str, written: object) -> Effect:
        effect: Effect = self.part(where, written, _EFFECTS)
        return effect

    def part(self, where: str, written: object, kinds: dict[str, type[Any]]) -> Any:
        kind = written.get("kind") if isinstance(written, dict) else None
        if not isinstance(written, dict) or not isinstance(kind, str) or kind not in kinds:
            raise _wrong(where, f'an object whose "kind" is one of {", ".join(kinds)}')
        return self.fields(where, {k: v for k, v in written.items() if k != "kind"}, kinds[kind])

    def fields(self, where: str, written: dict[str, Any], kind: type[Any]) -> Any:
        names = _fields(kind)
        if set(written) != set(names):
            raise _wrong(where, f"exactly the members {', '.join(names) or 'of its kind'}")
        values = {name: self.field(f"{where}.{name}", kind, name, written[name]) for name in names}
        return kind(**values)

    def field(self, where: str, kind: type[Any], name: str, written: Any) -> Any:
        if name in ("start", "end"):
            return _bound(where, written, clock_time if kind is Window else month_day)
        if written is None:
            if NoneType not in get_args(kind.__dataclass_fields__[name].type):
                raise _wrong(where, "a value")
            return None
        return self.readers[name](where, written)

    def rule(self, _: str, written: object) -> Rule:
        return rules.from_json(written, self.registry, self.sets)

    def tiers(self, where: str, written: object) -> tuple[Tier, ...]:
        if not isinstance(written, list) or len(written) > MAX_TIERS:
            raise _wrong(where, f"a list of at most {MAX_TIERS} tiers")
        if not all(isinstance(tier, dict) for tier in written):
            raise _wrong(where, "a list of objects")
        return tuple(self.fields(f"{where}[{place}]", tier, Tier) for place, tier in enumerate(written))


def _wrong(where: str, expected: str) -> FeeError:
    return FeeError(f"{where}: {expected} was expected", "fee.json")


def _money(where: str, written: object) -> Money:
    if type(written) is not int:
        raise _wrong(where, "an amount in whole fen")
    return fen(written)


def _number(where: str, written: object) -> Decimal:
    if not isinstance(written, str) or len(written) > 24 or not written.isascii():
        raise _wrong(where, "a number written as a string")
    if not written.replace(".", "", 1).isdecimal():
        raise _wrong(where, "a number written as a string")
    return Decimal(written)


def _word(where: str, written: object) -> str:
    if not isinstance(written, str):
        raise _wrong(where, "a word")
    return written


def _count(where: str, written: object) -> int:
    if type(written) is not int:
        raise _wrong(where, "a whole number")
    return written


def _text(_: str, written: object) -> Text:
    return Text.from_json(written)


def _bound(where: str, written: object, read: Callable[[str], Any]) -> Any:
    if not isinstance(written, str):
        raise _wrong(where, "a string")
    return read(written)
