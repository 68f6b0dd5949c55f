"""A service against a case, in the words of a test."""

from __future__ import annotations

from collections.abc import Mapping

from joincard_sdk.bundle import Bundle, Catalogue, UnknownService
from joincard_sdk.checks.case import judge, price
from joincard_sdk.decision import Decision, Permitted, Reason, Refused, Terms
from joincard_sdk.fees import Charge, Use
from joincard_sdk.money import Money
from joincard_sdk.services import Service
from joincard_sdk.values import Value, read_facts


def decide(service: Service | Terms, facts: Mapping[str, Value], use: Use | None = None) -> Decision:
    """The whole decision: ``Permitted`` with its charge, or ``Refused`` with every reason.

    ``at.city`` and ``now.date`` are part of the facts. Raises ``NoTariff``, ``MissingBasis``.
    """
    reasons = reasons_for(service, facts)
    return Refused(reasons) if reasons else Permitted(quote(service, facts, use))


def quote(service: Service | Terms, facts: Mapping[str, Value], use: Use | None = None) -> Charge:
    """The charge of one use with its lines, whatever the outcome. Raises ``NoTariff``, ``MissingBasis``."""
    terms = _terms(service)
    return price(terms, read_facts(facts, terms.registry), use or Use())


def accepts(service: Service | Terms, facts: Mapping[str, Value]) -> bool:
    """Whether a card with these facts is accepted; ``at.city`` and ``now.date`` are part of them."""
    return not reasons_for(service, facts)


def reasons_for(service: Service | Terms, facts: Mapping[str, Value]) -> tuple[Reason, ...]:
    """Every reason of a refusal, the headline first; empty for an acceptance."""
    terms = _terms(service)
    return judge(terms, read_facts(facts, terms.registry)).reasons


def price_of(service: Service | Terms, facts: Mapping[str, Value], use: Use | None = None) -> Money:
    """What one use costs, whatever the outcome. Raises ``NoTariff``, ``MissingBasis``."""
    return quote(service, facts, use).price


def terms_of(bundle: Bundle, code: str) -> Terms:
    """A service of a bundle, ready to decide. Raises ``UnknownService``."""
    terms = Catalogue.from_bundles([bundle]).terms.get(code)
    if terms is None:
        raise UnknownService(code)
    return terms


def _terms(service: Service | Terms) -> Terms:
    return service if isinstance(service, Terms) else Terms(service)
