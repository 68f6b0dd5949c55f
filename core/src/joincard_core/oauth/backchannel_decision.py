"""The holder decides on a backchannel authentication request (OpenID CIBA Core section 8).

Choices: what was approved at a counter is for this visit: it ends soon by itself, is not remembered, and
does not end with the session in which it was approved.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from joincard_core.keys import Vault
from joincard_core.oauth import backchannel_rows, grants, store
from joincard_core.oauth.backchannel_lifecycle import Move, Status
from joincard_core.oauth.backchannel_rows import BackchannelRequest, CardHolder
from joincard_core.oauth.grants import Grant
from joincard_core.oauth.interaction import SignedIn
from joincard_core.oauth.model import Client, ClientStatus
from joincard_core.storage import Tx, new_id

VISIT = timedelta(minutes=10)  # after the request has ended: how long an approval may be used


class Outcome(StrEnum):
    """How a decision ended; the last three: it came too late."""

    APPROVED = "approved"
    DENIED = "denied"
    DECIDED = "decided"
    EXPIRED = "expired"
    GONE = "gone"


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
    grant = _grant(vault, found, client, found.holder, now)
    # The session is the holder's affair: what the client is told of it is how they signed in.
    by = replace(signed_in, card_id=found.holder.card_id, session_id=None, sid=None)
    if not backchannel_rows.decide(tx, found, Move.APPROVE, now, (grant.id, by)):
        return too_late(found, now)
    grants.add(tx, grant)
    return Outcome.APPROVED


def deny(tx: Tx, request_id: str, person_id: str, now: datetime) -> Outcome:
    """Refuse."""
    found = backchannel_rows.of_holder(tx, request_id, person_id)
    if found is None:
        return Outcome.GONE
    return Outcome.DENIED if backchannel_rows.decide(tx, found, Move.DENY, now) else too_late(found, now)


def too_late(found: BackchannelRequest, now: datetime) -> Outcome:
    """Why a decision does not count."""
    expired = found.expires_at <= now and found.status is Status.PENDING
    return Outcome.EXPIRED if expired else Outcome.DECIDED


def acting(tx: Tx, client_id: str, now: datetime) -> Client | None:
    """The client, while it is there and may act."""
    client = store.find(tx, client_id)
    return client if client is not None and client.status(now) is ClientStatus.ACTIVE else None


def _grant(
    vault: Vault, found: BackchannelRequest, client: Client, holder: CardHolder, now: datetime
) -> Grant:
    return Grant(
        id=new_id(),
        client_id=client.id,
        provider_id=client.provider_id,
        sub=grants.pairwise(vault, client.provider_id, holder.person_id),
        scopes=found.asked.scopes,
        details=found.asked.details,
        created_at=now,
        expires_at=found.expires_at + VISIT,
        person_id=holder.person_id,
        card_id=holder.card_id,
    )
