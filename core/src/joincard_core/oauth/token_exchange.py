"""Token exchange (RFC 8693): a provider's subcontractor acts for the provider.

Choices: the subcontractor sends the provider's access token as ``subject_token`` and proves who itself is;
the provider's client must name it among its ``subcontractors``. What comes out is bound to the
subcontractor's own key, never wider and never longer than what went in, and dies with it; what the provider's
client may not do is refused with it, too, whenever that changes (see ``standing``). The chain is one step
long.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from joincard_core.clock import from_epoch, to_epoch
from joincard_core.oauth import grants, scope, standing
from joincard_core.oauth.access_token import AccessToken
from joincard_core.oauth.allowing import Withheld
from joincard_core.oauth.errors import (
    InvalidGrant,
    InvalidRequest,
    InvalidToken,
    UnauthorizedClient,
    UnsupportedTokenType,
)
from joincard_core.oauth.granting import Granting
from joincard_core.oauth.grants import Grant, Parent
from joincard_core.oauth.issue import Issue
from joincard_core.storage import Tx, new_id

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"  # noqa: S105 - the name of a type
NOT_TAKEN = ("actor_token", "actor_token_type", "audience")


def exchange(tx: Tx, granting: Granting) -> Issue:
    """What the subcontractor may do. Raises an ``OAuthError``."""
    sent, client, now = granting.sent, granting.client, granting.now
    subject = _subject(sent, granting)
    held = standing.of_token(tx, subject, now)
    if held is None:
        raise InvalidGrant("The subject_token was revoked, or its client is not active.")
    if client.id not in held.metadata.subcontractors:
        raise UnauthorizedClient("The client of the subject_token has not named this client a subcontractor.")
    if not subject.binding.is_bound:
        raise UnauthorizedClient("A token for signing in cannot be exchanged.")
    if subject.actor is not None:
        raise UnauthorizedClient("A token that was exchanged cannot be exchanged again.")
    grant = Grant(
        id=new_id(),
        client_id=client.id,
        provider_id=held.provider_id,
        sub=subject.sub,
        scopes=scope.granted(sent, scope.left(subject.scopes, held.scopes, client.scopes)),
        details=granting.details(held.details),
        created_at=now,
        expires_at=min(from_epoch(subject.expires_at), now + timedelta(seconds=granting.tokens.lifetime)),
        person_id=held.person_id,
        parent=Parent(subject.id, subject.client_id, subject.grant_id),
        withheld=Withheld(claims=held.withheld),
    )
    grants.add(tx, grant)
    return Issue(
        sub=grant.sub,
        scopes=grant.scopes,
        details=grant.details,
        grant=grant,
        actor=client.id,
        ends_at=to_epoch(grant.expires_at),
    )


def _subject(sent: Mapping[str, str], granting: Granting) -> AccessToken:
    if sent.get("subject_token_type") != ACCESS_TOKEN or "subject_token" not in sent:
        raise UnsupportedTokenType(f"The subject_token is an access token, of type {ACCESS_TOKEN}.")
    if sent.get("requested_token_type", ACCESS_TOKEN) != ACCESS_TOKEN:
        raise UnsupportedTokenType(f"The requested_token_type can only be {ACCESS_TOKEN}.")
    if any(name in sent for name in NOT_TAKEN):
        raise InvalidRequest(f"These parameters are not taken: {', '.join(NOT_TAKEN)}.")
    try:
        return granting.tokens.read(sent["subject_token"], to_epoch(granting.now))
    except InvalidToken as error:
        raise InvalidGrant(f"The subject_token: {error}") from None
