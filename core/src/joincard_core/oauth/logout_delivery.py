"""Delivering logout tokens (OpenID Connect Back-Channel Logout 1.0 section 2.4 to 2.8).

Choices: always ``sub`` and ``sid``; the ``jti`` is that of the notice, the same at each attempt, so that a
client can tell a repeat.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from urllib.parse import urlencode

from prometheus_client import Counter

from joincard_core.clock import to_epoch
from joincard_core.keys import KeyRing
from joincard_core.oauth import logout_notices
from joincard_core.oauth.delivery import Delivery, Errand
from joincard_core.oauth.fetching import Ask
from joincard_core.oauth.model import Client
from joincard_core.oauth.outbox import Notice

EVENT = "http://schemas.openid.net/event/backchannel-logout"
TYP = "logout+jwt"
FORM = "application/x-www-form-urlencoded"
LIFETIME = 120  # s; section 2.4 recommends two minutes at most


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoutDelivery(Delivery):
    """Tells clients who has left."""

    errand: ClassVar = Errand(
        name="logout",
        outbox=logout_notices.OUTBOX,
        member="backchannel_logout_uri",
        counted=Counter("joincard_logout_notices", "Attempts to deliver logout tokens.", ("outcome",)),
        remedy=(
            "Answer a POST to the client's backchannel_logout_uri with 200 within three seconds; the address "
            "is https, public and does not redirect."
        ),
    )
    issuer: str
    keys: KeyRing

    def ask(self, notice: Notice, client: Client, uri: str, now: datetime) -> Ask:
        """A form with a logout token, signed anew at each attempt."""
        body = urlencode({"logout_token": self._token(notice, client, to_epoch(now))}).encode("ascii")
        return Ask(uri, "POST", "*/*", FORM, body)

    def _token(self, notice: Notice, client: Client, now: int) -> str:
        claims = {
            "iss": self.issuer,
            "aud": client.id,
            "sub": notice.told["sub"],
            "sid": notice.told["sid"],
            "jti": notice.id,
            "iat": now,
            "exp": now + LIFETIME,
            "events": {EVENT: {}},
        }
        return self.keys.sign("token", TYP, claims, client.metadata.id_token_signed_response_alg)
