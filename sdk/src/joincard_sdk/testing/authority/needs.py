"""What a service reads, who supplies it, and what of an answer the provider may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from joincard_sdk import fees, rules
from joincard_sdk.decision import Offer, Reason, Refused, Terms, decide
from joincard_sdk.fees import (
    Adjustment,
    Charge,
    ChargeLine,
    CopayRate,
    Cumulative,
    FeePolicy,
    MeteredRate,
    NoSurcharge,
    PercentRate,
    Quota,
    Transfer,
    Use,
)
from joincard_sdk.rules import All, AnyOf, Clause, CompareFacts, Not, Rule, holds
from joincard_sdk.texts import Text
from joincard_sdk.values import Facts, Origin, supplied_by_core

PRINCIPAL = "principal."
BY_STAY = frozenset({"stay", "visit"})
HIDDEN_TERMS = Text(en="Terms that apply to this holder", zh="适用于该持卡人的条件")
HIDDEN_DEPOSIT = Text(en="Deposit that applies to this holder", zh="适用于该持卡人的押金")
NOT_ELIGIBLE = Reason(
    code="not-eligible",
    facts=(),
    state="wrong",
    text=Text(en="The card does not meet a condition of this service.", zh="该卡不符合本服务的某项条件。"),
    remedy=Text(
        en="The holder can open the reference to see which one, and what to do.",
        zh="持卡人可凭查询编号了解具体原因及办法。",
    ),
)


@dataclass(frozen=True, slots=True)
class Needs:
    """The facts of a service by who supplies them; ``shown`` are those that a refusal may speak of."""

    terms: Terms
    sent: frozenset[str] = field(init=False)
    around: frozenset[str] = field(init=False)
    authority: frozenset[str] = field(init=False)
    ledger: frozenset[str] = field(init=False)
    shown: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        registry, needs = self.terms.registry, self.terms.needs

        def of(*origins: Origin) -> frozenset[str]:
            return frozenset(name for name in needs if registry[name].origin in origins)

        asked = of(Origin.REQUEST, Origin.PROVIDER)
        around = frozenset(name for name in asked if supplied_by_core(name, registry))
        object.__setattr__(self, "sent", asked - around)
        object.__setattr__(self, "around", around)
        object.__setattr__(self, "authority", of(Origin.AUTHORITY))
        object.__setattr__(self, "ledger", of(Origin.LEDGER))
        object.__setattr__(self, "shown", frozenset(name for name in needs if self._visible(name)))

    @property
    def fee(self) -> FeePolicy:
        """The fee of the service."""
        return self.terms.service.fee

    @property
    def opens(self) -> bool:
        """Whether an accepted use is an open item until it is closed or cancelled."""
        return "usage.open" in self.terms.needs

    @property
    def counts_bills(self) -> bool:
        """Whether bills count toward a threshold."""
        return isinstance(self.fee.schedule, CopayRate)

    @property
    def counts_stays(self) -> bool:
        """Whether the price depends on earlier uses of the same stay or visit."""
        schedule, found = self.fee.schedule, set[object]()
        if isinstance(schedule, PercentRate | CopayRate | MeteredRate):
            found.add(schedule.cap_period)
        if isinstance(schedule, CopayRate):
            found.add(schedule.after_period)
        found |= {a.period for a in self.fee.adjustments if isinstance(a, Quota | Cumulative)}
        return not BY_STAY.isdisjoint(found)

    @property
    def follows_rides(self) -> bool:
        """Whether the price asks for the ride before."""
        return any(isinstance(adjustment, Transfer) for adjustment in self.fee.adjustments)

    @property
    def by_amount(self) -> bool:
        """Whether the price is taken of ``request.amount``."""
        return getattr(self.fee.schedule, "base", None) == "amount"

    @property
    def measures(self) -> bool:
        """Whether an answer compares a hidden fact with one that the provider sends."""
        conditional = (a for a in self.fee.adjustments if not isinstance(a, Cumulative | NoSurcharge))
        parts = (self.terms.service.accepts, *(a.when for a in conditional if a.when is not None))
        pairs = [{test.left, test.right} for part in parts for test in comparisons(part)]
        return any(pair & self.sent and pair - self.shown for pair in pairs)

    def _visible(self, name: str) -> bool:
        fact = self.terms.registry[name]
        if fact.origin is Origin.LEDGER:
            return False
        if fact.origin is not Origin.AUTHORITY:
            return True
        if name.startswith(PRINCIPAL) and not self._visible(name.removeprefix(PRINCIPAL)):
            return False
        return fact.element in self.terms.service.discloses

    def reasons(self, offer: Offer, facts: Facts, origins: Mapping[str, date]) -> tuple[Reason, ...]:
        """The reasons of a refusal, worked out from the visible facts alone."""
        seen = {name: value for name, value in facts.items() if name in self.shown}
        zero = {name: day for name, day in origins.items() if name in self.shown}
        decision = decide(offer, seen, Use(), zero)
        found = decision.reasons if isinstance(decision, Refused) else ()
        told = tuple(reason for reason in found if self.shown.issuperset(reason.facts))
        return (*told, NOT_ELIGIBLE) if could_hold(offer.service.accepts, seen, self.shown) else told

    def charge(self, charge: Charge) -> dict[str, Any]:
        """The charge without the words of steps that depend on what the provider may not learn."""
        hidden = {fees.adjustment_sentence(a) for a in self.fee.adjustments if not self._open(a)}
        capped = getattr(self.fee.schedule, "cap_period", None) is not None
        told: list[ChargeLine] = []
        for line in (line for line in charge.lines if line.step != "deposit"):
            if line.text in hidden or (capped and line.step == "cap"):
                if told[-1].amount != charge.price:
                    told.append(ChargeLine("terms", HIDDEN_TERMS, charge.price))
                break
            told.append(line)
        deposits = (line for line in charge.lines if line.step == "deposit")
        told += [replace(d, text=HIDDEN_DEPOSIT) if d.text in hidden else d for d in deposits]
        return replace(charge, lines=tuple(told)).to_json()

    def _open(self, adjustment: Adjustment) -> bool:
        if isinstance(adjustment, Transfer | Quota | Cumulative):
            return False
        if isinstance(adjustment, NoSurcharge) or adjustment.when is None:
            return True
        return self.shown.issuperset(rules.facts_read(adjustment.when))


def could_hold(rule: Rule, seen: Facts, shown: frozenset[str], *, wanted: bool = True) -> bool:
    """Whether some values of the facts that are not ``shown`` would make the rule hold (be ``wanted``)."""
    if isinstance(rule, Not):
        return could_hold(rule.part, seen, shown, wanted=not wanted)
    if isinstance(rule, All | AnyOf):
        every = all if isinstance(rule, All) is wanted else any
        return every(could_hold(part, seen, shown, wanted=wanted) for part in rule.parts)
    return not shown.issuperset(Clause(rule, wanted).facts) or holds(rule, seen) is wanted


def comparisons(rule: Rule) -> Iterator[CompareFacts]:
    """The tests of a rule that hold one fact against another."""
    if isinstance(rule, CompareFacts):
        yield rule
    elif isinstance(rule, Not):
        yield from comparisons(rule.part)
    elif isinstance(rule, All | AnyOf):
        for part in rule.parts:
            yield from comparisons(part)
