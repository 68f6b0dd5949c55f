"""A provider's developer, who registers systems with a token of the staff."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from joincard_core.oauth import InitialAccess, InvitationAsked
from joserfc.jwk import ECKey, Key

from tests.specs.system import ISSUER, Reply, Running, System, public

REGISTER = "/oauth/register"


@dataclass(frozen=True)
class Registered:
    """What the developer was told, and the key of the system."""

    told: dict[str, Any]
    key: Key

    @property
    def id(self) -> str:
        """The ``client_id``."""
        return str(self.told["client_id"])

    @property
    def token(self) -> str:
        """The registration access token."""
        return str(self.told["registration_access_token"])

    @property
    def path(self) -> str:
        """Where the client is managed."""
        return str(self.told["registration_client_uri"]).removeprefix(ISSUER)

    @property
    def metadata(self) -> dict[str, Any]:
        """What may be sent back to change it."""
        ours = ("registration_access_token", "registration_client_uri", "client_id_issued_at")
        return {name: value for name, value in self.told.items() if name not in ours}


@dataclass(frozen=True)
class Registrar:
    """The developer; ``authority`` is whom they register with."""

    authority: Running

    def invitation(self, **asked: Any) -> str:
        """An initial access token."""
        access = InitialAccess(self.authority.database, self.authority.clock)
        return access.invite(InvitationAsked("jiaxing-first", **asked)).token

    def send(self, method: str, path: str, token: str, body: object = None, **headers: str) -> Reply:
        """Any request with a token, or with none when it is empty."""
        sent = {"Authorization": f"Bearer {token}"} if token else {}
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        if data is not None:
            sent["Content-Type"] = "application/json"
        return Reply.of(self.authority.web.open(path, method=method, data=data, headers={**sent, **headers}))

    def ask(self, token: str | None = None, **members: Any) -> Reply:
        """Register a client with these members beside a key."""
        key = {"jwks": {"keys": [public(ECKey.generate_key("P-256"))]}}
        return self.send("POST", REGISTER, self.invitation() if token is None else token, {**key, **members})

    def register(self, **members: Any) -> Registered:
        """A client that is registered."""
        key = ECKey.generate_key("P-256")
        answer = self.ask(jwks={"keys": [public(key)]}, **members)
        assert answer.status_code == 201, answer.data
        return Registered(answer.json, key)

    def system(self, client: Registered) -> System:
        """The system of a client."""
        return System(self.authority.web, self.authority.clock, client.id, client.key)
