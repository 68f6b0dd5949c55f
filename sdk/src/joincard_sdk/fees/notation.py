"""The catalogue's written notation of fees: the parser. ``fees.writing`` is the printer.

``parse(text(policy)) == policy`` for a policy whose adjustments have no reasons of their own and whose own
reason is the same in both languages: the notation has room for one English sentence.
"""

import re
from collections.abc import Callable
from datetime import time
from decimal import Decimal
from typing import Any, NoReturn

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
from joincard_sdk.fees.checking import check, check_adjustment, check_schedule
from joincard_sdk.fees.errors import FeeError, FeeSyntaxError
from joincard_sdk.fees.policy import WAIVED, FeePolicy, clock_time, month_day
from joincard_sdk.money import Money, MoneyError, fen, yuan
from joincard_sdk.rules import Rule, RuleSyntaxError
from joincard_sdk.texts import Text
from joincard_sdk.values import VOCABULARY, FactRegistry

LONGEST_TEXT = 10_000
SHORTEST_REASON = 4


def parse(source: str, registry: FactRegistry = VOCABULARY) -> FeePolicy:
    """Read the notation. Raises ``FeeSyntaxError``, which points at the column."""
    if len(source) > LONGEST_TEXT:
        raise FeeSyntaxError(f"a fee is at most {LONGEST_TEXT} characters long", source, LONGEST_TEXT)
    return _Parser(source, registry).policy()


_N = r"(\d+(?:\.\d+)?)"
_PERIOD = r"(?: per (?P<{}>\w+))?"
_PERCENT = re.compile(
    rf"percent:(?P<rate>{_N})% of (?P<base>\w+)(?: per (?P<period>\w+))?(?: min (?P<least>{_N}) CNY)?"
    rf"(?: cap (?P<cap>{_N}) CNY(?: per (?P<cap_period>\w+))?)?",
    re.ASCII,
)
_COPAY = re.compile(
    rf"copay:(?P<rate>{_N})% of (?P<base>\w+)(?: after (?P<after>{_N}) CNY per (?P<period>\w+))?"
    rf"(?: cap (?P<cap>{_N}) CNY per (?P<cap_period>\w+))?",
    re.ASCII,
)
_FLAT = re.compile(rf"flat:(?P<amount>{_N}) CNY per (?P<unit>\w+)", re.ASCII)
_TIERED = re.compile(r"tiered:(?P<base>\w+) (?P<tiers>[^ ]+(?: [^ ]+)*) CNY per (?P<unit>\w+)", re.ASCII)
_METERED = re.compile(
    rf"metered:(?P<amount>{_N}) CNY per (?P<unit>\w+)(?: free (?P<free>{_N}))?"
    rf"(?: cap (?P<cap>{_N}) CNY per (?P<cap_period>\w+))?",
    re.ASCII,
)
_TIER = re.compile(
    rf"(?P<low>{_N})(?:-(?P<high>{_N})|\+)=(?P<amount>{_N})(?:\+(?P<addition>{_N})/(?P<step>{_N}))?", re.ASCII
)
_EFFECT = re.compile(
    rf"(?P<waived>waived)|pay (?P<pay>{_N})%|minus (?P<minus>{_N}) CNY|at (?P<at>{_N}) CNY", re.ASCII
)
_HEADS: dict[str, re.Pattern[str]] = {
    "concession": re.compile("concession"),
    "window": re.compile(r"window (?P<start>[^ -]+)-(?P<end>[^ ]+)"),
    "season": re.compile(r"season (?P<start>[^ .]+)\.\.(?P<end>[^ ]+)"),
    "transfer": re.compile(r"transfer (?P<minutes>\d{1,6})", re.ASCII),
    "quota": re.compile(r"quota (?P<count>\d{1,6}) per (?P<period>\w+)", re.ASCII),
    "cumulative": re.compile(rf"cumulative (?P<period>\w+)>=(?P<threshold>{_N}) CNY", re.ASCII),
    "deposit": re.compile(rf"deposit (?:waived|(?P<amount>{_N}) CNY)", re.ASCII),
    "surcharge": re.compile("surcharge none"),
}
_WRITTEN = {
    "concession": "concession when [rule] effect",
    "window": "window HH:MM-HH:MM effect",
    "season": "season MM-DD..MM-DD effect",
    "transfer": "transfer MINUTES effect",
    "quota": "quota N per PERIOD effect",
    "cumulative": "cumulative PERIOD>=N CNY effect",
    "deposit": "deposit waived or deposit N CNY",
    "surcharge": "surcharge none",
}
_SCHEDULES = {
    "flat": (_FLAT, "flat:N CNY per UNIT"),
    "percent": (_PERCENT, "percent:N% of BASE [per PERIOD] [min N CNY] [cap N CNY [per PERIOD]]"),
    "copay": (_COPAY, "copay:N% of BASE [after N CNY per PERIOD] [cap N CNY per PERIOD]"),
    "tiered": (_TIERED, "tiered:BASE LOW-HIGH=N LOW+=N+N/STEP CNY per UNIT"),
    "metered": (_METERED, "metered:N CNY per UNIT [free N] [cap N CNY per PERIOD]"),
}


class _Parser:
    """Splits at ``;`` outside brackets, then reads each part at its own column."""

    def __init__(self, source: str, registry: FactRegistry) -> None:
        self.source = source
        self.registry = registry

    def policy(self) -> FeePolicy:
        body, mark, reason = self.source.partition(" # ")
        if not mark or len(reason.strip()) < SHORTEST_REASON or " # " in reason:
            self.wrong(len(body), "a fee ends with exactly one ' # ' and a reason of some words after it")
        parts = self.parts(body)
        schedule = self.schedule(*parts[0])
        adjustments = tuple(self.adjustment(*part) for part in parts[1:])
        policy = FeePolicy(schedule, adjustments, Text(en=reason, zh=reason))
        self.at(0, lambda: check(policy, self.registry))
        return policy

    def wrong(self, position: int, message: str, code: str | None = None) -> NoReturn:
        raise FeeSyntaxError(message, self.source, position + 1, code)

    def at(self, position: int, make: Callable[[], Any]) -> Any:
        """What ``make`` returns; its error, if any, is placed at the position."""
        try:
            return make()
        except FeeSyntaxError:
            raise
        except (FeeError, MoneyError) as error:
            self.wrong(position, str(error), error.code)

    def parts(self, body: str) -> list[tuple[int, str]]:
        found, start, inside = [], 0, False
        for position, sign in enumerate(body + ";"):
            inside = sign == "[" or (inside and sign != "]")
            if sign == ";" and not inside:
                written = body[start:position]
                lead = len(written) - len(written.lstrip())
                found.append((start + lead, written.strip()))
                start = position + 1
        if inside:
            self.wrong(body.rindex("["), "this '[' is never closed")
        return found

    def schedule(self, position: int, written: str) -> Schedule:
        kind = written.partition(":")[0]
        if written == "waived":
            return NoCharge()
        if kind not in _SCHEDULES:
            self.wrong(position, f"a schedule is waived, {', '.join(_SCHEDULES)}, not {kind[:30]!r}")
        pattern, form = _SCHEDULES[kind]
        match = pattern.fullmatch(written)
        if not match:
            self.wrong(position + _agreed(pattern, written), f"write {form}")
        schedule = self.scheduled(kind, _Found(self, position, match))
        self.at(position, lambda: check_schedule(schedule))
        return schedule

    def scheduled(self, kind: str, found: "_Found") -> Schedule:
        match kind:
            case "flat":
                return FlatRate(found.price(), found.word("unit"))
            case "percent":
                base, period, least = found.word("base"), found.word("period"), found.money("least")
                return PercentRate(
                    found.rate(), base, period, least, found.money("cap"), found.word("cap_period")
                )
            case "copay":
                base, period, after = found.word("base"), found.word("period"), found.money("after")
                return CopayRate(
                    found.rate(), base, after, period, found.money("cap"), found.word("cap_period")
                )
            case "tiered":
                return TieredRate(found.word("base"), self.tiers(*found.placed("tiers")), found.word("unit"))
        free, cap = found.number("free"), found.money("cap")
        return MeteredRate(found.price(), found.word("unit"), free, cap, found.word("cap_period"))

    def tiers(self, position: int, written: str) -> tuple[Tier, ...]:
        tiers = []
        for word in written.split(" "):
            match = _TIER.fullmatch(word)
            if not match:
                self.wrong(position, "a tier is written LOW-HIGH=N or LOW+=N, with +N/STEP for an addition")
            found = match.groupdict()
            numbers = {k: Decimal(found[k]) if found[k] else None for k in ("low", "high", "step")}
            addition = self.money(position, found["addition"]) if found["addition"] else None
            amount = self.money(position, found["amount"])
            tiers.append(
                Tier(numbers["low"] or Decimal(0), numbers["high"], amount, addition, numbers["step"])
            )
            position += len(word) + 1
        return tuple(tiers)

    def money(self, position: int, written: str) -> Money:
        amount: Money = self.at(position, lambda: yuan(written))
        return amount

    def adjustment(self, position: int, written: str) -> Adjustment:
        kind = written.partition(" ")[0]
        pattern = _HEADS.get(kind)
        if pattern is None:
            self.wrong(position, f"an adjustment is {', '.join(_HEADS)}, not {kind[:30]!r}")
        head = pattern.match(written)
        if not head:
            self.wrong(position, f"write {_WRITTEN[kind]}")
        rest_at = head.end()
        when, rest_at = self.condition(position, written, rest_at)
        if when is not None and kind in ("cumulative", "surcharge"):
            self.wrong(position + head.end(), f"a {kind} takes no condition")
        found = {
            name: (position + head.start(name), value) for name, value in head.groupdict().items() if value
        }
        rest = written[rest_at:]
        adjustment = self.made(kind, found, when, position + rest_at, rest)
        self.at(position, lambda: check_adjustment(adjustment))
        return adjustment

    def condition(self, position: int, written: str, start: int) -> tuple[Rule | None, int]:
        if not written.startswith(" when [", start):
            return None, start
        opening, closing = start + len(" when ["), written.find("]", start)
        try:
            rule = rules.parse(written[opening:closing], self.registry)
        except RuleSyntaxError as error:
            self.wrong(position + opening + error.column - 1, error.message)
        return rule, closing + 1

    def made(
        self, kind: str, found: dict[str, tuple[int, str]], when: Rule | None, rest_at: int, rest: str
    ) -> Adjustment:
        if kind in ("deposit", "surcharge"):
            if rest:
                self.wrong(rest_at, f"write {_WRITTEN[kind]}")
            return NoSurcharge() if kind == "surcharge" else Deposit(self.amount(found, "amount"), when)
        effect = self.effect(rest_at, rest)
        match kind:
            case "window":
                return Window(self.clock(found["start"]), self.clock(found["end"]), effect, when)
            case "season":
                return Season(self.day(found["start"]), self.day(found["end"]), effect, when)
            case "transfer":
                return Transfer(int(found["minutes"][1]), effect, when)
            case "quota":
                period: Any = found["period"][1]
                return Quota(int(found["count"][1]), period, effect, when)
            case "cumulative":
                period = found["period"][1]
                return Cumulative(period, self.amount(found, "threshold"), effect)
        if when is None:
            self.wrong(rest_at, "a concession needs a condition: when [rule]")
        return Concession(when, effect)

    def amount(self, found: dict[str, tuple[int, str]], name: str) -> Money:
        return self.money(*found[name]) if name in found else fen(0)

    def clock(self, found: tuple[int, str]) -> time:
        clock: time = self.at(found[0], lambda: clock_time(found[1]))
        return clock

    def day(self, found: tuple[int, str]) -> Any:
        return self.at(found[0], lambda: month_day(found[1]))

    def effect(self, position: int, written: str) -> Effect:
        match = _EFFECT.fullmatch(written.lstrip())
        lead = len(written) - len(written.lstrip())
        if not match or lead != 1:
            self.wrong(position + lead, "an effect is written waived, pay N%, minus N CNY or at N CNY")
        if match["waived"]:
            return WAIVED
        if match["pay"]:
            return PayPercent(Decimal(match["pay"]))
        place = position + lead
        return (
            Minus(self.money(place, match["minus"])) if match["minus"] else At(self.money(place, match["at"]))
        )


class _Found:
    """The named parts of a match, read by what they are; a part that is not there is None."""

    def __init__(self, parser: _Parser, position: int, match: re.Match[str]) -> None:
        self.parser = parser
        self.position = position
        self.match = match

    def word(self, name: str) -> Any:
        return self.match[name]

    def placed(self, name: str) -> tuple[int, str]:
        return self.position + self.match.start(name), self.match[name]

    def number(self, name: str) -> Decimal | None:
        return Decimal(self.match[name]) if self.match[name] else None

    def rate(self) -> Decimal:
        return Decimal(self.match["rate"])

    def money(self, name: str) -> Money | None:
        return self.parser.money(*self.placed(name)) if self.match[name] else None

    def price(self) -> Money:
        return self.parser.money(*self.placed("amount"))


def _agreed(pattern: re.Pattern[str], written: str) -> int:
    """How far a text agrees with a pattern: where to point."""
    match = pattern.match(written)
    return match.end() if match else written.find(":") + 1
