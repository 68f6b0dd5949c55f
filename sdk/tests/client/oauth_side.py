"""The authorization side of the stand-in, written from RFC 6749, 7523 and 9449: it believes nothing."""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import parse_qs

from joserfc import jwt
from joserfc.jwk import ECKey

from .http_side import Reply, Seen

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
WINDOW = 60


class Refused(Exception):
    """An OAuth error; the nonce is for ``use_dpop_nonce``."""

    def __init__(self, error: str, nonce: str | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.nonce = nonce


@dataclass
class Tokens:
    """Gives out tokens and takes them back. ``nonces`` says which of its two servers asks for which nonce."""

    issuer: str
    clients: dict[str, ECKey]
    now: Callable[[], float]
    lifetime: int = 300
    nonces: dict[str, str] = field(default_factory=dict)
    given: dict[str, tuple[str, float]] = field(default_factory=dict)
    used_up: set[str] = field(default_factory=set)

    def token(self, seen: Seen) -> Reply:
        """Answer ``POST /oauth/token``."""
        try:
            jkt = self._proof(seen, self.issuer + "/oauth/token", self.nonces.get("authorization"))
            self._client(seen)
        except Refused as refused:
            headers = {"DPoP-Nonce": refused.nonce} if refused.nonce else {}
            status = 401 if refused.error == "invalid_client" else 400
            return Reply.of(status, {"error": refused.error, "error_description": "No."}, headers)
        value = secrets.token_urlsafe(24)
        self.given[value] = (jkt, self.now() + self.lifetime)
        body = {"access_token": value, "token_type": "DPoP", "expires_in": self.lifetime, "scope": "verify"}
        return Reply.of(200, body, self._nonce("authorization"))

    def guard(self, seen: Seen) -> Reply | None:
        """Let a request to the API through, or say why not."""
        scheme, _, value = seen.headers.get("authorization", "").partition(" ")
        try:
            if scheme != "DPoP" or value not in self.given:
                raise Refused("invalid_token")
            jkt, until = self.given[value]
            proved = self._proof(seen, self.issuer + seen.path, self.nonces.get("resource"), value)
            if self.now() >= until or proved != jkt:
                raise Refused("invalid_token")
        except Refused as refused:
            challenge = f'DPoP error="{refused.error}", algs="ES256"'
            headers = {"WWW-Authenticate": challenge} | (
                {"DPoP-Nonce": refused.nonce} if refused.nonce else {}
            )
            return Reply.problem(401, f"oauth.{refused.error.replace('_', '-')}", headers=headers)
        return None

    def revoke_all(self) -> None:
        """End every token now, whatever was promised."""
        self.given = {value: (jkt, 0.0) for value, (jkt, _) in self.given.items()}

    def _nonce(self, server: str) -> dict[str, str]:
        return {"DPoP-Nonce": self.nonces[server]} if server in self.nonces else {}

    def _client(self, seen: Seen) -> None:
        form = {
            name: values for name, values in parse_qs(seen.body.decode("ascii")).items() if len(values) == 1
        }
        if form.get("grant_type") != ["client_credentials"] or form.get("scope") != ["verify"]:
            raise Refused("invalid_request")
        if form.get("client_assertion_type") != [ASSERTION_TYPE]:
            raise Refused("invalid_client")
        compact = form["client_assertion"][0]
        claimed = json.loads(_unpadded(compact.split(".")[1]))
        key = self.clients.get(claimed.get("sub"))
        if key is None:
            raise Refused("invalid_client")
        try:
            token = jwt.decode(compact, key, algorithms=["ES256"])
        except Exception:
            raise Refused("invalid_client") from None
        claims, now = token.claims, self.now()
        right = (
            claims["iss"] == claims["sub"] and claims["aud"] == self.issuer and token.header["kid"] == key.kid
        )
        fresh = now < claims["exp"] <= now + 300 and abs(now - claims["iat"]) <= WINDOW
        if not right or not fresh or claims["exp"] - claims["iat"] != 60 or not self._once(claims["jti"]):
            raise Refused("invalid_client")

    def _proof(self, seen: Seen, address: str, nonce: str | None, token: str | None = None) -> str:
        """The thumbprint of the key that proved this request."""
        compact = seen.headers.get("dpop", "")
        try:
            header = json.loads(_unpadded(compact.split(".")[0]))
            key = ECKey.import_key(header["jwk"])
            claims = jwt.decode(compact, key, algorithms=["ES256"]).claims
        except Exception:
            raise Refused("invalid_dpop_proof") from None
        if header["typ"] != "dpop+jwt" or "d" in header["jwk"]:
            raise Refused("invalid_dpop_proof")
        if (claims["htm"], claims["htu"]) != (seen.method, address):
            raise Refused("invalid_dpop_proof")
        if nonce is not None and claims.get("nonce") != nonce:
            raise Refused("use_dpop_nonce", nonce)
        if abs(self.now() - claims["iat"]) > WINDOW or not self._once(claims["jti"]):
            raise Refused("invalid_dpop_proof")
        if token is not None and claims.get("ath") != hashed(token):
            raise Refused("invalid_dpop_proof")
        return key.thumbprint()

    def _once(self, jti: str) -> bool:
        fresh = jti not in self.used_up
        self.used_up.add(jti)
        return fresh


def hashed(token: str) -> str:
    return urlsafe_b64encode(sha256(token.encode()).digest()).rstrip(b"=").decode()


def _unpadded(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))
