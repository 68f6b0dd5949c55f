"""What a reviewer would ask about a plugin that breaks no rule. Nothing is stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from joincard_sdk import rules
from joincard_sdk.bundle import Bundle
from joincard_sdk.checks.concessions import never_first
from joincard_sdk.checks.finding import Finding, finding
from joincard_sdk.checks.places import Places
from joincard_sdk.rules import All, AnyOf, Clause, Compare, Not, OneOf, Rule
from joincard_sdk.services import Service
from joincard_sdk.values import VOCABULARY, Facts, resolve_principal

Asked = Iterator[Finding]

_STATUS = "card.status"
#: Elements about which facts tell something; the others only say who somebody is.
_MEASURED = frozenset(fact.element for fact in (VOCABULARY[name] for name in VOCABULARY) if fact.element)


def review(bundle: Bundle, today: date, places: Places | None = None) -> list[Finding]:
    """Every question about a bundle, in the order of the questions. ``today`` is what past means."""
    known = places or Places()
    asked = [told for question in QUESTIONS for told in question(bundle, today)]
    return [replace(known.placed(told), plugin=bundle.plugin) for told in asked]


def card_states(bundle: Bundle, today: date) -> Asked:
    """Every way to be accepted names the states of the card that are meant."""
    for service in bundle.services:
        if not _names_status(service.accepts):
            found = f"A card can be accepted whose status is not named: {rules.text(service.accepts)}."
            yield _asked("review.card-status", found, service, "acceptance")


def disclosures(bundle: Bundle, today: date) -> Asked:
    """Personal data goes out where rule or fee reads it; a portrait goes where somebody compares faces.

    Name, nationality and numbers have no facts: whether they are needed, only a person can tell.
    """
    for service in bundle.services:
        read = {VOCABULARY[name].element for name in service.facts_read() if name in VOCABULARY}
        idle = [name for name in service.discloses if name in _MEASURED - read]
        if "portrait" in service.discloses and service.channel == "online":
            idle.append("portrait")
        if idle:
            found = f"Neither rule nor fee needs {', '.join(idle)}."
            yield _asked("review.disclosure", found, service, "services")


def clauses(bundle: Bundle, today: date) -> Asked:
    """Each test of a rule fails in some refused example; a fact that is left out shows nothing."""
    for service in bundle.services:
        refused = [
            resolve_principal(example.facts)
            for example in bundle.examples
            if example.service == service.code and example.expect == "refuse"
        ]
        tests = dict.fromkeys(rules.clauses(service.accepts))
        unshown = [_spoken(clause) for clause in tests if not any(_fails(clause, facts) for facts in refused)]
        if unshown:
            found = f"No refused example fails {'; '.join(unshown)}."
            yield _asked("review.example", found, service, "examples")


def reasons(bundle: Bundle, today: date) -> Asked:
    """Every fee says why it is what it is, also one that is waived."""
    for service in bundle.services:
        if service.fee.reason is None:
            yield _asked("review.fee-reason", "The fee has no reason.", service, "fees")


def days(bundle: Bundle, today: date) -> Asked:
    """No service of a new release has ended already, and what is added begins today or later."""
    added = {change.service for change in bundle.changes if change.kind == "added"}
    for service in bundle.services:
        if service.effective_until is not None and service.effective_until < today:
            found = f"The last day of the service, {service.effective_until}, is past."
            yield _asked("review.past-date", found, service, "services")
        elif service.code in added and service.effective_from < today:
            found = f"changes() adds the service, and its first day, {service.effective_from}, is past."
            yield _asked("review.past-date", found, service, "changes")


def concessions(bundle: Bundle, today: date) -> Asked:
    """Every concession can be the first whose condition holds for an accepted card."""
    for service in bundle.services:
        for condition, why in never_first(service.accepts, service.fee):
            found = f"The concession when [{rules.text(condition)}] never counts: {why}."
            yield _asked("review.concession", found, service, "fees")


QUESTIONS: tuple[Callable[[Bundle, date], Asked], ...] = (
    card_states,
    disclosures,
    clauses,
    reasons,
    days,
    concessions,
)


def _asked(code: str, found: str, service: Service, hook: str) -> Finding:
    return finding(code, found, hook=hook, service=service.code)


def _names_status(rule: Rule, wanted: bool = True) -> bool:
    """Whether the rule can only hold (or fail, where not wanted) for states of the card listed by name."""
    match rule:
        case All(parts=parts) | AnyOf(parts=parts):
            named = [_names_status(part, wanted) for part in parts]
            return all(named) if isinstance(rule, AnyOf) is wanted else any(named)
        case Not(part=part):
            return _names_status(part, not wanted)
        case Compare(fact=fact, op=op):
            return fact == _STATUS and op == ("=" if wanted else "!=")
        case OneOf(fact=fact):
            return fact == _STATUS and wanted
    return False


def _fails(clause: Clause, facts: Facts) -> bool:
    return rules.evaluate(clause.test, facts) is (not clause.wanted)


def _spoken(clause: Clause) -> str:
    written = rules.text(clause.test)
    return f"[{written}]" if clause.wanted else f"[not {written}]"
