"""Worked examples against what they explain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from joincard_sdk.bundle import Bundle, Catalogue, Example
from joincard_sdk.checks.case import judge, price
from joincard_sdk.checks.finding import Finding, finding
from joincard_sdk.decision import Terms
from joincard_sdk.fees import NoCharge, Use

Told = Iterator[tuple[Finding, str]]


def coverage(bundle: Bundle) -> Told:
    """Every service has an accepted and a refused example; one that costs money shows its price."""
    shown = Counter((example.service, example.expect) for example in bundle.examples)
    priced = {
        example.service
        for example in bundle.examples
        if example.expect == "accept" and example.price is not None
    }
    for service in bundle.services:
        for expect in ("accept", "refuse"):
            if not shown[service.code, expect]:
                found = f"The service has no example that expects {expect!r}."
                yield finding("example.missing", found, hook="examples", service=service.code), ""
        if service.code not in priced and not isinstance(service.fee.schedule, NoCharge):
            found = "No accepted example of the service states its price."
            yield finding("example.price-missing", found, hook="examples", service=service.code), ""


def outcomes(bundle: Bundle) -> Told:
    """Every example has the outcome that it states."""
    for example, terms in _known(bundle):
        judged = judge(terms, example.facts)
        if judged.outcome != example.expect:
            reasons = "; ".join(reason.text.en for reason in judged.reasons) or "every test of the rule holds"
            found = f"expects {example.expect}, the rule says {judged.outcome}: {reasons}"
            yield _disagrees("example.disagrees", found, example)


def prices(bundle: Bundle) -> Told:
    """Every price that an example states is what the fee comes to."""
    for example, terms in _known(bundle):
        if example.price is None:
            continue
        try:
            charge = price(terms, example.facts, example.use or Use())
        except ValueError as error:
            found = f"states a price, and the fee cannot be computed: {error}"
            yield _disagrees("example.wrong-value", found, example)
            continue
        if charge.price != example.price:
            lines = "; ".join(line.text.en for line in charge.lines)
            found = f"states {example.price}, the fee comes to {charge.price}: {lines}"
            yield _disagrees("example.price-disagrees", found, example)


def _known(bundle: Bundle) -> Iterator[tuple[Example, Terms]]:
    terms = Catalogue.from_bundles([bundle]).terms
    for example in bundle.examples:
        if example.service in terms:
            yield example, terms[example.service]


def _disagrees(code: str, found: str, example: Example) -> tuple[Finding, str]:
    told = f"The example ({example.because}) {found}"
    return finding(code, told, hook="examples", service=example.service), example.because
