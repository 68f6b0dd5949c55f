"""Token introspection (RFC 7662), with signed answers (RFC 9701).

An unknown, expired, revoked or foreign token gets ``{"active": false}`` and nothing more (section 2.2), so
the answer cannot confirm a guess. A token may be looked at by a client of the provider whose it is, and by
the client that has it.
Choice: ``token_type_hint`` is ignored, as section 2.1 allows; refresh tokens are told only to their client.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from joincard_core.clock import Clock, to_epoch
from joincard_core.keys import KeyRing
from joincard_core.oauth import grants, refresh_token, scope, standing
from joincard_core.oauth.access_token import AccessToken, AccessTokens
from joincard_core.oauth.client_authentication import Authenticated, ClientAuthentication
from joincard_core.oauth.errors import InvalidRequest, InvalidToken
from joincard_core.oauth.naming import naming
from joincard_core.oauth.request import FormRequest
from joincard_core.oauth.standing import Standing
from joincard_core.storage import Database, Tx

PATH = "/oauth/introspect"
MEDIA_TYPE = "application/token-introspection+jwt"
TYP = "token-introspection+jwt"
INACTIVE: dict[str, object] = {"active": False}


@dataclass(frozen=True, slots=True)
class IntrospectionAnswer:
    """The members, or the same signed for the one that asked."""

    members: dict[str, object]
    signed: str | None = None


@dataclass(frozen=True, slots=True)
class IntrospectionEndpoint:
    """Tells an authenticated client about a token of its own provider."""

    database: Database
    clients: ClientAuthentication
    tokens: AccessTokens
    keys: KeyRing
    clock: Clock

    def introspect(self, request: FormRequest) -> IntrospectionAnswer:
        """Answer a request. Raises an ``OAuthError``."""
        now = self.clock.now()
        sent = request.parameters()
        with naming(sent):
            who = self.clients.authenticated(sent, request, now)
            if "token" not in sent:
                raise InvalidRequest("The parameter token is missing.")
            token = self._read(sent["token"], now)  # a signature is checked while nobody waits for our lock
            with self.database.write() as tx:
                who.use_up(tx)
                members = self._members(tx, sent["token"], token, who, now)
        return IntrospectionAnswer(members, self._signed(members, request, who, now))

    def _read(self, compact: str, now: datetime) -> AccessToken | None:
        try:
            return self.tokens.read(compact, to_epoch(now))
        except InvalidToken:
            return None

    def _members(
        self, tx: Tx, compact: str, token: AccessToken | None, who: Authenticated, now: datetime
    ) -> dict[str, object]:
        if token is None:
            return self._of_refresh(tx, compact, who, now)
        held = standing.of_token(tx, token, now)
        if held is None or (who.client.provider_id != held.provider_id and who.client.id != token.client_id):
            return INACTIVE
        return self._of_access(token, held)

    def _of_access(self, token: AccessToken, held: Standing) -> dict[str, object]:
        members: dict[str, object] = {
            "active": True,
            "iss": self.tokens.issuer,
            "aud": self.tokens.resource if token.binding.is_bound else self.tokens.for_signing_in,
            "sub": token.sub,
            "client_id": token.client_id,
            "scope": scope.text(token.scopes & held.scopes),
            "token_type": token.binding.token_type,
            "iat": token.issued_at,
            "exp": token.expires_at,
            "jti": token.id,
        }
        if token.binding.is_bound:
            members["cnf"] = token.binding.cnf()
        if held.details:
            members["authorization_details"] = [each.to_json() for each in held.details]
        if token.acr is not None:  # RFC 9470 section 6.2
            members |= {"acr": token.acr, "auth_time": token.auth_time}
        if token.actor is not None:
            members["act"] = {"sub": token.actor}
        return members

    def _of_refresh(self, tx: Tx, token: str, who: Authenticated, now: datetime) -> dict[str, object]:
        row = refresh_token.find(tx, token, who.client.id)
        grant = grants.find(tx, row.grant_id) if row else None
        if row is None or grant is None or not grant.stands(now) or row.expires_at <= now:
            return INACTIVE
        return {
            "active": True,
            "iss": self.tokens.issuer,
            "sub": grant.sub,
            "client_id": grant.client_id,
            "scope": scope.text(grant.scopes & who.client.scopes),
            "iat": to_epoch(row.created_at),
            "exp": to_epoch(row.expires_at),
        }

    def _signed(
        self, members: dict[str, object], request: FormRequest, who: Authenticated, now: datetime
    ) -> str | None:
        if MEDIA_TYPE not in request.accept:
            return None
        claims = {
            "iss": self.tokens.issuer,
            "aud": who.client.id,
            "iat": to_epoch(now),
            "token_introspection": members,
        }
        return self.keys.sign("token", TYP, claims, who.client.metadata.introspection_signed_response_alg)
