"""A fee policy, and the words an author writes it with."""

from dataclasses import dataclass, replace
from datetime import time
from decimal import Decimal

from joincard_sdk.fees.algebra import (
    Adjustment,
    At,
    Base,
    Concession,
    CopayRate,
    Cumulative,
    Deposit,
    Effect,
    FlatRate,
    Free,
    MeteredRate,
    Minus,
    MonthDay,
    NoCharge,
    NoSurcharge,
    PayPercent,
    PercentRate,
    Period,
    Quota,
    Schedule,
    Season,
    Tier,
    TieredRate,
    Transfer,
    Unit,
    Window,
)
from joincard_sdk.fees.errors import FeeError
from joincard_sdk.fees.measures import measure
from joincard_sdk.money import Money, fen
from joincard_sdk.rules import Rule
from joincard_sdk.texts import Text

#: The effect ``waived``.
WAIVED = Free()
Number = int | str | Decimal


def pay_percent(rate: Number) -> PayPercent:
    """The effect ``pay N%``."""
    return PayPercent(measure(rate))


def minus(amount: Money) -> Minus:
    """The effect ``minus N CNY``."""
    return Minus(amount)


def at(amount: Money) -> At:
    """The effect ``at N CNY``."""
    return At(amount)


@dataclass(frozen=True, slots=True)
class FeePolicy:
    """A schedule, its adjustments in written order, and the reason shown to the holder.

    Each method returns a new policy with one more adjustment. ``because`` is the reason of the whole policy;
    an adjustment may have a reason of its own.
    """

    schedule: Schedule
    adjustments: tuple[Adjustment, ...] = ()
    reason: Text | None = None

    def because(self, reason: Text) -> "FeePolicy":
        """Give the reason of the whole policy."""
        return replace(self, reason=reason)

    def adjusted(self, adjustment: Adjustment) -> "FeePolicy":
        """Add an adjustment as the last."""
        return replace(self, adjustments=(*self.adjustments, adjustment))

    def concession(self, when: Rule, effect: Effect, because: Text | None = None) -> "FeePolicy":
        """``concession when [rule] effect``."""
        return self.adjusted(Concession(when, effect, because))

    def waived_when(self, when: Rule, because: Text | None = None) -> "FeePolicy":
        """``concession when [rule] waived``."""
        return self.concession(when, WAIVED, because)

    def window(
        self, start: str, end: str, effect: Effect, when: Rule | None = None, because: Text | None = None
    ) -> "FeePolicy":
        """``window HH:MM-HH:MM effect``: start included, end excluded, may pass midnight."""
        return self.adjusted(Window(clock_time(start), clock_time(end), effect, when, because))

    def season(
        self, start: str, end: str, effect: Effect, when: Rule | None = None, because: Text | None = None
    ) -> "FeePolicy":
        """``season MM-DD..MM-DD effect``: both days included, may pass New Year."""
        return self.adjusted(Season(month_day(start), month_day(end), effect, when, because))

    def transfer(
        self, minutes: int, effect: Effect, when: Rule | None = None, because: Text | None = None
    ) -> "FeePolicy":
        """``transfer N effect``: a previous ride at most so many minutes ago."""
        return self.adjusted(Transfer(minutes, effect, when, because))

    def quota(
        self, count: int, per: Period, effect: Effect, when: Rule | None = None, because: Text | None = None
    ) -> "FeePolicy":
        """``quota N per period effect``: the first uses of the period."""
        return self.adjusted(Quota(count, per, effect, when, because))

    def cumulative(
        self, per: Period, threshold: Money, effect: Effect, because: Text | None = None
    ) -> "FeePolicy":
        """``cumulative period>=N CNY effect``: once so much was paid in the period."""
        return self.adjusted(Cumulative(per, threshold, effect, because))

    def deposit(self, amount: Money, when: Rule | None = None, because: Text | None = None) -> "FeePolicy":
        """``deposit N CNY``: refundable, apart from the price."""
        return self.adjusted(Deposit(amount, when, because))

    def deposit_waived(self, when: Rule | None = None, because: Text | None = None) -> "FeePolicy":
        """``deposit waived``."""
        return self.deposit(fen(0), when, because)

    def no_surcharge(self) -> "FeePolicy":
        """``surcharge none``: no extra charge for any card or nationality."""
        return self.adjusted(NoSurcharge())


def Waived() -> FeePolicy:  # noqa: N802  # reads as the kind of fee it is
    """No charge."""
    return FeePolicy(NoCharge())


def Flat(amount: Money, per: Unit) -> FeePolicy:  # noqa: N802  # reads as the kind of fee it is
    """An amount for each unit."""
    return FeePolicy(FlatRate(amount, per))


def Percent(  # noqa: N802  # reads as the kind of fee it is
    rate: Number,
    of: Base,
    per: Period | None = None,
    least: Money | None = None,
    cap: Money | None = None,
    cap_per: Period | None = None,
) -> FeePolicy:
    """A share of the base, with a least and a greatest price."""
    return FeePolicy(PercentRate(measure(rate), of, per, least, cap, cap_per))


def Copay(  # noqa: N802  # reads as the kind of fee it is
    rate: Number,
    of: Base,
    after: Money | None = None,
    after_per: Period | None = None,
    cap: Money | None = None,
    cap_per: Period | None = None,
) -> FeePolicy:
    """The base in full up to ``after`` in the period, the rate beyond it, at most ``cap`` in its period."""
    return FeePolicy(CopayRate(measure(rate), of, after, after_per, cap, cap_per))


def Tiered(of: Base, *tiers: Tier, per: Unit) -> FeePolicy:  # noqa: N802  # reads as the kind of fee it is
    """The price of the tier in which the base lies; write tiers with ``tier``."""
    return FeePolicy(TieredRate(of, tiers, per))


def tier(
    low: Number,
    high: Number | None,
    amount: Money,
    addition: Money | None = None,
    per_step: Number | None = None,
) -> Tier:
    """From ``low`` (excluded) to ``high`` (included), None for no end."""
    step = None if per_step is None else measure(per_step)
    return Tier(measure(low), None if high is None else measure(high), amount, addition, step)


def Metered(  # noqa: N802  # reads as the kind of fee it is
    amount: Money,
    per: Unit,
    free: Number | None = None,
    cap: Money | None = None,
    cap_per: Period | None = None,
) -> FeePolicy:
    """An amount for each unit above the free part."""
    return FeePolicy(MeteredRate(amount, per, None if free is None else measure(free), cap, cap_per))


def month_day(written: str) -> MonthDay:
    """A day of the year from ``MM-DD``. Raises ``FeeError``."""
    month, dash, day = written.partition("-")
    if not dash or len(written) != 5 or not (month + day).isdecimal() or not written.isascii():
        raise FeeError(f"{written!r} is not a day of the year; write MM-DD", "fee.day")
    return MonthDay(int(month), int(day))


def clock_time(written: str) -> time:
    """A time of day from ``HH:MM``. Raises ``FeeError``."""
    try:
        clock = time.fromisoformat(written)
    except ValueError:
        clock = None
    if clock is None or len(written) != 5:
        raise FeeError(f"{written!r} is not a time of day; write HH:MM", "fee.time")
    return clock
