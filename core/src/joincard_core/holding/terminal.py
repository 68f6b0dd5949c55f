"""What a terminal asks whoever types its code, and the holder's answer (RFC 8628 section 3.3)."""

from __future__ import annotations

from dataclasses import dataclass

from joincard_core.clock import Clock
from joincard_core.holding.counter import Question
from joincard_core.holding.service import provider_name
from joincard_core.keys import Vault
from joincard_core.oauth import (
    DeviceWaiting,
    Outcome,
    SignedIn,
    Typing,
    UserCodeUnknown,
    device_decision,
)
from joincard_core.storage import Database, Tx


@dataclass(frozen=True, slots=True)
class Terminal:
    """The holder's side of a terminal. A code is opened by who is signed in, from an address.

    Each verb raises ``UserCodeUnknown``, which counts as a guess, and ``TooManyUserCodes``.
    """

    database: Database
    vault: Vault
    clock: Clock

    def question(self, signed_in: SignedIn, address: str, code: str, *, led: bool = False) -> Question | None:
        """What waits behind a code; ``None`` when this holder agreed to it already.

        ``led``: another site may have led here, so the holder did not type it.
        """
        found = self._opened(signed_in, address, code, led=led)
        if found.answered:
            return None
        with self.database.read() as tx:
            return _question(tx, found)

    def approve(self, signed_in: SignedIn, address: str, code: str) -> Outcome:
        """Agree, with the card of this session."""
        found = self._opened(signed_in, address, code)
        with self.database.write() as tx:
            return device_decision.approve(tx, self.vault, found, signed_in, self.clock.now())

    def deny(self, signed_in: SignedIn, address: str, code: str) -> Outcome:
        """Refuse."""
        found = self._opened(signed_in, address, code)
        with self.database.write() as tx:
            return device_decision.deny(tx, found, self.clock.now())

    def _opened(self, signed_in: SignedIn, address: str, code: str, *, led: bool = False) -> DeviceWaiting:
        typing = Typing(signed_in.person_id, address, led)
        with self.database.write() as tx:  # a wrong code is counted
            found = device_decision.opened(tx, self.vault, typing, code, self.clock.now())
        if found is None:
            raise UserCodeUnknown
        return found


def _question(tx: Tx, found: DeviceWaiting) -> Question:
    request, client = found.request, found.client
    return Question(
        id=found.code,
        client_name=client.name,
        provider_name=provider_name(tx, client.provider_id),
        binding_message=request.asked.binding_message,
        scopes=request.asked.scopes,
        details=request.asked.details,
        asked_at=request.created_at,
        expires_at=request.expires_at,
    )
