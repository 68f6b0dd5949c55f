"""What a provider's system sends: signed beforehand, alike for every server."""

import base64
import hashlib
import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from joserfc import jws
from joserfc.jwk import ECKey

from bench.asking import FORM, Asked, send

TOKEN, PAR, INTROSPECTION = "/oauth/token", "/oauth/par", "/oauth/introspect"
CLIENT = "bench-desk"
REDIRECT_URI = "https://desk.example/callback"
SCOPE = "verify"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LIFETIME = 240  # s; servers take five minutes at most
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(b"v" * 43).digest()).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class System:
    """One client with two keys: it authenticates with the first, its tokens are bound to the second."""

    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256"))
    proof_key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256"))

    def jwks(self) -> dict[str, object]:
        """The public key that the client is registered with."""
        public = self.key.as_dict(private=False)
        return {"keys": [{**public, "kid": self.key.thumbprint(), "alg": "ES256", "use": "sig"}]}

    def tokens(self, issuer: str, **parameters: str) -> Iterator[Asked]:
        """Requests for a token (RFC 6749 section 4.4), without end."""
        while True:
            yield self._asked(issuer, TOKEN, grant_type="client_credentials", scope=SCOPE, **parameters)

    def pushed(self, issuer: str) -> Iterator[Asked]:
        """Pushed authorization requests (RFC 9126) with PKCE, without end."""
        while True:
            yield self._asked(
                issuer,
                PAR,
                response_type="code",
                redirect_uri=REDIRECT_URI,
                scope=SCOPE,
                state=str(uuid.uuid4()),
                code_challenge=CHALLENGE,
                code_challenge_method="S256",
            )

    def introspections(self, port: int, issuer: str) -> Iterator[Asked]:
        """Questions about one valid token (RFC 7662), without end."""
        (answer,) = send(port, TOKEN, [next(self.tokens(issuer))], wanted=200)
        token: str = json.loads(answer)["access_token"]
        while True:
            form = {"token": token, **self._authenticated(issuer)}
            yield Asked(FORM, urlencode(form).encode())

    def _asked(self, issuer: str, path: str, **parameters: str) -> Asked:
        form = {**parameters, **self._authenticated(issuer)}
        return Asked(FORM | {"DPoP": self._proof(issuer + path)}, urlencode(form).encode())

    def _authenticated(self, issuer: str) -> dict[str, str]:
        now = int(time.time())
        header = {"alg": "ES256", "kid": self.key.thumbprint()}
        claims = {"iss": CLIENT, "sub": CLIENT, "aud": issuer, "jti": str(uuid.uuid4())}
        signed = json.dumps(claims | {"iat": now, "exp": now + LIFETIME}).encode()
        return {
            "client_id": CLIENT,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": jws.serialize_compact(header, signed, self.key),
        }

    def _proof(self, htu: str) -> str:
        header = {"typ": "dpop+jwt", "alg": "ES256", "jwk": self.proof_key.as_dict(private=False)}
        claims = {"jti": str(uuid.uuid4()), "htm": "POST", "htu": htu, "iat": int(time.time())}
        return jws.serialize_compact(header, json.dumps(claims).encode(), self.proof_key)
