"""What the story joins, and the limits it keeps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from joincard_core.audit import Receipts
from joincard_core.cards import Cards
from joincard_core.catalogue import Shelf
from joincard_core.clock import Clock, HolidayCalendar
from joincard_core.credentials import Credentials
from joincard_core.keys import Vault
from joincard_core.people import People
from joincard_core.registry import Accredited
from joincard_core.settings import Settings
from joincard_core.storage import Database, new_id


class Asker(Protocol):
    """Whose request it is: an ``oauth.Caller``, or anyone who stands for a provider in process."""

    @property
    def client_id(self) -> str:
        """The system that asks."""

    @property
    def provider_id(self) -> str:
        """The provider it asks for."""

    @property
    def person_id(self) -> str | None:
        """The holder who signed in and whose cards alone it may ask about, if there is one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``window`` and ``remembered`` are in seconds.

    ``refusals`` count per card and provider, ``unknown`` numbers per provider: so many at once, as many again
    spread over the window, and ``known_share`` more for each 100 different cards that are known.
    ``measured`` are questions by the day, per card, provider and service, where an answer compares a hidden
    fact with one that was sent.
    """

    refusals: int = 60
    unknown: int = 30
    known_share: int = 20
    measured: int = 5
    window: int = 3_600
    remembered: int = 86_400

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """The limits that the settings name."""
        return cls(
            refusals=settings.probe_refusals,
            unknown=settings.probe_unknown,
            known_share=settings.probe_known_share,
            measured=settings.probe_measured,
            window=settings.probe_window,
            remembered=settings.idempotency_lifetime,
        )


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms below.

    ``new_id`` names a verification: random, so that one cannot be guessed from another.
    """

    database: Database
    shelf: Shelf
    accredited: Accredited
    vault: Vault
    credentials: Credentials
    people: People
    cards: Cards
    receipts: Receipts
    clock: Clock
    calendar: HolidayCalendar
    limits: Limits = Limits()
    new_id: Callable[[], str] = new_id
