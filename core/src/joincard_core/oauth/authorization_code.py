"""Authorization codes (RFC 6749 section 4.1): made when the holder agrees, redeemed once.

A code that comes a second time ends its grant, with every token of it (RFC 9700 section 4.5): one of the two
who have it is not the client. Which of two requests in the same moment is the first, the database decides by
a unique row.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select

from joincard_core.oauth import grants, handle, pkce, store
from joincard_core.oauth.asked import Asked
from joincard_core.oauth.errors import InvalidGrant, InvalidRequest
from joincard_core.oauth.granting import Granting, Refusal
from joincard_core.oauth.grants import Grant
from joincard_core.oauth.interaction import SignedIn, read_signed_in
from joincard_core.oauth.issue import Issue
from joincard_core.oauth.tables import authorization_codes
from joincard_core.storage import Tx

GRANT_TYPE, RESPONSE_TYPE = "authorization_code", "code"
CODE = select(authorization_codes).where(authorization_codes.c.digest == bindparam("digest"))


@dataclass(frozen=True, slots=True)
class Decided:
    """What a holder agreed to, and how they had signed in."""

    asked: Asked
    signed_in: SignedIn

    def to_json(self) -> dict[str, object]:
        """For a row of ours."""
        return {"asked": self.asked.to_json(), "signed_in": asdict(self.signed_in)}


def add(tx: Tx, grant: Grant, decided: Decided, expires_at: datetime) -> str:
    """A new code for a grant."""
    code = handle.new()
    row = {
        "digest": handle.digest(code),
        "client_id": grant.client_id,
        "grant_id": grant.id,
        "asked": json.dumps(decided.to_json()),
        "expires_at": expires_at,
    }
    tx.execute(insert(authorization_codes), row)
    return code


def redeem(tx: Tx, granting: Granting) -> Issue | Refusal:
    """What a code stands for. Raises an ``OAuthError``."""
    sent, now = granting.sent, granting.now
    if "code" not in sent:
        raise InvalidRequest("The parameter code is missing.")
    digest = handle.digest(sent["code"])
    row = tx.execute(CODE, {"digest": digest}).first()
    if row is None or row.client_id != granting.client.id:
        raise InvalidGrant("The code is unknown, or another client's.")
    decided = _decided(row)
    _check(sent, decided.asked, granting)
    if not store.use_once(tx, "code", granting.client.id, digest.hex(), row.expires_at):
        grants.revoke(tx, row.grant_id, now)
        return InvalidGrant("The code was used before. Its grant is revoked, with all tokens of it.")
    grant = grants.find(tx, row.grant_id)
    if row.expires_at <= now or grant is None or not grant.stands(now):
        raise InvalidGrant("The code has expired, or its grant was revoked.")
    granting.require_card(tx, grant)
    issue = Issue.of(grant, decided.signed_in, decided.asked.nonce)
    return replace(issue, details=granting.details(grant.details))


def _check(sent: Mapping[str, str], asked: Asked, granting: Granting) -> None:
    if sent.get("redirect_uri", asked.redirect_uri) != asked.redirect_uri:
        raise InvalidGrant("The redirect_uri is not the one of the authorization request.")
    if asked.dpop_jkt not in (None, granting.binding.jkt):
        raise InvalidGrant("The DPoP proof is signed with another key than the one the code is bound to.")
    pkce.verify(sent, asked.code_challenge)


def _decided(row: Any) -> Decided:
    kept = json.loads(row.asked)
    return Decided(Asked.from_json(kept["asked"]), read_signed_in(kept["signed_in"]))
