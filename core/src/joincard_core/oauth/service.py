"""Registering clients: what staff do from the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from joincard_core.clock import Clock
from joincard_core.oauth import store
from joincard_core.oauth.client_metadata import USUAL, ClientMetadata
from joincard_core.oauth.errors import ClientUnknown
from joincard_core.oauth.model import Client, client_keys
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
        client_keys(new.jwks)
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

    def suspend(self, client_id: str) -> None:
        """Refuse the client's tokens from the next request on. Raises ``ClientUnknown``."""
        with self.database.write() as tx:
            store.change(tx, client_id, suspended=True)

    def reinstate(self, client_id: str) -> None:
        """Take the client's tokens again. Raises ``ClientUnknown``."""
        with self.database.write() as tx:
            store.change(tx, client_id, suspended=False)
