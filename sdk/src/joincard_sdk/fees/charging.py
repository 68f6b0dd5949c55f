"""What a price needs beyond facts, and what a price is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, cast

from joincard_sdk.fees.algebra import PERIODS, Adjustment, CopayRate, FlatRate, PercentRate, TieredRate
from joincard_sdk.fees.errors import UseError
from joincard_sdk.fees.measures import PLACES, is_measure
from joincard_sdk.fees.policy import FeePolicy
from joincard_sdk.fees.sentence import adjustment_sentence, schedule_sentence
from joincard_sdk.money import Money, fen
from joincard_sdk.texts import Text
from joincard_sdk.values import FactRegistry
from joincard_sdk.values.reading import plain

_NONE: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Mapping[str, Any]:
    return _NONE


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a service: ``basis``, ``units`` and ``stay`` from the request, the rest from the ledger.

    ``basis`` is in the unit of the schedule's base (yuan, km, hours, ...), ``paid`` and ``counted`` are yuan
    by period, ``prior`` uses by period, ``minutes`` since the ride before. Raises ``UseError``.
    """

    basis: Decimal | None = None
    units: Decimal = Decimal(1)
    stay: str | None = None
    paid: Mapping[str, Decimal] = field(default_factory=_nothing, hash=False)
    counted: Mapping[str, Decimal] = field(default_factory=_nothing, hash=False)
    prior: Mapping[str, int] = field(default_factory=_nothing, hash=False)
    minutes: int | None = None

    def __post_init__(self) -> None:
        if self.basis is not None:
            object.__setattr__(self, "basis", _number("basis", self.basis))
        object.__setattr__(self, "units", _number("units", self.units))
        for name in ("paid", "counted"):
            if table := getattr(self, name):
                _check_periods(name, table)
                numbers = {period: _number(f"{name}.{period}", v) for period, v in table.items()}
                object.__setattr__(self, name, MappingProxyType(numbers))
        if self.prior:
            _check_periods("prior", self.prior)
            for period, count in self.prior.items():
                _whole(f"prior.{period}", count)
            object.__setattr__(self, "prior", MappingProxyType(dict(self.prior)))
        if self.minutes is not None:
            _whole("minutes", self.minutes)


def _number(name: str, value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise UseError(f"{name} is an exact number: an int or a Decimal, not {type(value).__name__}")
    number = Decimal(value)
    if not is_measure(number):
        raise UseError(
            f"{name} is a number from zero on, of at most {PLACES} digits before and after the point"
        )
    return number


def _whole(name: str, value: object) -> None:
    if type(value) is not int or value < 0:
        raise UseError(f"{name} is a whole number from zero on")


def _check_periods(name: str, table: Mapping[str, object]) -> None:
    for period in table:
        if period not in PERIODS:
            raise UseError(
                f"{name} is given by period, one of {', '.join(PERIODS)}, not {str(period)[:20]!r}"
            )


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One step of a price: what happened, and the price after it (the deposit, for a deposit)."""

    step: str
    text: Text
    amount: Money

    def to_json(self) -> dict[str, Any]:
        """``{"step", "text", "amount"}``, the amount in yuan."""
        return {"step": self.step, "text": self.text.to_json(), "amount": self.amount.yuan}


@dataclass(frozen=True, slots=True)
class Charge:
    """The price of one use, its refundable deposit if there is one, and how the price came about."""

    price: Money
    deposit: Money | None
    lines: tuple[ChargeLine, ...]

    def to_json(self) -> dict[str, Any]:
        """``{"price", "deposit", "currency", "lines"}``, amounts in yuan."""
        return {
            "price": self.price.yuan,
            "deposit": self.deposit and self.deposit.yuan,
            "currency": self.price.currency,
            "lines": [line.to_json() for line in self.lines],
        }


#: Position of a step in a trail that is no adjustment.
SCHEDULE, CAP = -1, -2


@dataclass(frozen=True, slots=True)
class Trail:
    """The steps a price went through, by position of the adjustment, with the exact price in fen after each.

    ``deposit`` is the position of the deposit that counts. Prices are numerators and denominators.
    """

    units: Decimal
    basis: Decimal | None
    steps: tuple[tuple[int, int, int], ...]
    deposit: int | None


def charge(policy: FeePolicy, trail: Trail, registry: FactRegistry) -> Charge:
    """Round once and say every step in words."""
    lines = [_line(policy, trail, registry, *step) for step in trail.steps]
    _, over, under = trail.steps[-1]
    price = rounded(over, under)
    if over % under:
        lines.append(ChargeLine("rounding", Text(en="Rounded to the fen", zh="四舍五入到分"), price))
    deposit = None
    if trail.deposit is not None:
        adjustment = policy.adjustments[trail.deposit]
        deposit = cast("Any", adjustment).amount
        lines.append(ChargeLine("deposit", adjustment_sentence(adjustment, registry), deposit))
    return Charge(price, deposit, tuple(lines))


def rounded(over: int, under: int) -> Money:
    """Half up to the fen, and never below zero."""
    return fen(max(0, (2 * over + under) // (2 * under)))


def _line(
    policy: FeePolicy, trail: Trail, registry: FactRegistry, place: int, over: int, under: int
) -> ChargeLine:
    amount = rounded(over, under)
    if place == SCHEDULE:
        return ChargeLine("schedule", _measured(policy, trail), amount)
    if place == CAP:
        return ChargeLine("cap", Text(en="Limited by the cap", zh="受封顶限制"), amount)
    adjustment = policy.adjustments[place]
    return ChargeLine(step_name(adjustment), adjustment_sentence(adjustment, registry), amount)


def step_name(adjustment: Adjustment) -> str:
    """The word of the notation for the kind of adjustment."""
    return type(adjustment).__name__.lower()


def _measured(policy: FeePolicy, trail: Trail) -> Text:
    said = schedule_sentence(policy.schedule)
    match policy.schedule:
        case FlatRate() if trail.units != 1:
            units = plain(trail.units)
            return Text(en=f"{said.en}, times {units}", zh=f"{said.zh}，数量{units}")
        case PercentRate() | CopayRate() | TieredRate() if trail.basis is not None:
            basis = plain(trail.basis)
            return Text(en=f"{said.en}; here {basis}", zh=f"{said.zh}；本次{basis}")
    return said
