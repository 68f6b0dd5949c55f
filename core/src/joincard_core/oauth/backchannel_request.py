"""Backchannel authentication requests, read and checked (OpenID CIBA Core section 7.1 and 7.2).

Choices: a system alone asks, and always with a ``binding_message``, which the holder compares with the
clerk's screen (FAPI-CIBA section 5.2.2); the holder is named by the region and number of the card or by an ID
token of ours; a signed request holds everything, and nothing of it stands beside.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from joincard_core.clock import to_epoch
from joincard_core.oauth import authorization_details, claims, jws, request_object, scope
from joincard_core.oauth.authorization_details import Details, Offered
from joincard_core.oauth.errors import (
    InvalidBindingMessage,
    InvalidRequest,
    InvalidRequestObject,
    InvalidScope,
    OAuthError,
)
from joincard_core.oauth.model import Client, suiting_keys
from joincard_core.oauth.request_object import Expected, RequestObject

GRANT_TYPE = "urn:openid:params:grant-type:ciba"
OPENID = "openid"
HINTS = ("login_hint", "id_token_hint", "login_hint_token")
OF_THE_CLIENT = frozenset({"client_id", "client_assertion", "client_assertion_type", "request"})
LONGEST_MESSAGE = 60
LONGEST_HINT = 100
LIFETIME = 300  # s, where the client names none
SHORTEST, LONGEST = 10, 600  # s
PING = "ping"
# RFC 6750 section 2.1, in a length that can hold the 128 bits which section 7.1 asks for.
NOTIFICATION_TOKEN = re.compile(r"(?=.{22,1024}\Z)[A-Za-z0-9._~+/-]+=*")


@dataclass(frozen=True, slots=True)
class BackchannelAsked:
    """What a clerk asks a holder for. ``lifetime`` is in seconds."""

    scopes: frozenset[str]
    details: Details
    binding_message: str
    lifetime: int

    def to_json(self) -> str:
        """For a row of ours."""
        found = {"scopes": sorted(self.scopes), "details": [each.to_json() for each in self.details]}
        return json.dumps(found | {"binding_message": self.binding_message, "lifetime": self.lifetime})

    @classmethod
    def of_json(cls, text: str) -> BackchannelAsked:
        """What ``to_json`` wrote."""
        kept = json.loads(text)
        return cls(
            scopes=frozenset(kept["scopes"]),
            details=authorization_details.of_json(kept["details"]),
            binding_message=kept["binding_message"],
            lifetime=kept["lifetime"],
        )


@dataclass(frozen=True, slots=True)
class Signer:
    """Who may sign a request, for whom, and when."""

    client: Client
    jwks: Mapping[str, object] = field(repr=False)
    issuer: str
    now: datetime


def checked(sent: Mapping[str, str], client: Client, offered: Offered) -> BackchannelAsked:
    """The request as a value. Raises an ``OAuthError``."""
    for step in STEPS:
        step(sent)
    raw = sent.get("authorization_details")
    return BackchannelAsked(
        scopes=_scopes(sent, client),
        details=authorization_details.read(raw, client, offered) if raw else (),
        binding_message=sent["binding_message"],
        lifetime=min(LONGEST, max(SHORTEST, int(sent.get("requested_expiry", LIFETIME)))),
    )


def one_hint(sent: Mapping[str, str]) -> None:
    """Exactly one hint says who is asked, and it is of a kind that we read."""
    if sum(name in sent for name in HINTS) != 1 or "login_hint_token" in sent:
        raise InvalidRequest("Send exactly one of login_hint and id_token_hint.")
    words = sent.get("login_hint", "330400 000000")
    if len(words) > LONGEST_HINT or not words.isprintable() or len(words.split(" ")) != 2:
        raise InvalidRequest("The login_hint is the region and the number of a card, parted by one space.")


def message_to_compare(sent: Mapping[str, str]) -> None:
    """``binding_message`` can be shown, and compared at a glance."""
    message = sent.get("binding_message", "")
    if not message.strip() or len(message) > LONGEST_MESSAGE or not message.isprintable():
        raise InvalidBindingMessage(LONGEST_MESSAGE)


def known_lifetime(sent: Mapping[str, str]) -> None:
    """``requested_expiry`` is a number of seconds; what is too long or too short is made to fit."""
    wanted = sent.get("requested_expiry", "1")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= 9 and int(wanted) > 0):
        raise InvalidRequest("The requested_expiry is a number of seconds.")


def no_user_code(sent: Mapping[str, str]) -> None:
    """``user_code`` does not exist here: a holder is asked on a page of their own, which no code opens."""
    if "user_code" in sent:
        raise InvalidRequest("There are no user codes here; leave user_code out.")


def notification_token(sent: Mapping[str, str], client: Client) -> str | None:
    """What shows the client that a ping is ours; ``None`` where it polls. Raises ``InvalidRequest``."""
    if client.metadata.backchannel_token_delivery_mode != PING:
        return None
    token = sent.get("client_notification_token", "")
    if not NOTIFICATION_TOKEN.fullmatch(token):
        raise InvalidRequest(
            "In ping mode a request has a client_notification_token, a Bearer token of 22 to 1024 characters."
        )
    return token


STEPS = (one_hint, message_to_compare, known_lifetime, no_user_code)


def _scopes(sent: Mapping[str, str], client: Client) -> frozenset[str]:
    found = scope.granted(sent, client.scopes)
    if "scope" not in sent or OPENID not in found:
        raise InvalidScope(client.scopes)
    return found


def signed(sent: Mapping[str, str], signer: Signer) -> RequestObject:
    """What the client signed (section 7.1.1). Raises ``InvalidRequest``."""
    if set(sent) - OF_THE_CLIENT:
        raise InvalidRequest("A signed request stands alone: all its parameters are inside of request.")
    try:
        return _opened(sent["request"], signer)
    except (InvalidRequestObject, jws.MalformedToken) as error:
        sentence = error.sentence if isinstance(error, OAuthError) else f"The request cannot be read: {error}"
        raise InvalidRequest(sentence) from None


def _opened(compact: str, signer: Signer) -> RequestObject:
    token, client = jws.read(compact), signer.client
    if token.typ not in request_object.TYPS:
        raise InvalidRequest("The signed request must be of typ oauth-authz-req+jwt or JWT.")
    if client.metadata.backchannel_authentication_request_signing_alg not in (None, token.alg):
        raise InvalidRequest("The signed request must be signed with the algorithm that is registered.")
    if not any(jws.is_signed_by(token, key) for key in suiting_keys(signer.jwks, token.kid, token.alg)):
        raise InvalidRequest("The signed request is not signed with one of the client's keys.")
    if token.claims.get("iss") != client.id or token.claims.get("client_id", client.id) != client.id:
        raise InvalidRequest("The iss of the signed request must be the client's id.")
    expected = Expected(signer.issuer, to_epoch(signer.now))
    for step in (request_object.meant_for_us, request_object.in_time, request_object.stands_alone):
        step(token.claims, client, expected)
    jti, exp = claims.text(token.claims, "jti"), claims.seconds(token.claims, "exp") or 0
    if jti is None or "iat" not in token.claims:
        raise InvalidRequest("The signed request needs iat and jti.")
    return RequestObject(request_object.parameters(token.claims), jti, int(exp))
