"""Who is calling the API, and what its token lets it ask."""

from __future__ import annotations

from dataclasses import dataclass, field

from joincard_core.keys import Alg
from joincard_core.oauth import card_claims
from joincard_core.oauth.authorization_details import Details
from joincard_core.oauth.client_metadata import covers
from joincard_core.oauth.errors import InsufficientAuthorization
from joincard_core.oauth.sender_constraint import Binding
from joincard_core.oauth.verified_request import Verified


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose request this is. ``token_id`` is the ``jti`` of its token, ``binding`` what it is bound to.

    ``details`` and ``services`` narrow what may be asked, as do ``parent_services``, those of the client
    whose token this one was exchanged for; empty ones do not. ``person_id`` is the holder who signed in:
    such a token is for this holder's cards alone; ``claims`` is what they let be told by userinfo, beside
    what the scopes name, and ``verified`` what together with how it was verified.
    ``withheld`` is what they did not, or took back. ``userinfo_signed_response_alg``: how userinfo is signed
    for it, if it is.
    """

    client_id: str
    provider_id: str
    token_id: str
    binding: Binding
    sub: str = ""
    scopes: frozenset[str] = frozenset()
    details: Details = ()
    services: tuple[str, ...] = ()
    parent_services: tuple[str, ...] = ()
    person_id: str | None = field(default=None, repr=False)
    card_id: str | None = field(default=None, repr=False)
    claims: frozenset[str] = frozenset()
    userinfo_signed_response_alg: Alg | None = None
    verified: Verified = ()
    withheld: frozenset[str] = frozenset()

    @property
    def told(self) -> frozenset[str]:
        """The claims of the card that userinfo tells it."""
        return (self.claims | card_claims.of_scopes(self.scopes)) - self.withheld

    def require(self, service: str, city: str) -> None:
        """Raises ``InsufficientAuthorization`` unless the token covers this service in this city."""
        if self.details and not any(each.covers(service, city) for each in self.details):
            raise InsufficientAuthorization(
                "The authorization_details of the token do not cover this service in this city."
            )
        for services in filter(None, (self.services, self.parent_services)):
            if not any(covers(scope, service) for scope in services):
                raise InsufficientAuthorization("This client is not registered for this service.")
