"""A fee against the algebra's limits and a registry."""

from collections.abc import Iterator

from joincard_sdk import rules
from joincard_sdk.fees.algebra import (
    BASES,
    LARGEST_FEN,
    LARGEST_PERCENT,
    MAX_ADJUSTMENTS,
    MAX_TIERS,
    PERIODS,
    UNITS,
    Adjustment,
    At,
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
    TieredRate,
    Transfer,
    Window,
    condition,
)
from joincard_sdk.fees.errors import FeeError
from joincard_sdk.fees.measures import is_measure
from joincard_sdk.fees.policy import FeePolicy
from joincard_sdk.fees.tiers import check_tiers
from joincard_sdk.money import Money
from joincard_sdk.texts import Text
from joincard_sdk.values import VOCABULARY, FactRegistry

LONGEST_REASON = 500


def check(policy: FeePolicy, registry: FactRegistry = VOCABULARY) -> None:
    """Raise ``FeeError`` or ``RuleError`` for the first thing that does not fit."""
    if not isinstance(policy, FeePolicy):
        raise FeeError(f"a fee policy was expected, not {type(policy).__name__}", "fee.not-a-fee")
    if not isinstance(policy.reason, Text | None):
        raise FeeError("the reason of a fee is a Text: .because(Text(en=..., zh=...))", "fee.reason")
    if policy.reason is not None:
        _check_reason(policy.reason)
    check_schedule(policy.schedule)
    if len(policy.adjustments) > MAX_ADJUSTMENTS:
        raise FeeError(f"a fee has at most {MAX_ADJUSTMENTS} adjustments", "fee.too-large")
    for adjustment in policy.adjustments:
        check_adjustment(adjustment)
        when = condition(adjustment)
        if when is not None:
            rules.check(when, registry)
    _check_together(policy.adjustments)


def _check_reason(reason: Text) -> None:
    for words in (reason.en, reason.zh):
        if words != words.strip() or "\n" in words or len(words) > LONGEST_REASON:
            raise FeeError(f"a reason is one line of at most {LONGEST_REASON} characters", "fee.reason")
    if " # " in reason.en:
        raise FeeError("a reason has no ' # ' in it: that mark begins it in the written form", "fee.reason")


def check_schedule(schedule: Schedule) -> None:
    """Raise ``FeeError`` for the first thing in a schedule that does not fit."""
    match schedule:
        case NoCharge():
            return
        case FlatRate(amount=amount, unit=unit):
            _check_unit(unit)
            _check_money(amount)
        case PercentRate():
            _check_percent(schedule)
        case CopayRate():
            _check_copay(schedule)
        case TieredRate(base=base, tiers=tiers, unit=unit):
            _one_of("base", base, BASES)
            _check_unit(unit)
            if len(tiers) > MAX_TIERS:
                raise FeeError(f"a tariff has at most {MAX_TIERS} tiers", "fee.too-large")
            for tier in tiers:
                _check_money(tier.amount, tier.addition)
            check_tiers(tiers)
        case MeteredRate(amount=amount, unit=unit, free=free, cap=cap, cap_period=period):
            _check_unit(unit)
            _check_money(amount, cap)
            if free is not None and not is_measure(free):
                raise FeeError("the free part is a number from zero on", "fee.number")
            _check_cap(cap, period, needs_period=True)
        case _:
            raise FeeError(f"a schedule was expected, not {type(schedule).__name__}", "fee.not-a-fee")


def _check_percent(schedule: PercentRate) -> None:
    _one_of("base", schedule.base, BASES)
    if not (is_measure(schedule.rate) and schedule.rate <= 100):
        raise FeeError("a percentage lies from 0 to 100", "fee.rate")
    if schedule.period is not None:
        _one_of("period", schedule.period, PERIODS)
    _check_money(schedule.least, schedule.cap)
    if schedule.least and schedule.cap and schedule.least.minor > schedule.cap.minor:
        raise FeeError("the least price lies above the cap", "fee.cap")
    _check_cap(schedule.cap, schedule.cap_period, needs_period=False)


def _check_copay(schedule: CopayRate) -> None:
    _one_of("base", schedule.base, BASES)
    if not (is_measure(schedule.rate) and 0 < schedule.rate < 100):
        raise FeeError("the rate of a copay lies between 0 and 100, neither included", "fee.rate")
    _check_money(schedule.after, schedule.cap)
    if (schedule.after is None) != (schedule.after_period is None):
        raise FeeError(
            "a threshold and its period are given together: after 300 CNY per year", "fee.threshold"
        )
    if schedule.after_period is not None:
        _one_of("period", schedule.after_period, PERIODS)
    _check_cap(schedule.cap, schedule.cap_period, needs_period=True)


def _check_cap(cap: Money | None, period: object, *, needs_period: bool) -> None:
    if cap is None and period is not None:
        raise FeeError("a period of a cap needs a cap", "fee.cap")
    if cap is not None and period is None and needs_period:
        raise FeeError(f"this cap needs its period, one of {', '.join(PERIODS)}", "fee.cap")
    if period is not None:
        _one_of("period", period, PERIODS)


def check_adjustment(adjustment: Adjustment) -> None:
    """Raise ``FeeError`` for the first thing in an adjustment that does not fit."""
    match adjustment:
        case NoSurcharge():
            return
        case Deposit(amount=amount):
            _check_money(amount)
            return
        case Cumulative(period=period, threshold=threshold):
            _one_of("period", period, PERIODS)
            _check_money(threshold)
        case Quota(count=count, period=period):
            _one_of("period", period, PERIODS)
            _check_count(count, "a quota")
        case Transfer(minutes=minutes):
            _check_count(minutes, "a transfer in minutes")
        case Window(start=start, end=end) if start == end:
            raise FeeError("a window that starts when it ends is empty", "fee.time")
    _check_effect(adjustment.effect)


def _check_effect(effect: Effect) -> None:
    match effect:
        case Free():
            return
        case PayPercent(rate=rate):
            if not (is_measure(rate) and rate <= LARGEST_PERCENT):
                raise FeeError(f"'pay N%' takes a percentage from 0 to {LARGEST_PERCENT}", "fee.rate")
        case Minus(amount=amount) | At(amount=amount):
            _check_money(amount)
        case _:
            raise FeeError("an effect is waived, pay N%, minus N CNY or at N CNY", "fee.effect")


def _check_together(adjustments: tuple[Adjustment, ...]) -> None:
    for kind, word in ((NoSurcharge, "surcharge"), (Transfer, "transfer")):
        if sum(isinstance(adjustment, kind) for adjustment in adjustments) > 1:
            raise FeeError(f"{word} appears at most once", "fee.repeated")
    seen: list[tuple[object, ...]] = []
    for key in _keys(adjustments):
        if key in seen:
            raise FeeError(
                f"two {key[0]}s with the same condition: the second can never count; leave it out",
                "fee.repeated",
            )
        seen.append(key)


def _keys(adjustments: tuple[Adjustment, ...]) -> Iterator[tuple[object, ...]]:
    """What must not appear twice: the same condition for the same kind of thing."""
    for adjustment in adjustments:
        when = condition(adjustment)
        match adjustment:
            case Window(start=start, end=end):
                yield "window", when, start, end
            case Deposit():
                yield "deposit", when
            case Cumulative(period=period, threshold=threshold):
                yield "cumulative step", period, threshold
            case Quota(period=period):
                yield "quota", when, period
            case Transfer() | NoSurcharge():
                continue
            case Season():
                yield "season", when, str(adjustment.start), str(adjustment.end)
            case _:
                yield "concession", when


def _check_unit(unit: object) -> None:
    _one_of("unit", unit, UNITS)


def _one_of(what: str, value: object, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise FeeError(f"{value!r} is no {what}; allowed: {', '.join(allowed)}", f"fee.{what}")


def _check_money(*amounts: Money | None) -> None:
    for amount in amounts:
        if amount is None:
            continue
        if not isinstance(amount, Money) or amount.currency != "CNY":
            raise FeeError("an amount is Money in CNY: write fen(2_000) or yuan(20)", "fee.amount")
        if not 0 <= amount.minor <= LARGEST_FEN:
            raise FeeError(f"an amount lies from 0 to {LARGEST_FEN} fen", "fee.amount")


def _check_count(count: object, what: str) -> None:
    if type(count) is not int or not 0 < count <= 10**6:
        raise FeeError(f"{what} is a whole number from 1 on", "fee.number")
