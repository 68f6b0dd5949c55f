"""Asking as a provider's system does: its own key, a real token, the client of the SDK."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal, InvalidOperation

from joincard_sdk import keys
from joincard_sdk.client import AuthorityUnavailable, Client, Patience, Presentation, Verification
from joincard_sdk.fees import Use
from joincard_sdk.values import Value

from demo.lines import card_number
from demo.persons import PERSONS, Person
from demo.place import Place
from demo.providers import Provider

SHORT = Patience(attempts=4)
DATE, TIME = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"\d{2}:\d{2}")


def ask(
    place: Place,
    provider: Provider,
    person: Person,
    service: str,
    facts: dict[str, Value] | None = None,
    use: Use | None = None,
) -> Verification:
    """Verify somebody's card in the provider's city. Raises a ``ClientError``."""
    shown = Presentation(person.city, card_number(person.key))
    key = keys.read_private(place.key(provider.client))
    with Client(place.issuer, provider.client, key, patience=SHORT) as client:
        try:
            return client.verify(service, provider.city, shown, facts, use)
        except AuthorityUnavailable as error:
            remedy = "Does the demo serve in another terminal? Start it with: make demo"
            raise LookupError(f"{error} {remedy}") from None


def person_named(key: str) -> Person:
    """One of the demo's people. Raises ``LookupError``."""
    for person in PERSONS:
        if person.key == key:
            return person
    raise LookupError(f"Nobody here is called {key}; there are {', '.join(p.key for p in PERSONS)}.")


def facts_from(written: Iterable[str]) -> dict[str, Value]:
    """Facts from ``name=value``: yes and no, whole numbers, decimals, dates, times; else a word.

    Raises ``LookupError`` for anything without an equals sign.
    """
    facts: dict[str, Value] = {}
    for each in written:
        name, equals, value = each.partition("=")
        if not equals:
            raise LookupError(f"{each} is not a fact; write it like request.amount=120.00")
        facts[name] = value_from(value)
    return facts


def value_from(text: str) -> Value:
    """A value by its form."""
    if text in ("yes", "no"):
        return text == "yes"
    if DATE.fullmatch(text):
        return date.fromisoformat(text)
    if TIME.fullmatch(text):
        return time.fromisoformat(text)
    try:
        return int(text) if text.isdigit() else Decimal(text)
    except InvalidOperation:
        return text
