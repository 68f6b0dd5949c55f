"""A portal on Authlib's own client (for requests), with what that leaves to its user.

It is: assertions that live a minute (Authlib's live an hour), pushed requests (RFC 9126), and from the answer
the error and the issuer (RFC 9207).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from authlib.common.security import generate_token  # type: ignore[import-untyped]  # no types in the library
from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]  # the same
from authlib.integrations.requests_client import OAuth2Session  # type: ignore[import-untyped]  # the same
from authlib.oauth2.rfc7523 import PrivateKeyJWT, private_key_jwt_sign  # type: ignore[import-untyped]  # the same
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]  # the same
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from tests.journeys.clients.served import CALLBACK, DETAILS

ALGORITHM = "ES256"
SECONDS = 60
METADATA = "/.well-known/oauth-authorization-server"


class ShortLived(PrivateKeyJWT):  # type: ignore[misc]  # no types in the library
    """Signs assertions for the issuer that live a minute."""

    def sign(self, auth: Any, token_endpoint: str) -> str:
        """A new one."""
        signed = private_key_jwt_sign(
            auth.client_secret, auth.client_id, token_endpoint, alg=self.alg, expires_in=SECONDS
        )
        return str(signed)


@dataclass(frozen=True, slots=True)
class Begun:
    """A request on its way through a browser."""

    address: str
    state: str
    nonce: str
    code_verifier: str = field(repr=False)


@dataclass(slots=True)
class Portal:
    """The portal: one session of Authlib, and what the authority says of itself."""

    issuer: str
    session: OAuth2Session
    metadata: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.session.trust_env = False
        self.session.register_client_auth_method(ShortLived(self.issuer, alg=ALGORITHM))
        self.metadata = self.session.get(self.issuer + METADATA, withhold_token=True).json()

    def begin(self) -> Begun:
        """Push a request."""
        state, nonce, verifier = generate_token(32), generate_token(32), generate_token(48)
        endpoint = self.metadata["pushed_authorization_request_endpoint"]
        whole, _ = self.session.create_authorization_url(
            endpoint, state, verifier, nonce=nonce, authorization_details=json.dumps(DETAILS)
        )
        auth = self.session.client_auth("private_key_jwt")
        sent = {name: values[0] for name, values in parse_qs(urlsplit(whole).query).items()}
        answer = self.session.post(endpoint, data=sent, auth=auth, withhold_token=True)
        assert answer.status_code == 201, answer.text
        query = {"client_id": self.session.client_id, "request_uri": answer.json()["request_uri"]}
        return Begun(f"{self.metadata['authorization_endpoint']}?{urlencode(query)}", state, nonce, verifier)

    def finish(self, begun: Begun, back: str, **changes: str) -> dict[str, Any]:
        """Redeem the code that a browser brought back: the tokens, which the session keeps, too."""
        answer = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
        assert answer["iss"] == self.issuer
        if "error" in answer:
            raise OAuthError(answer["error"], answer["error_description"])
        asked = {"state": begun.state, "code_verifier": begun.code_verifier, **changes}
        return dict(
            self.session.fetch_token(
                self.metadata["token_endpoint"],
                authorization_response=back,
                grant_type="authorization_code",
                **asked,
            )
        )

    def claims(self, id_token: str, begun: Begun) -> dict[str, Any]:
        """The claims of an ID token, its signature and all that Authlib checks in it good."""
        keys = KeySet.import_key_set(self.session.get(self.metadata["jwks_uri"], withhold_token=True).json())
        token = jwt.decode(id_token, keys, algorithms=[ALGORITHM])
        expected = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self.session.client_id},
        }
        params = {"client_id": self.session.client_id, "nonce": begun.nonce, "max_age": 300}
        params["access_token"] = self.session.token["access_token"]
        found = CodeIDToken(token.claims, token.header, options=expected, params=params)
        found.validate()
        return dict(found)

    def verify(self, service: str, card: dict[str, str]) -> Any:
        """One verification with the token of the session."""
        return self.session.post(
            f"{self.issuer}/v1/verifications",
            json={"service": service, "city": card["region"], "presentation": card},
            headers={"Idempotency-Key": generate_token(20)},
        )


def session(client_id: str, key: ECKey, kind: Any = OAuth2Session) -> Any:
    """A session of Authlib for a portal."""
    return kind(
        client_id,
        key,
        token_endpoint_auth_method="private_key_jwt",
        revocation_endpoint_auth_method="private_key_jwt",
        code_challenge_method="S256",
        redirect_uri=CALLBACK,
        scope="openid verify",
    )
