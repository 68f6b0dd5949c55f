"""Fees in the catalogue's notation: the printer. ``fees.notation`` reads what this writes."""

from decimal import Decimal

from joincard_sdk import rules
from joincard_sdk.fees.algebra import (
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
    condition,
)
from joincard_sdk.fees.policy import FeePolicy
from joincard_sdk.money import Money
from joincard_sdk.values.reading import plain


def text(policy: FeePolicy) -> str:
    """A fee as people write it in the catalogue."""
    parts = [schedule_text(policy.schedule), *map(adjustment_text, policy.adjustments)]
    return "; ".join(parts) + (f" # {policy.reason.en}" if policy.reason else "")


def schedule_text(schedule: Schedule) -> str:
    """A schedule in the notation."""
    match schedule:
        case NoCharge():
            return "waived"
        case FlatRate(amount=amount, unit=unit):
            return f"flat:{_cny(amount)} per {unit}"
        case PercentRate(rate=rate, base=base, period=period, least=least, cap=cap, cap_period=cap_period):
            low = f" min {_cny(least)}" if least else ""
            return f"percent:{plain(rate)}% of {base}{_per(period)}{low}{_cap(cap, cap_period)}"
        case CopayRate(
            rate=rate, base=base, after=after, after_period=period, cap=cap, cap_period=cap_period
        ):
            threshold = f" after {_cny(after)}{_per(period)}" if after else ""
            return f"copay:{plain(rate)}% of {base}{threshold}{_cap(cap, cap_period)}"
        case TieredRate(base=base, tiers=tiers, unit=unit):
            return f"tiered:{base} {' '.join(map(_tier_text, tiers))} CNY per {unit}"
        case MeteredRate(amount=amount, unit=unit, free=free, cap=cap, cap_period=cap_period):
            part = f" free {plain(free)}" if free is not None else ""
            return f"metered:{_cny(amount)} per {unit}{part}{_cap(cap, cap_period)}"


def adjustment_text(adjustment: Adjustment) -> str:
    """An adjustment in the notation."""
    rule = condition(adjustment)
    when = f" when [{rules.text(rule)}]" if rule is not None else ""
    match adjustment:
        case Concession(effect=effect):
            return f"concession{when} {effect_text(effect)}"
        case Window(start=start, end=end, effect=effect):
            return f"window {start:%H:%M}-{end:%H:%M}{when} {effect_text(effect)}"
        case Season(start=start, end=end, effect=effect):
            return f"season {start}..{end}{when} {effect_text(effect)}"
        case Transfer(minutes=minutes, effect=effect):
            return f"transfer {minutes}{when} {effect_text(effect)}"
        case Quota(count=count, period=period, effect=effect):
            return f"quota {count} per {period}{when} {effect_text(effect)}"
        case Cumulative(period=period, threshold=threshold, effect=effect):
            return f"cumulative {period}>={_cny(threshold)} {effect_text(effect)}"
        case Deposit(amount=amount):
            return f"deposit {_cny(amount) if amount.minor else 'waived'}{when}"
        case NoSurcharge():
            return "surcharge none"


def effect_text(effect: Effect) -> str:
    """An effect in the notation."""
    match effect:
        case Free():
            return "waived"
        case PayPercent(rate=rate):
            return f"pay {plain(rate)}%"
        case Minus(amount=amount):
            return f"minus {_cny(amount)}"
        case At(amount=amount):
            return f"at {_cny(amount)}"


def _yuan(amount: Money) -> str:
    return plain(Decimal(amount.minor) / 100)


def _cny(amount: Money) -> str:
    return f"{_yuan(amount)} CNY"


def _per(period: str | None) -> str:
    return f" per {period}" if period else ""


def _cap(cap: Money | None, period: str | None) -> str:
    return f" cap {_cny(cap)}{_per(period)}" if cap else ""


def _tier_text(tier: Tier) -> str:
    bounds = f"{plain(tier.low)}+" if tier.high is None else f"{plain(tier.low)}-{plain(tier.high)}"
    step = f"+{_yuan(tier.addition)}/{plain(tier.step)}" if tier.addition and tier.step else ""
    return f"{bounds}={_yuan(tier.amount)}{step}"
