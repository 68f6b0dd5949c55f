"""Asked on one device, decided on another: what CIBA and the device grant (RFC 8628) have in common.

The rows of both have the same columns, and one table of moves. Choices: what was approved is for this visit:
it ends soon by itself, is not remembered, and does not end with the session in which it was approved.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from sqlalchemy import Table, update

from joincard_core.keys import Vault
from joincard_core.oauth import grants, scope, store
from joincard_core.oauth.authorization_details import Details
from joincard_core.oauth.backchannel_lifecycle import MOVES, Move, Status
from joincard_core.oauth.errors import (
    AuthorizationPending,
    ExpiredToken,
    HolderDenied,
    InvalidGrant,
    SlowDown,
)
from joincard_core.oauth.granting import Granting, Refusal
from joincard_core.oauth.grants import Grant
from joincard_core.oauth.interaction import SignedIn
from joincard_core.oauth.issue import Issue
from joincard_core.oauth.model import Client, ClientStatus
from joincard_core.storage import Tx, new_id

INTERVAL = 5  # s
VISIT = timedelta(minutes=10)  # after the request has ended: how long an approval may be used


class Outcome(StrEnum):
    """How a decision ended; the last three: it came too late."""

    APPROVED = "approved"
    DENIED = "denied"
    DECIDED = "decided"
    EXPIRED = "expired"
    GONE = "gone"


class Scopes(Protocol):
    """What was asked for."""

    @property
    def scopes(self) -> frozenset[str]:
        """Its scopes."""

    @property
    def details(self) -> Details:
        """Its services and cities."""


class Request(Protocol):
    """A request as it is kept. ``interval`` is in seconds."""

    @property
    def digest(self) -> bytes:
        """Of what the client holds."""

    @property
    def client_id(self) -> str:
        """Who asks."""

    @property
    def asked(self) -> Scopes:
        """For what."""

    @property
    def status(self) -> Status:
        """Where it stands."""

    @property
    def interval(self) -> int:
        """How long the client waits between two polls."""

    @property
    def expires_at(self) -> datetime:
        """When it ends by itself."""

    @property
    def grant_id(self) -> str | None:
        """What the holder agreed to."""

    @property
    def signed_in(self) -> SignedIn | None:
        """How the holder had signed in."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of request: its table, and what its client calls what it polls with."""

    rows: Table
    name: str


def answered(tx: Tx, kind: Kind, found: Request | None, granting: Granting) -> Issue | Refusal:
    """What a poll leads to. Raises or returns an ``OAuthError``: not yet, no, or not any more."""
    if found is None or found.client_id != granting.client.id:
        raise InvalidGrant(f"The {kind.name} is unknown, or another client's.")
    if found.expires_at <= granting.now:
        raise ExpiredToken
    if found.status is Status.DENIED:
        raise HolderDenied
    if found.status is Status.PENDING:
        return AuthorizationPending() if polled(tx, kind, found, granting.now) else SlowDown()
    return granted(tx, kind, found, granting)


def polled(tx: Tx, kind: Kind, found: Request, now: datetime) -> bool:
    """Note a poll; ``False`` for one that came too early: the client has to wait longer from now on."""
    rows = kind.rows
    mine = rows.c.digest == found.digest
    again = now + timedelta(seconds=found.interval)
    in_time = update(rows).where(mine, rows.c.next_poll_at <= now).values(next_poll_at=again)
    if tx.execute(in_time).rowcount == 1:
        return True
    longer = found.interval + INTERVAL
    later = {"interval": longer, "next_poll_at": now + timedelta(seconds=longer)}
    tx.execute(update(rows).where(mine).values(**later))
    return False


def granted(tx: Tx, kind: Kind, found: Request, granting: Granting) -> Issue:
    """The grant that the holder made, once. Raises ``InvalidGrant`` or ``HolderDenied``."""
    if not store.use_once(tx, kind.name, found.client_id, found.digest.hex(), found.expires_at):
        raise InvalidGrant(f"The {kind.name} was used before.")
    grant = grants.find(tx, found.grant_id or "")
    if grant is None or not grant.stands(granting.now):
        raise HolderDenied("The holder took the approval back.")
    granting.require_card(tx, grant)
    scopes = scope.left(grant.scopes, granting.client.scopes)
    return replace(Issue.of(grant, found.signed_in), scopes=scopes, details=granting.details(grant.details))


def approve(
    tx: Tx, vault: Vault, kind: Kind, found: Request, client: Client, by: SignedIn, now: datetime
) -> Outcome:
    """Agree, with the card of ``by``: a grant, for which the client gets tokens with its next poll."""
    grant = Grant(
        id=new_id(),
        client_id=client.id,
        provider_id=client.provider_id,
        sub=grants.pairwise(vault, client.provider_id, by.person_id),
        scopes=found.asked.scopes,
        details=found.asked.details,
        created_at=now,
        expires_at=found.expires_at + VISIT,
        person_id=by.person_id,
        card_id=by.card_id,
    )
    # The session is the holder's affair: what the client is told of it is how they signed in.
    without_session = replace(by, session_id=None, sid=None)
    if not decide(tx, kind, found, Move.APPROVE, now, (grant.id, without_session)):
        return too_late(found, now)
    grants.add(tx, grant)
    return Outcome.APPROVED


def deny(tx: Tx, kind: Kind, found: Request, now: datetime) -> Outcome:
    """Refuse."""
    return Outcome.DENIED if decide(tx, kind, found, Move.DENY, now) else too_late(found, now)


def decide(
    tx: Tx, kind: Kind, found: Request, move: Move, now: datetime, by: tuple[str, SignedIn] | None = None
) -> bool:
    """Make a move, ``by`` a grant and who signed in; ``False`` when somebody was faster, or time was.

    One statement, no check before it: of two windows one decides.
    """
    before = [source.value for source, made in MOVES if made is move]
    values: dict[str, object] = {"status": next(MOVES[key] for key in MOVES if key[1] is move).value}
    if by is not None:
        values |= {"grant_id": by[0], "signed_in": json.dumps(asdict(by[1]))}
    rows = kind.rows
    mine = (rows.c.digest == found.digest) & rows.c.status.in_(before) & (rows.c.expires_at > now)
    return tx.execute(update(rows).where(mine).values(**values)).rowcount == 1


def too_late(found: Request, now: datetime) -> Outcome:
    """Why a decision does not count."""
    expired = found.expires_at <= now and found.status is Status.PENDING
    return Outcome.EXPIRED if expired else Outcome.DECIDED


def acting(tx: Tx, client_id: str, now: datetime) -> Client | None:
    """The client, while it is there and may act."""
    client = store.find(tx, client_id)
    return client if client is not None and client.status(now) is ClientStatus.ACTIVE else None
