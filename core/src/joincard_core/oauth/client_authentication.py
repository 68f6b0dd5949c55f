"""Client authentication at every endpoint but the browser's (RFC 6749 section 2.3, RFC 7523, RFC 8705).

Choices: a signed assertion or a certificate, whichever the client is registered for, and nothing else; only
a client that does nothing but sign people in may have a secret (see ``client_secret``). All failures of proof
share one sentence; the exact cause is for the operator. Failures are counted per address and client (see
``throttle``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from joincard_core.clock import from_epoch, to_epoch
from joincard_core.oauth import assertion, client_secret, store, throttle
from joincard_core.oauth.certificate_chain import Anchors
from joincard_core.oauth.client_certificate import cause_of
from joincard_core.oauth.client_metadata import TLS_AUTH_METHODS
from joincard_core.oauth.errors import InvalidClient, OAuthError
from joincard_core.oauth.model import ID, Client, ClientStatus
from joincard_core.oauth.remote_keys import RemoteKeys
from joincard_core.oauth.request import FormRequest
from joincard_core.settings import Settings
from joincard_core.storage import Database, Tx

NOT_SIGNED = "The client_assertion is not signed with a key of the client, or its alg is another one."
TOKEN_PATH = "/oauth/token"  # noqa: S105 - an address
BACKCHANNEL_PATH = "/oauth/bc-authorize"
KEPT_AFTER = 60  # s; the clocks of our own machines may differ a little
Sent = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Authenticated:
    """A client that proved who it is. An assertion must still be used up."""

    client: Client
    asserted: assertion.Assertion | None = None

    def use_up(self, tx: Tx) -> None:
        """Take the assertion once. Raises ``InvalidClient``."""
        if self.asserted is None:
            return
        until = from_epoch(self.asserted.expires_at + KEPT_AFTER)
        if not store.use_once(tx, "assertion", self.client.id, self.asserted.jti, until):
            raise InvalidClient("The client_assertion was used before. Sign a new one for each request.")


@dataclass(frozen=True, slots=True)
class ClientAuthentication:
    """Tells which client sends a request, or refuses."""

    database: Database
    keys: RemoteKeys
    anchors: Anchors
    settings: Settings

    def authenticated(self, sent: Sent, request: FormRequest, now: datetime) -> Authenticated:
        """The client of a request. Raises ``InvalidClient`` or ``TooManyFailures``."""
        if request.authorization or "client_secret" in sent:
            return self._by_secret(sent, request, now)
        if "client_assertion" in sent or "client_assertion_type" in sent:
            return self._by_assertion(sent, request, now)
        if "client_id" in sent and request.certificate is not None:
            return self._by_certificate(sent["client_id"], request, now)
        raise InvalidClient(
            f"The client authenticates with a client_assertion of type {assertion.TYPE}, or with client_id "
            "and its certificate."
        )

    def keys_of(self, client: Client, compact: str) -> Mapping[str, object]:
        """The public keys of a client, fetched again when ``compact`` names one that is not known."""
        kid, alg = assertion.names(compact)
        return self.keys.keys(client, kid, alg)

    def _by_assertion(self, sent: Sent, request: FormRequest, now: datetime) -> Authenticated:
        if sent.get("client_assertion_type") != assertion.TYPE or "client_assertion" not in sent:
            raise InvalidClient(f"The client authenticates with a client_assertion of type {assertion.TYPE}.")
        issuer, lifetime = self.settings.issuer, self.settings.assertion_lifetime
        endpoints = (issuer + TOKEN_PATH, issuer + BACKCHANNEL_PATH)
        expected = assertion.Expected(issuer, to_epoch(now), lifetime, endpoints)
        asserted = assertion.read(sent["client_assertion"], sent.get("client_id"), expected)
        attempt = throttle.Attempt(request.address, asserted.client_id)
        client = self._found(attempt, now)
        assertion.as_registered(asserted, client, expected)
        keys = self.keys.keys(client, asserted.token.kid, asserted.token.alg) if client else {}
        cause = self._wrong_method(client, "private_key_jwt")
        if not assertion.is_from(asserted, client, keys) or client is None or cause:
            raise self._failed(
                attempt, now, cause or "The client_assertion is not signed with one of its keys."
            )
        return Authenticated(active(client, now), asserted)

    def _by_secret(self, sent: Sent, request: FormRequest, now: datetime) -> Authenticated:
        """Whoever is no sign-in client has no secret, and is refused like one with a wrong secret."""
        scheme = client_secret.scheme_of(request.authorization)
        if "client_assertion" in sent or "client_assertion_type" in sent:
            raise InvalidClient(
                "The client authenticates in one way: secret, assertion or certificate.", scheme
            )
        shown = client_secret.shown(sent, request.authorization)
        attempt = throttle.Attempt(request.address, shown.client_id)
        with self.database.read() as tx:
            throttle.admit(tx, attempt, now)
            client = store.find(tx, shown.client_id)
            kept = store.secret_of(tx, shown.client_id) if client and client.metadata.signs_in else None
        fits = client_secret.fits(shown.secret, kept)
        cause = self._wrong_method(client, shown.method)
        if not fits or client is None or cause:
            raise self._failed(attempt, now, cause or "The client_secret is wrong.", scheme)
        return Authenticated(active(client, now))

    def _by_certificate(self, client_id: str, request: FormRequest, now: datetime) -> Authenticated:
        attempt = throttle.Attempt(request.address, client_id)
        client = self._found(attempt, now)
        cause = self._wrong_method(client, *TLS_AUTH_METHODS)
        if client is not None and request.certificate is not None and not cause:
            keys = self.keys.keys_of_certificate(client, request.certificate)
            cause = cause_of(request.certificate, client, keys, now, self.anchors)
        if client is None or cause:
            raise self._failed(attempt, now, cause or "No client has this client_id.")
        return Authenticated(active(client, now))

    def _found(self, attempt: throttle.Attempt, now: datetime) -> Client | None:
        with self.database.read() as tx:
            throttle.admit(tx, attempt, now)
            return store.find(tx, attempt.client_id)

    @staticmethod
    def _wrong_method(client: Client | None, *tried: str) -> str:
        if client is None or client.metadata.token_endpoint_auth_method in tried:
            return ""
        registered = client.metadata.token_endpoint_auth_method
        return f"The client is registered for {registered}, and tried {' or '.join(tried)}."

    def _failed(self, attempt: throttle.Attempt, now: datetime, cause: str, scheme: str = "") -> OAuthError:
        with self.database.write() as tx:
            throttle.note(tx, attempt, now)
        return InvalidClient(scheme=scheme, cause=cause)


def claimed(sent: Sent) -> str | None:
    """Whose request it claims to be, for the operator's list; proved by nothing."""
    named = sent.get("client_id") or assertion.subject(sent.get("client_assertion", ""))
    return named if named is not None and ID.fullmatch(named) else None


def active(client: Client, now: datetime) -> Client:
    """The client, when it may act. Raises ``InvalidClient``."""
    if client.status(now) is not ClientStatus.ACTIVE:
        raise InvalidClient(f"The client is {client.status(now).value}.")
    return client
