"""Request objects of clients that sign people in (OpenID Connect Core section 6), by value or by address.

Choices: signed, always; from an address only where the client has registered it, since it is we who go there,
and at most every ten seconds, since a stranger's click sends us; and nothing but what is signed counts
(RFC 9101 section 6.3), so that a stranger can add nothing to a link.
``exp`` may be missing, as OpenID Connect has it: such a link can be opened again, and asks for what it always
asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from joincard_core.clock import to_epoch
from joincard_core.oauth import claims, fetching, jws, request_object
from joincard_core.oauth.client_authentication import ClientAuthentication
from joincard_core.oauth.errors import InvalidClient, InvalidRequest, InvalidRequestObject, InvalidRequestUri
from joincard_core.oauth.fetching import Ask, Fetched, FetchFailed, Limits, Reach
from joincard_core.oauth.model import Client
from joincard_core.oauth.recent import Kept, Recent
from joincard_core.oauth.request_object import SKEW, Expected
from joincard_core.settings import Settings

ACCEPT = "application/oauth-authz-req+jwt, application/jwt"
LIMITS = Limits(size=jws.LONGEST)
WAYS = frozenset({"request", "request_uri"})
Fetch = Callable[[Ask, Reach, Limits], Fetched]
Claims = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SignInObjects:
    """Opens request objects. Call it outside a transaction: it may go to an address of the client's."""

    clients: ClientAuthentication
    settings: Settings
    fetch: Fetch = fetching.fetch
    recent: Recent = field(default_factory=Recent)

    def parameters(self, sent: Mapping[str, str], client: Client, now: datetime) -> Mapping[str, str]:
        """The parameters that count. Raises an ``OAuthError``."""
        if not WAYS & set(sent):
            return sent
        if set(sent) >= WAYS:
            raise InvalidRequest("A request has either request or request_uri, not both.")
        compact = sent["request"] if "request" in sent else self._found(sent["request_uri"], client, now)
        try:
            jwks = self.clients.keys_of(client, compact)
        except InvalidClient as error:
            raise InvalidRequestObject("The keys of the client cannot be had.", error.cause) from None
        expected = Expected(self.settings.issuer, to_epoch(now))
        return request_object.read(compact, client, jwks, expected, OF_SIGN_IN).parameters

    def _found(self, uri: str, client: Client, now: datetime) -> str:
        """What lies at an address; a fragment tells its versions apart (section 6.2)."""
        if uri not in client.metadata.request_uris:
            raise InvalidRequestUri("The request_uri must be one that the client has registered, exactly.")
        kept = self.recent.at(uri, now, lambda uri: self._fetched(uri, now))
        if kept.failure:
            raise InvalidRequestUri(kept.failure)
        return kept.text

    def _fetched(self, uri: str, now: datetime) -> Kept:
        try:
            found = self.fetch(Ask(uri.partition("#")[0], accept=ACCEPT), Reach.of(self.settings), LIMITS)
            if found.status != 200 or found.media_type not in ACCEPT.split(", "):
                raise FetchFailed(f"answered {found.status} and type {found.media_type[:60]}")
            return Kept(now, found.body.decode("ascii").strip())
        except UnicodeDecodeError:
            return Kept(now, "", "The request_uri gave something that is no token.")
        except FetchFailed as error:
            return Kept(now, "", f"The request_uri {error.what}.")


def in_time(found: Claims, client: Client, expected: Expected) -> None:
    """``exp``, ``nbf`` and ``iat`` hold, where they are given."""
    for name in ("exp", "nbf", "iat"):
        if name in found and claims.seconds(found, name) is None:
            raise InvalidRequestObject(f"The {name} of the request object is not a time.")
    if (claims.seconds(found, "exp") or expected.now + 1) <= expected.now:
        raise InvalidRequestObject("The request object has expired.")
    if max(claims.seconds(found, name) or 0 for name in ("nbf", "iat")) > expected.now + SKEW:
        raise InvalidRequestObject("The nbf and the iat of the request object must not lie in the future.")


def no_assertion(found: Claims, client: Client, expected: Expected) -> None:
    """No ``sub``: what a client signs to prove who it is, is no request (RFC 9101 section 10.8)."""
    if "sub" in found:
        raise InvalidRequestObject("A request object holds no sub.")


OF_SIGN_IN = request_object.Rules(
    (
        request_object.from_the_client,
        request_object.meant_for_us,
        in_time,
        no_assertion,
        request_object.stands_alone,
    ),
    (jws.SIGN_IN_ALG,),
)
"""What is asked of the request object of a sign-in client."""
