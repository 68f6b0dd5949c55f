"""What was granted, and to whom: the row that every token of a grant hangs on.

Revoking the row refuses each of its tokens at their next use, on every worker: the guard of the API reads it
with every request.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from joincard_core.keys import Vault
from joincard_core.oauth import authorization_details, card_claims, verified_request
from joincard_core.oauth.allowing import NOTHING_WITHHELD, Withheld
from joincard_core.oauth.authorization_details import Details
from joincard_core.oauth.tables import grants, refresh_tokens, revoked_tokens
from joincard_core.oauth.verified_request import Verified
from joincard_core.storage import Database, Tx

ONE = select(grants).where(grants.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class Parent:
    """The token that a grant was exchanged for (RFC 8693): the grant ends with it."""

    jti: str
    client_id: str
    grant_id: str | None


@dataclass(frozen=True, slots=True)
class Grant:
    """Who may do what for whom. ``person_id`` is ``None`` where no holder is concerned.

    ``card_id`` is the card that the holder signed in with, ``claims`` what they let be told beside scopes,
    ``verified`` what together with how it was verified; ``withheld`` is what they did not allow.
    ``provider_id`` is whose verifications its tokens make: with a subcontractor not the client's own.
    ``session_id`` is the session that it ends with, ``None`` where it does not.
    """

    id: str
    client_id: str
    provider_id: str
    sub: str
    scopes: frozenset[str]
    details: Details
    created_at: datetime
    expires_at: datetime
    person_id: str | None = field(default=None, repr=False)
    card_id: str | None = field(default=None, repr=False)
    claims: frozenset[str] = frozenset()
    session_id: str | None = field(default=None, repr=False)
    revoked_at: datetime | None = None
    parent: Parent | None = None
    verified: Verified = ()
    withheld: Withheld = NOTHING_WITHHELD

    @property
    def told(self) -> frozenset[str]:
        """The claims that its client may be told by userinfo."""
        return (self.claims | card_claims.of_scopes(self.scopes)) - self.withheld.claims

    @property
    def names(self) -> frozenset[str]:
        """The same, with those that are told together with how they were verified."""
        return self.told.union(*(each.names for each in self.verified))

    def without(self, claims: frozenset[str], services: frozenset[str]) -> Grant:
        """What is left when the holder takes these back."""
        held = authorization_details.services_of(self.details)
        less = (each.only(each.names - claims) for each in self.verified)
        return replace(
            self,
            claims=self.claims - claims,
            verified=tuple(each for each in less if each is not None),
            details=authorization_details.only(self.details, held - services),
            withheld=self.withheld | Withheld(claims=claims & self.names, services=services & held),
        )

    def stands(self, now: datetime) -> bool:
        """Whether its tokens are good at this moment."""
        return self.revoked_at is None and now < self.expires_at


def pairwise(vault: Vault, provider_id: str, person_id: str) -> str:
    """The name of a holder to one provider, the same each time and told to nobody else.

    OpenID Connect Core section 8.1; keyed, so that it cannot be guessed from an identifier.
    """
    return urlsafe_b64encode(vault.index("sub", provider_id, person_id)).rstrip(b"=").decode("ascii")


def add(tx: Tx, grant: Grant) -> None:
    """Write a new grant down."""
    row = {
        "id": grant.id,
        "client_id": grant.client_id,
        "provider_id": grant.provider_id,
        "person_id": grant.person_id,
        "card_id": grant.card_id,
        "claims": " ".join(sorted(grant.claims)),
        "verified": verified_request.kept(grant.verified),
        "session_id": grant.session_id,
        "sub": grant.sub,
        "scopes": " ".join(sorted(grant.scopes)),
        "details": json.dumps([each.to_json() for each in grant.details]),
        "created_at": grant.created_at,
        "expires_at": grant.expires_at,
        "parent_jti": grant.parent and grant.parent.jti,
        "parent_client_id": grant.parent and grant.parent.client_id,
        "parent_grant_id": grant.parent and grant.parent.grant_id,
        "withheld": grant.withheld.to_text(),
    }
    tx.execute(insert(grants), row)


def find(tx: Tx, grant_id: str) -> Grant | None:
    """The grant of this id."""
    row = tx.execute(ONE, {"id": grant_id}).first()
    return None if row is None else of_row(row)


def narrow(tx: Tx, grant: Grant) -> None:
    """Keep of a grant what this value still holds: for every token of it, from its next use on."""
    left = {
        "claims": " ".join(sorted(grant.claims)),
        "verified": verified_request.kept(grant.verified),
        "details": json.dumps([each.to_json() for each in grant.details]),
        "withheld": grant.withheld.to_text(),
    }
    tx.execute(update(grants).where(grants.c.id == grant.id).values(**left))


def revoke(tx: Tx, grant_id: str, now: datetime) -> None:
    """End a grant, with all its tokens. Ending it again changes nothing."""
    tx.execute(
        update(grants).where(grants.c.id == grant_id, grants.c.revoked_at.is_(None)).values(revoked_at=now)
    )
    tx.execute(delete(refresh_tokens).where(refresh_tokens.c.grant_id == grant_id))


def revoke_token(tx: Tx, jti: str, expires_at: datetime) -> None:
    """Refuse one access token until it expires by itself."""
    Database.unique(tx, revoked_tokens, jti=jti, expires_at=expires_at)


def of_row(row: Any) -> Grant:
    """A grant as a row has it."""
    return Grant(
        id=row.id,
        client_id=row.client_id,
        provider_id=row.provider_id,
        sub=row.sub,
        scopes=frozenset(row.scopes.split()),
        details=authorization_details.of_json(json.loads(row.details)),
        created_at=row.created_at,
        expires_at=row.expires_at,
        person_id=row.person_id,
        card_id=row.card_id,
        claims=frozenset(row.claims.split()),
        session_id=row.session_id,
        revoked_at=row.revoked_at,
        parent=Parent(row.parent_jti, row.parent_client_id, row.parent_grant_id) if row.parent_jti else None,
        verified=verified_request.of_kept(row.verified),
        withheld=Withheld.of_text(row.withheld),
    )
