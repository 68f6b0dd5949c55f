"""Registering clients: what staff do from the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from joincard_core.clock import Clock
from joincard_core.oauth import client_rows, registered_keys, store
from joincard_core.oauth.client_metadata import TLS_AUTH_METHODS, USUAL, ClientMetadata
from joincard_core.oauth.errors import ClientUnknown
from joincard_core.oauth.model import Client
from joincard_core.oauth.registration_errors import KeysElsewhere
from joincard_core.storage import Database


@dataclass(frozen=True, slots=True)
class NewClient:
    """A client to be registered. ``jwks`` holds its public keys."""

    id: str
    provider_id: str
    name: str
    jwks: Mapping[str, object]
    scopes: frozenset[str] = frozenset({"verify"})
    expires_at: datetime | None = None
    metadata: ClientMetadata = USUAL


@dataclass(frozen=True, slots=True)
class Clients:
    """The clients of this authority. Every change is seen by the next request, in every process."""

    database: Database
    clock: Clock

    def add(self, new: NewClient) -> Client:
        """Register a client. Raises ``ClientMalformed`` or ``ClientExists``.

        That the provider exists is the caller's to check: the registry is another room.
        """
        if needs_keys_here(new.metadata) or new.jwks.get("keys"):
            registered_keys.registered_keys(new.jwks)
        client = Client(
            id=new.id,
            provider_id=new.provider_id,
            name=new.name,
            jwks=new.jwks,
            scopes=new.scopes,
            created_at=self.clock.now(),
            expires_at=new.expires_at,
            metadata=new.metadata,
        )
        with self.database.write() as tx:
            store.add(tx, client)
        return client

    def find(self, client_id: str) -> Client:
        """The client with this id. Raises ``ClientUnknown``."""
        with self.database.read() as tx:
            client = store.find(tx, client_id)
        if client is None:
            raise ClientUnknown(client_id)
        return client

    def of_provider(self, provider_id: str) -> tuple[Client, ...]:
        """The clients of a provider, by id."""
        with self.database.read() as tx:
            return store.of_provider(tx, provider_id)

    def change(self, client_id: str, changed: Callable[[Client], Client]) -> Client:
        """Change a client from what it is now. Raises ``ClientUnknown``, and what ``changed`` raises.

        What staff leave it with bounds, from then on, what it may register for itself.
        """
        with self.database.write() as tx:
            row = client_rows.find(tx, client_id, lock=True)
            if row is None:
                raise ClientUnknown(client_id)
            client = changed(row.client)
            bounds = row.bounds
            if (client.scopes, client.metadata.services) != (row.client.scopes, row.client.metadata.services):
                bounds = bounds and replace(bounds, scopes=client.scopes, services=client.metadata.services)
            client_rows.write(tx, replace(row, client=client, bounds=bounds))
        return client

    def add_keys(self, client_id: str, jwks: Mapping[str, object]) -> Client:
        """Let it sign with more keys, beside its own. Raises ``InvalidClientMetadata``, ``KeysElsewhere``."""
        return self._change_keys(client_id, lambda kept: registered_keys.with_more(kept, jwks))

    def remove_key(self, client_id: str, kid: str) -> Client:
        """Refuse what a key signs from now on. Raises ``ClientMalformed``, ``KeysElsewhere``."""
        return self._change_keys(client_id, lambda kept: registered_keys.without(kept, kid))

    def expire(self, client_id: str, at: datetime | None) -> Client:
        """Let it end at a moment, or at none. Raises ``ClientUnknown``."""
        return self.change(client_id, lambda client: replace(client, expires_at=at))

    def suspend(self, client_id: str) -> None:
        """Refuse the client's tokens from the next request on. Raises ``ClientUnknown``."""
        with self.database.write() as tx:
            store.change(tx, client_id, suspended=True)

    def reinstate(self, client_id: str) -> None:
        """Take the client's tokens again. Raises ``ClientUnknown``."""
        with self.database.write() as tx:
            store.change(tx, client_id, suspended=False)

    def remove(self, client_id: str) -> None:
        """Refuse the client for good; its id is not given again. Raises ``ClientUnknown``."""
        with self.database.write() as tx:
            client_rows.remove(tx, client_id, self.clock.now())

    def _change_keys(
        self, client_id: str, changed: Callable[[Mapping[str, object]], Mapping[str, object]]
    ) -> Client:
        def with_keys(client: Client) -> Client:
            if client.metadata.jwks_uri is not None:
                raise KeysElsewhere
            return replace(client, jwks=changed(client.jwks))

        return self.change(client_id, with_keys)


def needs_keys_here(metadata: ClientMetadata) -> bool:
    """Whether a client is of no use without keys in its registration."""
    return metadata.jwks_uri is None and metadata.token_endpoint_auth_method != TLS_AUTH_METHODS[0]
