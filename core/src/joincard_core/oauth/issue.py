"""What a token shall say, before it is written: what comes out of a grant."""

from __future__ import annotations

from dataclasses import dataclass, field

from joincard_core.oauth.authorization_details import Details
from joincard_core.oauth.grants import Grant
from joincard_core.oauth.interaction import SignedIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What a token shall say. ``ends_at``: not later than that, in seconds since 1970."""

    sub: str
    scopes: frozenset[str]
    details: Details = ()
    grant: Grant | None = None
    signed_in: SignedIn | None = None
    nonce: str | None = None
    refresh_token: str | None = field(default=None, repr=False)
    actor: str | None = None
    ends_at: int | None = None
    auth_req_id: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, grant: Grant, signed_in: SignedIn | None, nonce: str | None = None) -> Issue:
        """All that a grant holds."""
        return cls(
            sub=grant.sub,
            scopes=grant.scopes,
            details=grant.details,
            grant=grant,
            signed_in=signed_in,
            nonce=nonce,
        )
