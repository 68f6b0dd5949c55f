"""What a client makes of signed tokens, with joserfc alone: nothing of the authority's own code."""

from __future__ import annotations

import math
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet

from tests.specs.system import ISSUER

ALGORITHMS = ["PS256", "ES256", "EdDSA"]
"""FAPI 2.0 Security Profile section 5.4.1."""
OF_AN_ID_TOKEN = frozenset(
    {"iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "azp", "at_hash", "jti"}
)
"""What may stand in an ID token without having been asked for."""


@dataclass(frozen=True)
class Reader:
    """Reads tokens of the authority as ``client_id`` at a moment (seconds since 1970)."""

    jwks: Mapping[str, Any]
    client_id: str
    now: int

    def id_token(self, compact: str, access_token: str, nonce: str | None) -> dict[str, Any]:
        """The claims of an ID token, checked (OpenID Connect Core section 3.1.3.7)."""
        claims = self._from_us(compact, "JWT")
        assert claims["aud"] == self.client_id
        assert abs(claims["iat"] - self.now) <= 5
        assert isinstance(claims["sub"], str)
        assert 0 < len(claims["sub"]) <= 255
        assert claims.get("nonce") == nonce
        assert claims["at_hash"] == left_half(access_token)
        assert set(claims) <= OF_AN_ID_TOKEN
        return claims

    def response(self, compact: str) -> dict[str, Any]:
        """The parameters of a signed authorization response (JARM section 2.4), without iss, aud and exp."""
        claims = self._from_us(compact, "JWT")
        assert claims["aud"] == self.client_id
        assert self.now + 10 < claims["exp"] <= self.now + 600
        return {name: value for name, value in claims.items() if name not in ("iss", "aud", "exp")}

    def access_token(self, compact: str) -> dict[str, Any]:
        """The claims of an access token (RFC 9068), which only a resource server looks into."""
        claims = self._from_us(compact, "at+jwt")
        assert claims["aud"] == ISSUER
        assert claims["client_id"] == self.client_id
        return claims

    def _from_us(self, compact: str, typ: str) -> dict[str, Any]:
        token = jwt.decode(compact, KeySet.import_key_set({"keys": [*self.jwks["keys"]]}), ALGORITHMS)
        assert token.header["alg"] in ALGORITHMS
        assert token.header["typ"] == typ
        assert token.header["kid"] in [key["kid"] for key in self.jwks["keys"]]
        assert token.claims["iss"] == ISSUER
        assert token.claims["exp"] > self.now
        return dict(token.claims)


def digest(raw: bytes) -> str:
    """SHA-256 in base64url."""
    return urlsafe_b64encode(sha256(raw).digest()).rstrip(b"=").decode("ascii")


def left_half(token: str) -> str:
    """The left half of a token's hash (OpenID Connect Core section 3.1.3.6)."""
    return urlsafe_b64encode(sha256(token.encode()).digest()[:16]).rstrip(b"=").decode("ascii")


def bits(text: str) -> float:
    """Shannon's measure of a text: what somebody can see of its entropy who does not know its source."""
    counts, length = Counter(text), len(text)
    return -sum(count * math.log2(count / length) for count in counts.values())
