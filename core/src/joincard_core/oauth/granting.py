"""What the token endpoint hands to a grant, and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from joincard_core.oauth import authorization_details
from joincard_core.oauth.access_token import AccessTokens
from joincard_core.oauth.authorization_details import Details, Offered
from joincard_core.oauth.errors import InvalidGrant, OAuthError
from joincard_core.oauth.grants import Grant
from joincard_core.oauth.issue import Issue
from joincard_core.oauth.model import Client
from joincard_core.oauth.sender_constraint import Binding
from joincard_core.settings import Settings
from joincard_core.storage import Tx

CardStands: TypeAlias = Callable[[Tx, str, datetime], bool]
"""Whether a card is not at its end: not lost, expired or cancelled."""
Refusal: TypeAlias = OAuthError
"""A refusal whose traces stay: the transaction commits, then the error is raised."""


@dataclass(frozen=True, slots=True)
class Granting:
    """One request for a token: what was sent, by which client, with which proof of possession."""

    sent: Mapping[str, str] = field(repr=False)
    client: Client
    binding: Binding
    now: datetime
    settings: Settings
    tokens: AccessTokens
    offered: Offered
    card_stands: CardStands

    def require_card(self, tx: Tx, grant: Grant) -> None:
        """The card that the holder signed in with is still good. Raises ``InvalidGrant``."""
        if grant.card_id is not None and not self.card_stands(tx, grant.card_id, self.now):
            raise InvalidGrant("The card of the holder who agreed is lost, expired or cancelled.")

    def details(self, held: Details) -> Details:
        """What is asked for of what was granted (RFC 9396 section 6): all of it, where the request is silent.

        Raises ``InvalidAuthorizationDetails``.
        """
        raw = self.sent.get("authorization_details")
        asked = authorization_details.read(raw, self.client, self.offered) if raw else ()
        return authorization_details.narrowed(asked, held)


def always(tx: Tx, card_id: str, now: datetime) -> bool:
    """Where nothing is known of cards."""
    return True


Grantor: TypeAlias = Callable[[Tx, Granting], Issue | Refusal]
