"""Token revocation (RFC 7009), for refresh tokens and for access tokens that are JWTs.

An unknown or foreign token is answered like one that was revoked (section 2.2). A refresh token takes its
grant with it, and so every access token of it (section 2.1). Both are refused at their next use on every
worker, since the guard reads the rows with each request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from joincard_core.clock import Clock, from_epoch, to_epoch
from joincard_core.oauth import grants, refresh_token
from joincard_core.oauth.access_token import AccessTokens
from joincard_core.oauth.client_authentication import Authenticated, ClientAuthentication
from joincard_core.oauth.errors import InvalidRequest, InvalidToken
from joincard_core.oauth.naming import naming
from joincard_core.oauth.request import FormRequest
from joincard_core.storage import Database, Tx

PATH = "/oauth/revoke"


@dataclass(frozen=True, slots=True)
class RevocationEndpoint:
    """Takes back a token of the client that asks."""

    database: Database
    clients: ClientAuthentication
    tokens: AccessTokens
    clock: Clock

    def revoke(self, request: FormRequest) -> None:
        """Answer a request. Raises an ``OAuthError``."""
        now = self.clock.now()
        sent = request.parameters()
        with naming(sent):
            who = self.clients.authenticated(sent, request, now)
            if "token" not in sent:
                raise InvalidRequest("The parameter token is missing.")
            with self.database.write() as tx:
                who.use_up(tx)
                self._revoke(tx, sent["token"], who, now)

    def _revoke(self, tx: Tx, compact: str, who: Authenticated, now: datetime) -> None:
        try:
            token = self.tokens.read(compact, to_epoch(now))
        except InvalidToken:
            row = refresh_token.find(tx, compact, who.client.id)
            if row is not None:
                grants.revoke(tx, row.grant_id, now)
            return
        if token.client_id == who.client.id:
            grants.revoke_token(tx, token.id, from_epoch(token.expires_at))
