"""The closed algebra of fees: one schedule, then adjustments in written order.

Amounts are ``Money`` in whole fen; percentages and measures are exact decimals. The order of steps is in
docs/reference/fees.md.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Literal, get_args

from joincard_sdk.fees.errors import FeeError
from joincard_sdk.money import Money
from joincard_sdk.rules import Rule
from joincard_sdk.texts import Text

Unit = Literal[
    "application",
    "assessment",
    "card",
    "copy",
    "day",
    "dose",
    "exam",
    "hour",
    "item",
    "kwh",
    "licence",
    "meal",
    "month",
    "order",
    "permit",
    "ride",
    "seat",
    "session",
    "transaction",
    "tour",
    "vehicle",
    "visit",
    "year",
    "entry",
    "overdue_day",
]
Base = Literal[
    "amount",
    "covered_amount",
    "own_share",
    "face_price",
    "market_rent",
    "loan_balance",
    "balance",
    "distance_km",
    "hours",
    "permit_years",
    "party",
    "package",
]
Period = Literal["day", "month", "year", "stay", "visit"]
UNITS: tuple[Unit, ...] = get_args(Unit)
BASES: tuple[Base, ...] = get_args(Base)
PERIODS: tuple[Period, ...] = get_args(Period)

MAX_ADJUSTMENTS = 40
MAX_TIERS = 40
LARGEST_FEN = 10**14
#: A window may raise a price: a night fare of ``pay 130%``.
LARGEST_PERCENT = 1000


@dataclass(frozen=True, slots=True)
class Free:
    """``waived``: the price is zero."""


@dataclass(frozen=True, slots=True)
class PayPercent:
    """``pay N%``: so much of the price remains."""

    rate: Decimal


@dataclass(frozen=True, slots=True)
class Minus:
    """``minus N CNY``: the price falls by so much, never below zero."""

    amount: Money


@dataclass(frozen=True, slots=True)
class At:
    """``at N CNY``: the price becomes this (times the units of a flat schedule)."""

    amount: Money


Effect = Free | PayPercent | Minus | At


@dataclass(frozen=True, slots=True)
class NoCharge:
    """``waived``."""


@dataclass(frozen=True, slots=True)
class FlatRate:
    """``flat:``: an amount for each unit."""

    amount: Money
    unit: Unit


@dataclass(frozen=True, slots=True)
class PercentRate:
    """``percent:``: a share of the base between a least and a cap. ``period`` is said, not computed."""

    rate: Decimal
    base: Base
    period: Period | None = None
    least: Money | None = None
    cap: Money | None = None
    cap_period: Period | None = None


@dataclass(frozen=True, slots=True)
class CopayRate:
    """``copay:``: the base in full up to a threshold, the rate beyond it, at most the cap of a period."""

    rate: Decimal
    base: Base
    after: Money | None = None
    after_period: Period | None = None
    cap: Money | None = None
    cap_period: Period | None = None


@dataclass(frozen=True, slots=True)
class Tier:
    """From ``low`` (excluded, but zero is in the first) to ``high`` (included; None has no end).

    ``addition`` is added for each full ``step`` beyond ``low``.
    """

    low: Decimal
    high: Decimal | None
    amount: Money
    addition: Money | None = None
    step: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TieredRate:
    """``tiered:``: the price of the tier in which the base lies."""

    base: Base
    tiers: tuple[Tier, ...]
    unit: Unit


@dataclass(frozen=True, slots=True)
class MeteredRate:
    """``metered:``: an amount for each unit above the free part."""

    amount: Money
    unit: Unit
    free: Decimal | None = None
    cap: Money | None = None
    cap_period: Period | None = None


Schedule = NoCharge | FlatRate | PercentRate | CopayRate | TieredRate | MeteredRate


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of any year; 02-29 exists."""

    month: int
    day: int

    def __post_init__(self) -> None:
        try:
            date(2024, self.month, self.day)
        except ValueError:
            raise FeeError(f"{self.month:02d}-{self.day:02d} is not a day of the year", "fee.day") from None

    def __str__(self) -> str:
        return f"{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True, slots=True)
class Concession:
    """A condition and its effect. Of these, and of windows and seasons with a condition, the first counts."""

    when: Rule
    effect: Effect
    because: Text | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A time of day: ``start`` included, ``end`` excluded, may pass midnight."""

    start: time
    end: time
    effect: Effect
    when: Rule | None = None
    because: Text | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """A part of the year: both days included, may pass New Year."""

    start: MonthDay
    end: MonthDay
    effect: Effect
    when: Rule | None = None
    because: Text | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """A previous ride on the network at most so many minutes ago."""

    minutes: int
    effect: Effect
    when: Rule | None = None
    because: Text | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """The first ``count`` uses of the period."""

    count: int
    period: Period
    effect: Effect
    when: Rule | None = None
    because: Text | None = None


@dataclass(frozen=True, slots=True)
class Cumulative:
    """Once so much was paid in the period; of several the highest threshold reached."""

    period: Period
    threshold: Money
    effect: Effect
    because: Text | None = None


@dataclass(frozen=True, slots=True)
class Deposit:
    """A refundable deposit, apart from the price; zero means waived. The first that matches counts."""

    amount: Money
    when: Rule | None = None
    because: Text | None = None


@dataclass(frozen=True, slots=True)
class NoSurcharge:
    """``surcharge none``: no extra charge for any card or nationality."""


Adjustment = Concession | Window | Season | Transfer | Quota | Cumulative | Deposit | NoSurcharge


def condition(adjustment: Adjustment) -> Rule | None:
    """The condition of an adjustment, if its kind may have one."""
    return None if isinstance(adjustment, Cumulative | NoSurcharge) else adjustment.when


def effect_of(adjustment: Adjustment) -> Effect:
    """What an adjustment does to the price; nothing, for a deposit or a word on surcharges."""
    return PayPercent(Decimal(100)) if isinstance(adjustment, Deposit | NoSurcharge) else adjustment.effect
