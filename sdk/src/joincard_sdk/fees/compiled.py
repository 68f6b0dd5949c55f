"""Fees made ready to price: the choice of steps compiled, the arithmetic in whole numbers, the words kept.

A price is a chain of small functions over a numerator and a denominator. What was said of an equal chain
before is said again from a small memory, so most prices cost a look-up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from joincard_sdk import rules
from joincard_sdk.fees.algebra import (
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
    PayPercent,
    PercentRate,
    Quota,
    Season,
    TieredRate,
    Transfer,
    Window,
    condition,
)
from joincard_sdk.fees.charging import CAP, SCHEDULE, Charge, Trail, Use, charge
from joincard_sdk.fees.policy import FeePolicy
from joincard_sdk.fees.quoting import in_season, in_window, measured_basis, tier_of
from joincard_sdk.fees.tiers import price_in
from joincard_sdk.values import VOCABULARY, FactRegistry, Facts

#: Prices a use of the service. Raises ``MissingBasis`` or ``NoTariff``.
Pricing = Callable[[Facts, Use], Charge]

#: A price in fen as numerator and denominator.
Ratio = tuple[int, int]
_Start = Callable[[Decimal | None, Use], Ratio]
_Step = Callable[[int, int, Use], Ratio]
_Test = Callable[[Facts], bool]
_ZERO: Ratio = (0, 1)
_ONE = Decimal(1)
_REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class _Ready:
    """One adjustment: where it stands, whether it applies, what it does."""

    place: int
    applies: _Test
    counts: Callable[[Use], bool]
    does: _Step


def compiled(policy: FeePolicy, registry: FactRegistry = VOCABULARY) -> Pricing:
    """A function with exactly the answers and errors of ``quote``."""
    schedule = policy.schedule
    start, limit, chosen = _start(policy), _limit(policy), _chosen(policy)
    deposits = [
        (place, _applies(adjustment))
        for place, adjustment in enumerate(policy.adjustments)
        if isinstance(adjustment, Deposit)
    ]
    memory: dict[Trail, Charge] = {}

    def price(facts: Facts, use: Use) -> Charge:
        basis = measured_basis(schedule, facts, use)
        over, under = start(basis, use)
        steps = [(SCHEDULE, over, under)]
        if limit is not None:
            lower, beneath = limit(over, under, use)
            if lower * under != over * beneath:
                over, under = lower, beneath
                steps.append((CAP, over, under))
        for ready in chosen(facts, use):
            over, under = ready.does(over, under, use)
            steps.append((ready.place, over, under))
        deposit = next((place for place, applies in deposits if applies(facts)), None)
        trail = Trail(use.units, basis, tuple(steps), deposit)
        known = memory.get(trail)
        if known is None:
            known = charge(policy, trail, registry)
            if len(memory) < _REMEMBERED:
                memory[trail] = known
        return known

    if isinstance(schedule, NoCharge) and not policy.adjustments:
        free = charge(policy, Trail(_ONE, None, ((SCHEDULE, 0, 1),), None), registry)
        return lambda facts, use: free
    return price


def _start(policy: FeePolicy) -> _Start:
    match policy.schedule:
        case NoCharge():
            return lambda basis, use: _ZERO
        case FlatRate(amount=amount):
            fen = amount.minor
            return lambda basis, use: (fen, 1) if use.units == 1 else _times(fen, use.units)
        case MeteredRate(amount=amount, free=free):
            return _metered(amount.minor, _ratio(free))
        case PercentRate(rate=rate, least=least):
            over, under = rate.as_integer_ratio()
            low = least.minor if least else 0

            def percent(basis: Decimal | None, use: Use) -> Ratio:
                top, bottom = _ratio(basis)
                top, bottom = top * over, bottom * under
                return (top, bottom) if top >= low * bottom else (low, 1)

            return percent
        case CopayRate():
            return _copay(policy.schedule)
        case TieredRate() as tiered:
            return lambda basis, use: (price_in(tier_of(tiered, basis or Decimal(0)), basis or Decimal(0)), 1)


def _metered(fen: int, free: Ratio) -> _Start:
    part, share = free

    def metered(basis: Decimal | None, use: Use) -> Ratio:
        over, under = use.units.as_integer_ratio()
        return fen * max(0, over * share - part * under), under * share

    return metered


def _copay(schedule: CopayRate) -> _Start:
    over, under = schedule.rate.as_integer_ratio()
    under *= 100
    threshold, period = schedule.after, schedule.after_period

    def copay(basis: Decimal | None, use: Use) -> Ratio:
        top, bottom = _ratio(basis)
        top *= 100
        own = 0
        if threshold is not None and period is not None:
            done, part = _ratio(use.counted.get(period, Decimal(0)))
            top, bottom, done = top * part, bottom * part, done * bottom
            own = min(top, max(0, threshold.minor * bottom - 100 * done))
        return own * under + (top - own) * over, bottom * under

    return copay


def _limit(policy: FeePolicy) -> _Step | None:
    schedule = policy.schedule
    if not isinstance(schedule, PercentRate | CopayRate | MeteredRate) or schedule.cap is None:
        return None
    cap, period = schedule.cap.minor, schedule.cap_period

    def limit(over: int, under: int, use: Use) -> Ratio:
        done, part = _ratio(use.paid.get(period, Decimal(0))) if period else _ZERO
        left = max(0, cap * part - 100 * done)
        return (over, under) if over * part <= left * under else (left, part)

    return limit


def _chosen(policy: FeePolicy) -> Callable[[Facts, Use], list[_Ready]]:
    """The adjustments that count, in the order of steps 2 to 6."""
    flat = isinstance(policy.schedule, FlatRate)
    by_kind: dict[str, list[_Ready]] = {"plain": [], "first": [], "transfer": [], "quota": []}
    reached: list[tuple[int, str, _Ready]] = []
    for place, adjustment in enumerate(policy.adjustments):
        if not hasattr(adjustment, "effect"):
            continue
        ready = _Ready(place, _applies(adjustment), _counts(adjustment), _does(adjustment.effect, flat))
        if isinstance(adjustment, Cumulative):
            reached.append((adjustment.threshold.minor, adjustment.period, ready))
        else:
            by_kind[_step_of(adjustment)].append(ready)
    plain, first = by_kind["plain"], by_kind["first"]
    later = [*by_kind["transfer"], *by_kind["quota"]]
    reached.sort(key=lambda entry: (-entry[0], entry[2].place))

    def chosen(facts: Facts, use: Use) -> list[_Ready]:
        found = [ready for ready in plain if ready.applies(facts)]
        for ready in first:
            if ready.applies(facts):
                found.append(ready)
                break
        if later:
            found += [ready for ready in later if ready.counts(use) and ready.applies(facts)]
        for threshold, period, ready in reached:
            if 100 * use.paid.get(period, 0) >= threshold:
                found.append(ready)
                break
        return found

    nothing: list[_Ready] = []
    return chosen if plain or first or later or reached else lambda facts, use: nothing


def _step_of(adjustment: Adjustment) -> str:
    match adjustment:
        case Transfer():
            return "transfer"
        case Quota():
            return "quota"
        case Window(when=None) | Season(when=None):
            return "plain"
    return "first"


def _counts(adjustment: Adjustment) -> Callable[[Use], bool]:
    match adjustment:
        case Transfer(minutes=minutes):
            return lambda use: use.minutes is not None and use.minutes <= minutes
        case Quota(count=count, period=period):
            return lambda use: use.prior.get(period, 0) < count
    return lambda use: True


def _applies(adjustment: Adjustment) -> _Test:
    rule = condition(adjustment)
    accepts: _Test = rules.compiled(rule) if rule is not None else lambda facts: True
    match adjustment:
        case Window():
            moment = _window(adjustment)
        case Season():
            moment = _season(adjustment)
        case _:
            return accepts
    return moment if rule is None else lambda facts: moment(facts) and accepts(facts)


def _window(window: Window) -> _Test:
    def inside(facts: Facts) -> bool:
        now = facts.get("now.time")
        return isinstance(now, time) and in_window(window, now)

    return inside


def _season(season: Season) -> _Test:
    def inside(facts: Facts) -> bool:
        today = facts.get("now.date")
        return isinstance(today, date) and in_season(season, today)

    return inside


def _does(effect: Effect, flat: bool) -> _Step:
    match effect:
        case Free():
            return lambda over, under, use: _ZERO
        case PayPercent(rate=rate):
            top, bottom = rate.as_integer_ratio()
            bottom *= 100
            return lambda over, under, use: (over * top, under * bottom)
        case Minus(amount=amount):
            less = amount.minor
            return lambda over, under, use: (max(0, over - less * under), under)
        case At(amount=amount):
            fen = amount.minor
            return lambda over, under, use: _times(fen, use.units) if flat else (fen, 1)


def _times(fen: int, number: Decimal) -> Ratio:
    over, under = number.as_integer_ratio()
    return fen * over, under


def _ratio(number: Decimal | None) -> Ratio:
    return _ZERO if number is None else number.as_integer_ratio()
