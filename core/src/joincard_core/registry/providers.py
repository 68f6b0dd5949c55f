"""Providers and what they may ask about."""

import time
from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import bindparam, insert, select, update

from joincard_core.registry.errors import ProviderExists, ProviderUnknown
from joincard_core.registry.model import Accreditation, Provider
from joincard_core.registry.store import accreditations, providers
from joincard_core.storage import Database, Tx

OF_PROVIDER = select(accreditations).where(accreditations.c.provider_id == bindparam("provider"))


def add(tx: Tx, provider: Provider, now: datetime) -> None:
    """Register a provider. Raises ``ProviderExists``."""
    if not Database.unique(tx, providers, id=provider.id, name=provider.name, added_at=now):
        raise ProviderExists(provider.id)


def find(tx: Tx, provider: str) -> Provider:
    """The provider of this id. Raises ``ProviderUnknown``."""
    row = tx.execute(select(providers).where(providers.c.id == provider)).first()
    if row is None:
        raise ProviderUnknown(provider)
    return Provider(row.id, row.name)


def every(tx: Tx) -> tuple[Provider, ...]:
    """All providers by id."""
    return tuple(Provider(row.id, row.name) for row in tx.execute(select(providers).order_by(providers.c.id)))


def accredit(tx: Tx, accreditation: Accreditation, now: datetime) -> int:
    """Let a provider ask; the answer is the number of the accreditation. Raises ``ProviderUnknown``."""
    find(tx, accreditation.provider)
    row = {
        "provider_id": accreditation.provider,
        "scope": accreditation.scope,
        "city": accreditation.city,
        "since": accreditation.since,
        "until": accreditation.until,
        "added_at": now,
    }
    number: int = tx.execute(insert(accreditations).returning(accreditations.c.number), row).scalar_one()
    return number


def end(tx: Tx, provider: str, number: int, last: date) -> bool:
    """End an accreditation after the day ``last``; ``False`` when the provider has none of this number."""
    same = (accreditations.c.number == number) & (accreditations.c.provider_id == provider)
    return tx.execute(update(accreditations).where(same).values(until=last)).rowcount == 1


def accreditations_of(tx: Tx, provider: str) -> tuple[tuple[int, Accreditation], ...]:
    """A provider's accreditations with their numbers."""
    rows = tx.execute(OF_PROVIDER.order_by(accreditations.c.number), {"provider": provider})
    return tuple(
        (row.number, Accreditation(row.provider_id, row.scope, row.city, row.since, row.until))
        for row in rows
    )


class Accredited:
    """Answers, for each request, whether a provider may ask.

    A provider's accreditations are read at most once in ``lifetime`` seconds, so that one that ends is
    refused everywhere within that time.
    """

    MOST_PROVIDERS = 10_000

    def __init__(
        self, database: Database, lifetime: float = 0.5, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._lifetime = lifetime
        self._ticks = ticks
        self._known: dict[str, tuple[float, tuple[Accreditation, ...]]] = {}

    def may(self, provider: str, service: str, city: str, on: date) -> bool:
        """Whether ``provider`` may ask about ``service`` in ``city`` on that day."""
        return any(accreditation.covers(service, city, on) for accreditation in self._of(provider))

    def _of(self, provider: str) -> tuple[Accreditation, ...]:
        known = self._known.get(provider)
        now = self._ticks()
        if known is not None and now - known[0] < self._lifetime:
            return known[1]
        with self._database.read() as tx:
            found = tuple(accreditation for _, accreditation in accreditations_of(tx, provider))
        if len(self._known) >= self.MOST_PROVIDERS:
            self._known = {}
        # Read before, noted with the time of before: never believed for longer than the lifetime.
        self._known[provider] = (now, found)
        return found
