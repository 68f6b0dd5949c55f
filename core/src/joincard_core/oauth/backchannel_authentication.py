"""The backchannel authentication endpoint (OpenID CIBA Core section 7): a clerk asks, the holder decides.

Choices: for systems alone, in poll and ping mode. A card that does not exist is answered like one that does,
and nobody will approve: ``unknown_user_id`` would confirm a guess. A request counts
for the holder whom it names, however it does so; for a card that does not exist its hint counts instead.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from joincard_core.clock import Clock
from joincard_core.keys import BadSignature, KeyRing, Vault
from joincard_core.oauth import (
    backchannel_pings,
    backchannel_request,
    backchannel_rows,
    pushed,
    store,
    throttle,
)
from joincard_core.oauth.authorization_details import Offered
from joincard_core.oauth.backchannel_pings import Ping
from joincard_core.oauth.backchannel_request import GRANT_TYPE, Signer, checked, notification_token
from joincard_core.oauth.backchannel_rows import INTERVAL, CardHolder
from joincard_core.oauth.client_authentication import BACKCHANNEL_PATH, Authenticated, ClientAuthentication
from joincard_core.oauth.errors import (
    InvalidClient,
    InvalidRequest,
    InvalidRequestObject,
    TooManyQuestions,
    UnauthorizedClient,
)
from joincard_core.oauth.model import Client
from joincard_core.oauth.naming import naming
from joincard_core.oauth.request import FormRequest
from joincard_core.oauth.request_object import RequestObject
from joincard_core.oauth.tables import grants
from joincard_core.storage import Database, Tx

PATH = BACKCHANNEL_PATH
SCHEME = "Bearer"  # of a 401, which section 13 wants: an assertion is a bearer's JWT (RFC 7523)
PER_CLIENT = 120  # in a minute: a hall with many counters
PER_CARD = 6  # of one client in a minute: nobody is pestered until they give in
FindHolder = Callable[[Tx, str, str], CardHolder | None]
"""Whom the region and number of a card lead to."""


def nobody(tx: Tx, region: str, number: str) -> CardHolder | None:
    """Where no cards are kept."""
    return None


@dataclass(frozen=True, slots=True)
class BackchannelAnswer:
    """Section 7.3. Both times are in seconds."""

    auth_req_id: str
    expires_in: int
    interval: int = INTERVAL

    def to_json(self) -> dict[str, object]:
        """The members of the answer."""
        return {"auth_req_id": self.auth_req_id, "expires_in": self.expires_in, "interval": self.interval}


@dataclass(frozen=True, slots=True)
class BackchannelEndpoint:
    """Takes a request from an authenticated system, and puts it on the holder's page."""

    issuer: str
    database: Database
    clients: ClientAuthentication
    keys: KeyRing
    vault: Vault
    offered: Offered
    find_holder: FindHolder
    clock: Clock

    def ask(self, request: FormRequest) -> BackchannelAnswer:
        """Answer a request. Raises an ``OAuthError``; nothing is used up unless it is taken."""
        try:
            return self._asked(request, self.clock.now())
        except InvalidClient as error:
            error.scheme = error.scheme or SCHEME
            raise

    def _asked(self, request: FormRequest, now: datetime) -> BackchannelAnswer:
        sent = request.parameters()
        with naming(sent):
            who = self.clients.authenticated(sent, request, now)
            if GRANT_TYPE not in who.client.metadata.grant_types:
                raise UnauthorizedClient(f"The client is not registered for the grant {GRANT_TYPE}.")
            signed = self._signed(sent, who.client, now)
            return self._taken(signed.parameters if signed else sent, who, signed, now)

    def _signed(self, sent: Mapping[str, str], client: Client, now: datetime) -> RequestObject | None:
        if "request" in sent:
            jwks = self.clients.keys_of(client, sent["request"])
            return backchannel_request.signed(sent, Signer(client, jwks, self.issuer, now))
        if client.metadata.backchannel_authentication_request_signing_alg is not None:
            raise InvalidRequest("This client must sign its request: the parameter request is missing.")
        return None

    def _taken(
        self, parameters: Mapping[str, str], who: Authenticated, signed: RequestObject | None, now: datetime
    ) -> BackchannelAnswer:
        filled = {name: value for name, value in parameters.items() if value}
        asked = checked(filled, who.client, self.offered)
        token = notification_token(filled, who.client)
        sub = self._hinted(filled, who.client)
        with self.database.write() as tx:
            who.use_up(tx)
            if signed is not None:
                use_up(tx, signed, who.client.id)
            holder = self._holder(tx, filled, who.client, sub)
            hint = as_one(filled.get("login_hint") or sub)
            named = ("hint", hint) if holder is None else ("holder", holder.person_id)
            admit(tx, who.client.id, named, now)
            auth_req_id = backchannel_rows.add(tx, who.client.id, holder, asked, now)
            if token is not None and holder is not None:
                backchannel_pings.keep(tx, self.vault, holder, Ping(auth_req_id, token))
        return BackchannelAnswer(auth_req_id, asked.lifetime)

    def _hinted(self, sent: Mapping[str, str], client: Client) -> str:
        """The ``sub`` of an ID token of ours, also of one that has expired; empty where none was sent."""
        if "id_token_hint" not in sent:
            return ""
        try:
            claims = self.keys.verify("token", sent["id_token_hint"], "JWT")
        except BadSignature:
            claims = {}
        # Signed authorization responses have the same typ, and no auth_time.
        ours = claims.get("iss") == self.issuer and "auth_time" in claims
        if not ours or claims.get("aud") != client.id:
            raise InvalidRequest("The id_token_hint is not an ID token that this client got from here.")
        return str(claims.get("sub", ""))

    def _holder(self, tx: Tx, sent: Mapping[str, str], client: Client, sub: str) -> CardHolder | None:
        if sub:
            return known_as(tx, client.id, sub)
        region, _, number = as_one(sent["login_hint"]).partition(" ")
        return self.find_holder(tx, region, number)


def known_as(tx: Tx, client_id: str, sub: str) -> CardHolder | None:
    """The holder whom a client knows by this name: from the newest thing that the holder granted it."""
    theirs = (grants.c.client_id == client_id) & (grants.c.sub == sub) & grants.c.card_id.is_not(None)
    query = select(grants.c.person_id, grants.c.card_id).where(theirs).order_by(grants.c.created_at.desc())
    row = tx.execute(query.limit(1)).first()
    return None if row is None else CardHolder(row.person_id, row.card_id)


def admit(tx: Tx, client_id: str, named: tuple[str, str], now: datetime) -> None:
    """Count a request, for its client and for whom it names. Raises ``TooManyQuestions``."""
    one, other = ("backchannel", client_id), ("backchannel", client_id, *named)
    asked = store.failures(tx, one, other, now - throttle.WINDOW)
    for subject, most in ((one, PER_CLIENT), (other, PER_CARD)):
        count, first = asked.get(subject, (0, now))
        if count >= most:
            raise TooManyQuestions(max(1, int((first + throttle.WINDOW - now).total_seconds())))
        store.note_failure(tx, subject, now)


def as_one(hint: str) -> str:
    """A hint in one spelling: letters of full width and small ones name the same card."""
    return " ".join(unicodedata.normalize("NFKC", hint).upper().split())


def use_up(tx: Tx, signed: RequestObject, client_id: str) -> None:
    """Take a signed request once. Raises ``InvalidRequest``."""
    try:
        pushed.use_up(tx, signed, client_id)
    except InvalidRequestObject as error:
        raise InvalidRequest(error.sentence) from None
