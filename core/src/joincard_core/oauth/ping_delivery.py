"""Delivering pings (OpenID CIBA Core section 10.2).

Choices: a client that answers with an error below 500, or with a redirect, is not asked again: it has heard,
and what is wrong there is for its people; it may poll all the same. One that is away or fails is asked again
until the request has expired.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from prometheus_client import Counter

from joincard_core.errors import JoincardError
from joincard_core.keys import Vault
from joincard_core.oauth import backchannel_pings
from joincard_core.oauth.delivery import Delivery, Errand, NotTaken
from joincard_core.oauth.fetching import Ask
from joincard_core.oauth.model import Client
from joincard_core.oauth.outbox import Notice
from joincard_core.storage import Tx

JSON = "application/json"
BROKEN = 500  # from here on it is the client's server that fails, and may be well later


@dataclass(frozen=True, slots=True, kw_only=True)
class PingDelivery(Delivery):
    """Tells clerks' systems that a holder has decided; what the decision was, the token endpoint says."""

    errand: ClassVar = Errand(
        name="ping",
        outbox=backchannel_pings.OUTBOX,
        member="backchannel_client_notification_endpoint",
        counted=Counter("joincard_pings", "Attempts to tell a client that a holder decided.", ("outcome",)),
        remedy=(
            "Answer a POST to the client's backchannel_client_notification_endpoint with 204 within three "
            "seconds; the address is https, public and does not redirect. Until then, poll."
        ),
    )
    vault: Vault

    def ask(self, notice: Notice, client: Client, uri: str, now: datetime) -> Ask | None:
        """The ``auth_req_id``, with the token that the client sent along when it asked."""
        with self.database.read() as tx:
            ping = backchannel_pings.opened(tx, self.vault, notice, now)
        if ping is None:
            return None
        body = json.dumps({"auth_req_id": ping.auth_req_id}).encode("ascii")
        return Ask(uri, "POST", "*/*", JSON, body, f"Bearer {ping.client_notification_token}")

    def is_worth_another(self, error: JoincardError) -> bool:
        """Whether the client could not be reached, or is broken."""
        return not isinstance(error, NotTaken) or error.status >= BROKEN

    def end(self, tx: Tx, notice: Notice) -> None:
        """Forget what the ping needed, too."""
        backchannel_pings.forget(tx, notice)
