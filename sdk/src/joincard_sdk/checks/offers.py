"""What a service must say beyond having the right types."""

from __future__ import annotations

from collections.abc import Iterator

from joincard_sdk import rules
from joincard_sdk.bundle import Bundle
from joincard_sdk.checks.finding import Finding, finding
from joincard_sdk.values import RecordFacts

Told = Iterator[tuple[Finding, str]]


def card_states(bundle: Bundle) -> Told:
    """Every acceptance rule names the states of the card that it accepts."""
    for service in bundle.services:
        if "card.status" not in {name for clause in rules.clauses(service.accepts) for name in clause.facts}:
            found = "The rule does not read card.status."
            yield finding("rule.no-card-status", found, hook="acceptance", service=service.code), ""


def purposes(bundle: Bundle) -> Told:
    """Whoever asks for personal data says why."""
    asking = [service.code for service in bundle.services if service.discloses]
    if asking and not bundle.purposes:
        found = f"{len(asking)} services disclose personal data, {asking[0]} among them."
        yield finding("manifest.purpose-missing", found), ""


def remedies(bundle: Bundle) -> Told:
    """Remedies are for facts that exist, and every fact of the plugin's own that a rule reads has one."""
    for name in bundle.texts.remedies:
        if name not in bundle.registry:
            yield (
                finding(
                    "text.unknown-fact", f"There is a remedy for {name!r}, which is no fact.", hook="texts"
                ),
                "",
            )
    own = {RecordFacts(bundle.plugin).full_name(fact.name) for fact in bundle.facts}
    for service in bundle.services:
        for name in rules.facts_read(service.accepts):
            if name in own - set(bundle.texts.remedies):
                own.discard(name)
                found = f"There is no remedy for {name}."
                yield finding("text.remedy-missing", found, hook="texts", service=service.code), ""
