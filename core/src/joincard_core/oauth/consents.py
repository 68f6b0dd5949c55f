"""What holders agreed to: remembered, listed, and taken back.

A consent is remembered for what it named, until it ends; it is taken back by the holder at any time, and with
it every grant and token of the client for this holder. Nothing is kept in memory: the next request of the
client is refused, on every worker.
Choice: a request with details (RFC 9396) is asked about each time, since it names a purpose of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, insert, or_, select

from joincard_core.oauth import grants, session_clients, verified_request
from joincard_core.oauth.asked import Asked
from joincard_core.oauth.grants import Grant
from joincard_core.oauth.tables import clients, remembered_consents
from joincard_core.oauth.tables import grants as granted
from joincard_core.storage import Tx

REMEMBERED = select(remembered_consents).where(
    remembered_consents.c.person_id == bindparam("person"),
    remembered_consents.c.client_id == bindparam("client"),
    remembered_consents.c.expires_at > bindparam("now"),
    # What stands is what the holder's list shows: with its last grant, a consent is forgotten.
    exists().where(
        granted.c.person_id == bindparam("person"),
        granted.c.client_id == bindparam("client"),
        granted.c.revoked_at.is_(None),
        granted.c.expires_at > bindparam("now"),
    ),
)
STANDING = (
    select(granted, clients.c.name)
    .join(clients, clients.c.id == granted.c.client_id)
    .where(
        granted.c.person_id == bindparam("person"),
        granted.c.revoked_at.is_(None),
        granted.c.expires_at > bindparam("now"),
    )
    .order_by(granted.c.created_at.desc(), granted.c.id)
)


GIVEN = (
    select(granted, clients.c.name)
    .join(clients, clients.c.id == granted.c.client_id)
    .where(granted.c.person_id == bindparam("person"))
    .order_by(granted.c.created_at.desc(), granted.c.id)
    .limit(bindparam("most"))
)
NAMES = select(clients.c.id, clients.c.name).where(clients.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Consent:
    """One thing that a holder agreed to."""

    grant: Grant
    client_name: str


def covers(tx: Tx, person_id: str, asked: Asked, now: datetime) -> bool:
    """Whether the holder has agreed to all of this before, and has not taken it back."""
    if asked.details or "consent" in asked.prompt:
        return False
    row = tx.execute(REMEMBERED, {"person": person_id, "client": asked.client_id, "now": now}).first()
    if row is None:
        return False
    wanted = asked.wanted
    same = verified_request.within(wanted.verified, verified_request.of_kept(row.verified))
    return same and asked.scopes <= set(row.scopes.split()) and wanted.claims <= set(row.claims.split())


def remember(tx: Tx, grant: Grant) -> None:
    """Ask no more for what this grant holds; what was remembered before is replaced by it."""
    if grant.person_id is None or grant.details:
        return
    _forget(tx, grant.person_id, grant.client_id)
    row = {
        "person_id": grant.person_id,
        "client_id": grant.client_id,
        "scopes": " ".join(sorted(grant.scopes)),
        "claims": " ".join(sorted(grant.claims)),
        "verified": verified_request.kept(grant.verified),
        "granted_at": grant.created_at,
        "expires_at": grant.expires_at,
    }
    tx.execute(insert(remembered_consents), row)


def of_person(tx: Tx, person_id: str, now: datetime) -> tuple[Consent, ...]:
    """What still stands, the newest first."""
    rows = tx.execute(STANDING, {"person": person_id, "now": now})
    return tuple(Consent(grants.of_row(row), row.name) for row in rows)


def given(tx: Tx, person_id: str, most: int = 100) -> tuple[Consent, ...]:
    """What a holder ever agreed to, ended or not, the newest first; what ended long ago is not kept."""
    rows = tx.execute(GIVEN, {"person": person_id, "most": most})
    return tuple(Consent(grants.of_row(row), row.name) for row in rows)


def client_names(tx: Tx, client_ids: Iterable[str]) -> dict[str, str]:
    """What these clients are called, also those that have gone."""
    return {row.id: row.name for row in tx.execute(NAMES, {"ids": sorted(set(client_ids))})}


def withdraw(tx: Tx, person_id: str, client_id: str, now: datetime) -> int:
    """Take everything back that a holder gave to a client; the answer is how many grants ended."""
    _forget(tx, person_id, client_id)
    theirs = select(granted.c.id).where(
        granted.c.person_id == person_id,
        or_(granted.c.client_id == client_id, granted.c.parent_client_id == client_id),
        granted.c.revoked_at.is_(None),
    )
    found: list[Any] = list(tx.execute(theirs).scalars())
    for grant_id in found:
        grants.revoke(tx, grant_id, now)
    session_clients.leave(tx, person_id, client_id, now)
    return len(found)


def _forget(tx: Tx, person_id: str, client_id: str) -> None:
    mine = remembered_consents.c.person_id == person_id
    tx.execute(delete(remembered_consents).where(mine, remembered_consents.c.client_id == client_id))
