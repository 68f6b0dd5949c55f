"""Queries of OAuth: clients, what was used once, and failed authentications."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from joincard_core.oauth.client_metadata import ClientMetadata
from joincard_core.oauth.errors import ClientExists, ClientUnknown
from joincard_core.oauth.model import ID, Client
from joincard_core.oauth.tables import clients, token_failures, used_jti
from joincard_core.storage import Database, Tx, new_id

CLIENT = select(clients).where(clients.c.id == bindparam("id"))
ACTIVE = select(clients.c.provider_id).where(
    clients.c.id == bindparam("id"),
    clients.c.suspended.is_(False),
    or_(clients.c.expires_at.is_(None), clients.c.expires_at > bindparam("now")),
)
# Built once: they run for every request.
USE_ONCE = {
    "sqlite": sqlite.insert(used_jti).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(used_jti).on_conflict_do_nothing(),
}
FAILURES = select(func.count(), func.min(token_failures.c.at)).where(
    token_failures.c.subject == bindparam("subject"), token_failures.c.at > bindparam("since")
)


def find(tx: Tx, client_id: str) -> Client | None:
    """The client with this id, as it stands in the database now. ``client_id`` may be any text."""
    if not ID.fullmatch(client_id):  # PostgreSQL refuses some characters that JSON can spell
        return None
    row = tx.execute(CLIENT, {"id": client_id}).first()
    return None if row is None else _client(row)


def provider_of(tx: Tx, client_id: str, now: datetime) -> str | None:
    """The provider of a client that is active now; ``None`` for every other."""
    provider: str | None = tx.execute(ACTIVE, {"id": client_id, "now": now}).scalar()
    return provider


def of_provider(tx: Tx, provider_id: str) -> tuple[Client, ...]:
    """The clients of a provider, by id."""
    query = select(clients).where(clients.c.provider_id == provider_id).order_by(clients.c.id)
    return tuple(_client(row) for row in tx.execute(query))


def add(tx: Tx, client: Client) -> None:
    """Store a new client. Raises ``ClientExists``."""
    new = Database.unique(
        tx,
        clients,
        id=client.id,
        provider_id=client.provider_id,
        name=client.name,
        jwks=json.dumps(client.jwks),
        scopes=" ".join(sorted(client.scopes)),
        created_at=client.created_at,
        expires_at=client.expires_at,
        suspended=client.suspended,
        metadata=json.dumps(client.metadata.to_json()),
    )
    if not new:
        raise ClientExists(client.id)


def change(tx: Tx, client_id: str, **values: Any) -> None:
    """Change columns of a client. Raises ``ClientUnknown``."""
    if tx.execute(update(clients).where(clients.c.id == client_id).values(**values)).rowcount != 1:
        raise ClientUnknown(client_id)


def use_once(tx: Tx, kind: str, signer: str, jti: str, expires_at: datetime) -> bool:
    """Use up a ``jti`` until ``expires_at``; ``False`` when it was used before."""
    row = {"digest": _digest(kind, signer, jti), "expires_at": expires_at}
    return tx.execute(USE_ONCE[tx.dialect.name], row).rowcount == 1


def prune(tx: Tx, now: datetime, failures_before: datetime) -> None:
    """Remove each ``jti`` whose token has expired by itself, and failures of earlier windows."""
    tx.execute(delete(used_jti).where(used_jti.c.expires_at <= now))
    tx.execute(delete(token_failures).where(token_failures.c.at <= failures_before))


def note_failure(tx: Tx, subject: tuple[str, ...], at: datetime) -> None:
    """Note one failed authentication."""
    tx.execute(insert(token_failures), {"id": new_id(), "subject": _digest("failure", *subject), "at": at})


def failures(tx: Tx, subject: tuple[str, ...], since: datetime) -> tuple[int, datetime | None]:
    """How many failures since a moment, and when the first of them was."""
    row = tx.execute(FAILURES, {"subject": _digest("failure", *subject), "since": since}).one()
    return int(row[0]), row[1]


def _digest(*parts: str) -> bytes:
    """A digest of parts that a stranger wrote: unambiguous, and total over every text that JSON can spell."""
    return sha256(json.dumps(parts).encode("ascii")).digest()


def _client(row: Any) -> Client:
    return Client(
        id=row.id,
        provider_id=row.provider_id,
        name=row.name,
        jwks=json.loads(row.jwks),
        scopes=frozenset(row.scopes.split()),
        created_at=row.created_at,
        expires_at=row.expires_at,
        suspended=row.suspended,
        metadata=ClientMetadata.from_json(json.loads(row.metadata)),
    )
