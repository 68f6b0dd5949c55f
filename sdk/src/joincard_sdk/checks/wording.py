"""Texts in both languages, wherever in a bundle they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from joincard_sdk.bundle import Bundle
from joincard_sdk.checks.finding import Finding, finding
from joincard_sdk.checks.languages import untranslated
from joincard_sdk.texts import Text


def translations(bundle: Bundle) -> Iterator[tuple[Finding, str]]:
    """Every text that a holder or a provider may read is in both languages."""
    for service in bundle.services:
        yield from _told(service, "services", service.code)
    for name, text in bundle.texts.remedies.items():
        yield from _told(text, "texts", "", f"The remedy for {name}: ")
    yield from _told(bundle.texts.sector, "texts", "", "The name of the sector: ")
    yield from _told(bundle.facts, "facts", "")
    for change in bundle.changes:
        yield from _told(change.text, "changes", change.service)


def _told(value: object, hook: str, service: str, lead: str = "") -> Iterator[tuple[Finding, str]]:
    for text in _texts(value):
        for problem in untranslated(text):
            yield finding("text.untranslated", lead + problem, hook=hook, service=service), ""


def _texts(value: object) -> Iterator[Text]:
    """Every text in a value: names, reasons of fees, labels."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value):
        for member in fields(value):
            yield from _texts(getattr(value, member.name))
