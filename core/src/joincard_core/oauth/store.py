"""Queries of OAuth: clients, what was used once, and failed authentications."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from joincard_core.oauth.client_metadata import ClientMetadata
from joincard_core.oauth.errors import ClientExists, ClientUnknown
from joincard_core.oauth.model import ID, Client
from joincard_core.oauth.tables import (
    authorization_codes,
    authorization_requests,
    backchannel_pings,
    backchannel_requests,
    clients,
    device_codes,
    grants,
    initial_access_tokens,
    interactions,
    refresh_tokens,
    remembered_consents,
    revoked_tokens,
    session_clients,
    token_failures,
    used_jti,
)
from joincard_core.storage import Database, Prepared, Tx, new_id

KEPT = timedelta(hours=1)  # after its end, so that who comes late can be told why
EXPIRING = (
    used_jti,
    backchannel_pings,
    backchannel_requests,
    device_codes,
    authorization_requests,
    interactions,
    authorization_codes,
    refresh_tokens,
    revoked_tokens,
    grants,
    initial_access_tokens,
    remembered_consents,
    session_clients,
)
CLIENT = Prepared(select(clients).where(clients.c.id == bindparam("id"), clients.c.removed_at.is_(None)))
USE_ONCE = Prepared(
    {
        "sqlite": sqlite.insert(used_jti).on_conflict_do_nothing(),
        "postgresql": postgresql.insert(used_jti).on_conflict_do_nothing(),
    }
)
FAILURES = Prepared(
    select(token_failures.c.subject, func.count(), func.min(token_failures.c.at))
    .where(
        or_(token_failures.c.subject == bindparam("one"), token_failures.c.subject == bindparam("other")),
        token_failures.c.at > bindparam("since"),
    )
    .group_by(token_failures.c.subject)
)
SECRET = select(clients.c.secret_digest).where(clients.c.id == bindparam("id"))
USED = select(used_jti.c.digest).where(used_jti.c.digest == bindparam("digest"))
KEPT_READY = 256  # clients
Subject = tuple[str, ...]


def find(tx: Tx, client_id: str) -> Client | None:
    """The client with this id, as it stands in the database now. ``client_id`` may be any text."""
    if not ID.fullmatch(client_id):  # PostgreSQL refuses some characters that JSON can spell
        return None
    rows = CLIENT.rows(tx, id=client_id)
    return _client(rows[0]) if rows else None


def set_secret(tx: Tx, client_id: str, digest: bytes) -> None:
    """Give a client a secret, by its digest. Raises ``ClientUnknown``."""
    change(tx, client_id, secret_digest=digest)


def secret_of(tx: Tx, client_id: str) -> bytes | None:
    """The digest of a client's secret, if it has one."""
    kept: bytes | None = tx.execute(SECRET, {"id": client_id}).scalar()
    return kept


def of_provider(tx: Tx, provider_id: str) -> tuple[Client, ...]:
    """The clients of a provider, by id."""
    theirs = (clients.c.provider_id == provider_id) & clients.c.removed_at.is_(None)
    query = select(clients).where(theirs).order_by(clients.c.id)
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
    there = (clients.c.id == client_id) & clients.c.removed_at.is_(None)
    if tx.execute(update(clients).where(there).values(**values)).rowcount != 1:
        raise ClientUnknown(client_id)


def use_once(tx: Tx, kind: str, signer: str, jti: str, expires_at: datetime) -> bool:
    """Use up a ``jti`` until ``expires_at``; ``False`` when it was used before."""
    return USE_ONCE.count(tx, digest=_digest(kind, signer, jti), expires_at=expires_at) == 1


def was_used(tx: Tx, kind: str, signer: str, jti: str) -> bool:
    """Whether a ``jti`` was used up. Only for what is told to people: nothing rests on it."""
    key = {"digest": _digest(kind, signer, jti)}
    return tx.execute(USED, key).first() is not None


def prune(tx: Tx, now: datetime, failures_before: datetime) -> None:
    """Remove what has expired by itself, and failures of earlier windows."""
    for table in EXPIRING:
        tx.execute(delete(table).where(table.c.expires_at <= now - KEPT))
    tx.execute(delete(interactions).where(interactions.c.expires_at <= now))
    tx.execute(delete(token_failures).where(token_failures.c.at <= failures_before))


def note_failure(tx: Tx, subject: Subject, at: datetime) -> None:
    """Note one failed authentication."""
    tx.execute(insert(token_failures), {"id": new_id(), "subject": _digest("failure", *subject), "at": at})


def failures(tx: Tx, one: Subject, other: Subject, since: datetime) -> dict[Subject, tuple[int, datetime]]:
    """How many failures two subjects have since a moment, and when the first was; nothing for none."""
    digests = {_digest("failure", *subject): subject for subject in (one, other)}
    first, last = digests
    rows = FAILURES.rows(tx, one=first, other=last, since=since)
    return {digests[bytes(digest)]: (count, begin) for digest, count, begin in rows}


def _digest(*parts: str) -> bytes:
    """A digest of parts that a stranger wrote: unambiguous, and total over every text that JSON can spell."""
    return sha256(json.dumps(parts).encode("ascii")).digest()


@lru_cache(KEPT_READY)
def _client(row: Any) -> Client:
    """The client that a row spells: a row that changed is another one."""
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
