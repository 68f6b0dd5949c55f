"""Token endpoint (RFC 6749 section 3.2) for the client credentials grant (section 4.4).

Choices: the client authenticates by ``private_key_jwt`` and by nothing else; every token is bound to a DPoP
key; no refresh token, since the client can always ask again (section 4.4.3). Parameters in the address are
refused, so that no assertion ends up in a log of addresses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NoReturn

from joincard_core.clock import Clock, from_epoch, to_epoch
from joincard_core.oauth import assertion, dpop, form, store, throttle
from joincard_core.oauth.access_token import AccessTokens
from joincard_core.oauth.errors import (
    InvalidClient,
    InvalidDpopProof,
    InvalidRequest,
    InvalidScope,
    InvalidTarget,
    UnsupportedGrantType,
)
from joincard_core.oauth.model import Client, ClientStatus
from joincard_core.settings import Settings
from joincard_core.storage import Database

PATH = "/oauth/token"
SCOPE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*")
SCHEME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,32}")
PRUNE_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """A request as it arrived. ``address`` is where it came from; headers that are absent are empty."""

    content_type: str
    body: bytes = field(repr=False)
    address: str
    dpop: str = field(default="", repr=False)
    authorization: str = field(default="", repr=False)
    query: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class TokenAnswer:
    """RFC 6749 section 5.1. ``expires_in`` is in seconds."""

    access_token: str = field(repr=False)
    expires_in: int
    scope: str

    def to_json(self) -> dict[str, object]:
        """The members of the answer."""
        return {
            "access_token": self.access_token,
            "token_type": "DPoP",
            "expires_in": self.expires_in,
            "scope": self.scope,
        }


class TokenEndpoint:
    """Turns a signed assertion and a proof into an access token."""

    def __init__(self, database: Database, tokens: AccessTokens, settings: Settings, clock: Clock) -> None:
        self._database = database
        self._tokens = tokens
        self._settings = settings
        self._clock = clock
        self._pruned = datetime.min.replace(tzinfo=clock.now().tzinfo)

    def token(self, request: TokenRequest) -> TokenAnswer:
        """Answer a request. Raises an ``OAuthError``; nothing is used up unless a token is given."""
        now = self._clock.now()
        sent = self._parameters(request)
        asserted = self._asserted(sent, request, now)
        client = self._authenticated(asserted, request.address, now)
        proof = dpop.proof(request.dpop, self._expected_proof(now))
        scopes = granted(sent, client)
        self._use_up(asserted, proof, client, now)
        access_token = self._tokens.issue(client.id, proof.jkt, scopes, to_epoch(now))
        return TokenAnswer(access_token, self._tokens.lifetime, " ".join(sorted(scopes)))

    def _parameters(self, request: TokenRequest) -> Mapping[str, str]:
        if request.query:
            raise InvalidRequest("Parameters belong into the body, not into the address.")
        sent = form.parameters(request.content_type, request.body)
        if "grant_type" not in sent:
            raise InvalidRequest("The parameter grant_type is missing.")
        if sent["grant_type"] != "client_credentials":
            raise UnsupportedGrantType
        if sent.get("resource", self._tokens.resource) != self._tokens.resource:
            raise InvalidTarget(self._tokens.resource)
        return sent

    def _asserted(self, sent: Mapping[str, str], request: TokenRequest, now: datetime) -> assertion.Assertion:
        if request.authorization or "client_secret" in sent:
            scheme = SCHEME.match(request.authorization)
            raise InvalidClient(
                "The client authenticates with a client_assertion alone: no secret, no Authorization header.",
                scheme=scheme[0] if scheme else "",
            )
        if sent.get("client_assertion_type") != assertion.TYPE or "client_assertion" not in sent:
            raise InvalidClient(f"The client authenticates with a client_assertion of type {assertion.TYPE}.")
        expected = assertion.Expected(self._settings.issuer, to_epoch(now), self._settings.assertion_lifetime)
        return assertion.read(sent["client_assertion"], sent.get("client_id"), expected)

    def _authenticated(self, asserted: assertion.Assertion, address: str, now: datetime) -> Client:
        attempt = throttle.Attempt(address, asserted.client_id)
        with self._database.read() as tx:
            throttle.admit(tx, attempt, now)
            client = store.find(tx, asserted.client_id)
        if client is None or not assertion.is_from(asserted, client):
            self._failed(attempt, now)
        if client.status(now) is not ClientStatus.ACTIVE:
            raise InvalidClient(f"The client is {client.status(now).value}.")
        return client

    def _failed(self, attempt: throttle.Attempt, now: datetime) -> NoReturn:
        with self._database.write() as tx:
            throttle.note(tx, attempt, now)
        raise InvalidClient

    def _expected_proof(self, now: datetime) -> dpop.Expected:
        return dpop.Expected(
            htm="POST",
            htu=self._settings.issuer + PATH,
            now=to_epoch(now),
            leeway=self._settings.proof_leeway,
        )

    def _use_up(
        self, asserted: assertion.Assertion, proof: dpop.Proof, client: Client, now: datetime
    ) -> None:
        """Both or neither: the transaction rolls back when either was used before."""
        with self._database.write() as tx:
            if not store.use_once(
                tx, "assertion", client.id, asserted.jti, from_epoch(asserted.expires_at + 60)
            ):
                raise InvalidClient("The client_assertion was used before. Sign a new one for each request.")
            if not store.use_once(tx, "dpop", proof.jkt, proof.jti, from_epoch(proof.expires_at)):
                raise InvalidDpopProof("The DPoP proof was used before. Sign a new one for each request.")
            if now - self._pruned >= PRUNE_EVERY:
                store.prune(tx, now, now - throttle.WINDOW)
                self._pruned = now


def granted(sent: Mapping[str, str], client: Client) -> frozenset[str]:
    """The scopes asked for, or all that the client has (RFC 6749 section 3.3). Raises ``InvalidScope``."""
    if "scope" not in sent:
        return client.scopes
    asked = frozenset(sent["scope"].split(" "))
    if not SCOPE.fullmatch(sent["scope"]) or not asked <= client.scopes:
        raise InvalidScope(client.scopes)
    return asked
