"""Pushed authorization requests (RFC 9126).

Choices: the only way to begin (FAPI 2.0 section 5.3.2.2), so everything is checked here, before a browser is
involved; the ``request_uri`` lives a minute, and may be opened again until the holder has decided. A DPoP
proof that comes along binds the code to its key, as ``dpop_jkt`` does (RFC 9449 section 10.1).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, select

from joincard_core.clock import Clock, from_epoch, to_epoch
from joincard_core.oauth import handle, request_object, sender_constraint, store
from joincard_core.oauth.asked import Asked, Asking, checked
from joincard_core.oauth.authorization_details import Offered
from joincard_core.oauth.client_authentication import Authenticated, ClientAuthentication
from joincard_core.oauth.dpop import Proof
from joincard_core.oauth.errors import (
    InvalidDpopProof,
    InvalidRequest,
    InvalidRequestObject,
    TooManyQuestions,
)
from joincard_core.oauth.naming import naming
from joincard_core.oauth.pruning import Pruning
from joincard_core.oauth.request import FormRequest
from joincard_core.oauth.request_object import RequestObject
from joincard_core.oauth.sender_constraint import SenderConstraint
from joincard_core.oauth.tables import authorization_requests
from joincard_core.settings import Settings
from joincard_core.storage import Database, Prepared, Tx

PATH = "/oauth/par"
SCHEME = "urn:ietf:params:oauth:request_uri:"
# An expired one is still known for a while, so that its client can be told.
PENDING = select(authorization_requests).where(authorization_requests.c.digest == bindparam("digest"))
NEW = Prepared(insert(authorization_requests))
MOST_WAITING = 10_000
"""Requests of one client that have not expired: more than a hundred sign-ins a second."""
# The last of as many as there may be, if there are.
WAITING = Prepared(
    select(authorization_requests.c.expires_at)
    .where(
        authorization_requests.c.client_id == bindparam("client"),
        authorization_requests.c.expires_at > bindparam("now"),
    )
    .order_by(authorization_requests.c.expires_at.desc())
    .offset(bindparam("skipped"))
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class PushedAnswer:
    """RFC 9126 section 2.2. ``expires_in`` is in seconds."""

    request_uri: str
    expires_in: int

    def to_json(self) -> dict[str, object]:
        """The members of the answer."""
        return {"request_uri": self.request_uri, "expires_in": self.expires_in}


@dataclass(frozen=True, slots=True)
class PushedEndpoint:
    """Takes an authorization request from an authenticated client and gives it an address."""

    database: Database
    clients: ClientAuthentication
    constraint: SenderConstraint
    offered: Offered
    settings: Settings
    clock: Clock
    pruning: Pruning

    def push(self, request: FormRequest) -> PushedAnswer:
        """Answer a request. Raises an ``OAuthError``; nothing is used up unless it is taken."""
        now = self.clock.now()
        sent = request.parameters()
        with naming(sent):
            who = self.clients.authenticated(sent, request, now)
            signed = self._signed(sent, who, now)
            asked = self._asked(signed.parameters if signed else sent, who)
            asked, proof = self._bound(asked, request, now)
            return self._taken(asked, who, (signed, proof), now)

    def _signed(self, sent: Mapping[str, str], who: Authenticated, now: datetime) -> RequestObject | None:
        if "request_uri" in sent:
            raise InvalidRequest("A pushed request holds no request_uri.")
        if "request" in sent:
            expected = request_object.Expected(self.settings.issuer, to_epoch(now))
            jwks = self.clients.keys_of(who.client, sent["request"])
            return request_object.read(sent["request"], who.client, jwks, expected)
        if who.client.metadata.require_signed_request_object:
            raise InvalidRequest("This client must sign its request: the parameter request is missing.")
        return None

    def _asked(self, parameters: Mapping[str, str], who: Authenticated) -> Asked:
        named = parameters.get("client_id", who.client.id)
        if named != who.client.id:
            raise InvalidRequestObject("The client_id must be the client that authenticates.")
        filled = {name: value for name, value in parameters.items() if value}
        return checked(Asking(filled, who.client, self.settings.issuer, self.offered))

    def _bound(self, asked: Asked, request: FormRequest, now: datetime) -> tuple[Asked, Proof | None]:
        if not request.dpop:
            return asked, None
        proof = self.constraint.proof(request, to_epoch(now))
        if asked.dpop_jkt not in (None, proof.jkt):
            raise InvalidDpopProof("The dpop_jkt is not the thumbprint of the key of the DPoP proof.")
        return replace(asked, dpop_jkt=proof.jkt), proof

    def _taken(
        self,
        asked: Asked,
        who: Authenticated,
        once: tuple[RequestObject | None, Proof | None],
        now: datetime,
    ) -> PushedAnswer:
        uri, lifetime = SCHEME + handle.new(), self.settings.request_uri_lifetime
        row = {
            "digest": handle.digest(uri),
            "client_id": asked.client_id,
            "asked": json.dumps(asked.to_json()),
            "expires_at": now + timedelta(seconds=lifetime),
        }
        signed, proof = once
        with self.database.write() as tx:
            require_room(tx, asked.client_id, now)
            who.use_up(tx)
            if proof is not None:
                sender_constraint.use_up(tx, proof)
            if signed is not None:
                use_up(tx, signed, asked.client_id)
            self.pruning.now_and_then(tx, now)
            NEW.count(tx, **row)
        return PushedAnswer(uri, lifetime)


def require_room(tx: Tx, client_id: str, now: datetime) -> None:
    """A client has no more requests waiting than it can need. Raises ``TooManyQuestions``."""
    skipped = MOST_WAITING - 1
    rows = WAITING.rows(tx, client=client_id, now=now, skipped=skipped)
    if rows:
        raise TooManyQuestions(max(1, int((rows[0].expires_at - now).total_seconds())))


def use_up(tx: Tx, signed: RequestObject, client_id: str) -> None:
    """Take a request object that names itself once. Raises ``InvalidRequestObject``."""
    if signed.jti is None:
        return
    if not store.use_once(tx, "request-object", client_id, signed.jti, from_epoch(signed.expires_at)):
        raise InvalidRequestObject("The request object was used before. Sign a new one for each request.")


def pending(tx: Tx, request_uri: str, client_id: str) -> tuple[Asked, datetime] | None:
    """The request at this address and when it expires, if it is this client's."""
    row = tx.execute(PENDING, {"digest": handle.digest(request_uri)}).first()
    if row is None or row.client_id != client_id:
        return None
    return Asked.from_json(json.loads(row.asked)), row.expires_at
