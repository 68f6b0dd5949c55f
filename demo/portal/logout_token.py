"""Logout tokens, checked (OpenID Connect Back-Channel Logout section 2.6)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, import_key

EVENT = "http://schemas.openid.net/event/backchannel-logout"
ALGORITHMS = ["ES256"]
LEEWAY = 60  # s
MOST_SEEN = 10_000


class BadLogoutToken(Exception):
    """It is not a logout token for this site."""


@dataclass(slots=True)
class LogoutTokens:
    """The check of one client, which takes each token once."""

    issuer: str
    client_id: str
    seen: dict[str, None] = field(default_factory=dict)

    def read(self, compact: str, jwks: Mapping[str, Any]) -> tuple[str | None, str | None]:
        """The ``sub`` and ``sid`` that have ended. Raises ``BadLogoutToken``."""
        try:
            keys = KeySet([import_key(dict(jwk)) for jwk in jwks["keys"]])
            token = jwt.decode(compact, keys, algorithms=ALGORITHMS)
        except (JoseError, ValueError) as error:
            raise BadLogoutToken("It is not signed by the authority.") from error
        self._check(token.claims)
        sub, sid = token.claims.get("sub"), token.claims.get("sid")
        return (None if sub is None else str(sub)), (None if sid is None else str(sid))

    def _check(self, claims: Mapping[str, Any]) -> None:
        now, events = time.time(), claims.get("events")
        good = (
            claims.get("iss") == self.issuer,
            claims.get("aud") in (self.client_id, [self.client_id]),
            isinstance(claims.get("iat"), int) and claims["iat"] <= now + LEEWAY,
            isinstance(claims.get("exp"), int) and claims["exp"] > now - LEEWAY,
            isinstance(events, dict) and EVENT in events,
            "nonce" not in claims,
            "sub" in claims or "sid" in claims,
            isinstance(claims.get("jti"), str) and claims["jti"] not in self.seen,
        )
        if not all(good):
            raise BadLogoutToken("It is not for this site, was used before, or is not a logout token.")
        if len(self.seen) >= MOST_SEEN:
            del self.seen[next(iter(self.seen))]
        self.seen[claims["jti"]] = None
