"""A bundle for people: every service as a decision table and a price list; and the same as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from rich.console import Console
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text as Words

from joincard_sdk import fees, rules
from joincard_sdk.bundle import Bundle
from joincard_sdk.cli.table import decision_table
from joincard_sdk.places import CITIES, PROVINCES, Coverage
from joincard_sdk.services import Channel, Service
from joincard_sdk.texts import Text
from joincard_sdk.values import ELEMENTS, FactRegistry

Language = Literal["en", "zh"]

_LABELS = {
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
}

_CHANNELS: Mapping[Channel, Text] = {
    "in_person": Text("in person", "现场"),
    "online": Text("online", "网上"),
    "both": Text("in person or online", "现场或网上"),
    "gate": Text("at a gate", "闸机"),
}


def as_json(bundle: Bundle, services: Sequence[Service]) -> dict[str, Any]:
    """The bundle's head, and each service with its table, its prices, and both in notation."""
    return {
        "plugin": bundle.plugin,
        "version": bundle.version,
        "contract": str(bundle.contract),
        "digest": bundle.digest,
        "name": bundle.name.to_json(),
        "services": [_service(service, bundle.registry) for service in services],
    }


def _service(service: Service, registry: FactRegistry) -> dict[str, Any]:
    table = decision_table(service.accepts)
    sentences = [rules.clause_sentence(clause.test, clause.wanted, registry) for clause in table.tests]
    return {
        "code": service.code,
        "name": service.name.to_json(),
        "description": service.description.to_json(),
        "channel": service.channel,
        "coverage": service.coverage.text,
        "discloses": list(service.discloses),
        "effective_from": service.effective_from.isoformat(),
        "effective_until": service.effective_until and service.effective_until.isoformat(),
        "acceptance": rules.text(service.accepts),
        "fee": fees.text(service.fee),
        "decision_table": {
            "tests": [sentence.to_json() for sentence in sentences],
            "ways": [sorted(way) for way in table.ways],
        },
        "price_list": [sentence.to_json() for sentence in fees.sentences(service.fee, registry)],
    }


def as_text(bundle: Bundle, services: Sequence[Service], language: Language) -> None:
    """Print for a terminal, or plainly where the output is not one."""
    console = Console(highlight=False)
    head = Words(_in(bundle.name, language), style="bold")
    console.print(head.append(f"  {bundle.plugin} {bundle.version}", style="not bold"))
    console.print(
        f"{len(bundle.services)} services, contract {bundle.contract}, {bundle.digest}", soft_wrap=True
    )
    for service in services:
        console.print()
        _print_service(console, service, bundle.registry, language)


def _print_service(console: Console, service: Service, registry: FactRegistry, language: Language) -> None:
    console.print(Line(Words(service.code, style="bold"), align="left"))
    console.print(Words(_in(service.name, language), style="bold"))
    console.print(Words(_in(service.description, language)))
    console.print(_particulars(service, language))
    console.print(_acceptance(service, registry, language))
    prices = Table(title=_label("price", language), title_justify="left", show_header=False, box=None)
    for sentence in fees.sentences(service.fee, registry):
        prices.add_row("•", Words(_in(sentence, language)))
    console.print(prices)


def _particulars(service: Service, language: Language) -> Table:
    elements = [_in(ELEMENTS[element].name, language) for element in service.discloses]
    rows = [
        ("where", _where(service.coverage, language)),
        ("channel", _in(_CHANNELS[service.channel], language)),
        ("from", service.effective_from.isoformat()),
        ("until", service.effective_until.isoformat() if service.effective_until else ""),
        ("discloses", ", ".join(elements) or _label("nothing", language)),
    ]
    table = Table(show_header=False, box=None)
    for name, value in rows:
        if value:
            table.add_row(Words(_label(name, language), style="dim"), Words(value))
    return table


def _where(coverage: Coverage, language: Language) -> str:
    """The places by name; a named set as the catalogue writes it."""
    if coverage.kind == "city":
        return ", ".join(_in(CITIES[code].name, language) for code in coverage.codes)
    if coverage.kind == "province":
        return ", ".join(f"{PROVINCES[code]} ({code})" for code in coverage.codes)
    return coverage.text


def _acceptance(service: Service, registry: FactRegistry, language: Language) -> Table | Words:
    found = decision_table(service.accepts)
    if not found.ways:
        sentence = rules.sentence(service.accepts, registry)
        return Words(f"{_label('rule', language)}: {_in(sentence, language)}")
    table = Table(title=_label("accepted", language), title_justify="left")
    table.add_column(_label("test", language))
    for number in range(1, len(found.ways) + 1):
        table.add_column(_label("way", language).format(number), justify="center")
    for position, clause in enumerate(found.tests):
        sentence = rules.clause_sentence(clause.test, clause.wanted, registry)
        marks = ["●" if position in way else "" for way in found.ways]
        table.add_row(Words(_in(sentence, language)), *marks)
    return table


def _label(name: str, language: Language) -> str:
    return _in(_LABELS[name], language)


def _in(text: Text, language: Language) -> str:
    return text.en if language == "en" else text.zh
