"""A clerk's system that asks holders, and the holders' answers, over the endpoints of ``party``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from joincard_core.keys import Vault
from joincard_core.oauth import (
    BackchannelOutcome,
    BackchannelWaiting,
    CardHolder,
    ClientMetadata,
    Endpoints,
    SignedIn,
    backchannel_decision,
)
from joincard_core.storage import Tx

from core.tests.oauth.party import ANN, ISSUER, RIDE, VISIT, Party, Server, details

CIBA = "urn:openid:params:grant-type:ciba"
CLERK = ClientMetadata(grant_types=(CIBA,), backchannel_token_delivery_mode="poll")
NOTIFY = "https://clerk.example.org/pings"
PINGED = replace(
    CLERK, backchannel_token_delivery_mode="ping", backchannel_client_notification_endpoint=NOTIFY
)
SIGNING = replace(CLERK, backchannel_authentication_request_signing_alg="ES256")
CARDS: Mapping[tuple[str, str], CardHolder] = {
    ("330400", "ANN001"): CardHolder(ANN.person_id, ANN.card_id),
    ("330400", "BOB001"): CardHolder("bob", "card-of-bob"),
}
MESSAGE = "Counter 3 · 4711"
ASKED: Mapping[str, str] = {
    "scope": "openid verify",
    "login_hint": "330400 ANN001",
    "binding_message": MESSAGE,
    "authorization_details": details(VISIT),
}


def find(tx: Tx, region: str, number: str) -> CardHolder | None:
    """Whose card it is."""
    return CARDS.get((region, number))


@dataclass
class Hall:
    """An authority that knows two cards."""

    server: Server
    vault: Vault

    def __post_init__(self) -> None:
        ground = self.server
        offered = {RIDE, VISIT}.__contains__
        ground.endpoints = Endpoints.of(
            ground.database,
            ground.keys,
            self.vault,
            offered,
            ground.settings,
            ground.clock,
            find,
            lambda tx, card, now: card not in ground.lost,
        )

    def clerk(self, name: str = "desk", metadata: ClientMetadata = CLERK, **more: Any) -> Party:
        """A system at a counter."""
        return self.server.party(name, metadata, **more)

    def ask(self, clerk: Party, **form: str | None) -> dict[str, Any]:
        """Ask a holder; the members of the answer."""
        asked = clerk.request("/oauth/bc-authorize", {**ASKED, **form}, dpop="")
        return self.server.endpoints.backchannel.ask(asked).to_json()

    def ask_signed(self, clerk: Party, outside: Mapping[str, str] | None = None, **claims: Any) -> str:
        """Ask with a signed request; a claim that is None is left out."""
        now = self.server.now
        usual: dict[str, Any] = {**ASKED, "iss": clerk.id, "aud": ISSUER, "jti": f"j-{now}"}
        usual |= {"iat": now, "nbf": now, "exp": now + 60}
        found = {name: value for name, value in {**usual, **claims}.items() if value is not None}
        form = {"request": clerk.sign(found, typ="oauth-authz-req+jwt"), **(outside or {})}
        asked = clerk.request("/oauth/bc-authorize", form, dpop="")
        return self.server.endpoints.backchannel.ask(asked).auth_req_id

    def poll(self, clerk: Party, auth_req_id: str) -> dict[str, Any]:
        """Ask for the tokens."""
        return clerk.ask(grant_type=CIBA, auth_req_id=auth_req_id)

    def waiting(self, person: str = ANN.person_id) -> tuple[BackchannelWaiting, ...]:
        """What waits for a holder."""
        with self.server.database.read() as tx:
            return backchannel_decision.waiting(tx, person, self.server.clock.now())

    def approve(self, request: str | None = None, who: SignedIn = ANN) -> BackchannelOutcome:
        """The holder agrees; to the only request where none is named."""
        request = request or self.only(who.person_id)
        with self.server.database.write() as tx:
            return backchannel_decision.approve(tx, self.vault, request, who, self.server.clock.now())

    def deny(self, request: str | None = None, person: str = ANN.person_id) -> BackchannelOutcome:
        """The holder does not agree."""
        request = request or self.only(person)
        with self.server.database.write() as tx:
            return backchannel_decision.deny(tx, request, person, self.server.clock.now())

    def only(self, person: str = ANN.person_id) -> str:
        """The one request that waits."""
        (found,) = self.waiting(person)
        return found.request.id
