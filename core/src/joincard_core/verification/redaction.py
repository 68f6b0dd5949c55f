"""What a provider is told of a refusal.

The holder sees every reason. The provider sees reasons about what it said itself and about what the service
discloses; the rest is one reason, ``not-eligible``. Leaving the other reasons out of the list would not be
enough: in ``permit.class = A or record.degree = doctor`` the mere presence of a reason about the degree tells
the class. So the provider's list is worked out from the visible facts alone, as if nothing else were known.
It cannot depend on what it was not worked out from.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from joincard_sdk.decision import Offer, Reason, Refused, decide
from joincard_sdk.fees import Charge, ChargeLine, Use
from joincard_sdk.rules import All, AnyOf, Clause, Not, Rule, holds
from joincard_sdk.texts import Text
from joincard_sdk.values import FactRegistry, Facts, Origin

PRINCIPAL = "principal."
NO_USE = Use()
CAP, DEPOSIT = "cap", "deposit"
TERMS = Text(en="Terms that apply to this holder", zh="适用于该持卡人的条件")
DEPOSIT_TERMS = Text(en="Deposit that applies to this holder", zh="适用于该持卡人的押金")
NOT_ELIGIBLE = Reason(
    code="not-eligible",
    facts=(),
    state="wrong",
    text=Text(
        en="The card does not meet a condition of this service.",
        zh="该卡不符合本服务的某项条件。",
    ),
    remedy=Text(
        en="The holder can open the reference to see which one, and what to do.",
        zh="持卡人可凭查询编号了解具体原因及办法。",
    ),
)


def visible(name: str, registry: FactRegistry, discloses: tuple[str, ...]) -> bool:
    """Whether a provider may learn of this fact from a refusal.

    For the permit holder ``principal.x`` is the holder's own ``x``: both must be disclosed. Counts of earlier
    uses are no element of the card: where else and how often a holder goes is nobody's business.
    """
    fact = registry[name]
    if fact.origin is Origin.LEDGER:
        return False
    if fact.origin is not Origin.AUTHORITY:
        return True
    if name.startswith(PRINCIPAL) and not visible(name.removeprefix(PRINCIPAL), registry, discloses):
        return False
    return fact.element in discloses


def provider_view(
    offer: Offer, facts: Facts, origins: Mapping[str, date], shown: frozenset[str]
) -> tuple[Reason, ...]:
    """The reasons of a refusal as the provider sees them; ``shown`` is what ``visible`` lets through.

    ``not-eligible`` stands at the end where the visible facts alone would not have refused.
    """
    seen = {name: value for name, value in facts.items() if name in shown}
    known = {name: day for name, day in origins.items() if name in shown}
    # To know less never accepts more, so what was refused is refused here too.
    decision = decide(offer, seen, NO_USE, known)
    reasons = decision.reasons if isinstance(decision, Refused) else ()
    told = tuple(reason for reason in reasons if shown.issuperset(reason.facts))
    return (*told, NOT_ELIGIBLE) if could_hold(offer.service.accepts, seen, shown) else told


def read_of(names: frozenset[str], registry: FactRegistry) -> Mapping[str | None, frozenset[str]]:
    """The facts that a service reads, by the element they belong to."""
    elements = {registry[name].element for name in names}
    return {e: frozenset(name for name in names if registry[name].element == e) for e in elements}


def narrowed(disclosed: Mapping[str, object], read: Mapping[str | None, frozenset[str]]) -> dict[str, object]:
    """Elements without the facts that rule and fee do not read.

    An element of which they read nothing stays whole: it is listed for what the provider does with it. Why:
    docs/decisions/0010-what-a-listed-element-hands-over.md.
    """
    return {
        element: {name: known for name, known in value.items() if name in read.get(element, value)}
        if isinstance(value, Mapping)
        else value
        for element, value in disclosed.items()
    }


def could_hold(rule: Rule, seen: Facts, shown: frozenset[str], *, wanted: bool = True) -> bool:
    """Whether some values of the facts that are not shown would make the rule hold (be ``wanted``).

    A visible fact that is missing stays missing: it makes nothing hold.
    """
    if isinstance(rule, Not):
        return could_hold(rule.part, seen, shown, wanted=not wanted)
    if isinstance(rule, All | AnyOf):
        every = isinstance(rule, All) is wanted
        parts = (could_hold(part, seen, shown, wanted=wanted) for part in rule.parts)
        return all(parts) if every else any(parts)
    return not shown.issuperset(Clause(rule, wanted).facts) or holds(rule, seen) is wanted


def provider_charge(charge: Charge, hidden: frozenset[Text], *, cap_is_hidden: bool) -> dict[str, Any]:
    """The charge as the provider sees it: the price, and the words of those steps that tell nothing else.

    From the first hidden step on, all that follows is one line: amounts in between would tell it apart.
    """
    told: list[ChargeLine] = []
    deposits = [line for line in charge.lines if line.step == DEPOSIT]
    steps = [line for line in charge.lines if line.step != DEPOSIT]
    for line in steps:
        if line.text in hidden or (cap_is_hidden and line.step == CAP):
            if told[-1].amount != charge.price:
                told.append(ChargeLine("terms", TERMS, charge.price))
            break
        told.append(line)
    told += [replace(line, text=DEPOSIT_TERMS) if line.text in hidden else line for line in deposits]
    return replace(charge, lines=tuple(told)).to_json()
