"""A bundle: one release of one plugin, as a value that has exactly one row of bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from joincard_sdk.bundle import canonical
from joincard_sdk.bundle.contents import Example, ServiceChange, Texts
from joincard_sdk.bundle.contract import CONTRACT, ContractVersion
from joincard_sdk.bundle.using import write_use
from joincard_sdk.places import CitySet
from joincard_sdk.services import Service
from joincard_sdk.texts import Text
from joincard_sdk.values import VOCABULARY, FactRegistry, RecordFact, RecordFacts, write_value

FORMAT = "joincard-bundle"


@dataclass(frozen=True, slots=True)
class Bundle:
    """One release. ``data`` is its canonical JSON and ``digest`` names it; equal bundles have equal bytes.

    Services, facts and changes stand by code and name, examples by service in written order: the order in
    which a plugin happens to return them means nothing.
    """

    plugin: str
    version: str
    name: Text
    description: Text
    purposes: Mapping[str, Text]
    texts: Texts
    services: tuple[Service, ...]
    facts: tuple[RecordFact, ...] = ()
    examples: tuple[Example, ...] = ()
    changes: tuple[ServiceChange, ...] = ()
    contract: ContractVersion = CONTRACT
    registry: FactRegistry = field(init=False, repr=False, compare=False)
    data: bytes = field(init=False, repr=False, compare=False)
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        settle = object.__setattr__
        settle(self, "services", tuple(sorted(self.services, key=lambda service: service.code)))
        settle(self, "facts", tuple(sorted(self.facts, key=lambda fact: fact.name)))
        settle(self, "examples", tuple(sorted(self.examples, key=lambda example: example.service)))
        settle(self, "changes", tuple(sorted(self.changes, key=lambda change: (change.service, change.kind))))
        settle(self, "registry", registry_of(self.plugin, self.facts))
        settle(self, "data", canonical.encode(self.to_json()))
        settle(self, "digest", canonical.digest(self.data))

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def publisher(self) -> str:
        """The first part of the plugin's id."""
        return self.plugin.split(".")[0]

    @property
    def sector(self) -> str:
        """The second part of the plugin's id, and the first of every service's code."""
        return self.plugin.split(".")[1]

    @property
    def file_name(self) -> str:
        """What the file of this release is called."""
        return f"{self.sector}-{self.version}.bundle.json"

    def to_json(self) -> dict[str, Any]:
        """Every member, as the format says."""
        return {
            "format": FORMAT,
            "contract": str(self.contract),
            "plugin": self.plugin,
            "publisher": self.publisher,
            "sector": (self.texts.sector or self.name).to_json(),
            "version": self.version,
            "name": self.name.to_json(),
            "description": self.description.to_json(),
            "purposes": _texts(self.purposes),
            "remedies": _texts(self.texts.remedies),
            "facts": [_fact(fact) for fact in self.facts],
            "cities": _sets(self.services),
            "services": [service.to_json() for service in self.services],
            "examples": [_example(example) for example in self.examples],
            "changes": [_change(change) for change in self.changes],
        }


def registry_of(plugin: str, facts: tuple[RecordFact, ...]) -> FactRegistry:
    """The vocabulary and a plugin's own facts. Raises ``ValueError`` for a name taken or a malformed id."""
    own = RecordFacts(plugin)
    return VOCABULARY.with_records(own.fact(fact) for fact in facts)


def city_sets(value: object) -> Iterator[CitySet]:
    """Every named set that a value refers to, wherever in it: rules, conditions of fees, coverage."""
    if isinstance(value, CitySet):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from city_sets(item)
    elif is_dataclass(value):
        for member in fields(value):
            yield from city_sets(getattr(value, member.name))


def _sets(services: tuple[Service, ...]) -> dict[str, Any]:
    """The sets by digest, whole: history must not depend on the tables of a later release."""
    return {
        cities.digest: {"name": cities.name, "version": cities.version, "members": sorted(cities.members)}
        for cities in city_sets(services)
    }


def _texts(texts: Mapping[str, Text]) -> dict[str, Any]:
    return {name: text.to_json() for name, text in texts.items()}


def _fact(fact: RecordFact) -> dict[str, Any]:
    return {
        "name": fact.name,
        "type": fact.type.value,
        "label": fact.label.to_json(),
        "description": fact.description,
        "values": list(fact.values),
        "unit": fact.unit,
        "labels": [{"value": value, "text": text.to_json()} for value, text in fact.labels],
    }


def _example(example: Example) -> dict[str, Any]:
    return {
        "service": example.service,
        "facts": {name: write_value(value) for name, value in example.facts.items()},
        "expect": example.expect,
        "because": example.because,
        "use": None if example.use is None else write_use(example.use),
        "price": None if example.price is None else example.price.yuan,
    }


def _change(change: ServiceChange) -> dict[str, Any]:
    return {"service": change.service, "kind": change.kind, "text": change.text.to_json()}
