"""Authlib's own authorization server for Flask, put together as its documents show, all in memory.

It knows neither DPoP (RFC 9449) nor PAR (RFC 9126): a token is a random text, and bound to nothing.
"""

import json
import os
import time
from dataclasses import dataclass, field
from typing import Any

from authlib.integrations.flask_oauth2 import (  # type: ignore[import-untyped]  # no types in the library
    AuthorizationServer,
)
from authlib.oauth2.rfc6749 import grants  # type: ignore[import-untyped]  # the same
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion  # type: ignore[import-untyped]  # the same
from authlib.oauth2.rfc7662 import IntrospectionEndpoint  # type: ignore[import-untyped]  # the same
from flask import Flask, Response
from joserfc.jwk import KeySet

METHOD = "private_key_jwt"


@dataclass(frozen=True, slots=True)
class Client:
    """What Authlib asks of a client."""

    client_id: str
    jwks: Any

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """Whether the client may authenticate in this way."""
        return method == METHOD

    def check_grant_type(self, grant_type: str) -> bool:
        """Whether the client may use this grant."""
        return grant_type == "client_credentials"

    def get_allowed_scope(self, scope: str) -> str:
        """The part of the scopes that the client may have."""
        return scope


@dataclass(frozen=True, slots=True)
class Token:
    """What Authlib asks of a token."""

    client_id: str
    scope: str
    expires_in: int
    issued_at: float = field(default_factory=time.time)

    def is_expired(self) -> bool:
        """Whether its time is over."""
        return self.issued_at + self.expires_in < time.time()

    def is_revoked(self) -> bool:
        """Nobody revokes here."""
        return False


SET_UP = json.loads(os.environ["BENCH_OAUTH"])
CLIENTS = {SET_UP["clientId"]: Client(SET_UP["clientId"], SET_UP["jwks"])}
TOKENS: dict[str, Token] = {}
USED: set[str] = set()


def save_token(token: dict[str, Any], request: Any) -> None:
    """Keep a token that was given out."""
    TOKENS[token["access_token"]] = Token(request.client.client_id, token["scope"], token["expires_in"])


class Assertion(JWTBearerClientAssertion):  # type: ignore[misc]  # no types in the library
    """Client authentication by a signed assertion."""

    CLIENT_AUTH_METHOD = METHOD

    def get_audiences(self) -> list[str]:
        """Who an assertion must be for."""
        return [SET_UP["issuer"]]

    def validate_jti(self, claims: dict[str, Any], jti: str) -> bool:
        """Whether an assertion comes for the first time."""
        key = f"{claims['sub']}-{jti}"
        new = key not in USED
        USED.add(key)
        return new

    def resolve_client_public_key(self, client: Client) -> KeySet:
        """The keys of a client."""
        return KeySet.import_key_set(client.jwks)


class ClientCredentials(grants.ClientCredentialsGrant):  # type: ignore[misc]  # no types in the library
    """The grant, for clients that authenticate by an assertion."""

    TOKEN_ENDPOINT_AUTH_METHODS = (METHOD,)


class Introspection(IntrospectionEndpoint):  # type: ignore[misc]  # no types in the library
    """The introspection endpoint."""

    CLIENT_AUTH_METHODS = (METHOD,)

    def query_token(self, token: str, hint: str | None) -> Token | None:
        """The token that was given out, if any."""
        return TOKENS.get(token)

    def check_permission(self, token: Token, client: Client, request: object) -> bool:
        """A client may ask about its own tokens."""
        return token.client_id == client.client_id

    def introspect_token(self, token: Token) -> dict[str, object]:
        """What is told of a token."""
        return {
            "active": True,
            "client_id": token.client_id,
            "token_type": "Bearer",
            "scope": token.scope,
            "iss": SET_UP["issuer"],
            "exp": int(token.issued_at) + token.expires_in,
            "iat": int(token.issued_at),
        }


app = Flask(__name__)
server = AuthorizationServer(app, query_client=CLIENTS.get, save_token=save_token)
server.register_client_auth_method(METHOD, Assertion())
server.register_grant(ClientCredentials)
server.register_endpoint(Introspection)


@app.post("/oauth/token")
def token() -> Response:
    """The token endpoint."""
    answer: Response = server.create_token_response()
    return answer


@app.post("/oauth/introspect")
def introspect() -> Response:
    """The introspection endpoint."""
    answer: Response = server.create_endpoint_response(Introspection.ENDPOINT_NAME)
    return answer
