"""Access tokens (RFC 9068), bound to their sender by ``cnf`` (RFC 9449 section 6, RFC 8705 section 3).

Choices: they live at most ten minutes; ``sub`` is the client, or the holder's pairwise name where one signed
in; a token is checked by its signature and claims alone, and what may change sooner than it expires is read
from the database (see ``standing``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from joincard_core.keys import BadSignature, KeyRing
from joincard_core.oauth import authorization_details, claims, scope
from joincard_core.oauth.authorization_details import Details
from joincard_core.oauth.errors import InvalidToken
from joincard_core.oauth.issue import Issue
from joincard_core.oauth.sender_constraint import UNBOUND, Binding
from joincard_core.storage import new_id

TYP = "at+jwt"
USERINFO_PATH = "/oauth/userinfo"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    """What a token says. Times are in seconds since 1970; ``actor`` is a subcontractor (RFC 8693).

    ``acr`` and ``auth_time`` tell how and when the holder signed in, if one did (RFC 9470 section 6.1).
    """

    id: str
    client_id: str
    sub: str
    binding: Binding
    scopes: frozenset[str]
    details: Details
    grant_id: str | None
    actor: str | None
    issued_at: int
    expires_at: int
    acr: str | None = None
    auth_time: int | None = None


@dataclass(frozen=True, slots=True)
class AccessTokens:
    """Makes and reads tokens. ``lifetime`` is in seconds; ``resource`` is the one audience."""

    issuer: str
    resource: str
    lifetime: int
    keys: KeyRing

    def issue(self, issue: Issue, client_id: str, binding: Binding, now: int, lifetime: int) -> str:
        """A signed token. ``now`` is in seconds since 1970, ``lifetime`` in seconds."""
        members: dict[str, object] = {
            "iss": self.issuer,
            "sub": issue.sub,
            "client_id": client_id,
            "aud": self.resource if binding.is_bound else self.for_signing_in,
            "iat": now,
            "exp": now + lifetime,
            "jti": new_id(),
            "scope": scope.text(issue.scopes),
        }
        if binding.is_bound:
            members["cnf"] = binding.cnf()
        if issue.grant is not None:
            members["grant_id"] = issue.grant.id
        if issue.details:
            members["authorization_details"] = [each.to_json() for each in issue.details]
        if issue.actor is not None:
            members["act"] = {"sub": issue.actor}
        if issue.signed_in is not None:
            members |= {"auth_time": issue.signed_in.auth_time, "acr": issue.signed_in.acr}
        return self.keys.sign("token", TYP, members)

    @property
    def for_signing_in(self) -> str:
        """The audience of tokens that are bound to nothing: userinfo, and no other address."""
        return self.issuer + USERINFO_PATH

    def read(self, compact: str, now: int) -> AccessToken:
        """What a token of ours says. Raises ``InvalidToken``."""
        try:
            found = self.keys.verify("token", compact, TYP)
        except BadSignature:
            raise InvalidToken("The access token is not one of this authority.") from None
        audience = claims.sole_audience(found)
        if found.get("iss") != self.issuer or audience not in (self.resource, self.for_signing_in):
            raise InvalidToken("The access token is for another address.")
        expires = claims.seconds(found, "exp")
        if expires is None or expires <= now:
            raise InvalidToken("The access token has expired. Ask for a new one.")
        return _read(found, int(expires), bound=audience == self.resource)


def _read(found: Mapping[str, object], expires_at: int, *, bound: bool) -> AccessToken:
    binding = _binding(found.get("cnf")) if bound else UNBOUND
    jti, client_id, sub = (claims.text(found, name) for name in ("jti", "client_id", "sub"))
    if binding is None or jti is None or client_id is None or sub is None:
        raise InvalidToken("The access token is not bound to a key.")
    act, signed_in_at = found.get("act"), claims.seconds(found, "auth_time")
    return AccessToken(
        id=jti,
        client_id=client_id,
        sub=sub,
        binding=binding,
        scopes=frozenset((claims.text(found, "scope") or "").split()),
        details=authorization_details.of_json(found.get("authorization_details")),
        grant_id=claims.text(found, "grant_id"),
        actor=claims.text(act, "sub") if isinstance(act, dict) else None,
        issued_at=int(claims.seconds(found, "iat") or 0),
        expires_at=expires_at,
        acr=claims.text(found, "acr"),
        auth_time=None if signed_in_at is None else int(signed_in_at),
    )


def _binding(cnf: object) -> Binding | None:
    if not isinstance(cnf, dict):
        return None
    jkt, x5t = claims.text(cnf, "jkt"), claims.text(cnf, "x5t#S256")
    return Binding(jkt, x5t) if (jkt is None) != (x5t is None) else None
