"""Who asked about a holder's cards, for the holder: every verification, and each reason of a refusal.

A provider is told no more of a refusal than it may know (see ``redaction``); the holder opens its
``reference`` here and is told everything, decided again from the log. Another holder's is not known.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from joincard_sdk.decision import Decision
from joincard_sdk.money import Money
from joincard_sdk.texts import Text

from joincard_core import audit
from joincard_core.audit import Entry, Kind
from joincard_core.catalogue import CatalogueError, NoCatalogue
from joincard_core.keys import SealBroken
from joincard_core.registry import ProviderUnknown, providers
from joincard_core.storage import Bookmark, Tx
from joincard_core.verification.errors import VerificationUnknown
from joincard_core.verification.replaying import CommitmentBroken, replayed
from joincard_core.verification.rooms import Rooms

PAGE = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about a card, as its holder is told of it. ``elements`` are what the provider was told.

    ``later`` is what became of a permitted use, and ``paid`` what stands after it.
    """

    id: str
    at: datetime
    provider: str
    service: str
    service_name: Text | None
    city: str
    outcome: Kind
    price: Money | None
    deposit: Money | None
    elements: tuple[str, ...]
    card_id: str = field(repr=False)
    later: Kind | None = None
    paid: Money | None = None


@dataclass(frozen=True, slots=True)
class AskedPage:
    """Some questions, the newest first. ``older`` leads to those before them, if there are any."""

    asked: tuple[Asked, ...]
    older: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """One question with its decision, made again from the log; ``None`` where that is not possible.

    ``same`` says whether it is the one that was given.
    """

    asked: Asked
    decision: Decision | None = field(repr=False)
    same: bool


class WhoAsked:
    """The holder's list."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def page(self, person_id: str, before: str = "") -> AskedPage:
        """The questions about a person's cards, from the newest, or those ``before`` one of them.

        Raises ``VerificationUnknown`` where ``before`` is none of theirs.
        """
        with self._rooms.database.read() as tx:
            last = self._own(tx, person_id, before) if before else None
            start = None if last is None else Bookmark(last.at, last.id)
            found = self._from(tx, person_id, start, PAGE + 1)
        return AskedPage(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)

    def since(self, person_id: str, start: Bookmark | None, most: int) -> tuple[Asked, ...]:
        """At most so many questions, the newest first, from a bookmark on or from the newest."""
        with self._rooms.database.read() as tx:
            return self._from(tx, person_id, start, most)

    def one(self, person_id: str, verification: str) -> Told:
        """One of them with every reason. Raises ``VerificationUnknown``, also for another person's."""
        with self._rooms.database.read() as tx:
            entry = self._own(tx, person_id, verification)
            moves = audit.last_moves(tx, [entry.id])
            asked = self._asked(entry, moves.get(entry.id), provider_names(tx, (entry,)))
            try:
                again = replayed(tx, self._rooms, verification)
            except (CatalogueError, CommitmentBroken, SealBroken):
                return Told(asked, None, same=False)
        return Told(asked, again.decision, again.same)

    def _from(self, tx: Tx, person_id: str, start: Bookmark | None, most: int) -> tuple[Asked, ...]:
        found = audit.decisions(tx, person_id, start, most)
        moves = audit.last_moves(tx, [entry.id for entry in found])
        names = provider_names(tx, found)
        return tuple(self._asked(entry, moves.get(entry.id), names) for entry in found)

    @staticmethod
    def _own(tx: Tx, person_id: str, verification: str) -> Entry:
        entries = audit.entries(tx, verification) if audit.ID.fullmatch(verification) else ()
        if not entries or entries[0].person_id != person_id:
            raise VerificationUnknown
        return entries[0]

    def _asked(self, entry: Entry, move: Entry | None, names: dict[str, str]) -> Asked:
        return Asked(
            id=entry.id,
            at=entry.at,
            provider=names[entry.provider_id],
            service=entry.service,
            service_name=self._name(entry.service),
            city=entry.city,
            outcome=entry.kind,
            price=money(entry.price),
            deposit=money(entry.deposit),
            elements=elements_of(entry),
            card_id=entry.card_id,
            later=None if move is None else move.kind,
            paid=None if move is None else money(move.price),
        )

    def _name(self, service: str) -> Text | None:
        try:
            terms = self._rooms.shelf.current().terms.get(service)
        except NoCatalogue:
            return None
        return None if terms is None else terms.service.name


def money(minor: int | None) -> Money | None:
    """An amount of the log."""
    return None if minor is None else Money(minor)


def elements_of(entry: Entry) -> tuple[str, ...]:
    """The names of what was disclosed, as the receipt has them: it is our own, so nothing is checked."""
    payload = entry.receipt.split(".")[1]
    claims: dict[str, Any] = orjson.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return tuple(claims["disclosed"])


def provider_names(tx: Tx, entries: tuple[Entry, ...]) -> dict[str, str]:
    """What the providers of these entries are called; the id of one that has gone."""
    names = {}
    for provider in {entry.provider_id for entry in entries}:
        try:
            names[provider] = providers.find(tx, provider).name
        except ProviderUnknown:
            names[provider] = provider
    return names
