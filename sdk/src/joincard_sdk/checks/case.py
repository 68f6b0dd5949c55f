"""One case against one service: place and day first, then the rule; the price apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from joincard_sdk.bundle.contents import Outcome
from joincard_sdk.decision import Decision, Offer, Reason, Refused, Terms, decide, decide_plain
from joincard_sdk.decision.remedies import default_remedy
from joincard_sdk.fees import Charge, Use, quote
from joincard_sdk.rules import evaluate
from joincard_sdk.texts import Text
from joincard_sdk.values import Facts, resolve_principal

Evaluator = Literal["compiled", "plain"]


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome of a case, and every reason of a refusal; those of place and day come first."""

    outcome: Outcome
    reasons: tuple[Reason, ...]


def judge(terms: Terms, facts: Facts, evaluator: Evaluator = "compiled") -> Judged:
    """Whether a card with these facts is accepted at ``at.city`` on ``now.date``; a missing fact refuses."""
    known = resolve_principal(facts)
    if evaluator == "compiled":
        accepted, ask = terms.accepts(known), decide
    else:
        accepted, ask = evaluate(terms.service.accepts, known) is True, decide_plain
    outside = _by_place_and_day(terms, known)
    # An acceptance is not asked about: it would be priced at once.
    inside = () if accepted else _reasons(ask(_offer(terms, known), known, Use()))
    return Judged("accept" if accepted and not outside else "refuse", (*outside, *inside))


def price(terms: Terms, facts: Facts, use: Use, evaluator: Evaluator = "compiled") -> Charge:
    """What the use costs, whatever the outcome. Raises ``NoTariff``, ``MissingBasis``."""
    known = resolve_principal(facts)
    return terms.price(known, use) if evaluator == "compiled" else quote(terms.service.fee, known, use)


def _reasons(decision: Decision) -> tuple[Reason, ...]:
    return decision.reasons if isinstance(decision, Refused) else ()


def _offer(terms: Terms, facts: Facts) -> Offer:
    """The offer as if place and day were right: those have reasons of their own."""
    return Offer(terms, str(facts.get("at.city", "")), _day(terms, facts))


def _day(terms: Terms, facts: Facts) -> date:
    """The day of the case; a case without one is refused for that, and dated from the service's first day."""
    on = facts.get("now.date")
    return on if isinstance(on, date) else terms.service.effective_from


def _by_place_and_day(terms: Terms, facts: Facts) -> tuple[Reason, ...]:
    """Rule zero of the catalogue: delivered in this city, in force on this day."""
    service = terms.service
    city, on = facts.get("at.city"), facts.get("now.date")
    reasons = []
    if city is None or not service.coverage.covers(str(city)):
        reasons.append(_reason("at.city", city is None, _NOT_HERE))
    if not isinstance(on, date) or not service.in_force(on):
        reasons.append(_reason("now.date", on is None, _NOT_NOW))
    return tuple(reasons)


def _reason(fact: str, missing: bool, text: Text) -> Reason:
    return Reason(fact, (fact,), "missing" if missing else "wrong", text, default_remedy(fact))


_NOT_HERE = Text(
    en="Required: a city in which the service is delivered.", zh="要求：在开办此项服务的城市办理。"
)
_NOT_NOW = Text(en="Required: a day on which the service is in force.", zh="要求：在此项服务开办期间办理。")
