"""Random fees and uses. Numbers stay small and near each other, so that bounds are met."""

from datetime import time
from decimal import Decimal

from hypothesis import strategies as st
from joincard_sdk.fees import (
    BASES,
    PERIODS,
    UNITS,
    WAIVED,
    Adjustment,
    At,
    Concession,
    CopayRate,
    Cumulative,
    Deposit,
    Effect,
    FeePolicy,
    FlatRate,
    MeteredRate,
    Minus,
    MonthDay,
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
    Use,
    Window,
)
from joincard_sdk.money import fen
from joincard_sdk.rules import Compare
from joincard_sdk.testing.strategies import rules
from joincard_sdk.texts import Text

units = st.sampled_from(UNITS)
bases = st.sampled_from(BASES)
periods = st.sampled_from(PERIODS)
amounts = st.integers(0, 20_000).map(fen)
rates = st.integers(0, 1000).map(lambda tenths: Decimal(tenths) / 10)
measures = st.integers(0, 40_000).map(lambda hundredths: Decimal(hundredths) / 100)
effects: st.SearchStrategy[Effect] = st.one_of(
    st.just(WAIVED),
    st.integers(0, 2000).map(lambda tenths: PayPercent(Decimal(tenths) / 10)),
    amounts.map(Minus),
    amounts.map(At),
)
#: Tests on few facts with few values: about every second one matches.
likely = st.builds(
    Compare, st.just("holder.age"), st.sampled_from(("<", ">=")), st.integers(0, 90)
) | st.builds(Compare, st.just("now.holiday"), st.just("="), st.booleans())
conditions = likely | rules(leaves=4)
days = st.dates().map(lambda day: MonthDay(day.month, day.day))
times = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 59)))
reasons = st.sampled_from(("same as residents", "older people free", "town fare; by distance"))


@st.composite
def tariffs(draw: st.DrawFn) -> TieredRate:
    """Tiers that join up and do not get cheaper; the last may be open."""
    tiers: list[Tier] = []
    low, price = Decimal(0), draw(st.integers(0, 500))
    count = draw(st.integers(1, 4))
    for place in range(count):
        is_open = place == count - 1 and draw(st.booleans())
        high = None if is_open else low + draw(st.integers(1, 1500)) / Decimal(100)
        stepped = draw(st.booleans())
        addition = fen(draw(st.integers(0, 300))) if stepped else None
        step = Decimal(draw(st.integers(1, 800))) / 100 if stepped else None
        tiers.append(Tier(low, high, fen(price), addition, step))
        if high is not None:
            if addition is not None and step is not None:
                price += addition.minor * int((high - low) / step + 1)
            low, price = high, price + draw(st.integers(0, 300))
    return TieredRate(draw(bases), tuple(tiers), draw(units))


@st.composite
def percents(draw: st.DrawFn) -> PercentRate:
    least, cap = sorted(draw(st.tuples(amounts, amounts)), key=lambda money: money.minor)
    has_cap = draw(st.booleans())
    return PercentRate(
        draw(rates),
        draw(bases),
        draw(st.none() | periods),
        least if draw(st.booleans()) else None,
        cap if has_cap else None,
        draw(st.none() | periods) if has_cap else None,
    )


@st.composite
def copays(draw: st.DrawFn) -> CopayRate:
    has_threshold, has_cap = draw(st.booleans()), draw(st.booleans())
    return CopayRate(
        draw(rates.filter(lambda rate: 0 < rate < 100)),
        draw(bases),
        draw(amounts) if has_threshold else None,
        draw(periods) if has_threshold else None,
        draw(amounts) if has_cap else None,
        draw(periods) if has_cap else None,
    )


@st.composite
def meters(draw: st.DrawFn) -> MeteredRate:
    has_cap = draw(st.booleans())
    return MeteredRate(
        draw(amounts),
        draw(units),
        draw(st.none() | measures),
        draw(amounts) if has_cap else None,
        draw(periods) if has_cap else None,
    )


schedules: st.SearchStrategy[Schedule] = st.one_of(
    st.just(NoCharge()), st.builds(FlatRate, amounts, units), percents(), copays(), tariffs(), meters()
)
adjustments: st.SearchStrategy[Adjustment] = st.one_of(
    st.builds(Concession, conditions, effects),
    st.tuples(times, times, effects, st.none() | conditions)
    .filter(lambda parts: parts[0] != parts[1])
    .map(lambda parts: Window(*parts)),
    st.builds(Season, days, days, effects, st.none() | conditions),
    st.builds(Transfer, st.integers(1, 120), effects, st.none() | conditions),
    st.builds(Quota, st.integers(1, 5), periods, effects, st.none() | conditions),
    st.builds(Cumulative, periods, amounts, effects),
    st.builds(Deposit, amounts, st.none() | conditions),
    st.just(NoSurcharge()),
)


def _kind_and_case(adjustment: Adjustment) -> object:
    """What may stand in a fee once: see ``fees.check``."""
    match adjustment:
        case Transfer() | NoSurcharge():
            return type(adjustment)
        case Cumulative():
            return "cumulative", adjustment.period, adjustment.threshold
        case Quota():
            return "quota", adjustment.period, adjustment.when
        case Window() | Season():
            return type(adjustment), adjustment.start, adjustment.end, adjustment.when
    return type(adjustment), adjustment.when


@st.composite
def policies(draw: st.DrawFn) -> FeePolicy:
    """A fee that ``check`` takes, whose reason is the same in both languages."""
    chosen = draw(st.lists(adjustments, max_size=6, unique_by=_kind_and_case))
    reason = draw(reasons)
    return FeePolicy(draw(schedules), tuple(chosen), Text(en=reason, zh=reason))


by_period = st.dictionaries(periods, measures, max_size=5)
uses = st.builds(
    Use,
    basis=measures,
    units=st.just(Decimal(1)) | measures,
    paid=by_period,
    counted=by_period,
    prior=st.dictionaries(periods, st.integers(0, 6), max_size=5),
    minutes=st.none() | st.integers(0, 150),
)
