"""A fee as lines of a price list, in English and Chinese."""

from datetime import time
from decimal import Decimal

from joincard_sdk import rules
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
from joincard_sdk.fees.words import BASE_WORDS, MEASURE_WORDS, PERIOD_WORDS, UNIT_WORDS
from joincard_sdk.money import Money
from joincard_sdk.texts import Text
from joincard_sdk.values import VOCABULARY, FactRegistry
from joincard_sdk.values.reading import plain


def sentences(policy: FeePolicy, registry: FactRegistry = VOCABULARY) -> tuple[Text, ...]:
    """The price list of a policy: the schedule, each adjustment, the reason."""
    lines = [schedule_sentence(policy.schedule)]
    lines += [adjustment_sentence(adjustment, registry) for adjustment in policy.adjustments]
    return (*lines, policy.reason) if policy.reason else tuple(lines)


def yuan_text(amount: Money) -> str:
    """An amount without needless zeros: 20, 0.5."""
    return plain(Decimal(amount.minor) / 100)


def schedule_sentence(schedule: Schedule) -> Text:
    """What is charged before any adjustment."""
    match schedule:
        case NoCharge():
            return Text(en="Free of charge", zh="免费")
        case FlatRate(amount=amount, unit=unit):
            word = UNIT_WORDS[unit]
            return Text(en=f"{yuan_text(amount)} yuan per {word.en}", zh=f"每{word.zh}{yuan_text(amount)}元")
        case PercentRate():
            return _percent(schedule)
        case CopayRate():
            return _copay(schedule)
        case TieredRate(base=base, tiers=tiers, unit=unit):
            base_word, word = BASE_WORDS[base], UNIT_WORDS[unit]
            said = [_tier(tier, base) for tier in tiers]
            en = "; ".join(tier.en for tier in said)
            zh = "；".join(tier.zh for tier in said)
            return Text(
                en=f"By {base_word.en}, per {word.en}: {en}", zh=f"按{base_word.zh}，每{word.zh}：{zh}"
            )
        case MeteredRate(amount=amount, unit=unit, free=free, cap=cap, cap_period=period):
            word, limit = UNIT_WORDS[unit], _cap(cap, period)
            first_en = f", the first {plain(free)} of them free" if free else ""
            first_zh = f"，前{plain(free)}{word.zh}免费" if free else ""
            return Text(
                en=f"{yuan_text(amount)} yuan per {word.en}{first_en}{limit[0]}",
                zh=f"每{word.zh}{yuan_text(amount)}元{first_zh}{limit[1]}",
            )


def _percent(schedule: PercentRate) -> Text:
    base, rate, limit = (
        BASE_WORDS[schedule.base],
        plain(schedule.rate),
        _cap(schedule.cap, schedule.cap_period),
    )
    per_en = f" per {PERIOD_WORDS[schedule.period].en}" if schedule.period else ""
    per_zh = PERIOD_WORDS[schedule.period].zh if schedule.period else ""
    least_en = f", at least {yuan_text(schedule.least)} yuan" if schedule.least else ""
    least_zh = f"，最低{yuan_text(schedule.least)}元" if schedule.least else ""
    return Text(
        en=f"{rate}% of {base.en}{per_en}{least_en}{limit[0]}",
        zh=f"{per_zh}{base.zh}的{rate}%{least_zh}{limit[1]}",
    )


def _copay(schedule: CopayRate) -> Text:
    base, rate, limit = (
        BASE_WORDS[schedule.base],
        plain(schedule.rate),
        _cap(schedule.cap, schedule.cap_period),
    )
    if schedule.after is None or schedule.after_period is None:
        return Text(en=f"{rate}% of {base.en}{limit[0]}", zh=f"{base.zh}的{rate}%{limit[1]}")
    period, after = PERIOD_WORDS[schedule.after_period], yuan_text(schedule.after)
    return Text(
        en=f"The first {after} yuan of {base.en} per {period.en}, then {rate}%{limit[0]}",
        zh=f"{base.zh}{period.zh}{after}元以内自付，超出部分自付{rate}%{limit[1]}",
    )


def _cap(cap: Money | None, period: str | None) -> tuple[str, str]:
    if cap is None:
        return "", ""
    over_en = f" per {PERIOD_WORDS[period].en}" if period else ""
    over_zh = PERIOD_WORDS[period].zh if period else ""
    return f", at most {yuan_text(cap)} yuan{over_en}", f"，{over_zh}最高{yuan_text(cap)}元"


def _tier(tier: Tier, base: Base) -> Text:
    low, price = plain(tier.low), yuan_text(tier.amount)
    en = f"over {low}" if tier.high is None else f"{low} to {plain(tier.high)}"
    zh = f"{low}以上" if tier.high is None else f"{low}至{plain(tier.high)}"
    more_en = more_zh = ""
    if tier.addition and tier.step:
        measure = MEASURE_WORDS.get(base)
        unit_en, unit_zh = (f" {measure.en}", measure.zh) if measure else ("", "")
        more_en = f" and {yuan_text(tier.addition)} more for each full {plain(tier.step)}{unit_en}"
        more_zh = f"，每满{plain(tier.step)}{unit_zh}加{yuan_text(tier.addition)}元"
    return Text(en=f"{en}: {price} yuan{more_en}", zh=f"{zh}：{price}元{more_zh}")


def adjustment_sentence(adjustment: Adjustment, registry: FactRegistry = VOCABULARY) -> Text:
    """What an adjustment does, when, and why if it says so."""
    said = _occasion(adjustment, registry)
    because = None if isinstance(adjustment, NoSurcharge) else adjustment.because
    if because is None:
        return said
    return Text(en=f"{said.en} ({because.en})", zh=f"{said.zh}（{because.zh}）")


def _occasion(adjustment: Adjustment, registry: FactRegistry) -> Text:
    match adjustment:
        case NoSurcharge():
            return Text(en="No surcharge for any card or nationality", zh="任何卡种或国籍均不加收费用")
        case Deposit(amount=amount):
            en = f"Refundable deposit of {yuan_text(amount)} yuan" if amount.minor else "No deposit"
            zh = f"押金{yuan_text(amount)}元（可退）" if amount.minor else "免押金"
            return _with_condition(Text(en=en, zh=zh), adjustment, registry)
        case Concession(effect=effect):
            return _with_condition(effect_sentence(effect), adjustment, registry)
    effect_said = effect_sentence(adjustment.effect)
    moment = _moment(adjustment)
    said = Text(en=f"{moment.en}: {_lower(effect_said.en)}", zh=f"{moment.zh}：{effect_said.zh}")
    return _with_condition(said, adjustment, registry)


def _moment(adjustment: Window | Season | Transfer | Quota | Cumulative) -> Text:
    match adjustment:
        case Window(start=start, end=end):
            return Text(en=f"From {_hhmm(start)} to {_hhmm(end)}", zh=f"{_hhmm(start)}至{_hhmm(end)}")
        case Season(start=start, end=end):
            return Text(en=f"From {start} to {end}", zh=f"{_day(str(start))}至{_day(str(end))}")
        case Transfer(minutes=minutes):
            return Text(
                en=f"Within {minutes} minutes of the ride before", zh=f"与上次乘车间隔{minutes}分钟以内"
            )
        case Quota(count=count, period=period):
            word = PERIOD_WORDS[period]
            first = "The first use" if count == 1 else f"The first {count} uses"
            return Text(en=f"{first} per {word.en}", zh=f"{word.zh}的前{count}次")
        case Cumulative(period=period, threshold=threshold):
            word, paid = PERIOD_WORDS[period], yuan_text(threshold)
            return Text(
                en=f"Once {paid} yuan were paid in the {word.en}", zh=f"{word.zh}累计支付满{paid}元后"
            )


def effect_sentence(effect: Effect) -> Text:
    """What happens to the price."""
    match effect:
        case Free():
            return Text(en="Free", zh="免费")
        case PayPercent(rate=rate):
            return Text(en=f"{plain(rate)}% of the price", zh=f"按价格的{plain(rate)}%收取")
        case Minus(amount=amount):
            return Text(en=f"{yuan_text(amount)} yuan less", zh=f"减{yuan_text(amount)}元")
        case At(amount=amount):
            return Text(en=f"{yuan_text(amount)} yuan", zh=f"{yuan_text(amount)}元")


def _with_condition(said: Text, adjustment: Adjustment, registry: FactRegistry) -> Text:
    rule = condition(adjustment)
    if rule is None:
        return said
    when = rules.sentence(rule, registry)
    return Text(en=f"{said.en} when {when.en}", zh=f"{when.zh}时，{said.zh}")


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]


def _hhmm(clock: time) -> str:
    return clock.strftime("%H:%M")


def _day(written: str) -> str:
    month, day = written.split("-")
    return f"{int(month)}月{int(day)}日"
