"""The grant of CIBA in poll mode (OpenID CIBA Core section 10.1 and 11): ask again until the holder decided.

Choices: an ``auth_req_id`` is its client's alone, and gives tokens once; which of many polls in one moment is
the first, the database decides by a unique row. A second one is refused and ends nothing: the client proved
who it is, and polls may cross. There is no refresh token: a clerk asks again for the next visit.
"""

from __future__ import annotations

from dataclasses import replace

from joincard_core.oauth import backchannel_rows, grants, scope, store
from joincard_core.oauth.backchannel_lifecycle import Status
from joincard_core.oauth.backchannel_request import GRANT_TYPE as GRANT_TYPE
from joincard_core.oauth.backchannel_rows import BackchannelRequest
from joincard_core.oauth.errors import (
    AuthorizationPending,
    ExpiredToken,
    HolderDenied,
    InvalidGrant,
    InvalidRequest,
    OAuthError,
    SlowDown,
)
from joincard_core.oauth.granting import Granting, Refusal
from joincard_core.oauth.issue import Issue
from joincard_core.storage import Tx


def poll(tx: Tx, granting: Granting) -> Issue | Refusal:
    """What the holder agreed to. Raises or returns an ``OAuthError``: not yet, no, or not any more."""
    auth_req_id, now = granting.sent.get("auth_req_id"), granting.now
    if auth_req_id is None:
        raise InvalidRequest("The parameter auth_req_id is missing.")
    found = backchannel_rows.find(tx, auth_req_id)
    if found is None or found.client_id != granting.client.id:
        raise InvalidGrant("The auth_req_id is unknown, or another client's.")
    if found.expires_at <= now:
        raise ExpiredToken
    if found.status is Status.DENIED:
        raise HolderDenied
    if found.status is Status.PENDING:
        return pending(tx, found, granting)
    return granted(tx, found, granting, auth_req_id)


def pending(tx: Tx, found: BackchannelRequest, granting: Granting) -> OAuthError:
    """Not yet; for a poll that came too early: not so fast."""
    return AuthorizationPending() if backchannel_rows.polled(tx, found, granting.now) else SlowDown()


def granted(tx: Tx, found: BackchannelRequest, granting: Granting, auth_req_id: str) -> Issue:
    """The grant that the holder made. Raises ``InvalidGrant`` or ``HolderDenied``."""
    if not store.use_once(tx, "auth_req_id", found.client_id, found.digest.hex(), found.expires_at):
        raise InvalidGrant("The auth_req_id was used before.")
    grant = grants.find(tx, found.grant_id or "")
    if grant is None or not grant.stands(granting.now):
        raise HolderDenied("The holder took the approval back.")
    granting.require_card(tx, grant)
    issue = replace(Issue.of(grant, found.signed_in), auth_req_id=auth_req_id)
    scopes = scope.left(grant.scopes, granting.client.scopes)
    return replace(issue, scopes=scopes, details=granting.details(grant.details))
