"""Demonstrating possession of a key (DPoP, RFC 9449).

Choice: the key is made afresh for each client and never leaves it, so that a stolen token is worthless
and the key that authenticates the client signs nothing but assertions.
"""

import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

ALGORITHM = "ES256"
TYPE = "dpop+jwt"


@dataclass(frozen=True, slots=True)
class Target:
    """What a proof is for: one request, at one moment (seconds since 1970), with the nonce last heard."""

    method: str
    url: str
    at: float
    nonce: str | None = None


@dataclass(frozen=True, slots=True)
class Prover:
    """Signs proofs with one P-256 key."""

    key: ECKey = field(repr=False)

    @classmethod
    def fresh(cls) -> "Prover":
        """A prover with a key of its own."""
        return cls(ECKey.generate_key("P-256", private=True))

    def proof(self, target: Target, access_token: str | None = None) -> str:
        """A proof for one request (section 4.2), tied to the access token that goes with it."""
        claims: dict[str, object] = {
            "jti": secrets.token_urlsafe(16),
            "htm": target.method,
            "htu": bare(target.url),
            "iat": int(target.at),
        }
        if access_token is not None:
            claims["ath"] = digest(access_token)
        if target.nonce is not None:
            claims["nonce"] = target.nonce
        public = {name: str(self.key.dict_value[name]) for name in ("kty", "crv", "x", "y")}
        return signed({"typ": TYPE, "jwk": public}, claims, self.key)


def bare(url: str) -> str:
    """The address without query and fragment, as ``htu`` is written."""
    return urlsplit(url)._replace(query="", fragment="").geturl()


def digest(token: str) -> str:
    """The ``ath`` of an access token: base64url of its SHA-256."""
    return urlsafe_b64encode(sha256(token.encode("ascii")).digest()).rstrip(b"=").decode("ascii")


def signed(header: dict[str, object], claims: dict[str, object], key: ECKey) -> str:
    """A compact JWS over the claims, ES256 always."""
    return jwt.encode({"alg": ALGORITHM, **header}, claims, key, algorithms=[ALGORITHM], default_type=None)
