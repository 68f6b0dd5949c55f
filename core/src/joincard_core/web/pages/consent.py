"""What a client asks a holder for, in words that the holder knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from joincard_sdk.places import CITIES
from joincard_sdk.texts import Text

from joincard_core.catalogue import NoCatalogue
from joincard_core.oauth import CardVerification
from joincard_core.web.pages.claims import claim_in_words, in_order
from joincard_core.web.pages.languages import SCOPES, Language, said
from joincard_core.web.parts import parts

FEW = 12  # more cities than these are folded away


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that is asked for: services by name and code, cities by name."""

    services: tuple[tuple[str, str], ...]
    cities: tuple[str, ...]
    purpose: str

    @property
    def folded(self) -> bool:
        """Whether the cities are too many to be read at a glance."""
        return len(self.cities) > FEW


def wishes(details: Iterable[CardVerification], language: Language) -> tuple[Wish, ...]:
    """The details in words."""
    names = service_names()
    return tuple(
        Wish(
            tuple((said(names[code], language) if code in names else "", code) for code in each.services),
            tuple(said(CITIES[code].name, language) if code in CITIES else code for code in each.cities),
            each.purpose,
        )
        for each in details
    )


def permissions(scopes: Iterable[str], language: Language) -> tuple[str, ...]:
    """What each scope lets the client do; one without words of its own is named."""
    return tuple(said(SCOPES[scope], language) if scope in SCOPES else scope for scope in sorted(scopes))


def told_elements(claims: Iterable[str], language: Language) -> tuple[str, ...]:
    """The claims that it would be told, by name."""
    return tuple(claim_in_words(claim, language) for claim in in_order(claims))


def services_called(codes: Iterable[str], language: Language) -> tuple[str, ...]:
    """Services by name; the code of one that is offered no more."""
    names = service_names()
    return tuple(said(names[code], language) if code in names else code for code in sorted(codes))


def service_names() -> Mapping[str, Text]:
    """The names in the catalogue; none while there is no catalogue."""
    with suppress(NoCatalogue):
        return {code: terms.service.name for code, terms in parts().shelf.current().terms.items()}
    return {}
