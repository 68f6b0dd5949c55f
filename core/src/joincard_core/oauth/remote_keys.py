"""Keys that a client publishes at its ``jwks_uri`` (RFC 7591 section 2, RFC 7517).

Choices: they are kept for five minutes, in the database for all workers. A key that is not among them has
them fetched again, but at most every ten seconds for an address, so that a stranger's tokens cannot make us
a nuisance. While the address fails, keys serve for an hour from when they were fetched. Keys of kinds that we
do not use are passed over (RFC 7517 section 5); a private key in the set refuses it whole.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Self

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from joincard_core.clock import Clock
from joincard_core.oauth.certificate_keys import certificate_keys
from joincard_core.oauth.client_certificate import ClientCertificate
from joincard_core.oauth.errors import InvalidClient
from joincard_core.oauth.fetching import FetchFailed, FetchJson, Reach, fetch_json
from joincard_core.oauth.jwk import PRIVATE_MEMBERS
from joincard_core.oauth.model import MOST_KEYS, Client, ClientKey, signing_keys
from joincard_core.oauth.tables import remote_keys
from joincard_core.settings import Settings
from joincard_core.storage import Database

FRESH = timedelta(minutes=5)
STALE = timedelta(hours=1)
COOL_DOWN = timedelta(seconds=10)
MOST_PUBLISHED = 32
MOST_HELD = 1_000  # addresses in the memory of one process
LANES = 16  # threads that fetch for different addresses seldom wait for one another

Jwks = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Held:
    """A key set as it was fetched. ``signing``: the keys that may sign, each with its JWK."""

    jwks: Jwks = field(repr=False)
    fetched_at: datetime
    signing: tuple[tuple[ClientKey, object], ...] = field(repr=False)

    @classmethod
    def of(cls, jwks: Jwks, fetched_at: datetime) -> Self:
        """A set with the keys in it that may sign. Raises ``FetchFailed``."""
        return cls(jwks, fetched_at, signing_keys(published(jwks)))

    def chosen(self, kid: str | None, alg: str) -> Jwks:
        """The part of the set that may have signed a token with this header."""
        return {"keys": [jwk for key, jwk in self.signing if key.suits(kid, alg)][:MOST_KEYS]}


@dataclass(frozen=True, slots=True)
class Failure:
    """The last attempt, which failed: when, and how (see ``FetchFailed``)."""

    at: datetime
    what: str


class RemoteKeys:
    """The keys of clients, wherever they are. Call it outside a transaction: it may take three seconds."""

    def __init__(
        self, database: Database, settings: Settings, clock: Clock, fetch: FetchJson = fetch_json
    ) -> None:
        self._database = database
        self._reach = Reach.of(settings)
        self._clock = clock
        self._fetch = fetch
        self._held: dict[str, Held] = {}
        self._failures: dict[str, Failure] = {}
        self._lanes = tuple(threading.Lock() for _ in range(LANES))

    def keys(self, client: Client, kid: str | None, alg: str) -> Jwks:
        """The keys that may have signed a token whose header says ``kid`` and ``alg``, as a JWK Set.

        With an empty ``alg``: all keys, as they were published. Raises ``InvalidClient`` with the cause when
        there is an address and it gives nothing.
        """
        uri = client.metadata.jwks_uri
        if uri is None:
            return client.jwks if not alg else registered(client, kid, alg)
        if not alg:
            return self._current(uri, lambda _: True).jwks
        return self._current(uri, lambda held: bool(held.chosen(kid, alg)["keys"])).chosen(kid, alg)

    def keys_of_certificate(self, client: Client, certificate: ClientCertificate) -> Jwks:
        """All keys of the client; fetched again when the certificate's is not among them."""
        uri = client.metadata.jwks_uri
        if uri is None:
            return client.jwks
        return self._current(uri, lambda held: certificate.spki in certificate_keys(held.jwks)).jwks

    def _current(self, uri: str, has: Callable[[Held], bool]) -> Held:
        held = self._held.get(uri)
        if held is not None and self._is_fresh(held) and has(held):
            return held
        digest = sha256(uri.encode()).digest()
        with self._lanes[digest[0] % LANES]:
            held = self._newest(uri, digest)
            if held is not None and self._is_fresh(held) and (has(held) or self._is_cooling(uri, held)):
                return held
            return self._fetched(uri, digest, held)

    def _is_fresh(self, held: Held) -> bool:
        return self._clock.now() - held.fetched_at < FRESH

    def _is_cooling(self, uri: str, held: Held) -> bool:
        failure = self._failures.get(uri)
        last = max(held.fetched_at, failure.at) if failure else held.fetched_at
        return self._clock.now() - last < COOL_DOWN

    def _newest(self, uri: str, digest: bytes) -> Held | None:
        """The newer one of memory and database: another worker may have fetched it since."""
        held = self._held.get(uri)
        with self._database.read() as tx:
            row = tx.execute(select(remote_keys).where(remote_keys.c.uri_digest == digest)).first()
        if row is not None and (held is None or row.fetched_at > held.fetched_at):
            held = Held.of(json.loads(row.jwks), row.fetched_at)
            self._keep(uri, held)
        return held

    def _fetched(self, uri: str, digest: bytes, held: Held | None) -> Held:
        now = self._clock.now()
        failure = self._failures.get(uri)
        if failure is not None and now - failure.at < COOL_DOWN:
            return self._instead(held, failure)
        try:
            found = Held.of(self._fetch(uri, self._reach), now)
        except FetchFailed as error:
            failure = Failure(now, error.what)
            self._note(uri, failure)
            return self._instead(held, failure)
        self._failures.pop(uri, None)
        self._keep(uri, found)
        self._store(digest, found)
        return found

    def _instead(self, held: Held | None, failure: Failure) -> Held:
        """What was fetched before, while that is not too old. Raises ``InvalidClient``."""
        if held is None or failure.at - held.fetched_at >= STALE:
            raise InvalidClient(cause=f"The client's jwks_uri {failure.what}.")
        return held

    def _keep(self, uri: str, held: Held) -> None:
        if len(self._held) >= MOST_HELD:
            self._held.clear()
        self._held[uri] = held

    def _note(self, uri: str, failure: Failure) -> None:
        if len(self._failures) >= MOST_HELD:
            self._failures.clear()
        self._failures[uri] = failure

    def _store(self, digest: bytes, held: Held) -> None:
        values = {"jwks": json.dumps(held.jwks), "fetched_at": held.fetched_at}
        with self._database.write() as tx:
            tx.execute(delete(remote_keys).where(remote_keys.c.fetched_at < held.fetched_at - STALE))
            insert = (sqlite if tx.dialect.name == "sqlite" else postgresql).insert(remote_keys)
            row = insert.values(uri_digest=digest, **values)
            tx.execute(row.on_conflict_do_update(index_elements=[remote_keys.c.uri_digest], set_=values))


def registered(client: Client, kid: str | None, alg: str) -> Jwks:
    """The registered keys for a signature. Beside them a client may have keys of certificates alone."""
    keys = client.jwks.get("keys")
    listed = tuple(keys) if isinstance(keys, list) else ()
    if not any("x5c" in jwk for jwk in listed):
        return client.jwks
    return {"keys": [jwk for key, jwk in signing_keys(listed) if key.suits(kid, alg)]}


def published(jwks: Jwks) -> tuple[object, ...]:
    """The keys in a set from outside. Raises ``FetchFailed``."""
    keys = jwks.get("keys")
    if not isinstance(keys, list) or not 1 <= len(keys) <= MOST_PUBLISHED:
        raise FetchFailed(f'must answer with {{"keys": [...]}} and 1 to {MOST_PUBLISHED} keys')
    if any(isinstance(jwk, Mapping) and PRIVATE_MEMBERS & set(jwk) for jwk in keys):
        raise FetchFailed("publishes a private key: whoever read it can sign. Make new keys")
    return tuple(keys)
