"""A catalogue: the services of several bundles, found by code. Its digest names the whole of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Self

from joincard_sdk.bundle import canonical
from joincard_sdk.bundle.errors import CatalogueError, UnknownService
from joincard_sdk.bundle.model import Bundle
from joincard_sdk.decision import Offer, Terms
from joincard_sdk.services import Service
from joincard_sdk.values import VOCABULARY, FactRegistry, RecordFacts


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Services by code, in the order of the codes. ``terms`` are ready to decide: rules and fees compiled.

    ``digest`` depends on which releases are in it, never on the order in which they were given.
    """

    bundles: tuple[Bundle, ...]
    services: Mapping[str, Service] = field(repr=False)
    terms: Mapping[str, Terms] = field(repr=False, compare=False)
    registry: FactRegistry = field(repr=False, compare=False)
    digest: str

    @classmethod
    def from_bundles(cls, bundles: Iterable[Bundle]) -> Self:
        """Put bundles together. Raises ``CatalogueError`` when a service or a plugin comes twice."""
        ordered = tuple(sorted(bundles, key=lambda bundle: bundle.plugin))
        _check_apart(ordered)
        terms = {
            service.code: Terms(service, bundle.registry, bundle.texts.remedies)
            for bundle in ordered
            for service in bundle.services
        }
        by_code = dict(sorted(terms.items()))
        own = (RecordFacts(bundle.plugin).fact(fact) for bundle in ordered for fact in bundle.facts)
        releases = [{"digest": b.digest, "plugin": b.plugin, "version": b.version} for b in ordered]
        return cls(
            bundles=ordered,
            services=MappingProxyType({code: term.service for code, term in by_code.items()}),
            terms=MappingProxyType(by_code),
            registry=VOCABULARY.with_records(own),
            digest=canonical.digest(canonical.encode(releases)),
        )

    def offer(self, service: str, city: str, on: date) -> Offer:
        """A service in a city (six-digit code) on a day.

        Raises ``UnknownService``, ``NotCovered`` or ``NotInForce``.
        """
        terms = self.terms.get(service)
        if terms is None:
            raise UnknownService(service)
        return terms.offer(city, on)


def _check_apart(bundles: tuple[Bundle, ...]) -> None:
    plugins: dict[str, Bundle] = {}
    owners: dict[str, Bundle] = {}
    for bundle in bundles:
        other = plugins.setdefault(bundle.plugin, bundle)
        if other is not bundle:
            message = (
                f"{bundle.plugin} is given as {other.version} and as {bundle.version}; a catalogue has one."
            )
            raise CatalogueError("catalogue.two-releases", message)
        for service in bundle.services:
            owner = owners.setdefault(service.code, bundle)
            if owner is not bundle:
                message = f"{service.code} is in {owner.plugin} and in {bundle.plugin}; a code has one owner."
                raise CatalogueError("catalogue.overlap", message)
