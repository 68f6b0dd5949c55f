"""The row of a client as a whole: staff and the client itself (RFC 7592) may change it at the same time."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select, update

from joincard_core.oauth import store
from joincard_core.oauth.model import ID, Client
from joincard_core.oauth.registering import Bounds
from joincard_core.oauth.tables import (
    authorization_codes,
    authorization_requests,
    clients,
    grants,
    interactions,
    refresh_tokens,
)
from joincard_core.storage import Tx

TRACES = (authorization_requests, interactions, authorization_codes, refresh_tokens)


@dataclass(frozen=True, slots=True)
class Row:
    """A client, with what only its registration needs. ``bounds``: ``None`` where staff registered it."""

    client: Client
    registration_digest: bytes | None = field(repr=False)
    bounds: Bounds | None


def find(tx: Tx, client_id: str, *, lock: bool = False) -> Row | None:
    """The row of a client. ``lock``: nobody else changes it until this transaction ends."""
    if not ID.fullmatch(client_id):
        return None
    query = select(clients.c.registration_digest, clients.c.bounds).where(clients.c.id == client_id)
    row = tx.execute(query.with_for_update() if lock else query).first()
    client = store.find(tx, client_id)
    if row is None or client is None:
        return None
    return Row(client, row.registration_digest, Bounds.of_text(row.bounds) if row.bounds else None)


def write(tx: Tx, row: Row) -> None:
    """Write a changed client back. Raises ``ClientUnknown``."""
    client = row.client
    store.change(
        tx,
        client.id,
        name=client.name,
        jwks=json.dumps(client.jwks),
        scopes=" ".join(sorted(client.scopes)),
        expires_at=client.expires_at,
        suspended=client.suspended,
        metadata=json.dumps(client.metadata.to_json()),
        registration_digest=row.registration_digest,
        bounds=row.bounds.to_text() if row.bounds else None,
    )


def remove(tx: Tx, client_id: str, now: datetime) -> None:
    """Refuse a client for good, with all that hangs on it. Raises ``ClientUnknown``.

    The row stays, so that nobody else gets the id while tokens of this one are about.
    """
    store.change(tx, client_id, suspended=True, registration_digest=None, removed_at=now)
    for table in TRACES:
        tx.execute(delete(table).where(table.c.client_id == client_id))
    open_grants = (grants.c.client_id == client_id) & grants.c.revoked_at.is_(None)
    tx.execute(update(grants).where(open_grants).values(revoked_at=now))
