"""Whether a token still stands: what may change between its signature and its end.

Read from the database with every use, in the same transaction that uses it: a client that is suspended, a
token or grant that is revoked is refused at the next request, on every worker.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, exists, or_, select

from joincard_core.oauth import grants
from joincard_core.oauth.access_token import AccessToken
from joincard_core.oauth.client_metadata import ClientMetadata
from joincard_core.oauth.grants import Grant
from joincard_core.oauth.tables import clients, revoked_tokens
from joincard_core.storage import Prepared, Tx

# One statement for the usual token: its client is active and nobody has revoked it.
STANDING = Prepared(
    select(clients.c.provider_id, clients.c.metadata).where(
        clients.c.id == bindparam("client_id"),
        clients.c.suspended.is_(False),
        clients.c.removed_at.is_(None),
        or_(clients.c.expires_at.is_(None), clients.c.expires_at > bindparam("now")),
        ~exists().where(revoked_tokens.c.jti == bindparam("jti")),
    )
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whose token it is. ``person_id``: the holder who signed in, if one did."""

    provider_id: str
    metadata: ClientMetadata
    person_id: str | None = field(default=None, repr=False)
    card_id: str | None = field(default=None, repr=False)
    claims: frozenset[str] = frozenset()


def of_token(tx: Tx, token: AccessToken, now: datetime) -> Standing | None:
    """Where a token stands; ``None`` for one that must be refused."""
    standing = _of_client(tx, token.client_id, token.id, now)
    if standing is None or token.grant_id is None:
        return standing
    grant = _granted(tx, token.grant_id, now)
    if grant is None:
        return None
    return Standing(grant.provider_id, standing.metadata, grant.person_id, grant.card_id, grant.claims)


def _of_client(tx: Tx, client_id: str, jti: str, now: datetime) -> Standing | None:
    rows = STANDING.rows(tx, client_id=client_id, jti=jti, now=now)
    if not rows:
        return None
    return Standing(rows[0].provider_id, ClientMetadata.from_json(json.loads(rows[0].metadata)))


def _granted(tx: Tx, grant_id: str, now: datetime) -> Grant | None:
    grant = grants.find(tx, grant_id)
    if grant is None or not grant.stands(now):
        return None
    parent = grant.parent
    if parent is None:
        return grant
    if _of_client(tx, parent.client_id, parent.jti, now) is None:
        return None
    if parent.grant_id is not None and _granted(tx, parent.grant_id, now) is None:
        return None
    return grant
