"""Providers, what they may ask about, publishers and admitted bundles: frozen values."""

import re
from dataclasses import dataclass
from datetime import date

from joincard_sdk.places import CITIES

from joincard_core.registry.errors import AccreditationMalformed, ProviderMalformed

EVERYWHERE = "all"
ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
SCOPE = re.compile(r"\*|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){0,2}(?:\.\*)?")
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Provider:
    """An organisation whose systems ask. ``id`` is small letters, digits and hyphens, at most 64."""

    id: str
    name: str

    def __post_init__(self) -> None:
        if not ID.fullmatch(self.id):
            raise ProviderMalformed("A provider's id has small letters, digits and hyphens, at most 64.")
        if not self.name.strip() or len(self.name) > LONGEST_NAME or not self.name.isprintable():
            raise ProviderMalformed(f"A provider's name has from 1 to {LONGEST_NAME} printable characters.")


@dataclass(frozen=True, slots=True)
class Accreditation:
    """What a provider may ask about, where, and when. Both days are included.

    ``scope`` is a service (``healthcare.registration.walk_in``), a group (``healthcare.registration.*``), a
    sector (``healthcare`` or ``healthcare.*``) or ``*``. ``city`` is a six-digit code or ``all``.
    """

    provider: str
    scope: str
    city: str = EVERYWHERE
    since: date = date.min
    until: date = date.max

    def __post_init__(self) -> None:
        if not SCOPE.fullmatch(self.scope) or self.scope.count(".") > 2:
            raise AccreditationMalformed(
                "A scope is a service such as healthcare.registration.walk_in, a group such as "
                "healthcare.registration.*, a sector such as healthcare, or *."
            )
        if self.city != EVERYWHERE and self.city not in CITIES:
            raise AccreditationMalformed(f"{self.city[:12]} is not the code of a city, and not {EVERYWHERE}.")
        if self.since > self.until:
            raise AccreditationMalformed("An accreditation ends on the day it begins, or later.")

    def covers(self, service: str, city: str, on: date) -> bool:
        """Whether it lets the provider ask about ``service`` in ``city`` on that day."""
        return self.since <= on <= self.until and self.city in (EVERYWHERE, city) and self._names(service)

    def _names(self, service: str) -> bool:
        if self.scope in ("*", service):
            return True
        # A whole part, never a mere beginning: "health" must not open "healthcare".
        return service.startswith(self.scope.removesuffix("*").removesuffix(".") + ".")


@dataclass(frozen=True, slots=True)
class Release:
    """One admitted bundle: which plugin, which version, whose."""

    plugin: str
    version: str
    digest: str
    publisher: str
    active: bool
