"""Rich authorization requests (RFC 9396): which services, in which cities, and why.

Choice: one type, ``card_verification``. Members that we do not know are refused (section 5), so that nobody
believes to have asked for less than was granted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from joincard_sdk.places import CITIES

from joincard_core.oauth.errors import InvalidAuthorizationDetails
from joincard_core.oauth.model import Client
from joincard_core.oauth.strict_json import NotStrict, read_array

TYPE = "card_verification"
MEMBERS = frozenset({"type", "services", "cities", "purpose"})
MOST = 10
MOST_SERVICES = 50
MOST_CITIES = 400
LONGEST_PURPOSE = 300
Offered = Callable[[str], bool]
"""Whether a service of this code is in the catalogue."""


@dataclass(frozen=True, slots=True)
class CardVerification:
    """One thing that may be asked: these services, in these cities (anywhere when none is named)."""

    services: tuple[str, ...]
    cities: tuple[str, ...]
    purpose: str

    def covers(self, service: str, city: str) -> bool:
        """Whether a verification of this service in this city is part of it."""
        return service in self.services and (not self.cities or city in self.cities)

    def within(self, other: CardVerification) -> bool:
        """Whether this asks for nothing that ``other`` does not hold."""
        places = not other.cities or (bool(self.cities) and set(self.cities) <= set(other.cities))
        return places and set(self.services) <= set(other.services)

    def to_json(self) -> dict[str, object]:
        """As the wire has it; no ``cities`` means all."""
        cities = {"cities": list(self.cities)} if self.cities else {}
        return {"type": TYPE, "services": list(self.services), **cities, "purpose": self.purpose}


Details = tuple[CardVerification, ...]


def read(raw: str, client: Client, offered: Offered) -> Details:
    """The details of a request. Raises ``InvalidAuthorizationDetails``."""
    try:
        # JSON in a request object can spell half a character: it must come out as no UTF-8.
        items = read_array(raw.encode("utf-8", "surrogatepass"))
    except NotStrict as error:
        raise InvalidAuthorizationDetails(f"The authorization_details cannot be read: {error}") from None
    if not 1 <= len(items) <= MOST:
        raise InvalidAuthorizationDetails(f"The authorization_details are an array of 1 to {MOST} objects.")
    return tuple(_one(item, client, offered) for item in items)


def of_json(items: object) -> Details:
    """What ``to_json`` wrote, from a token or a row of ours."""
    found = items if isinstance(items, list) else []
    return tuple(
        CardVerification(tuple(item["services"]), tuple(item.get("cities", ())), item["purpose"])
        for item in found
    )


def narrowed(asked: Details, held: Details) -> Details:
    """``asked``, when each part lies within one that is held. Raises ``InvalidAuthorizationDetails``."""
    if held and not all(any(part.within(whole) for whole in held) for part in asked):
        raise InvalidAuthorizationDetails("The authorization_details ask for more than was granted.")
    return asked or held


def only(details: Details, services: Collection[str]) -> Details:
    """What is left of details when every other service is taken out; a detail without any goes."""
    found = (replace(each, services=tuple(s for s in each.services if s in services)) for each in details)
    return tuple(each for each in found if each.services)


def services_of(details: Details) -> frozenset[str]:
    """Every service in details."""
    return frozenset(service for each in details for service in each.services)


def _one(item: object, client: Client, offered: Offered) -> CardVerification:
    if not isinstance(item, Mapping) or item.get("type") != TYPE:
        raise InvalidAuthorizationDetails(f"Each of the authorization_details is an object of type {TYPE}.")
    if unknown := set(item) - MEMBERS:
        raise InvalidAuthorizationDetails(
            f"{len(unknown)} members are unknown. Allowed: {', '.join(sorted(MEMBERS))}."
        )
    services = _texts(item.get("services"), "services", MOST_SERVICES)
    for service in services:
        if not offered(service) or not client.may_ask(service):
            raise InvalidAuthorizationDetails("A service is not in the catalogue, or not this client's.")
    cities = _texts(item["cities"], "cities", MOST_CITIES) if "cities" in item else ()
    if not set(cities) <= set(CITIES):
        raise InvalidAuthorizationDetails("The cities are six-digit codes of the catalogue.")
    return CardVerification(services, cities, _purpose(item.get("purpose")))


def _texts(value: object, name: str, most: int) -> tuple[str, ...]:
    items: Iterable[object] = value if isinstance(value, list) else ()
    texts = tuple(dict.fromkeys(item for item in items if isinstance(item, str)))
    if not isinstance(value, list) or not 1 <= len(texts) <= most or len(texts) != len(value):
        raise InvalidAuthorizationDetails(f"The {name} are an array of 1 to {most} different texts.")
    return texts


def _purpose(value: object) -> str:
    text = value if isinstance(value, str) else ""
    if not text.strip() or len(text) > LONGEST_PURPOSE or not text.isprintable():
        raise InvalidAuthorizationDetails(
            f"The purpose tells the holder why, in 1 to {LONGEST_PURPOSE} printable characters."
        )
    return text
