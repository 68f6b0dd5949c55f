"""The guard of the API: a DPoP-bound access token and its proof (RFC 9449 section 7, RFC 9068 section 4).

A token that comes with the scheme Bearer is refused, bound or not (section 7.2). The client is looked up
for every request, together with using up the proof: one that is suspended is refused from that moment on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from joincard_core.clock import Clock, from_epoch, to_epoch
from joincard_core.oauth import dpop, store
from joincard_core.oauth.access_token import AccessToken, AccessTokens
from joincard_core.oauth.errors import InsufficientScope, InvalidDpopProof, InvalidToken, NoToken
from joincard_core.oauth.model import Caller
from joincard_core.settings import Settings
from joincard_core.storage import Database


@dataclass(frozen=True, slots=True)
class Presented:
    """What a request shows of itself. ``path`` is not decoded; headers that are absent are empty."""

    method: str
    path: str
    authorization: str = field(default="", repr=False)
    dpop: str = field(default="", repr=False)


class Bearer:
    """Tells who is calling, or refuses."""

    def __init__(self, database: Database, tokens: AccessTokens, settings: Settings, clock: Clock) -> None:
        self._database = database
        self._tokens = tokens
        self._settings = settings
        self._clock = clock

    def caller(self, presented: Presented, scope: str) -> Caller:
        """Whose request this is. Uses up the proof.

        Raises ``NoToken``, ``InvalidToken``, ``InvalidDpopProof`` or ``InsufficientScope``.
        """
        now = self._clock.now()
        compact = credentials(presented.authorization)
        token = self._tokens.read(compact, to_epoch(now))
        proof = dpop.proof(presented.dpop, self._expected(presented, compact, now))
        if proof.jkt != token.jkt:
            raise InvalidDpopProof(
                "The DPoP proof is signed with another key than the one the token is bound to."
            )
        if scope not in token.scopes:
            raise InsufficientScope(scope)
        return self._admitted(token, proof, now)

    def _expected(self, presented: Presented, compact: str, now: datetime) -> dpop.Expected:
        return dpop.Expected(
            htm=presented.method,
            htu=self._settings.issuer + presented.path,
            now=to_epoch(now),
            leeway=self._settings.proof_leeway,
            access_token=compact,
        )

    def _admitted(self, token: AccessToken, proof: dpop.Proof, now: datetime) -> Caller:
        with self._database.write() as tx:
            provider = store.provider_of(tx, token.client_id, now)
            if provider is None:
                raise InvalidToken("The client of this access token is not active.")
            if not store.use_once(tx, "dpop", proof.jkt, proof.jti, from_epoch(proof.expires_at)):
                raise InvalidDpopProof("The DPoP proof was used before. Sign a new one for each request.")
        return Caller(token.client_id, provider, token.id, token.jkt)


def credentials(authorization: str) -> str:
    """The access token of an Authorization header. Raises ``NoToken`` or ``InvalidToken``."""
    if not authorization:
        raise NoToken
    scheme, _, compact = authorization.partition(" ")
    if scheme.lower() != "dpop":
        raise InvalidToken("Tokens are taken with the scheme DPoP only: Authorization: DPoP TOKEN.")
    compact = compact.strip(" ")
    if not compact.isascii() or not compact:
        raise InvalidToken("The access token is not one of this authority.")
    return compact
