"""Token endpoint (RFC 6749 section 3.2): one door, one file per grant behind it.

Choices: the client proves who it is with every request; every token is bound to a key or certificate of its
sender. What the request uses up (assertion, proof, code) is used up in one transaction with what it
creates: both or neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from joincard_core.clock import Clock, to_epoch
from joincard_core.oauth import (
    authorization_code,
    ciba,
    client_credentials,
    device_code,
    refresh_token,
    resource,
    scope,
    token_exchange,
    token_notes,
)
from joincard_core.oauth.access_token import AccessTokens
from joincard_core.oauth.authorization_details import Details, Offered
from joincard_core.oauth.client_authentication import Authenticated, ClientAuthentication
from joincard_core.oauth.errors import (
    InvalidRequest,
    OAuthError,
    UnauthorizedClient,
    UnsupportedGrantType,
)
from joincard_core.oauth.granting import CardStands, Granting, Grantor
from joincard_core.oauth.id_token import IdTokens
from joincard_core.oauth.issue import Issue
from joincard_core.oauth.naming import naming
from joincard_core.oauth.pruning import Pruning
from joincard_core.oauth.request import FormRequest
from joincard_core.oauth.sender_constraint import Binding, Bound, SenderConstraint
from joincard_core.settings import Settings
from joincard_core.storage import Database

PATH = "/oauth/token"
OFFLINE = "offline_access"
GRANTS: Mapping[str, Grantor] = {
    authorization_code.GRANT_TYPE: authorization_code.redeem,
    ciba.GRANT_TYPE: ciba.poll,
    client_credentials.GRANT_TYPE: client_credentials.grant,
    device_code.GRANT_TYPE: device_code.poll,
    refresh_token.GRANT_TYPE: refresh_token.refresh,
    token_exchange.GRANT_TYPE: token_exchange.exchange,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenAnswer:
    """RFC 6749 section 5.1. ``expires_in`` is in seconds."""

    access_token: str = field(repr=False)
    token_type: str
    expires_in: int
    scopes: frozenset[str]
    details: Details = ()
    refresh_token: str | None = field(default=None, repr=False)
    id_token: str | None = field(default=None, repr=False)
    issued_token_type: str | None = None

    def to_json(self) -> dict[str, object]:
        """The members of the answer."""
        members: dict[str, object] = {
            "access_token": self.access_token,
            "token_type": self.token_type,
            "expires_in": self.expires_in,
            "scope": scope.text(self.scopes),
            "refresh_token": self.refresh_token,
            "id_token": self.id_token,
            "issued_token_type": self.issued_token_type,
            "authorization_details": [each.to_json() for each in self.details] or None,
        }
        return {name: value for name, value in members.items() if value is not None}


@dataclass(slots=True)
class TokenEndpoint:
    """Turns a grant, an authenticated client and a proof of possession into tokens."""

    database: Database
    clients: ClientAuthentication
    constraint: SenderConstraint
    tokens: AccessTokens
    id_tokens: IdTokens
    offered: Offered
    settings: Settings
    clock: Clock
    card_stands: CardStands
    pruning: Pruning

    def token(self, request: FormRequest) -> TokenAnswer:
        """Answer a request. Raises an ``OAuthError``; nothing is used up unless a token is given.

        One exception: a code or a rotated refresh token that comes a second time ends its grant.
        """
        now = self.clock.now()
        sent = request.parameters()
        with naming(sent):
            grantor = self._grantor(sent)
            who = self.clients.authenticated(sent, request, now)
            may_use(who, sent["grant_type"])
            self.id_tokens.require_key(who.client)
            bound = self.constraint.bound(request, who.client.metadata, to_epoch(now))
            granting = Granting(
                sent=sent,
                client=who.client,
                binding=bound.binding,
                now=now,
                settings=self.settings,
                tokens=self.tokens,
                offered=self.offered,
                card_stands=self.card_stands,
            )
            issue = self._issued(grantor, granting, who, bound)
        return self._answer(issue, who, bound.binding, now)

    def _grantor(self, sent: Mapping[str, str]) -> Grantor:
        if "grant_type" not in sent:
            raise InvalidRequest("The parameter grant_type is missing.")
        if sent["grant_type"] not in GRANTS:
            raise UnsupportedGrantType(GRANTS)
        resource.check(sent, self.tokens.resource)
        return GRANTS[sent["grant_type"]]

    def _issued(self, grantor: Grantor, granting: Granting, who: Authenticated, bound: Bound) -> Issue:
        with self.database.write() as tx:
            who.use_up(tx)
            bound.use_up(tx)
            found = grantor(tx, granting)
            if isinstance(found, Issue):
                token_notes.add(tx, found, granting.client, granting.sent["grant_type"], granting.now)
                found = refresh_token.issued(tx, found, granting.now) if begins(granting, found) else found
            self.pruning.now_and_then(tx, granting.now)
        if isinstance(found, OAuthError):
            raise found
        return found

    def _answer(self, issue: Issue, who: Authenticated, binding: Binding, now: datetime) -> TokenAnswer:
        epoch = to_epoch(now)
        lifetime = self.tokens.lifetime
        if issue.ends_at is not None:
            lifetime = min(lifetime, issue.ends_at - epoch)
        access_token = self.tokens.issue(issue, who.client.id, binding, epoch, lifetime)
        return TokenAnswer(
            access_token=access_token,
            token_type=binding.token_type,
            expires_in=lifetime,
            scopes=issue.scopes,
            details=issue.details,
            refresh_token=issue.refresh_token,
            id_token=self.id_tokens.issue(issue, who.client, access_token, epoch),
            issued_token_type=token_exchange.ACCESS_TOKEN if issue.actor else None,
        )


def may_use(who: Authenticated, grant_type: str) -> None:
    """The client is registered for this grant. Raises ``UnauthorizedClient``."""
    if grant_type not in who.client.metadata.grant_types:
        raise UnauthorizedClient(f"The client is not registered for the grant {grant_type}.")


def begins(granting: Granting, issue: Issue) -> bool:
    """Whether a first refresh token belongs to this answer.

    To a client that signs people in only where the holder agreed to just that (OpenID Connect Core
    section 11): such a token is bound to nothing.
    """
    sent, metadata = granting.sent, granting.client.metadata
    if metadata.signs_in and OFFLINE not in issue.scopes:
        return False
    agreed_to = (authorization_code.GRANT_TYPE, ciba.GRANT_TYPE)
    return sent["grant_type"] in agreed_to and refresh_token.GRANT_TYPE in metadata.grant_types
