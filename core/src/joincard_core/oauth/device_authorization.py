"""Device authorization endpoint (RFC 8628 section 3.1): a terminal asks, a holder types its code elsewhere.

Choices: for systems alone, which prove who they are (section 3.1 with RFC 6749 section 3.2.1). A terminal
names no card: whoever types the code and agrees does so with the card of their own session. A
``binding_message``, as CIBA has it, may go along; the holder's page shows it beside the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from joincard_core.clock import Clock
from joincard_core.keys import Vault
from joincard_core.oauth import authorization_details, device_rows, resource, scope, store, throttle
from joincard_core.oauth.authorization_details import Offered
from joincard_core.oauth.backchannel_request import message_to_compare
from joincard_core.oauth.client_authentication import ClientAuthentication
from joincard_core.oauth.decoupled import INTERVAL
from joincard_core.oauth.device_code import GRANT_TYPE
from joincard_core.oauth.device_rows import LIFETIME, DeviceAsked
from joincard_core.oauth.errors import TooManyQuestions, UnauthorizedClient
from joincard_core.oauth.model import Client
from joincard_core.oauth.naming import naming
from joincard_core.oauth.pruning import Pruning
from joincard_core.oauth.request import FormRequest
from joincard_core.storage import Database, Tx

PATH = "/oauth/device_authorization"
PAGE = "/device"
PER_CLIENT = 120  # in a minute: a hall with many terminals
PER_TERMINAL = 60  # of one client from one address


@dataclass(frozen=True, slots=True)
class DeviceAnswer:
    """Section 3.2. ``page`` is where the holder types the code; both times are in seconds."""

    device_code: str = field(repr=False)
    user_code: str = field(repr=False)
    page: str
    expires_in: int = LIFETIME
    interval: int = INTERVAL

    def to_json(self) -> dict[str, object]:
        """The members of the answer."""
        return {
            "device_code": self.device_code,
            "user_code": self.user_code,
            "verification_uri": self.page,
            "verification_uri_complete": f"{self.page}/{self.user_code}",
            "expires_in": self.expires_in,
            "interval": self.interval,
        }


@dataclass(frozen=True, slots=True)
class DeviceEndpoint:
    """Takes a request from an authenticated system, and gives it two codes."""

    issuer: str
    database: Database
    vault: Vault
    clients: ClientAuthentication
    offered: Offered
    clock: Clock
    pruning: Pruning

    def ask(self, request: FormRequest) -> DeviceAnswer:
        """Answer a request. Raises an ``OAuthError``; nothing is used up unless it is taken."""
        now = self.clock.now()
        sent = request.parameters()
        with naming(sent):
            who = self.clients.authenticated(sent, request, now)
            if GRANT_TYPE not in who.client.metadata.grant_types:
                raise UnauthorizedClient(f"The client is not registered for the grant {GRANT_TYPE}.")
            filled = {name: value for name, value in sent.items() if value}
            asked = self._asked(filled, who.client)
            with self.database.write() as tx:
                who.use_up(tx)
                admit(tx, who.client.id, request.address, now)
                self.pruning.now_and_then(tx, now)
                device_code, code = device_rows.add(tx, self.vault, who.client.id, asked, now)
        return DeviceAnswer(device_code, code, self.issuer + PAGE)

    def _asked(self, sent: Mapping[str, str], client: Client) -> DeviceAsked:
        resource.check(sent, self.issuer)
        if "binding_message" in sent:
            message_to_compare(sent)
        raw = sent.get("authorization_details")
        return DeviceAsked(
            scopes=scope.granted(sent, client.scopes),
            details=authorization_details.read(raw, client, self.offered) if raw else (),
            binding_message=sent.get("binding_message", ""),
        )


def admit(tx: Tx, client_id: str, address: str, now: datetime) -> None:
    """Count a request. Raises ``TooManyQuestions``."""
    limits = {("device", client_id): PER_CLIENT, ("device", client_id, address): PER_TERMINAL}
    one, other = limits
    asked = store.failures(tx, one, other, now - throttle.WINDOW)
    for subject, most in limits.items():
        count, first = asked.get(subject, (0, now))
        if count >= most:
            raise TooManyQuestions(max(1, int((first + throttle.WINDOW - now).total_seconds())))
        store.note_failure(tx, subject, now)
