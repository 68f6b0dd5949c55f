"""Access tokens by client credentials with private_key_jwt (RFC 6749 section 4.4, RFC 7523)."""

import re
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlencode

from joserfc.jwk import ECKey

from joincard_sdk.client.errors import UnexpectedAnswer
from joincard_sdk.client.members import Members
from joincard_sdk.client.proof import signed
from joincard_sdk.client.wire import Answer

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_TYP = "client-authentication+jwt"
ASSERTION_LIFETIME = 60
"""Seconds."""

SCOPE = "verify"
EARLY = 30.0
"""Seconds before its end at which a token is renewed, or a quarter of a shorter life."""

_TOKEN = re.compile(r"[A-Za-z0-9\-._~+/]+=*")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks: the client's id, and the private key whose public half the authority has registered."""

    client_id: str
    key: ECKey = field(repr=False)

    def __post_init__(self) -> None:
        if not self.client_id:
            raise ValueError("A client needs the client_id that the authority gave it.")
        if not isinstance(self.key, ECKey) or not self.key.is_private or self.key.get("crv") != "P-256":
            raise ValueError(
                "A client needs a private P-256 key; make one with: joincard key new --out FILE."
            )

    def assertion(self, audience: str, at: float) -> str:
        """A statement of identity for ``audience``, usable once and for a minute."""
        kid = self.key.kid or self.key.thumbprint()
        claims: dict[str, object] = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": audience,
            "jti": secrets.token_urlsafe(16),
            "iat": int(at),
            "exp": int(at) + ASSERTION_LIFETIME,
        }
        return signed({"typ": ASSERTION_TYP, "kid": kid}, claims, self.key)

    def token_request(self, issuer: str, at: float) -> bytes:
        """The form that asks for a token. The audience is the issuer, never an endpoint (FAPI 2.0)."""
        form = {
            "grant_type": "client_credentials",
            "scope": SCOPE,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self.assertion(issuer, at),
        }
        return urlencode(form).encode("ascii")


@dataclass(frozen=True, slots=True)
class Token:
    """An access token. ``renew_at`` is a reading of the clock that only measures."""

    value: str = field(repr=False)
    renew_at: float


def read_token(answer: Answer, asked_at: float) -> Token:
    """The token of a good answer of the token endpoint. Raises ``UnexpectedAnswer``.

    Its life is counted from when it was asked for, so that a slow answer cannot make it seem younger.
    """
    members = Members.of(answer)
    if members.text("token_type").lower() != "dpop":
        raise UnexpectedAnswer("The authority gave a token that is not bound to this client's key.")
    value, lifetime = members.text("access_token"), members.whole("expires_in")
    if not _TOKEN.fullmatch(value):
        raise UnexpectedAnswer("The authority gave a token that cannot be sent in a header.")
    return Token(value, asked_at + lifetime - min(EARLY, lifetime / 4))
