"""Authorities for clients of others: over http with nonces for every proof, and behind TLS with certificates."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from joincard_core.clock import SystemClock
from joincard_core.oauth.tables import authorization_requests
from joincard_core.storage import Database
from sqlalchemy import update

from tests.journeys.place import ANN, Place, free_port
from tools.conformance.place import Target
from tools.conformance.terminator import Terminator

PROVIDER = "jiaxing-first"
PASSWORD = "correct horse 电池"
CALLBACK = "https://portal.example.org/callback"
WITH_QUERY = f"{CALLBACK}?keep=1"
ALLOWED, OTHER = "trial.quota.flat", "trial.quota.once"
DETAILS = [
    {
        "type": "card_verification",
        "services": [ALLOWED],
        "cities": ["330400"],
        "purpose": "To book your visit.",
    }
]


@dataclass
class Served(Place):
    """An authority on SQLite with a holder who can sign in. Every DPoP proof needs a nonce."""

    @property
    def environment(self) -> dict[str, str]:
        """The settings."""
        return super().environment | {"JOINCARD_PROOF_NONCE": "1"}

    def found(self) -> None:
        """Everything of a place, and a password for the holder."""
        super().found()
        self.run("person", "password", ANN.region, ANN.number, entered=f"{PASSWORD}\n")

    @property
    def trusted(self) -> Path | None:
        """The certificate of the server that clients are to trust; none over http."""
        return None

    def register(self, client_id: str, **metadata: object) -> str:
        """Add a client as staff do, from a file of metadata (RFC 7591): the answer is its id."""
        file = self.write(f"{client_id}.metadata.json", json.dumps(metadata).encode())
        self.run("client", "add", client_id, "--provider", PROVIDER, "--metadata", file)
        return client_id

    def let_requests_expire(self) -> None:
        """Make every request that was pushed a minute older than it may be."""
        database = Database(self.database_url)
        with database.write() as tx:
            tx.execute(update(authorization_requests).values(expires_at=SystemClock().now()))
        database.dispose()


@dataclass
class BehindTls(Served):
    """The same behind a TLS terminator that asks for certificates; proofs need no nonce."""

    tls_port: int = field(default_factory=free_port)

    @property
    def target(self) -> Target:
        """What the terminator is told."""
        return Target(self.folder, self.port, self.tls_port)

    @property
    def issuer(self) -> str:
        """The address behind which TLS ends."""
        return self.target.issuer

    @property
    def trusted(self) -> Path:
        """The certificate that the terminator shows."""
        return self.target.certificate

    @property
    def environment(self) -> dict[str, str]:
        """The settings: what the terminator says of certificates is believed."""
        return super().environment | {
            "JOINCARD_PROOF_NONCE": "0",
            "JOINCARD_PROXIES": "1",
            "JOINCARD_TLS_TERMINATORS": "127.0.0.0/8",
        }

    @contextmanager
    def served(self) -> Iterator[None]:
        """Serve, with TLS in front, within the block."""
        self.target.certify()
        terminator = Terminator(self.target)
        with super().served():
            terminator.start()
            try:
                yield
            finally:
                terminator.stop()
