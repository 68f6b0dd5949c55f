"""OpenID Connect RP-Initiated Logout 1.0: what a client may ask of the holder's browser.

Choices: the holder is asked every time, so a request can only propose. An address to go back to needs a
client, named by ``client_id`` or by an ``id_token_hint`` of ours that may have expired, and must be exactly
one that this client has registered; anything else is refused on a page, never by a redirect (section 3).
``logout_hint`` is ignored: nobody but the holder of this browser's session can be signed out here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from joincard_core.keys import BadSignature, KeyRing
from joincard_core.oauth import store
from joincard_core.oauth.errors import InvalidLogout
from joincard_core.oauth.id_token_hint import opened
from joincard_core.oauth.model import Client
from joincard_core.oauth.response import with_query
from joincard_core.storage import Database

PATH = "/oauth/logout"


@dataclass(frozen=True, slots=True)
class LogoutAsked:
    """A request that may be shown to the holder. ``client`` is ``None`` where none was named."""

    client: Client | None = None
    post_logout_redirect_uri: str | None = field(default=None, repr=False)
    state: str | None = field(default=None, repr=False)
    ui_locales: tuple[str, ...] = ()

    @property
    def back(self) -> str | None:
        """Where the holder goes afterwards, with the ``state`` of the request (section 3)."""
        uri = self.post_logout_redirect_uri
        if uri is None or self.state is None:
            return uri
        return with_query(uri, {"state": self.state})

    def parameters(self) -> dict[str, str]:
        """The same request once more, without the ID token."""
        found = {
            "client_id": None if self.client is None else self.client.id,
            "post_logout_redirect_uri": self.post_logout_redirect_uri,
            "state": self.state,
            "ui_locales": " ".join(self.ui_locales) or None,
        }
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class LogoutEndpoint:
    """Checks requests; who ends a session is the holder alone."""

    issuer: str
    database: Database
    keys: KeyRing

    def asked(self, sent: Mapping[str, str]) -> LogoutAsked:
        """A request, checked. Raises ``InvalidLogout``."""
        client = self._client(sent)
        uri = sent.get("post_logout_redirect_uri")
        if uri is not None and client is None:
            raise InvalidLogout("A post_logout_redirect_uri needs an id_token_hint or a client_id with it.")
        if uri is not None and client is not None:
            require_registered(client, uri)
        locales = tuple(sent.get("ui_locales", "").split()[:20])
        return LogoutAsked(client, uri, sent.get("state"), locales)

    def _client(self, sent: Mapping[str, str]) -> Client | None:
        named = sent.get("client_id")
        hinted = self._hinted(sent["id_token_hint"]) if "id_token_hint" in sent else None
        if named is not None and hinted not in (None, named):
            raise InvalidLogout("The id_token_hint was issued to another client than client_id.")
        client_id = hinted if named is None else named
        if client_id is None:
            return None
        with self.database.read() as tx:
            client = store.find(tx, client_id)
        if client is None:
            raise InvalidLogout("The client_id is not that of a client.")
        return client

    def _hinted(self, id_token: str) -> str:
        """The client that an ID token of ours was issued to."""
        try:
            return str(opened(id_token, self.issuer, self.keys)["aud"])
        except BadSignature:
            raise InvalidLogout("The id_token_hint is not an ID token of this authority.") from None


def require_registered(client: Client, uri: str) -> None:
    """The address is exactly one of the client's. Raises ``InvalidLogout``, told to its provider."""
    if uri not in client.metadata.post_logout_redirect_uris:
        error = InvalidLogout("The post_logout_redirect_uri is not one that the client has registered.")
        error.client_id = client.id
        raise error
