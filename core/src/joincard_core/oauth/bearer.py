"""The guard of the API: an access token and the proof that its sender may use it.

A token bound to a DPoP key comes with the scheme DPoP and a proof (RFC 9449 section 7), one bound to a
certificate with the scheme Bearer over a connection with that certificate (RFC 8705 section 3); each is
refused in the other's place. What may have changed since the token was signed is read with every request,
together with using up the proof (see ``standing``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from joincard_core.clock import Clock, from_epoch, to_epoch
from joincard_core.oauth import dpop, standing, store, user_authentication
from joincard_core.oauth.access_token import AccessToken, AccessTokens
from joincard_core.oauth.caller import Caller
from joincard_core.oauth.client_certificate import ClientCertificate
from joincard_core.oauth.errors import (
    InsufficientScope,
    InvalidDpopProof,
    InvalidToken,
    NoToken,
    OAuthError,
)
from joincard_core.oauth.granting import CardStands
from joincard_core.oauth.nonce import Nonces
from joincard_core.settings import Settings
from joincard_core.storage import Database

SCHEMES = ("dpop", "bearer")
SIGNING_IN = "openid"  # the scope of userinfo


@dataclass(frozen=True, slots=True)
class Presented:
    """What a request shows of itself. ``path`` is not decoded; headers that are absent are empty.

    ``form_token`` is a token out of a form's field (RFC 6750 section 2.2), where there is no header.
    """

    method: str
    path: str
    authorization: str = field(default="", repr=False)
    dpop: str = field(default="", repr=False)
    certificate: ClientCertificate | None = None
    form_token: str = field(default="", repr=False)


class Bearer:
    """Tells who is calling, or refuses."""

    def __init__(
        self,
        database: Database,
        tokens: AccessTokens,
        nonces: Nonces,
        settings: Settings,
        clock: Clock,
        card_stands: CardStands,
    ) -> None:
        self._card_stands = card_stands
        self._needed = user_authentication.read(settings.scope_least)
        self._database = database
        self._tokens = tokens
        self._nonces = nonces
        self._settings = settings
        self._clock = clock

    def caller(self, presented: Presented, scope: str) -> Caller:
        """Whose request this is. Uses up the proof.

        Raises ``NoToken``, ``InvalidToken``, ``InvalidDpopProof``, ``UseDpopNonce``, ``InsufficientScope`` or
        ``InsufficientUserAuthentication``.
        """
        now = self._clock.now()
        scheme, compact = credentials(presented.authorization or header_of(presented.form_token))
        token = self._tokens.read(compact, to_epoch(now))
        try:
            if not token.binding.is_bound and scope != SIGNING_IN:
                raise InvalidToken("The access token is for signing in: it opens userinfo alone.")
            if token.binding.is_bound and not presented.authorization:
                raise InvalidToken("This access token is taken in the Authorization header only.")
            proof = self._possessed(presented, scheme, compact, token, now)
            if scope not in token.scopes:
                raise InsufficientScope(scope)
            return self._admitted(token, proof, scope, now)
        except OAuthError as error:
            error.client_id, error.token_type = token.client_id, token.binding.token_type
            raise

    def _possessed(
        self, presented: Presented, scheme: str, compact: str, token: AccessToken, now: datetime
    ) -> dpop.Proof | None:
        if token.binding.token_type.lower() != scheme:
            raise InvalidToken(f"This access token is taken with the scheme {token.binding.token_type} only.")
        if not token.binding.is_bound:
            return None
        if token.binding.jkt is None:
            shown = presented.certificate
            if shown is None or shown.thumbprint != token.binding.x5t:
                raise InvalidToken("The access token is bound to another certificate than the connection's.")
            return None
        proof = dpop.proof(presented.dpop, self._expected(presented, compact, now))
        if proof.jkt != token.binding.jkt:
            raise InvalidDpopProof(
                "The DPoP proof is signed with another key than the one the token is bound to."
            )
        return proof

    def _expected(self, presented: Presented, compact: str, now: datetime) -> dpop.Expected:
        return dpop.Expected(
            htm=presented.method,
            htu=self._settings.issuer + presented.path,
            now=to_epoch(now),
            leeway=self._settings.proof_leeway,
            access_token=compact,
            nonces=self._nonces,
        )

    def _admitted(self, token: AccessToken, proof: dpop.Proof | None, scope: str, now: datetime) -> Caller:
        with self._database.write() as tx:
            found = standing.of_token(tx, token, now)
            if found is None:
                raise InvalidToken("The access token was revoked, or its client is not active.")
            if found.card_id is not None and not self._card_stands(tx, found.card_id, now):
                raise InvalidToken("The card of the holder who agreed is lost, expired or cancelled.")
            if scope not in found.scopes:
                raise InsufficientScope(scope)
            if found.person_id is not None and scope in self._needed:
                self._needed[scope].check(token, to_epoch(now))
            if proof is not None and not store.use_once(
                tx, "dpop", proof.jkt, proof.jti, from_epoch(proof.expires_at)
            ):
                raise InvalidDpopProof("The DPoP proof was used before. Sign a new one for each request.")
        return Caller(
            client_id=token.client_id,
            provider_id=found.provider_id,
            token_id=token.id,
            binding=token.binding,
            sub=token.sub,
            scopes=token.scopes & found.scopes,
            details=found.details,
            services=found.metadata.services,
            parent_services=found.parent_services,
            person_id=found.person_id,
            card_id=found.card_id,
            claims=found.claims,
            verified=found.verified,
            withheld=found.withheld,
            userinfo_signed_response_alg=found.metadata.userinfo_signed_response_alg,
        )


def header_of(form_token: str) -> str:
    """The header that a token in a form stands for; empty where there is none."""
    return form_token and f"Bearer {form_token}"


def credentials(authorization: str) -> tuple[str, str]:
    """Scheme, in small letters, and token of a header. Raises ``NoToken`` or ``InvalidToken``."""
    if not authorization:
        raise NoToken
    scheme, _, compact = authorization.partition(" ")
    if scheme.lower() not in SCHEMES:
        raise InvalidToken("Tokens are taken with the scheme DPoP, or Bearer over mutual TLS.")
    compact = compact.strip(" ")
    if not compact.isascii() or not compact:
        raise InvalidToken("The access token is not one of this authority.")
    return scheme.lower(), compact
