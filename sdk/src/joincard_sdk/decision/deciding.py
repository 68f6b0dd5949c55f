"""The decision itself, twice: compiled for service, plain for reference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from joincard_sdk.decision.offer import Offer
from joincard_sdk.decision.reasons import Reason, explained
from joincard_sdk.fees import Charge, Use, quote
from joincard_sdk.rules import evaluate, refusing
from joincard_sdk.values import Facts

_NO_ORIGINS: Mapping[str, date] = {}


@dataclass(frozen=True, slots=True)
class Permitted:
    """The card may use the service at this charge (zero when a waiver covers it)."""

    charge: Charge

    def to_json(self) -> dict[str, Any]:
        """``{"outcome": "permitted", "reasons": [], "charge"}``."""
        return {"outcome": "permitted", "reasons": [], "charge": self.charge.to_json()}


@dataclass(frozen=True, slots=True)
class Refused:
    """Every refusing test in written order; the first is the headline."""

    reasons: tuple[Reason, ...]

    def to_json(self) -> dict[str, Any]:
        """``{"outcome": "refused", "reasons", "charge": None}``."""
        return {
            "outcome": "refused",
            "reasons": [reason.to_json() for reason in self.reasons],
            "charge": None,
        }


Decision = Permitted | Refused


def decide(offer: Offer, facts: Facts, use: Use, origins: Mapping[str, date] = _NO_ORIGINS) -> Decision:
    """May this card use this service here, now, and at what price?

    ``facts`` are assembled (see ``resolve_principal``); ``origins`` gives, for facts counted in months or
    years, the day of zero, so that a refusal can be dated exactly. Raises ``NoTariff`` or ``MissingBasis``
    when the fee cannot be computed from what the request said.
    """
    terms = offer.terms
    if terms.accepts(facts):
        return Permitted(terms.price(facts, use))
    clauses = terms.clauses
    return Refused(
        tuple([clauses[place].worded(facts, offer.on, origins).reason for place in terms.refusing(facts)])
    )


def decide_plain(offer: Offer, facts: Facts, use: Use, origins: Mapping[str, date] = _NO_ORIGINS) -> Decision:
    """The same answer by the plain interpreters; the reference ``decide`` is tested against."""
    service, terms = offer.service, offer.terms
    if evaluate(service.accepts, facts) is True:
        return Permitted(quote(service.fee, facts, use, terms.registry))
    return Refused(
        tuple(
            explained(clause, terms.registry, terms.remedies).worded(facts, offer.on, origins).reason
            for clause in refusing(service.accepts, facts)
        )
    )
