"""Tokens by way of the browser: the implicit flow (OpenID Connect Core section 3.2), off unless switched on.

OpenID's profile for providers with dynamic registration demands it; RFC 9700 section 2.1.2 advises against
it. Choices: for clients that sign people in alone; an ID token always comes and holds ``at_hash`` and the
client's ``nonce``, so that no stranger's token can be slipped in; the access token opens userinfo alone and
lives for a minute; nothing comes in a query, and no refresh token at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from joincard_core.clock import to_epoch
from joincard_core.oauth import scope, token_notes
from joincard_core.oauth.access_token import AccessTokens
from joincard_core.oauth.authorization_code import Decided
from joincard_core.oauth.client_metadata import IMPLICIT
from joincard_core.oauth.grants import Grant
from joincard_core.oauth.id_token import IdTokens
from joincard_core.oauth.issue import Issue
from joincard_core.oauth.model import Client
from joincard_core.oauth.sender_constraint import UNBOUND
from joincard_core.storage import Tx

LIFETIME = 60  # s
WITHOUT = frozenset({"offline_access"})
"""What nobody can be given by way of the browser."""


@dataclass(frozen=True, slots=True)
class FrontChannel:
    """Makes the tokens of an authorization response."""

    tokens: AccessTokens
    id_tokens: IdTokens

    def members(
        self, tx: Tx, grant: Grant, decided: Decided, client: Client, now: datetime
    ) -> Mapping[str, str]:
        """The members of the response. Raises ``UnauthorizedClient`` without a key for an ID token."""
        self.id_tokens.require_key(client)
        issue = Issue.of(grant, decided.signed_in, decided.asked.nonce)
        issue, epoch = replace(issue, scopes=issue.scopes - WITHOUT), to_epoch(now)
        if "token" not in decided.asked.response_type.split():
            return {"id_token": self.id_tokens.issue(issue, client, None, epoch) or ""}
        access_token = self.tokens.issue(issue, client.id, UNBOUND, epoch, LIFETIME)
        token_notes.add(tx, issue, client, IMPLICIT, now)
        return {
            "access_token": access_token,
            "token_type": UNBOUND.token_type,
            "expires_in": str(LIFETIME),
            "scope": scope.text(issue.scopes),
            "id_token": self.id_tokens.issue(issue, client, access_token, epoch) or "",
        }
