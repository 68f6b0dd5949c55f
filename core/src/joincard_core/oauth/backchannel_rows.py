"""Rows of backchannel authentication requests (OpenID CIBA Core section 7.3).

``auth_req_id`` is for the client, and kept as a digest; ``id`` is for the holder's page.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select

from joincard_core.oauth import handle
from joincard_core.oauth.backchannel_lifecycle import Status
from joincard_core.oauth.backchannel_request import BackchannelAsked
from joincard_core.oauth.decoupled import INTERVAL as INTERVAL
from joincard_core.oauth.decoupled import Kind
from joincard_core.oauth.interaction import SignedIn, read_signed_in
from joincard_core.oauth.tables import backchannel_requests as rows
from joincard_core.storage import Tx, new_id

KIND = Kind(rows, "auth_req_id")
ID = re.compile(r"[0-9a-f]{32}")
BY_DIGEST = select(rows).where(rows.c.digest == bindparam("digest"))
BY_ID = select(rows).where(rows.c.id == bindparam("id"), rows.c.person_id == bindparam("person"))


@dataclass(frozen=True, slots=True)
class CardHolder:
    """Whom a hint names."""

    person_id: str = field(repr=False)
    card_id: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BackchannelRequest:
    """A request as it is kept. ``interval`` is in seconds; ``holder`` is ``None`` for an unknown card."""

    digest: bytes = field(repr=False)
    id: str
    client_id: str
    holder: CardHolder | None
    asked: BackchannelAsked
    status: Status
    interval: int
    created_at: datetime
    expires_at: datetime
    grant_id: str | None = None
    signed_in: SignedIn | None = None


def add(tx: Tx, client_id: str, holder: CardHolder | None, asked: BackchannelAsked, now: datetime) -> str:
    """Write a new request down; the answer is its ``auth_req_id``."""
    auth_req_id = handle.new()
    row = {
        "digest": handle.digest(auth_req_id),
        "id": new_id(),
        "client_id": client_id,
        "person_id": holder and holder.person_id,
        "card_id": holder and holder.card_id,
        "asked": asked.to_json(),
        "status": Status.PENDING.value,
        "interval": INTERVAL,
        "next_poll_at": now,
        "created_at": now,
        "expires_at": now + timedelta(seconds=asked.lifetime),
    }
    tx.execute(insert(rows), row)
    return auth_req_id


def find(tx: Tx, auth_req_id: str) -> BackchannelRequest | None:
    """The request that a client polls for."""
    row = tx.execute(BY_DIGEST, {"digest": handle.digest(auth_req_id)}).first()
    return None if row is None else _request(row)


def of_holder(tx: Tx, request_id: str, person_id: str) -> BackchannelRequest | None:
    """The request that a holder decides on; another's is not known. ``request_id`` may be any text."""
    if not ID.fullmatch(request_id):  # PostgreSQL refuses some characters that a form can spell
        return None
    row = tx.execute(BY_ID, {"id": request_id, "person": person_id}).first()
    return None if row is None else _request(row)


def waiting(tx: Tx, person_id: str, now: datetime) -> tuple[BackchannelRequest, ...]:
    """What waits for a holder, the newest first."""
    mine = (rows.c.person_id == person_id) & (rows.c.status == Status.PENDING.value)
    query = select(rows).where(mine, rows.c.expires_at > now).order_by(rows.c.created_at.desc(), rows.c.id)
    return tuple(_request(row) for row in tx.execute(query))


def _request(row: Any) -> BackchannelRequest:
    return BackchannelRequest(
        digest=bytes(row.digest),
        id=row.id,
        client_id=row.client_id,
        holder=None if row.person_id is None else CardHolder(row.person_id, row.card_id),
        asked=BackchannelAsked.of_json(row.asked),
        status=Status(row.status),
        interval=row.interval,
        created_at=row.created_at,
        expires_at=row.expires_at,
        grant_id=row.grant_id,
        signed_in=None if row.signed_in is None else read_signed_in(json.loads(row.signed_in)),
    )
