"""A bundle for people: each service as a sentence, a table and a price list; and the same as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from rich.console import Console
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text as Words

from joincard_sdk.bundle import Bundle
from joincard_sdk.cli.showing_sheet import LABELS, Sheet
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

Language = Literal["en", "zh"]


def as_json(bundle: Bundle, services: Sequence[Service]) -> dict[str, Any]:
    """The bundle's head, and each service with its table, its prices, and both in notation."""
    return {
        "plugin": bundle.plugin,
        "version": bundle.version,
        "contract": str(bundle.contract),
        "digest": bundle.digest,
        "name": bundle.name.to_json(),
        "services": [Sheet.of(service, bundle.registry).to_json() for service in services],
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
        _print_sheet(console, Sheet.of(service, bundle.registry), language)


def _print_sheet(console: Console, sheet: Sheet, language: Language) -> None:
    service = sheet.service
    console.print(Line(Words(service.code, style="bold"), align="left"))
    console.print(Words(_in(service.name, language), style="bold"))
    console.print(Words(_in(service.description, language)))
    console.print(_particulars(sheet, language))
    console.print(Words(f"{_label('rule', language)}: {_in(sheet.sentence, language)}"))
    if sheet.ways:
        console.print(_acceptance(sheet, language))
    prices = Table(title=_label("price", language), title_justify="left", show_header=False, box=None)
    for sentence in sheet.prices:
        prices.add_row("•", Words(_in(sentence, language)))
    console.print(prices)
    facts = Table(title=_label("facts", language), title_justify="left", show_header=False, box=None)
    for fact in sheet.facts:
        facts.add_row(
            fact.name, Words(_in(fact.label, language)), Words(_in(fact.origin, language), style="dim")
        )
    console.print(facts)


def _particulars(sheet: Sheet, language: Language) -> Table:
    table = Table(show_header=False, box=None)
    for name, value in sheet.particulars:
        table.add_row(Words(_label(name, language), style="dim"), Words(_in(value, language)))
    return table


def _acceptance(sheet: Sheet, language: Language) -> Table:
    table = Table(title=_label("accepted", language), title_justify="left")
    table.add_column(_label("test", language))
    for number in range(1, len(sheet.ways) + 1):
        table.add_column(_label("way", language).format(number), justify="center")
    for position, test in enumerate(sheet.tests):
        marks = ["●" if position in way else "" for way in sheet.ways]
        table.add_row(Words(_in(test, language)), *marks)
    return table


def _label(name: str, language: Language) -> str:
    return _in(LABELS[name], language)


def _in(text: Text, language: Language) -> str:
    return text.en if language == "en" else text.zh
