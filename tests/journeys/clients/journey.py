"""One program against one authority: what it is given, and the holder that it sends to the pages."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.journeys.clients import program
from tests.journeys.clients.holder import Holder, Taken
from tests.journeys.clients.served import ALLOWED, CALLBACK, DETAILS, OTHER, Served
from tests.journeys.place import ANN
from tools.conformance.certificates import Certificate
from tools.conformance.clients import public

TOO_LATE = "too-late"
GRANTS = ["authorization_code", "refresh_token", "client_credentials"]


@dataclass(frozen=True, slots=True)
class Client:
    """A client with its private key."""

    id: str
    jwk: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Journey:
    """A client's program may go from here."""

    place: Served
    programs: Path

    def portal(self, client_id: str, jwk: dict[str, str], **metadata: object) -> Client:
        """Register a client that sends holders and asks for itself, too; ``metadata`` beside the usual."""
        usual = {
            "client_name": f"Portal {client_id}",
            "redirect_uris": [CALLBACK],
            "scope": "openid verify",
            "grant_types": GRANTS,
            "jwks": {"keys": [public(jwk)]},
        }
        self.place.register(client_id, **(usual | metadata))
        return Client(client_id, jwk)

    def go(self, name: str, client: Client | None = None, **given: object) -> Any:
        """What the program saw. ``given``: what it is told beside the client and what all are told."""
        usual = {
            "issuer": self.place.issuer,
            "callback": CALLBACK,
            "details": DETAILS,
            "allowed": ALLOWED,
            "other": OTHER,
            "card": {"region": ANN.region, "number": ANN.number},
        }
        own = {"client_id": client.id, "jwk": client.jwk} if client else {}
        with Holder.opened(self.place.issuer, self.place.trusted) as holder:

            def visit(address: str, decision: str) -> Taken:
                if decision == TOO_LATE:
                    self.place.let_requests_expire()
                return holder.visit(address, decision)

            return program.run(self.programs / name, usual | own | given, visit, self.place.trusted)


def pem(known: Certificate) -> dict[str, str]:
    """A certificate and its key, as Node takes them."""
    return {"certificate": known.pem, "key": known.key_pem}
