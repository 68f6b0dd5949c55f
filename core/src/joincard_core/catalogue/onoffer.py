"""The catalogue made ready to decide: one immutable object, replaced whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from joincard_sdk.decision import Offer, Terms
from joincard_sdk.places import CITIES

from joincard_core.catalogue.errors import CityUnknown, ServiceNotCovered, ServiceNotInForce, ServiceUnknown
from joincard_core.catalogue.listing import Listing
from joincard_core.catalogue.model import Filters, Page


@dataclass(frozen=True)  # no slots: the listing is written when it is first read
class OnOffer:
    """Every service with its rule and fee compiled. ``digest`` names the catalogue in each decision."""

    serial: int
    digest: str
    terms: Mapping[str, Terms]

    def offer(self, service: str, city: str, on: date) -> Offer:
        """The service in a city (six-digit code) on a day.

        Raises ``ServiceUnknown``, ``CityUnknown``, ``ServiceNotCovered`` or ``ServiceNotInForce``.
        """
        terms = self.terms.get(service)
        if terms is None:
            raise ServiceUnknown(service)
        if city not in CITIES:
            raise CityUnknown
        described = terms.service
        if not described.coverage.covers(city):
            raise ServiceNotCovered(service, city, described.coverage.text)
        if not described.in_force(on):
            raise ServiceNotInForce(service, described.effective_from, described.effective_until)
        return Offer(terms, city, on)

    def page(self, filters: Filters) -> Page:
        """The services that pass the filters, in both languages. Raises ``BadFilter``."""
        return self.listing.page(filters)

    @cached_property
    def listing(self) -> Listing:
        """Every service in words."""
        return Listing.of(self.digest, self.terms)
