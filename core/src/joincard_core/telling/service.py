"""The UserInfo endpoint (OpenID Connect Core section 5.3): what a holder lets a system learn.

Choices: the holder's pairwise name always, claims of the card only where the holder agreed to each; no data
of the card is in a token. What is told is written down for the holder in the same transaction that reads it:
nothing leaves without a line. A claim that is not on file is left out (section 5.3.2). What is told together
with how it was verified is in ``assuring``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import bindparam, insert, select

from joincard_core.cards import Cards
from joincard_core.clock import Clock
from joincard_core.credentials import Credentials
from joincard_core.keys import Vault
from joincard_core.oauth import CARD_CLAIMS, REGISTERS, VerifiedRequest
from joincard_core.people import Contacts, People
from joincard_core.storage import Bookmark, Database, Tx, after, new_id
from joincard_core.telling.assuring import Element, Verification, answered
from joincard_core.telling.store import claim_releases

NEWEST = (
    select(claim_releases)
    .where(claim_releases.c.person_id == bindparam("person"))
    .order_by(claim_releases.c.at.desc(), claim_releases.c.id)
    .limit(bindparam("most"))
)
OLDER = NEWEST.where(after(claim_releases.c.at, claim_releases.c.id))


class Asker(Protocol):
    """Whose request it is: an ``oauth.Caller`` with the scope ``openid``."""

    @property
    def client_id(self) -> str:
        """The system."""

    @property
    def provider_id(self) -> str:
        """Its provider."""

    @property
    def sub(self) -> str:
        """The holder's name for this provider."""

    @property
    def person_id(self) -> str | None:
        """The holder."""

    @property
    def card_id(self) -> str | None:
        """The card that they signed in with."""

    @property
    def told(self) -> frozenset[str]:
        """The claims that the holder lets it be told."""

    @property
    def verified(self) -> tuple[VerifiedRequest, ...]:
        """What it may be told together with how it was verified."""


@dataclass(frozen=True, slots=True)
class Release:
    """One line of the holder's list: who was told which claims, and when.

    ``verified``: which were told as verified; empty where it was told only how the holder was verified, and
    ``None`` where nothing was said to be verified.
    """

    id: str
    at: datetime
    client_id: str
    provider_id: str
    claims: tuple[str, ...]
    verified: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells claims, and who was told."""

    database: Database
    vault: Vault
    clock: Clock

    def userinfo(self, asker: Asker) -> dict[str, object]:
        """The members of the answer. Raises ``KeyErased``."""
        told: dict[str, object] = {"sub": asker.sub}
        if asker.person_id is None or asker.card_id is None or not (asker.told or asker.verified):
            return told
        now = self.clock.now()
        with self.database.write() as tx:
            claims = self._claims(tx, asker.person_id, asker.card_id, asker.told, now)
            verified = self._verified(tx, asker.verified, asker.person_id, asker.card_id, now)
            note(tx, asker, asker.person_id, now, claims, verified)
        return told | claims | answered(verified)

    def _verified(
        self, tx: Tx, requests: tuple[VerifiedRequest, ...], person: str, card: str, now: datetime
    ) -> list[Element]:
        if not requests:
            return []
        entered = People(self.vault).entered(tx, person, (register.number for register in REGISTERS))
        found = Verification(
            vault=self.vault,
            completed_at=Cards().issued_at(tx, card),
            entered={each.type: entered[each.number] for each in REGISTERS if each.number in entered},
            claims=self._claims(tx, person, card, frozenset().union(*(each.names for each in requests)), now),
        )
        return [element for request in requests if (element := found.element(request, now)) is not None]

    def _claims(
        self, tx: Tx, person: str, card: str, claims: frozenset[str], now: datetime
    ) -> dict[str, object]:
        elements = frozenset(CARD_CLAIMS[claim] for claim in claims if claim in CARD_CLAIMS)
        people, contacts = People(self.vault), Contacts(self.vault, self.clock)
        found = {
            **people.disclose(tx, person, elements),
            **Cards().disclose(tx, card, elements, now),
            **Credentials(self.vault).disclose_of_card(tx, person, card, elements),
        }
        of_card = {
            claim: as_claim(claim, found[CARD_CLAIMS[claim]])
            for claim in sorted(claims)
            if CARD_CLAIMS.get(claim) in found
        }
        return {
            **of_card,
            **people.parts_of_name(tx, person, claims),
            **contacts.claims(tx, person, claims),
        }

    def releases(self, person_id: str, start: Bookmark | None = None, most: int = 100) -> tuple[Release, ...]:
        """Who was told about this holder, the newest first, from a bookmark on or from the newest."""
        asked = {"person": person_id, "most": most}
        with self.database.read() as tx:
            rows = tx.execute(NEWEST, asked) if start is None else tx.execute(OLDER, asked | start.bound())
            return tuple(
                Release(
                    id=row.id,
                    at=row.at,
                    client_id=row.client_id,
                    provider_id=row.provider_id,
                    claims=tuple(row.claims.split()),
                    verified=None if row.verified is None else tuple(row.verified.split()),
                )
                for row in rows
            )


def as_claim(claim: str, value: object) -> object:
    """An element in the form that the claim's standard gives it."""
    if claim == "name" and isinstance(value, Mapping):
        return value["printed"]
    return [value] if claim == "nationalities" else value


def note(
    tx: Tx, asker: Asker, person: str, now: datetime, claims: Iterable[str], verified: list[Element]
) -> None:
    """Write down who is told what, if they are told anything: of what was agreed to, what is on file."""
    told = sorted(claims)
    if not told and not verified:
        return
    names = sorted({name for element in verified for name in element["claims"]})
    row = {
        "id": new_id(),
        "person_id": person,
        "client_id": asker.client_id,
        "provider_id": asker.provider_id,
        "at": now,
        "claims": " ".join(told),
        "verified": " ".join(names) if verified else None,
    }
    tx.execute(insert(claim_releases), row)
