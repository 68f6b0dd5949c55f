"""Client registration and its management (RFC 7591 section 3, RFC 7592 section 2).

Choices: registration takes an initial access token of the staff, and what it registers stays within that
token's scopes and services for good. The registration access token is not changed by reading or updating,
which RFC 7592 leaves open: an answer that is lost must not lock a client out of its own keys. A token that is
not accepted gets one answer, whether the client exists or not.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from joincard_core.clock import Clock, to_epoch
from joincard_core.oauth import (
    client_rows,
    client_secret,
    handle,
    initial_access,
    registering,
    store,
    throttle,
)
from joincard_core.oauth.client_metadata import SECRET_METHODS, ClientMetadata
from joincard_core.oauth.client_rows import Row
from joincard_core.oauth.errors import OAuthError
from joincard_core.oauth.fetching import FetchFailed, Reach, fetch_array
from joincard_core.oauth.model import ID, Client, ClientStatus
from joincard_core.oauth.registering import Bounds
from joincard_core.oauth.registration_errors import (
    InvalidClientMetadata,
    InvalidRegistrationToken,
    NoRegistrationToken,
)
from joincard_core.oauth.strict_json import NotStrict, read_object
from joincard_core.settings import Settings
from joincard_core.storage import Database, Tx, new_id

PATH = "/oauth/register"
MEDIA_TYPE = "application/json"
# Section 2.2: an update must not hold them; a client that sends them takes a stale answer for its metadata.
FORBIDDEN = (
    "registration_access_token",
    "registration_client_uri",
    "client_id_issued_at",
    "client_secret_expires_at",
)
NEW = "initial access"  # who fails, for the limit on failures: no client yet
Answer = dict[str, object]


@dataclass(frozen=True, slots=True)
class RegistrationRequest:
    """A request as it arrived, from an ``address``."""

    address: str
    authorization: str = field(default="", repr=False)
    content_type: str = ""
    body: bytes = field(default=b"", repr=False)

    def token(self) -> str:
        """The token it shows. Raises ``NoRegistrationToken`` or ``InvalidRegistrationToken``."""
        if not self.authorization:
            raise NoRegistrationToken
        scheme, _, token = self.authorization.partition(" ")
        if scheme.lower() != "bearer" or not token.strip(" "):
            raise InvalidRegistrationToken("The Authorization header is not Bearer TOKEN.")
        return token.strip(" ")

    def members(self) -> Mapping[str, object]:
        """The JSON object of the body. Raises ``InvalidClientMetadata``."""
        if self.content_type.partition(";")[0].strip().lower() != MEDIA_TYPE:
            raise InvalidClientMetadata("The body", f"It is of type {MEDIA_TYPE}.")
        try:
            return read_object(self.body)
        except NotStrict as error:
            raise InvalidClientMetadata("The body", str(error)) from None


class Registrations:
    """The registration endpoint, and one address for each client that registered there."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        clock: Clock,
        fetch: Callable[[str, Reach], list[object]] = fetch_array,
    ) -> None:
        self._database = database
        self._settings = settings
        self._clock = clock
        self._fetch = fetch

    def register(self, request: RegistrationRequest) -> Answer:
        """Register a client (RFC 7591 section 3.1). Nothing is used up unless it succeeds."""
        now, token = self._clock.now(), request.token()
        attempt = throttle.Attempt(request.address, NEW)
        with self._database.read() as tx:
            throttle.admit(tx, attempt, now)
            invited = initial_access.find(tx, token, now)
        if invited is None:
            raise self._failed(attempt, now, "The initial access token is unknown, used up or expired.")
        client = self._client(new_id(), request.members(), invited.bounds)
        client = replace(client, provider_id=invited.provider_id, created_at=now)
        access, secret = handle.new(), secret_for(client)
        with self._database.write() as tx:
            if not initial_access.take(tx, token, now):
                raise InvalidRegistrationToken(
                    "Another request took the last use of the initial access token."
                )
            store.add(tx, client)
            client_rows.write(tx, Row(client, handle.digest(access), invited.bounds))
            if secret is not None:
                store.set_secret(tx, client.id, client_secret.digest(secret))
        return self._answer(client, access, secret)

    def read(self, client_id: str, request: RegistrationRequest) -> Answer:
        """What is registered (RFC 7592 section 2.1)."""
        return self._answer(self._managed(client_id, request).client, request.token())

    def replace(self, client_id: str, request: RegistrationRequest) -> Answer:
        """Replace all metadata (RFC 7592 section 2.2): what is left out is gone."""
        managed = self._managed(client_id, request)
        try:
            members = request.members()
            refuse_stale(members, client_id)
            bounds = managed.bounds or Bounds(managed.client.scopes, managed.client.metadata.services)
            asked = self._client(client_id, members, bounds)
        except OAuthError as error:
            error.client_id = client_id
            raise
        with self._database.write() as tx:
            row = self._still(tx, managed)
            changed = replace(
                row.client, name=asked.name, jwks=asked.jwks, scopes=asked.scopes, metadata=asked.metadata
            )
            client_rows.write(tx, replace(row, client=changed))
        return self._answer(changed, request.token())

    def remove(self, client_id: str, request: RegistrationRequest) -> None:
        """Remove the client, with its grants and tokens (RFC 7592 section 2.3)."""
        managed = self._managed(client_id, request)
        with self._database.write() as tx:
            self._still(tx, managed)
            client_rows.remove(tx, client_id, self._clock.now())

    def _client(self, client_id: str, members: Mapping[str, object], bounds: Bounds) -> Client:
        """A client of nobody yet, as ``members`` describe it."""
        found = registering.read(
            members, bounds, local=self._settings.demo, implicit=self._settings.implicit_sign_in
        )
        self._check_sector(found.metadata)
        return Client(
            id=client_id,
            provider_id="",
            name=found.name or client_id,
            jwks=found.jwks,
            scopes=found.scopes,
            created_at=self._clock.now(),
            metadata=found.metadata,
        )

    def _check_sector(self, metadata: ClientMetadata) -> None:
        """The address of a sector lists the client's own (OpenID Connect Registration section 5).

        It changes nothing else: a holder's name is one for the whole provider.
        """
        uri = metadata.sector_identifier_uri
        if uri is None:
            return
        try:
            listed = self._fetch(uri, Reach.of(self._settings))
        except FetchFailed as error:
            raise InvalidClientMetadata("sector_identifier_uri", f"The address {error.what}.") from None
        if not all(each in listed for each in metadata.redirect_uris):
            raise InvalidClientMetadata(
                "sector_identifier_uri", "An address with a JSON array that holds every one of redirect_uris."
            )

    def _managed(self, client_id: str, request: RegistrationRequest) -> Row:
        """The client whose registration access token this is. Raises ``InvalidRegistrationToken``."""
        now, token = self._clock.now(), request.token()
        attempt = throttle.Attempt(request.address, f"{NEW} {client_id}")
        with self._database.read() as tx:
            throttle.admit(tx, attempt, now)
            row = client_rows.find(tx, client_id)
        kept = row.registration_digest if row else None
        # Compared for an unknown client, too: the time must not tell which clients exist.
        fits = secrets.compare_digest(kept or bytes(32), handle.digest(token))
        if row is None or kept is None or not fits:
            raise self._failed(attempt, now, "The registration access token is not this client's.", client_id)
        if row.client.status(now) is not ClientStatus.ACTIVE:
            raise _of_client(
                InvalidRegistrationToken(f"The client is {row.client.status(now).value}."), client_id
            )
        return row

    def _still(self, tx: Tx, managed: Row) -> Row:
        """The row as it stands now, locked. Raises ``InvalidRegistrationToken``."""
        row = client_rows.find(tx, managed.client.id, lock=True)
        if (
            row is None
            or row.registration_digest != managed.registration_digest
            or row.bounds != managed.bounds
            or row.client.status(self._clock.now()) is not ClientStatus.ACTIVE
        ):
            raise InvalidRegistrationToken("The client was changed by the staff at the same moment.")
        return row

    def _failed(
        self, attempt: throttle.Attempt, now: datetime, cause: str, client_id: str | None = None
    ) -> OAuthError:
        with self._database.write() as tx:
            throttle.note(tx, attempt, now)
        return _of_client(InvalidRegistrationToken(cause), client_id)

    def _answer(self, client: Client, token: str, secret: str | None = None) -> Answer:
        told = {} if secret is None else {"client_secret": secret, "client_secret_expires_at": 0}
        return {
            **told,
            "client_id": client.id,
            "client_id_issued_at": to_epoch(client.created_at),
            "registration_access_token": token,
            "registration_client_uri": f"{self._settings.issuer}{PATH}/{client.id}",
            **registering.written(client),
        }


def secret_for(client: Client) -> str | None:
    """A new secret, for a client that authenticates with one. It is told once, and kept as a digest."""
    return client_secret.new() if client.metadata.token_endpoint_auth_method in SECRET_METHODS else None


def refuse_stale(members: Mapping[str, object], client_id: str) -> None:
    """An update is for this client, and holds nothing of ours. Raises ``InvalidClientMetadata``."""
    if members.get("client_id") != client_id:
        raise InvalidClientMetadata("client_id", "The client_id of this address.")
    for name in FORBIDDEN:
        if name in members:
            raise InvalidClientMetadata(name, "An update does not hold it.")


def _of_client(error: OAuthError, client_id: str | None) -> OAuthError:
    error.client_id = client_id if client_id is not None and ID.fullmatch(client_id) else None
    return error
