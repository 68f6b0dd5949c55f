"""The organisations that ask: a hospital in each city, and what a town has beside it. All invented."""

from __future__ import annotations

from dataclasses import dataclass

from demo.persons import CHENGDU, HANGZHOU, JIAXING, NANJING, NINGBO, SHANGHAI, SUZHOU, WUXI


@dataclass(frozen=True, slots=True)
class Provider:
    """An organisation, its city, and what it is accredited for there."""

    id: str
    name: str
    city: str
    scope: str = "healthcare"

    @property
    def client(self) -> str:
        """The id of its system."""
        return f"{self.id}-desk"


PROVIDERS: tuple[Provider, ...] = (
    Provider("willow-bridge", "Willow Bridge Hospital, Jiaxing", JIAXING),
    Provider("plum-rain", "Plum Rain Pharmacy, Jiaxing", JIAXING, "healthcare.pharmacy.*"),
    Provider("west-hill", "West Hill Hospital, Hangzhou", HANGZHOU),
    Provider("tide-gate", "Tide Gate Hospital, Ningbo", NINGBO),
    Provider("harbour-light", "Harbour Light Hospital, Shanghai", SHANGHAI),
    Provider("canal-garden", "Canal Garden Hospital, Suzhou", SUZHOU),
    Provider("stone-wall", "Stone Wall Hospital, Nanjing", NANJING),
    Provider("lake-gate", "Lake Gate Hospital, Wuxi", WUXI),
    Provider("brocade-river", "Brocade River Hospital, Chengdu", CHENGDU),
    Provider("moon-pavilion", "Moon Pavilion Service Hall, Jiaxing", JIAXING, "government"),
    Provider("lotus-court", "Lotus Court Service Hall, Hangzhou", HANGZHOU, "government"),
    Provider("reed-shore", "Reed Shore Buses and Bicycles, Jiaxing", JIAXING, "transport"),
    Provider("heron-line", "Heron Line Buses and Metro, Hangzhou", HANGZHOU, "transport"),
    Provider("mulberry-bank", "Mulberry Bank, Jiaxing", JIAXING, "finance"),
    Provider("south-water", "South Water Museums and Libraries, Jiaxing", JIAXING, "tourism"),
)


def asking_for(service: str, city: str) -> Provider:
    """The first provider of a city that may ask about a service. Raises ``LookupError``."""
    for provider in PROVIDERS:
        if provider.city == city and service.startswith(provider.scope.removesuffix("*")):
            return provider
    here = ", ".join(f"{provider.city} ({provider.scope})" for provider in PROVIDERS)
    raise LookupError(f"No provider of the demo asks for {service} in {city}. There are: {here}.")
