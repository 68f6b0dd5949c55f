"""Whether a token still stands: what may change between its signature and its end.

Read from the database with every use, in the same transaction that uses it: a client that is suspended, a
token or grant that is revoked, a scope or service that is taken away is refused at the next request, on every
worker.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import bindparam, exists, or_, select

from joincard_core.oauth import authorization_details, grants
from joincard_core.oauth.access_token import AccessToken
from joincard_core.oauth.authorization_details import Details
from joincard_core.oauth.client_metadata import ClientMetadata
from joincard_core.oauth.grants import Grant, Parent
from joincard_core.oauth.tables import clients, revoked_tokens
from joincard_core.oauth.verified_request import Verified
from joincard_core.storage import Prepared, Tx

# One statement for the usual token: its client is active and nobody has revoked it.
STANDING = Prepared(
    select(clients.c.provider_id, clients.c.metadata, clients.c.scopes).where(
        clients.c.id == bindparam("client_id"),
        clients.c.suspended.is_(False),
        clients.c.removed_at.is_(None),
        or_(clients.c.expires_at.is_(None), clients.c.expires_at > bindparam("now")),
        ~exists().where(revoked_tokens.c.jti == bindparam("jti")),
    )
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whose token it is. ``person_id``: the holder who signed in, if one did.

    ``scopes`` is what its client is registered for now, and the holder lets it do. Where the token was
    exchanged (RFC 8693), the client of the first one must be registered for it as well; ``parent_services``
    are the services of that client. ``details`` is what the token still may ask about, and ``withheld`` the
    claims that the holder did not allow, or took back.
    """

    provider_id: str
    metadata: ClientMetadata
    scopes: frozenset[str]
    parent_services: tuple[str, ...] = ()
    person_id: str | None = field(default=None, repr=False)
    card_id: str | None = field(default=None, repr=False)
    claims: frozenset[str] = frozenset()
    verified: Verified = ()
    details: Details = ()
    withheld: frozenset[str] = frozenset()


def of_token(tx: Tx, token: AccessToken, now: datetime) -> Standing | None:
    """Where a token stands; ``None`` for one that must be refused."""
    standing = _of_client(tx, token.client_id, token.id, now)
    if standing is None:
        return None
    if token.grant_id is None:
        return replace(standing, details=token.details)
    grant = _granted(tx, token.grant_id, now)
    if grant is None:
        return None
    details = _left(token.details, grant.details)
    if token.details and not details:  # a token without details would be for every service
        return None
    standing = replace(
        standing,
        scopes=standing.scopes & grant.scopes,
        details=details,
        withheld=grant.withheld.claims,
        provider_id=grant.provider_id,
        person_id=grant.person_id,
        card_id=grant.card_id,
        claims=grant.claims,
        verified=grant.verified,
    )
    return standing if grant.parent is None else _below(tx, standing, token.client_id, grant.parent, now)


def _left(held: Details, granted: Details) -> Details:
    """What the holder still lets a token ask about: single services may be taken back."""
    return authorization_details.only(held, authorization_details.services_of(granted)) if granted else held


def _of_client(tx: Tx, client_id: str, jti: str, now: datetime) -> Standing | None:
    rows = STANDING.rows(tx, client_id=client_id, jti=jti, now=now)
    if not rows:
        return None
    metadata = ClientMetadata.from_json(json.loads(rows[0].metadata))
    return Standing(rows[0].provider_id, metadata, frozenset(rows[0].scopes.split()))


def _granted(tx: Tx, grant_id: str, now: datetime) -> Grant | None:
    grant = grants.find(tx, grant_id)
    return grant if grant is not None and grant.stands(now) else None


def _below(tx: Tx, standing: Standing, client_id: str, parent: Parent, now: datetime) -> Standing | None:
    """An exchanged token: never more than the first one may, which still stands, and names this client."""
    above = _of_client(tx, parent.client_id, parent.jti, now)
    if above is None or client_id not in above.metadata.subcontractors:
        return None
    if parent.grant_id is not None and _granted(tx, parent.grant_id, now) is None:
        return None
    return replace(standing, scopes=standing.scopes & above.scopes, parent_services=above.metadata.services)
