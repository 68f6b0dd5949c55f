"""What a browser brings to the authorization endpoint: a pushed request, or one of a website's own ways.

An error goes to the client where the address is one that it has registered (RFC 6749 section 4.1.2.1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from joincard_core.clock import Clock, to_epoch
from joincard_core.oauth import handle, pushed, store
from joincard_core.oauth.asked import Asked, Asking, checked
from joincard_core.oauth.deciding import still_registered, told
from joincard_core.oauth.errors import (
    InvalidRequest,
    InvalidRequestUri,
    OAuthError,
    RegistrationNotSupported,
)
from joincard_core.oauth.id_token_hint import expecting
from joincard_core.oauth.model import Client, ClientStatus
from joincard_core.oauth.response import Answer, Responses
from joincard_core.oauth.sign_in_object import WAYS, SignInObjects
from joincard_core.settings import Settings
from joincard_core.storage import Database, Tx

NOT_HERE: Mapping[str, Callable[[], OAuthError]] = {
    "registration": RegistrationNotSupported,
}
"""Ways to send a request that do not exist here (OpenID Connect Core section 7.2.1)."""


@dataclass(frozen=True, slots=True)
class Requests:
    """Reads authorization requests, each in the way that its client may use."""

    database: Database
    objects: SignInObjects
    responses: Responses
    settings: Settings
    clock: Clock

    def requested(self, tx: Tx, sent: Mapping[str, str], now: datetime) -> tuple[Client, Asked]:
        """Who asks, and for what. Raises an ``OAuthError``; its ``answer``, if any, is for the client."""
        client = known(tx, sent.get("client_id", ""), now)
        if client.metadata.signs_in and not sent.get("request_uri", "").startswith(pushed.SCHEME):
            return client, self._direct(client, sent, now)
        if "request_uri" not in sent:
            error = InvalidRequest("The request must be pushed first (RFC 9126), to the address /oauth/par.")
            raise told(error, client, self._plain(client, sent, error))
        request_uri = sent["request_uri"]
        found = pushed.pending(tx, request_uri, client.id)
        if found is None:
            unknown = InvalidRequestUri("The request_uri is unknown, or another client's.")
            raise told(unknown, client, self._plain(client, sent, unknown))
        asked, expires_at = found
        still_registered(client, asked)
        if expires_at <= now:
            raise self._told(asked, client, InvalidRequestUri("The request_uri has expired."), now)
        if store.was_used(tx, "request_uri", client.id, handle.digest(request_uri).hex()):
            raise self._told(asked, client, InvalidRequestUri("The request_uri was used before."), now)
        try:
            return client, expecting(asked, self.settings.issuer, self.responses.keys)
        except InvalidRequest as error:
            raise self._told(asked, client, error, now) from None

    def opened_object(self, sent: Mapping[str, str], now: datetime) -> Mapping[str, str]:
        """The parameters that count: those in the request object of a sign-in client, where there is one."""
        if not WAYS & set(sent) or sent.get("request_uri", "").startswith(pushed.SCHEME):
            return sent
        with self.database.read() as tx:
            client = known(tx, sent.get("client_id", ""), now)
        if not client.metadata.signs_in:
            return sent
        try:
            return self.objects.parameters(sent, client, now)
        except OAuthError as error:
            raise told(error, client, self._plain(client, sent, error)) from None

    def _direct(self, client: Client, sent: Mapping[str, str], now: datetime) -> Asked:
        """A request of a sign-in client, as it stands in the address (OpenID Connect Core section 3.1.2)."""
        for name, error in NOT_HERE.items():
            if name in sent:
                raise told(error(), client, self._plain(client, sent, error()))
        try:
            asked = checked(self._asking(sent, client))
            return expecting(asked, self.settings.issuer, self.responses.keys)
        except OAuthError as error:
            raise told(error, client, self._plain(client, sent, error)) from None

    def _asking(self, sent: Mapping[str, str], client: Client) -> Asking:
        implicit = self.settings.implicit_sign_in and client.metadata.signs_in
        return Asking(sent, client, self.settings.issuer, nothing_offered, implicit)

    def _plain(self, client: Client, sent: Mapping[str, str], error: OAuthError) -> Answer | None:
        """An answer where no pushed request tells the address, and the one sent is the client's own."""
        if sent.get("redirect_uri") not in client.metadata.redirect_uris:
            return None
        allowed = self._asking(sent, client).modes
        mode = sent.get("response_mode", allowed[0])
        asked = Asked(
            client_id=client.id,
            redirect_uri=sent["redirect_uri"],
            response_mode=mode if mode in allowed else allowed[0],
            scopes=frozenset(),
            details=(),
            state=sent.get("state"),
        )
        return self.responses.refused(asked, client, error, to_epoch(self.clock.now()))

    def _told(self, asked: Asked, client: Client, error: OAuthError, now: datetime) -> OAuthError:
        return told(error, client, self.responses.refused(asked, client, error, to_epoch(now)))


def nothing_offered(_: str) -> bool:
    """A sign-in client asks about no service."""
    return False


def known(tx: Tx, client_id: str, now: datetime) -> Client:
    """A client that may act now. Raises ``InvalidRequest``, without an address to answer to."""
    client = store.find(tx, client_id)
    if client is None or client.status(now) is not ClientStatus.ACTIVE:
        raise InvalidRequest("The client_id is not that of an active client.")
    return client
