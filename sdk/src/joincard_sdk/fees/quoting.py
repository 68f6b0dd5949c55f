"""The price, plainly: exact fractions, one step after another. The reference for the compiled price."""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from itertools import islice

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
    effect_of,
)
from joincard_sdk.fees.charging import CAP, SCHEDULE, Charge, Trail, Use, charge
from joincard_sdk.fees.errors import MissingBasis, NoTariff, UseError
from joincard_sdk.fees.policy import FeePolicy
from joincard_sdk.fees.tiers import price_in
from joincard_sdk.money import Money
from joincard_sdk.rules import evaluate
from joincard_sdk.values import VOCABULARY, FactRegistry, Facts
from joincard_sdk.values.reading import plain


def quote(policy: FeePolicy, facts: Facts, use: Use, registry: FactRegistry = VOCABULARY) -> Charge:
    """Price one use in fen, rounded once, after the last adjustment.

    Raises ``MissingBasis`` when the schedule measures what neither ``use`` nor ``request.amount`` gives, and
    ``NoTariff`` when no tier covers it. Order of steps: docs/reference/fees.md.
    """
    basis = measured_basis(policy.schedule, facts, use)
    price = _scheduled(policy.schedule, basis, use)
    steps = [(SCHEDULE, price)]
    limited = _capped(policy.schedule, price, use)
    if limited != price:
        steps.append((CAP, limited))
        price = limited
    for place in _applying(policy.adjustments, facts, use):
        price = _effected(effect_of(policy.adjustments[place]), price, _scale(policy.schedule, use))
        steps.append((place, price))
    deposits = (p for p, a in enumerate(policy.adjustments) if isinstance(a, Deposit) and _matches(a, facts))
    trail = tuple((place, exact.numerator, exact.denominator) for place, exact in steps)
    return charge(policy, Trail(use.units, basis, trail, next(deposits, None)), registry)


def measured_basis(schedule: Schedule, facts: Facts, use: Use) -> Decimal | None:
    """What a percentage, copay or tier is taken of; None for schedules that measure nothing.

    The base ``amount`` is the fact ``request.amount``; a worked example may give it as a basis instead.
    Raises ``MissingBasis``, or ``UseError`` for a negative amount.
    """
    if not isinstance(schedule, PercentRate | CopayRate | TieredRate):
        return None
    if use.basis is not None:
        return use.basis
    amount = facts.get("request.amount")
    if schedule.base == "amount" and isinstance(amount, Decimal):
        if amount < 0:
            raise UseError("request.amount is from zero on where a price is taken of it")
        return amount
    raise MissingBasis(schedule.base)


def _scheduled(schedule: Schedule, basis: Decimal | None, use: Use) -> Fraction:
    match schedule:
        case NoCharge():
            return Fraction(0)
        case FlatRate(amount=amount):
            return _fen(amount) * Fraction(use.units)
        case MeteredRate(amount=amount, free=free):
            return _fen(amount) * max(Fraction(0), Fraction(use.units) - Fraction(free or 0))
    if basis is None:
        raise MissingBasis(schedule.base)
    measure = Fraction(basis)
    match schedule:
        case PercentRate(rate=rate, least=least):
            price = 100 * measure * Fraction(rate) / 100
            return max(price, _fen(least)) if least else price
        case CopayRate(rate=rate):
            own = min(100 * measure, _threshold_left(schedule, use))
            return own + (100 * measure - own) * Fraction(rate) / 100
        case TieredRate():
            return Fraction(price_in(tier_of(schedule, basis), basis))


def _threshold_left(schedule: CopayRate, use: Use) -> Fraction:
    if schedule.after is None or schedule.after_period is None:
        return Fraction(0)
    counted = 100 * Fraction(use.counted.get(schedule.after_period, 0))
    return max(Fraction(0), _fen(schedule.after) - counted)


def tier_of(schedule: TieredRate, basis: Decimal) -> Tier:
    """The tier in which a measure lies; zero is in the first. Raises ``NoTariff``."""
    for place, tier in enumerate(schedule.tiers):
        if (basis > tier.low or place == 0) and (tier.high is None or basis <= tier.high):
            return tier
    last = schedule.tiers[-1].high
    raise NoTariff(schedule.base, f"from 0 to {plain(last) if last is not None else 'any'}")


def _capped(schedule: Schedule, price: Fraction, use: Use) -> Fraction:
    if not isinstance(schedule, PercentRate | CopayRate | MeteredRate) or schedule.cap is None:
        return price
    paid = use.paid.get(schedule.cap_period, 0) if schedule.cap_period else 0
    return min(price, max(Fraction(0), _fen(schedule.cap) - 100 * Fraction(paid)))


def _scale(schedule: Schedule, use: Use) -> Fraction:
    return Fraction(use.units) if isinstance(schedule, FlatRate) else Fraction(1)


def _effected(effect: Effect, price: Fraction, scale: Fraction) -> Fraction:
    match effect:
        case Free():
            return Fraction(0)
        case PayPercent(rate=rate):
            return price * Fraction(rate) / 100
        case Minus(amount=amount):
            return max(Fraction(0), price - _fen(amount))
        case At(amount=amount):
            return _fen(amount) * scale


def _applying(adjustments: tuple[Adjustment, ...], facts: Facts, use: Use) -> Iterator[int]:
    """Positions of the adjustments that count, in the order of steps 2 to 6."""
    matching = [(place, a) for place, a in enumerate(adjustments) if _matches(a, facts)]
    yield from (place for place, a in matching if isinstance(a, Window | Season) and a.when is None)
    chosen = (p for p, a in matching if isinstance(a, Concession | Window | Season) and a.when is not None)
    yield from islice(chosen, 1)
    for place, a in matching:
        if isinstance(a, Transfer) and use.minutes is not None and use.minutes <= a.minutes:
            yield place
    for place, a in matching:
        if isinstance(a, Quota) and use.prior.get(a.period, 0) < a.count:
            yield place
    reached = [
        (a.threshold.minor, -place)
        for place, a in matching
        if isinstance(a, Cumulative) and 100 * use.paid.get(a.period, 0) >= a.threshold.minor
    ]
    if reached:
        yield -max(reached)[1]


def _matches(adjustment: Adjustment, facts: Facts) -> bool:
    if isinstance(adjustment, Window):
        now = facts.get("now.time")
        if not isinstance(now, time) or not in_window(adjustment, now):
            return False
    if isinstance(adjustment, Season):
        today = facts.get("now.date")
        if not isinstance(today, date) or not in_season(adjustment, today):
            return False
    rule = condition(adjustment)
    return rule is None or evaluate(rule, facts) is True


def in_window(window: Window, now: time) -> bool:
    """Whether a time lies in the window: start included, end excluded; a window may pass midnight."""
    if window.start < window.end:
        return window.start <= now < window.end
    return now >= window.start or now < window.end


def in_season(season: Season, today: date) -> bool:
    """Whether a day lies in the season, both ends included; a season may pass New Year."""
    day = (today.month, today.day)
    start, end = (season.start.month, season.start.day), (season.end.month, season.end.day)
    return start <= day <= end if start <= end else day >= start or day <= end


def _fen(amount: Money) -> Fraction:
    return Fraction(amount.minor)
