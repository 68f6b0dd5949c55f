"""Access tokens (RFC 9068), bound to the client's DPoP key by ``cnf.jkt`` (RFC 9449 section 6).

Choices: they live at most ten minutes; ``sub`` is the client, since no person signs in; a token is checked
by its signature and claims alone, and what may change sooner than it expires is read from the database (see
``bearer``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from joincard_core.keys import BadSignature, KeyRing
from joincard_core.oauth import claims
from joincard_core.oauth.errors import InvalidToken
from joincard_core.storage import new_id

TYP = "at+jwt"


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What a token says. ``jkt`` is the thumbprint of the only key that may use it."""

    id: str
    client_id: str
    jkt: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class AccessTokens:
    """Makes and reads tokens. ``lifetime`` is in seconds; ``resource`` is the one audience."""

    issuer: str
    resource: str
    lifetime: int
    keys: KeyRing

    def issue(self, client_id: str, jkt: str, scopes: frozenset[str], now: int) -> str:
        """A signed token. ``now`` is in seconds since 1970."""
        return self.keys.sign(
            "token",
            TYP,
            {
                "iss": self.issuer,
                "sub": client_id,
                "client_id": client_id,
                "aud": self.resource,
                "iat": now,
                "exp": now + self.lifetime,
                "jti": new_id(),
                "scope": " ".join(sorted(scopes)),
                "cnf": {"jkt": jkt},
            },
        )

    def read(self, compact: str, now: int) -> AccessToken:
        """What a token of ours says. Raises ``InvalidToken``."""
        try:
            found = self.keys.verify("token", compact, TYP)
        except BadSignature:
            raise InvalidToken("The access token is not one of this authority.") from None
        if found.get("iss") != self.issuer or claims.sole_audience(found) != self.resource:
            raise InvalidToken("The access token is for another address.")
        expires = claims.seconds(found, "exp")
        if expires is None or expires <= now:
            raise InvalidToken("The access token has expired. Ask for a new one.")
        return _read(found)


def _read(found: Mapping[str, object]) -> AccessToken:
    cnf = found.get("cnf")
    jkt = claims.text(cnf, "jkt") if isinstance(cnf, dict) else None
    jti, client_id = claims.text(found, "jti"), claims.text(found, "client_id")
    if jkt is None or jti is None or client_id is None:
        raise InvalidToken("The access token is not bound to a key.")
    return AccessToken(jti, client_id, jkt, frozenset((claims.text(found, "scope") or "").split()))
