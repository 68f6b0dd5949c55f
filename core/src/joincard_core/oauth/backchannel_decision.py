"""The holder decides on a backchannel authentication request (OpenID CIBA Core section 8)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from joincard_core.keys import Vault
from joincard_core.oauth import backchannel_pings, backchannel_rows, decoupled
from joincard_core.oauth.backchannel_rows import BackchannelRequest
from joincard_core.oauth.decoupled import Outcome as Outcome
from joincard_core.oauth.decoupled import acting
from joincard_core.oauth.interaction import SignedIn
from joincard_core.oauth.model import Client
from joincard_core.storage import Tx


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that waits for a holder, with the client that asks."""

    request: BackchannelRequest
    client: Client


def waiting(tx: Tx, person_id: str, now: datetime) -> tuple[Waiting, ...]:
    """What waits for a holder and can be approved, the newest first."""
    found = backchannel_rows.waiting(tx, person_id, now)
    pairs = ((request, acting(tx, request.client_id, now)) for request in found)
    return tuple(Waiting(request, client) for request, client in pairs if client is not None)


def card_of(tx: Tx, request_id: str, person_id: str) -> str | None:
    """The card that a request of this holder is about."""
    found = backchannel_rows.of_holder(tx, request_id, person_id)
    return None if found is None or found.holder is None else found.holder.card_id


def approve(tx: Tx, vault: Vault, request_id: str, signed_in: SignedIn, now: datetime) -> Outcome:
    """Agree: a grant, for which the client gets tokens with its next poll."""
    found = backchannel_rows.of_holder(tx, request_id, signed_in.person_id)
    client = None if found is None else acting(tx, found.client_id, now)
    if found is None or found.holder is None or client is None:
        return Outcome.GONE
    by = replace(signed_in, card_id=found.holder.card_id)
    outcome = decoupled.approve(tx, vault, backchannel_rows.KIND, found, client, by, now)
    return told(tx, found, outcome, now)


def deny(tx: Tx, request_id: str, person_id: str, now: datetime) -> Outcome:
    """Refuse."""
    found = backchannel_rows.of_holder(tx, request_id, person_id)
    if found is None:
        return Outcome.GONE
    return told(tx, found, decoupled.deny(tx, backchannel_rows.KIND, found, now), now)


def told(tx: Tx, found: BackchannelRequest, outcome: Outcome, now: datetime) -> Outcome:
    """The same; a decision that counts is announced to a client in ping mode."""
    if outcome in (Outcome.APPROVED, Outcome.DENIED):
        backchannel_pings.announce(tx, found, now)
    return outcome
