"""From what the hooks returned to a bundle. What cannot go in is told and left out, so that all is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import ParamSpec

from joincard_sdk import fees, rules
from joincard_sdk.building.hooking import Returned
from joincard_sdk.building.sourcemap import SourceMap
from joincard_sdk.bundle.contents import Example, ServiceChange
from joincard_sdk.bundle.model import Bundle, registry_of
from joincard_sdk.checks.families import expectation
from joincard_sdk.checks.finding import Finding, finding
from joincard_sdk.fees import FeePolicy
from joincard_sdk.fees.algebra import condition
from joincard_sdk.fees.checking import check_adjustment, check_schedule
from joincard_sdk.manifest import Manifest
from joincard_sdk.rules import Rule
from joincard_sdk.services import Service
from joincard_sdk.values import FactError, FactRegistry, RecordFact, read_value

P = ParamSpec("P")


class Assembly:
    """Puts one bundle together; ``findings`` grows, nothing is raised for an author's mistake."""

    def __init__(self, manifest: Manifest, returned: Returned, known: SourceMap) -> None:
        self.manifest = manifest
        self.returned = returned
        self.known = known
        self.findings: list[Finding] = []

    def bundle(self) -> Bundle | None:
        """The bundle of everything that is right, or ``None`` when not even that has a form."""
        facts = self._facts()
        registry = registry_of(str(self.manifest.id), facts)
        services = self._services(registry)
        examples = tuple(self._examples(registry))
        changes = tuple(self._changes())
        texts = self.returned.texts
        try:
            return Bundle(
                plugin=str(self.manifest.id),
                version=self.manifest.version,
                name=self.manifest.name,
                description=self.manifest.description,
                purposes=self.manifest.purposes,
                texts=replace(texts, sector=texts.sector or self.manifest.name),
                services=services,
                facts=facts,
                examples=examples,
                changes=changes,
            )
        except ValueError as error:
            self.findings.append(_told(error, "", "build.refused"))
            return None

    def _facts(self) -> tuple[RecordFact, ...]:
        """The plugin's own facts, each once, and the same names as in the manifest."""
        by_name: dict[str, RecordFact] = {}
        for fact in self.returned.facts:
            if fact.name in by_name:
                self.findings.append(
                    finding("fact.own-name", f"The fact {fact.name!r} is declared twice.", hook="facts")
                )
            by_name.setdefault(fact.name, fact)
        odd = sorted(set(by_name) ^ set(self.manifest.facts))
        if odd:
            where = (
                "facts() but not in joincard.toml"
                if odd[0] in by_name
                else "joincard.toml but not in facts()"
            )
            self.findings.append(
                finding("manifest.facts", f"The fact {odd[0]!r} is in {where}.", hook="facts")
            )
        return tuple(by_name.values())

    def _services(self, registry: FactRegistry) -> tuple[Service, ...]:
        """The services that have a form: each code once, in the sector, rule and fee fitting the registry."""
        self._unknown("acceptance", self.returned.acceptance)
        self._unknown("fees", self.returned.fees)
        if self.returned.complete and not self.returned.services:
            self.findings.append(finding("service.none", "services() returned no service.", hook="services"))
        kept: dict[str, Service] = {}
        for written in self.returned.services:
            service = replace(
                written,
                accepts=self.returned.acceptance.get(written.code, written.accepts),
                fee=self.returned.fees.get(written.code, written.fee),
            )
            wrong = list(self._wrong(service, registry))
            if service.code in kept:
                found = f"Two services have the code {service.code}."
                wrong.append(finding("service.duplicate", found, hook="services", service=service.code))
            self.findings += [self.known.placed(told) for told in wrong]
            if not wrong:
                kept[service.code] = service
        return tuple(kept.values())

    def _unknown(self, hook: str, mapped: Mapping[str, object]) -> None:
        for code in mapped:
            if self._unheard(code):
                found = f"{hook}() names {code!r}, which services() does not return."
                self.findings.append(finding("hook.unknown-service", found, hook=hook, service=code))

    def _unheard(self, code: str) -> bool:
        """Whether services() does not return a service of this code; unknown where it failed."""
        return self.returned.codes is not None and code not in self.returned.codes

    def _wrong(self, service: Service, registry: FactRegistry) -> Iterator[Finding]:
        sector = self.manifest.id.sector
        if service.sector != sector:
            yield finding(
                "service.foreign-sector",
                f"{service.code} is in the sector {service.sector!r}; the plugin is {self.manifest.id}.",
                expected=f"a code that starts with {sector}.",
                hook="services",
                service=service.code,
            )
        for error in _rule_errors(service.accepts, registry):
            yield _told(error, service.code, "rule.invalid", "acceptance")
        for error in _fee_errors(service.fee, registry):
            yield _told(error, service.code, "fee.invalid", "fees")

    def _examples(self, registry: FactRegistry) -> Iterator[Example]:
        """The examples with typed facts; one that cannot be read is told and left out."""
        for example in self.returned.examples:
            wrong = list(_unreadable(example, self._unheard(example.service), registry))
            self.findings += [self.known.placed(told, example.because) for told in wrong]
            if not wrong:
                facts = {name: read_value(registry[name], value) for name, value in example.facts.items()}
                yield replace(example, facts=facts)

    def _changes(self) -> Iterator[ServiceChange]:
        sector = self.manifest.id.sector
        for change in self.returned.changes:
            gone = change.kind == "removed"
            there = not self._unheard(change.service)
            if there is gone or not change.service.startswith(f"{sector}."):
                where = "is still returned by services()" if gone else "is not returned by services()"
                found = f"changes() says that {change.service!r} is {change.kind}, and it {where}."
                self.findings.append(
                    finding("hook.unknown-service", found, hook="changes", service=change.service)
                )
            else:
                yield change


def _rule_errors(rule: Rule, registry: FactRegistry) -> Iterator[ValueError]:
    """Each test by itself, so that a rule with three mistakes is told three times and mended once."""
    for clause in rules.clauses(rule):
        yield from _raised(rules.check, clause.test, registry)


def _fee_errors(fee: FeePolicy, registry: FactRegistry) -> Iterator[ValueError]:
    """Each part by itself; the whole where every part is right."""
    found = _raised(check_schedule, fee.schedule)
    for adjustment in fee.adjustments:
        found += _raised(check_adjustment, adjustment)
        when = condition(adjustment)
        found += () if when is None else _rule_errors(when, registry)
    yield from found or _raised(fees.check, fee, registry)


def _raised(check: Callable[P, None], *arguments: P.args, **named: P.kwargs) -> list[ValueError]:
    try:
        check(*arguments, **named)
    except ValueError as error:
        return [error]
    return []


def _unreadable(example: Example, unheard: bool, registry: FactRegistry) -> Iterator[Finding]:
    service = example.service
    if unheard:
        found = f"An example ({example.because}) is of {service!r}, which services() does not return."
        yield finding("hook.unknown-service", found, hook="examples", service=service)
    for name, value in example.facts.items():
        try:
            read_value(registry[name], value)
        except FactError as error:
            found = f"In the example ({example.because}): {error}."
            yield finding("example.wrong-value", found, hook="examples", service=service)


def _told(error: ValueError, service: str, otherwise: str, hook: str = "") -> Finding:
    code = str(getattr(error, "code", otherwise))
    expected, instead = expectation(code)
    return Finding(code, f"{error}.".replace("..", "."), expected, instead, hook=hook, service=service)
