"""What is said of a service, in both languages: the one source of the terminal, the page and the JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joincard_sdk import fees, rules
from joincard_sdk.cli.table import decision_table
from joincard_sdk.places import CITIES, PROVINCES, Coverage
from joincard_sdk.services import Channel, Service
from joincard_sdk.texts import Text
from joincard_sdk.values import ELEMENTS, Fact, FactRegistry, Origin, supplied_by_core

LABELS: Mapping[str, Text] = {
    "test": Text("Test", "条件"),
    "way": Text("Way {}", "途径{}"),
    "accepted": Text("Accepted when every mark in one column holds", "任一列所标条件全部满足即可受理"),
    "price": Text("Price", "价格"),
    "where": Text("Delivered in", "办理地区"),
    "channel": Text("Channel", "办理渠道"),
    "from": Text("In force from", "生效日期"),
    "until": Text("In force until", "截止日期"),
    "discloses": Text("Tells the provider", "向服务方提供"),
    "nothing": Text("nothing", "无"),
    "rule": Text("Rule", "规则"),
    "facts": Text("Facts read", "读取的信息"),
    "fact": Text("Fact", "信息项"),
    "origin": Text("Comes from", "来源"),
    "services": Text("Services", "服务事项"),
    "needed": Text("needed", "需满足"),
}

_CHANNELS: Mapping[Channel, Text] = {
    "in_person": Text("in person", "现场"),
    "online": Text("online", "网上"),
    "both": Text("in person or online", "现场或网上"),
    "gate": Text("at a gate", "闸机"),
}

_ORIGINS: Mapping[Origin, Text] = {
    Origin.AUTHORITY: Text("the authority", "发卡机构"),
    Origin.LEDGER: Text("the authority's count of uses", "发卡机构的使用记录"),
    Origin.REQUEST: Text("the request", "本次请求"),
    Origin.PROVIDER: Text("the provider's records", "服务方的记录"),
}
_CIRCUMSTANCE = Text("the moment, the place and the card shown", "办理时间、地点及所持卡片")


@dataclass(frozen=True, slots=True)
class FactRead:
    """A fact that rule or fee reads: its name in rules, its label, and who supplies it."""

    name: str
    label: Text
    origin: Text


@dataclass(frozen=True, slots=True)
class Sheet:
    """A service as it is shown. ``ways`` holds positions in ``tests``; empty where there are too many."""

    service: Service
    sentence: Text
    tests: tuple[Text, ...]
    ways: tuple[frozenset[int], ...]
    prices: tuple[Text, ...]
    facts: tuple[FactRead, ...]
    particulars: tuple[tuple[str, Text], ...]

    @classmethod
    def of(cls, service: Service, registry: FactRegistry) -> Sheet:
        """Everything that can be said of a service without trying it."""
        table = decision_table(service.accepts)
        return cls(
            service=service,
            sentence=rules.sentence(service.accepts, registry),
            tests=tuple(rules.clause_sentence(c.test, c.wanted, registry) for c in table.tests),
            ways=table.ways,
            prices=fees.sentences(service.fee, registry),
            facts=tuple(_read(registry[name], registry) for name in service.facts_read()),
            particulars=tuple(_particulars(service)),
        )

    def to_json(self) -> dict[str, Any]:
        """The sheet, and rule and fee in notation."""
        service = self.service
        return {
            "code": service.code,
            "name": service.name.to_json(),
            "description": service.description.to_json(),
            "channel": service.channel,
            "coverage": service.coverage.text,
            "discloses": list(service.discloses),
            "effective_from": service.effective_from.isoformat(),
            "effective_until": service.effective_until and service.effective_until.isoformat(),
            "sentence": self.sentence.to_json(),
            "acceptance": rules.text(service.accepts),
            "fee": fees.text(service.fee),
            "decision_table": {
                "tests": [test.to_json() for test in self.tests],
                "ways": [sorted(way) for way in self.ways],
            },
            "price_list": [price.to_json() for price in self.prices],
            "facts": [
                {"name": fact.name, "label": fact.label.to_json(), "origin": fact.origin.to_json()}
                for fact in self.facts
            ],
        }


def _read(fact: Fact, registry: FactRegistry) -> FactRead:
    asked_of_core = fact.origin is Origin.REQUEST and supplied_by_core(fact.name, registry)
    return FactRead(fact.name, fact.label, _CIRCUMSTANCE if asked_of_core else _ORIGINS[fact.origin])


def _particulars(service: Service) -> list[tuple[str, Text]]:
    elements = [ELEMENTS[element].name for element in service.discloses]
    told = Text(", ".join(e.en for e in elements), "、".join(e.zh for e in elements)) if elements else None
    found = [
        ("where", where(service.coverage)),
        ("channel", _CHANNELS[service.channel]),
        ("from", _same(service.effective_from.isoformat())),
    ]
    if service.effective_until:
        found.append(("until", _same(service.effective_until.isoformat())))
    return [*found, ("discloses", told or LABELS["nothing"])]


def where(coverage: Coverage) -> Text:
    """The places by name; a named set as the catalogue writes it."""
    if coverage.kind == "city":
        names = [CITIES[code].name for code in coverage.codes]
        return Text(", ".join(name.en for name in names), "、".join(name.zh for name in names))
    if coverage.kind == "province":
        return _same(", ".join(f"{PROVINCES[code]} ({code})" for code in coverage.codes))
    return _same(coverage.text)


def _same(words: str) -> Text:
    return Text(words, words)
