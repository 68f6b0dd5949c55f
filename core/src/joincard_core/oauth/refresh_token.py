"""Refresh tokens (RFC 6749 section 6).

Choices: they belong to a client that must prove who it is, so FAPI 2.0 section 5.3.2.1 wants them to stay as
they are; a client that is registered with ``refresh_token_rotation`` gets a new one each time, and the use
of an old one ends the grant (RFC 9700 section 4.14.2). Why both: docs/decisions.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select

from joincard_core.oauth import grants, handle, scope, store
from joincard_core.oauth.errors import InvalidGrant, InvalidRequest
from joincard_core.oauth.granting import Granting, Refusal
from joincard_core.oauth.interaction import SignedIn, read_signed_in
from joincard_core.oauth.issue import Issue
from joincard_core.oauth.tables import refresh_tokens
from joincard_core.storage import Tx

GRANT_TYPE = "refresh_token"
TOKEN = select(refresh_tokens).where(refresh_tokens.c.digest == bindparam("digest"))


def issued(tx: Tx, issue: Issue, now: datetime) -> Issue:
    """The same, with a new refresh token for its grant."""
    if issue.grant is None or issue.signed_in is None:
        return issue
    token = handle.new()
    row = {
        "digest": handle.digest(token),
        "client_id": issue.grant.client_id,
        "grant_id": issue.grant.id,
        "asked": json.dumps(asdict(issue.signed_in)),
        "created_at": now,
        "expires_at": issue.grant.expires_at,
    }
    tx.execute(insert(refresh_tokens), row)
    return replace(issue, refresh_token=token)


def refresh(tx: Tx, granting: Granting) -> Issue | Refusal:
    """What a refresh token stands for. Raises an ``OAuthError``."""
    sent, now, client = granting.sent, granting.now, granting.client
    if "refresh_token" not in sent:
        raise InvalidRequest("The parameter refresh_token is missing.")
    row = find(tx, sent["refresh_token"], client.id)
    if row is None:
        raise InvalidGrant("The refresh token is unknown, revoked, or another client's.")
    grant = grants.find(tx, row.grant_id)
    if grant is None or not grant.stands(now) or row.expires_at <= now:
        raise InvalidGrant("The refresh token has expired, or its grant was revoked.")
    granting.require_card(tx, grant)
    scopes = scope.granted(sent, scope.left(grant.scopes, client.scopes))
    issue = replace(Issue.of(grant, _signed_in(row)), scopes=scopes, details=granting.details(grant.details))
    if not client.metadata.refresh_token_rotation:
        return issue
    if not store.use_once(tx, "refresh", client.id, row.digest.hex(), row.expires_at):
        grants.revoke(tx, row.grant_id, now)
        return InvalidGrant("The refresh token was used before. Its grant is revoked, with all tokens of it.")
    return issued(tx, issue, now)


def find(tx: Tx, token: str, client_id: str) -> Any:
    """The row of a refresh token of this client, or ``None``."""
    row = tx.execute(TOKEN, {"digest": handle.digest(token)}).first()
    return row if row is not None and row.client_id == client_id else None


def _signed_in(row: Any) -> SignedIn:
    return read_signed_in(json.loads(row.asked))
