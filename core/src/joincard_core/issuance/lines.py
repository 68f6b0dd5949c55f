"""One line of an import file: a person's identifiers, facts and card, as JSON.

A fault names the line and the field and says what is allowed. It never repeats a value.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, NoReturn

from joincard_sdk.places import CITIES

from joincard_core.cards import BadCardFact, NewCard, Status, anchored, anchored_card
from joincard_core.credentials import CardNumber, MalformedPresentation
from joincard_core.people import BadContact, BadIdentifier, Email, Identity

PARTS = ("reference", "as_of", "identity", "facts", "principal", "card", "email")
EMAIL_PARTS = ("address", "confirmed")
CARD_PARTS = ("region", "number")
IDENTITY_PARTS = tuple(field.name for field in fields(Identity))
SELF = "self"
LONGEST_LINE = 65_536  # characters


class Fault(Exception):
    """One thing wrong with one field."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(f"{field}: {sentence}")


@dataclass(frozen=True, slots=True, repr=False)
class PersonLine:
    """A line that can be imported. ``content`` is its canonical text, to recognise it when it comes again."""

    reference: str
    identity: Identity
    columns: Mapping[str, object]
    principal: str | None
    card: NewCard | None
    number: CardNumber | None
    email: Email | None
    content: str


def read_line(text: str, today: date) -> PersonLine:
    """The person of a line. Raises ``Fault``."""
    try:
        return person_of(parsed(text), today)
    except BadIdentifier as error:
        raise Fault(f"identity.{error.field}", error.remedy) from None
    except BadContact as error:
        raise Fault(f"{error.field}.address", error.remedy) from None
    except BadCardFact as error:
        raise Fault(error.field, error.remedy) from None
    except MalformedPresentation as error:
        raise Fault("card", str(error)) from None


def person_of(line: Mapping[str, Any], today: date) -> PersonLine:
    """The person of a parsed line."""
    only("line", line, PARTS)
    as_of = day("as_of", line["as_of"]) if line.get("as_of") is not None else today
    identity = identity_of(part(line, "identity"), today)
    card = part(line, "card") if line.get("card") is not None else None
    return PersonLine(
        text_of("reference", line.get("reference")),
        identity,
        facts_of(part(line, "facts"), line.get("principal"), identity, as_of),
        None if line.get("principal") is None else text_of("principal", line["principal"]),
        None if card is None else card_of(card, as_of),
        None if card is None else CardNumber(text_of("card.region", card.get("region")), number_of(card)),
        None if line.get("email") is None else email_of(part(line, "email")),
        json.dumps(line, sort_keys=True, ensure_ascii=False, separators=(",", ":")),
    )


def facts_of(
    facts: Mapping[str, Any], principal: object, identity: Identity, as_of: date
) -> Mapping[str, object]:
    """The columns of the person's facts, whose link to a permit holder must fit the relation."""
    columns = {"relation": SELF, **anchored(facts, as_of), "born_on": identity.date_of_birth}
    if (columns["relation"] == SELF) != (principal is None):
        raise Fault("principal", "name the permit holder of a spouse, child or parent, and of nobody else.")
    return columns


def card_of(card: Mapping[str, Any], as_of: date) -> NewCard:
    """The card of a line. Status and issuing city must be given."""
    facts = {name: value for name, value in card.items() if name not in CARD_PARTS}
    columns: dict[str, Any] = anchored_card(facts, as_of)
    for name in ("status", "issue_city"):
        if columns.get(name) is None:
            raise Fault(f"card.{name}", "it is missing.")
    if columns["status"] not in list(Status):
        raise Fault("card.status", "a card that is imported exists; for a person without one leave card out.")
    columns["status"] = Status(columns["status"])
    return NewCard(**columns)


def identity_of(raw: Mapping[str, Any], today: date) -> Identity:
    """The identifiers of a line."""
    only("identity", raw, IDENTITY_PARTS)
    values: dict[str, Any] = {
        name: text_of(f"identity.{name}", v) for name, v in raw.items() if v is not None
    }
    for name in ("full_name", "date_of_birth", "nationality"):
        if name not in values:
            raise Fault(f"identity.{name}", "it is missing.")
    values["date_of_birth"] = day("identity.date_of_birth", values["date_of_birth"])
    if not date(1900, 1, 1) <= values["date_of_birth"] <= today:
        raise Fault("identity.date_of_birth", "use a date from 1900-01-01 to today.")
    return Identity(**values)


def email_of(raw: Mapping[str, Any]) -> Email:
    """The address of a line. It is confirmed only where the line says so."""
    only("email", raw, EMAIL_PARTS)
    confirmed = raw.get("confirmed", False)
    if not isinstance(confirmed, bool):
        raise Fault("email.confirmed", "use true or false.")
    return Email(text_of("email.address", raw.get("address")), confirmed)


def number_of(card: Mapping[str, Any]) -> str:
    """The number of a card in a region that exists."""
    if card.get("region") not in CITIES:
        raise Fault("card.region", "use the six-digit code of a city, as a string.")
    return text_of("card.number", card.get("number"))


def parsed(text: str) -> Mapping[str, Any]:
    """A JSON object without doubled names."""
    if len(text) > LONGEST_LINE:
        raise Fault("line", f"use at most {LONGEST_LINE} characters.")
    try:
        line = json.loads(text, object_pairs_hook=once, parse_constant=no_constant)
    except (ValueError, RecursionError):
        raise Fault("line", "this is not JSON.") from None
    if not isinstance(line, dict):
        raise Fault("line", "use a JSON object.")
    return line


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a name given twice would silently lose one of its values."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Fault("line", "a name stands twice in one object.")
    return found


def no_constant(name: str) -> NoReturn:
    """NaN and Infinity are not JSON."""
    raise ValueError(name)


def only(where: str, given: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    """Refuse what would otherwise be ignored."""
    if set(given) - set(allowed):
        raise Fault(where, f"it has an unknown entry. Allowed: {', '.join(allowed)}.")


def part(line: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A part that must be an object."""
    found = line.get(name)
    if not isinstance(found, dict):
        raise Fault(name, "it is missing, or not a JSON object.")
    return found


def text_of(field: str, raw: object) -> str:
    """A text that is not empty and can be stored."""
    if not isinstance(raw, str) or not raw.strip() or len(raw) > 1_000 or "\x00" in raw:
        raise Fault(field, "it is missing, or not a text.")
    try:
        raw.encode()
    except UnicodeEncodeError:
        raise Fault(field, "it holds half a character; write it in UTF-8.") from None
    return raw.strip()


def day(field: str, raw: object) -> date:
    """A date."""
    try:
        if isinstance(raw, str) and len(raw) == 10:
            return date.fromisoformat(raw)
    except ValueError:
        pass
    raise Fault(field, "use a date YYYY-MM-DD.")
