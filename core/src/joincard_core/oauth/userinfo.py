"""Signed answers of userinfo (OpenID Connect Core section 5.3.2), for clients that are registered for them.

They name their issuer and their audience, and no time: whoever takes one for an ID token finds no ``exp``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from joincard_core.keys import KeyRing
from joincard_core.oauth.caller import Caller

MEDIA_TYPE = "application/jwt"


@dataclass(frozen=True, slots=True)
class UserinfoSigner:
    """Signs what userinfo tells."""

    issuer: str
    keys: KeyRing

    def signed(self, members: Mapping[str, object], caller: Caller) -> str | None:
        """The answer as a signed token; ``None`` where the caller is told in plain JSON."""
        alg = caller.userinfo_signed_response_alg
        if alg is None:
            return None
        return self.keys.sign("token", "JWT", {**members, "iss": self.issuer, "aud": caller.client_id}, alg)
