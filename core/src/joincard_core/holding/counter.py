"""What a clerk asked the holder, and the holder's answer (OpenID CIBA Core section 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from joincard_core.clock import Clock
from joincard_core.holding.service import provider_name
from joincard_core.keys import Vault
from joincard_core.oauth import BackchannelOutcome, CardVerification, SignedIn, backchannel_decision
from joincard_core.storage import Database


@dataclass(frozen=True, slots=True)
class Question:
    """What waits for the holder. ``binding_message`` is what stands on the clerk's screen, too."""

    id: str
    client_name: str
    provider_name: str
    binding_message: str
    scopes: frozenset[str]
    details: tuple[CardVerification, ...]
    asked_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Counter:
    """The holder's side of the counter. Each verb names who is signed in: another's question is unknown."""

    database: Database
    vault: Vault
    clock: Clock

    def waiting(self, person_id: str) -> tuple[Question, ...]:
        """What waits for a person, the newest first."""
        with self.database.read() as tx:
            found = backchannel_decision.waiting(tx, person_id, self.clock.now())
            return tuple(
                Question(
                    id=each.request.id,
                    client_name=each.client.name,
                    provider_name=provider_name(tx, each.client.provider_id),
                    binding_message=each.request.asked.binding_message,
                    scopes=each.request.asked.scopes,
                    details=each.request.asked.details,
                    asked_at=each.request.created_at,
                    expires_at=each.request.expires_at,
                )
                for each in found
            )

    def card_of(self, person_id: str, question: str) -> str | None:
        """The card that a question is about."""
        with self.database.read() as tx:
            return backchannel_decision.card_of(tx, question, person_id)

    def approve(self, signed_in: SignedIn, question: str) -> BackchannelOutcome:
        """Agree."""
        with self.database.write() as tx:
            return backchannel_decision.approve(tx, self.vault, question, signed_in, self.clock.now())

    def deny(self, person_id: str, question: str) -> BackchannelOutcome:
        """Refuse."""
        with self.database.write() as tx:
            return backchannel_decision.deny(tx, question, person_id, self.clock.now())
