"""ID tokens (OpenID Connect Core section 2), for clients that asked for the scope ``openid``.

Choices: the holder is named pairwise; nothing of the card is in it, what a service may learn comes with a
verification.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256

from joincard_core.keys import KeyRing
from joincard_core.oauth.errors import UnauthorizedClient
from joincard_core.oauth.issue import Issue
from joincard_core.oauth.model import Client

SCOPE = "openid"
AUTH_REQ_ID = "urn:openid:params:jwt:claim:auth_req_id"  # OpenID CIBA Core section 10.3.1


@dataclass(frozen=True, slots=True)
class IdTokens:
    """Makes ID tokens. ``lifetime`` is in seconds."""

    issuer: str
    lifetime: int
    keys: KeyRing

    def require_key(self, client: Client) -> None:
        """There is a key for what this client is to be given; asked before anything of it is used up.

        Raises ``UnauthorizedClient``.
        """
        alg = client.metadata.id_token_signed_response_alg
        if SCOPE in client.scopes and not self.keys.can_sign("token", alg):
            raise UnauthorizedClient(
                f"The authority has no key for ID tokens with {alg}; its staff can add one."
            )

    def issue(self, issue: Issue, client: Client, access_token: str | None, now: int) -> str | None:
        """The ID token that comes with an access token or alone; ``None`` where nobody asked for one."""
        if SCOPE not in issue.scopes or issue.signed_in is None:
            return None
        claims: dict[str, object] = {
            "iss": self.issuer,
            "sub": issue.sub,
            "aud": client.id,
            "exp": now + self.lifetime,
            "iat": now,
            "auth_time": issue.signed_in.auth_time,
            "acr": issue.signed_in.acr,
            "amr": list(issue.signed_in.amr),
        }
        if access_token is not None:
            claims["at_hash"] = left_half(access_token)
        # For logout tokens to be matched with; to a client that gets none it would be one more handle.
        if issue.signed_in.sid is not None and client.metadata.backchannel_logout_uri is not None:
            claims["sid"] = issue.signed_in.sid
        if issue.auth_req_id is not None:
            claims[AUTH_REQ_ID] = issue.auth_req_id
        if issue.nonce is not None:
            claims["nonce"] = issue.nonce
        return self.keys.sign("token", "JWT", claims, client.metadata.id_token_signed_response_alg)


def left_half(token: str) -> str:
    """``at_hash``: the left half of the SHA-256 hash, as ES256, PS256 and RS256 have it."""
    return urlsafe_b64encode(sha256(token.encode("ascii")).digest()[:16]).rstrip(b"=").decode("ascii")
