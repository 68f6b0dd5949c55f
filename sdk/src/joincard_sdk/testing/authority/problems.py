"""What is declined, by the codes, statuses and titles of the HTTP contract (docs/reference/errors.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

KINDS: Mapping[str, tuple[int, str]] = {
    "request.malformed": (400, "The request cannot be read"),
    "request.not-json": (400, "The body is not strict JSON"),
    "request.unknown-address": (404, "Nothing is at this address"),
    "request.method": (405, "The address does not take this method"),
    "request.too-large": (413, "The body is too large"),
    "request.media-type": (415, "The body is of the wrong type"),
    "request.invalid": (422, "Members of the request are wrong"),
    "idempotency.missing": (400, "An Idempotency-Key is needed"),
    "idempotency.malformed": (400, "The Idempotency-Key is malformed"),
    "idempotency.mismatch": (422, "The Idempotency-Key belongs to another request"),
    "oauth.no-token": (401, "An access token is needed"),
    "oauth.invalid-token": (401, "The access token is not accepted"),
    "oauth.invalid-dpop-proof": (401, "The DPoP proof is not accepted"),
    "oauth.insufficient-scope": (403, "The access token lacks a scope"),
    "oauth.invalid-request": (400, "The token request is malformed"),
    "oauth.invalid-client": (400, "The client is not authenticated"),
    "oauth.unsupported-grant-type": (400, "The grant does not exist here"),
    "oauth.invalid-scope": (400, "The scope is not granted"),
    "oauth.invalid-target": (400, "The resource is another one"),
    "provider.not-accredited": (403, "The provider is not accredited for this"),
    "presentation.malformed": (422, "The card number is malformed"),
    "card.unknown": (422, "The card is not known"),
    "service.unknown": (422, "The service is not known"),
    "city.unknown": (422, "The city is not known"),
    "service.not-covered": (422, "The service is not delivered in this city"),
    "service.not-in-force": (422, "The service is not in force"),
    "fact.unknown": (422, "A fact is not known"),
    "fact.mistyped": (422, "A fact has the wrong type"),
    "fact.not-yours": (422, "A fact may not be sent"),
    "fact.not-read": (422, "A fact is not needed"),
    "use.ledger-only": (422, "A value of use is kept by the authority"),
    "use.mistyped": (422, "A value of use is wrong"),
    "fee.no-tariff": (422, "No tariff covers the basis"),
    "fee.basis-missing": (422, "The price needs a basis"),
    "verification.unknown": (404, "The verification is not known"),
    "verification.illegal-move": (409, "The verification's status does not allow this"),
    "verification.probing-limit": (429, "Too many checks of one kind"),
    "settle.bad-price": (422, "The price cannot be settled"),
    "catalogue.bad-filter": (422, "A filter is wrong"),
    "authority.failed": (500, "The authority failed"),
}

OAUTH: Mapping[str, str] = {
    "oauth.no-token": "",
    "oauth.invalid-token": "invalid_token",
    "oauth.invalid-dpop-proof": "invalid_dpop_proof",
    "oauth.insufficient-scope": "insufficient_scope",
    "oauth.invalid-request": "invalid_request",
    "oauth.invalid-client": "invalid_client",
    "oauth.unsupported-grant-type": "unsupported_grant_type",
    "oauth.invalid-scope": "invalid_scope",
    "oauth.invalid-target": "invalid_target",
}
"""The registered error of RFC 6749, 6750 and 9449 for a code."""


class Declined(Exception):
    """A request that is not answered. ``code`` is one of ``KINDS``; ``headers`` go with the problem."""

    def __init__(
        self,
        code: str,
        sentence: str,
        *,
        parts: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.parts = tuple(parts)
        self.headers = dict(headers or {})

    @property
    def status(self) -> int:
        """The HTTP status of the code."""
        return KINDS[self.code][0]

    def to_json(self, issuer: str) -> dict[str, object]:
        """The problem details of RFC 9457."""
        status, title = KINDS[self.code]
        told: dict[str, object] = {
            "type": f"{issuer}/docs#{self.code}",
            "title": title,
            "status": status,
            "detail": self.sentence,
            "code": self.code,
        }
        return told | ({"errors": list(self.parts)} if self.parts else {})
