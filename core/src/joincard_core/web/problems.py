"""Problem details (RFC 9457): the one place where a code becomes an HTTP status."""

from collections.abc import Mapping
from dataclasses import dataclass

from joincard_core.errors import JoincardError
from joincard_core.oauth import (
    InvalidClient,
    InvalidRegistrationToken,
    NoRegistrationToken,
    OAuthError,
    challenge,
    registration_challenge,
)
from joincard_core.web.errors import InvalidMembers, MethodNotAllowed, Unexpected

MEDIA_TYPE = "application/problem+json"
SOON = 2  # s; when to try again where nothing better is known


@dataclass(frozen=True, slots=True)
class Kind:
    """What a code means over HTTP. ``title`` is the same for every occurrence."""

    code: str
    status: int
    title: str


KINDS = (
    Kind("request.malformed", 400, "The request cannot be read"),
    Kind("request.not-json", 400, "The body is not strict JSON"),
    Kind("request.unknown-address", 404, "Nothing is at this address"),
    Kind("request.method", 405, "The address does not take this method"),
    Kind("request.too-large", 413, "The body is too large"),
    Kind("request.line-too-long", 414, "The request line is too long"),
    Kind("request.head-too-large", 431, "The header fields are too large"),
    Kind("request.media-type", 415, "The body is of the wrong type"),
    Kind("request.foreign-form", 403, "The form is another site's"),
    Kind("request.not-there", 404, "The holder has no such thing"),
    Kind("session.absent", 403, "Nobody is signed in"),
    Kind("session.not-fresh", 403, "The sign-in is too old or too weak"),
    Kind("request.invalid", 422, "Members of the request are wrong"),
    Kind("idempotency.missing", 400, "An Idempotency-Key is needed"),
    Kind("idempotency.malformed", 400, "The Idempotency-Key is malformed"),
    Kind("idempotency.mismatch", 422, "The Idempotency-Key belongs to another request"),
    Kind("oauth.no-token", 401, "An access token is needed"),
    Kind("oauth.invalid-token", 401, "The access token is not accepted"),
    Kind("oauth.invalid-dpop-proof", 401, "The DPoP proof is not accepted"),
    Kind("oauth.insufficient-user-authentication", 401, "The holder must sign in more surely"),
    Kind("oauth.insufficient-scope", 403, "The access token lacks a scope"),
    Kind("oauth.invalid-request", 400, "The token request is malformed"),
    Kind("oauth.bad-certificate", 400, "The client certificate cannot be read"),
    Kind("oauth.invalid-client", 400, "The client is not authenticated"),
    Kind("oauth.unsupported-grant-type", 400, "The grant does not exist here"),
    Kind("oauth.invalid-scope", 400, "The scope is not granted"),
    Kind("oauth.invalid-target", 400, "The resource is another one"),
    Kind("oauth.insufficient-authorization", 403, "The access token does not cover this"),
    Kind("oauth.unauthorized-client", 400, "The client is not registered for this"),
    Kind("oauth.invalid-grant", 400, "The grant is not accepted"),
    Kind("oauth.unsupported-response-type", 400, "The response type does not exist here"),
    Kind("oauth.invalid-request-object", 400, "The request object is not accepted"),
    Kind("oauth.invalid-request-uri", 400, "The pushed request is not known"),
    Kind("oauth.invalid-authorization-details", 400, "The authorization details are wrong"),
    Kind("oauth.invalid-binding", 400, "The request is not bound to its sender"),
    Kind("oauth.use-dpop-nonce", 401, "The DPoP proof needs a nonce"),
    Kind("oauth.unsupported-token-type", 400, "The token cannot be exchanged"),
    Kind("oauth.access-denied", 403, "The holder did not agree"),
    Kind("oauth.invalid-binding-message", 400, "The binding message cannot be shown"),
    Kind("oauth.authorization-pending", 400, "The holder has not decided yet"),
    Kind("oauth.slow-down", 400, "The client asks again too soon"),
    Kind("oauth.expired-token", 400, "The request has expired"),
    Kind("oauth.holder-denied", 400, "The holder did not agree at the counter"),
    Kind("oauth.too-many-questions", 429, "Too many holders are asked"),
    Kind("oauth.user-code-unknown", 404, "No request waits behind the code"),
    Kind("oauth.too-many-user-codes", 429, "Too many wrong codes"),
    Kind("oauth.registration-not-supported", 400, "Clients register before"),
    Kind("oauth.consent-required", 400, "The holder has to agree"),
    Kind("oauth.login-required", 400, "The holder has to sign in"),
    Kind("oauth.unmet-authentication", 400, "The holder cannot sign in like this"),
    Kind("oauth.interaction-unknown", 400, "The page is no longer valid"),
    Kind("oauth.already-decided", 409, "The request was decided before"),
    Kind("oauth.sign-in-over", 409, "The holder is not signed in any more"),
    Kind("oauth.choice-refused", 422, "This cannot be allowed like this"),
    Kind("oauth.offer-gone", 409, "Something that was asked for has gone"),
    Kind("oauth.invalid-logout", 400, "The request to sign out is wrong"),
    Kind("oauth.invalid-client-metadata", 400, "The client metadata is wrong"),
    Kind("oauth.invalid-redirect-uri", 400, "A redirect URI is not allowed"),
    Kind("oauth.no-registration-token", 401, "A registration token is needed"),
    Kind("oauth.invalid-registration-token", 401, "The registration token is not accepted"),
    Kind("oauth.too-many-failures", 429, "Too many failed authentications"),
    Kind("sign-in.malformed", 422, "A field cannot be right"),
    Kind("sign-in.refused", 403, "Card or password is wrong"),
    Kind("sign-in.passkey-refused", 403, "The passkey is not accepted"),
    Kind("passkey.not-added", 422, "The passkey is not added"),
    Kind("passkey.too-many", 409, "The holder has as many passkeys as allowed"),
    Kind("passkey.bad-name", 422, "The name of the passkey is wrong"),
    Kind("sign-in.no-second-step", 403, "The holder has no second step"),
    Kind("sign-in.passkey-needed", 403, "Only a passkey signs in here"),
    Kind("sign-in.code-refused", 403, "The code is wrong"),
    Kind("sign-in.codes-closed", 403, "Codes are closed at new addresses"),
    Kind("sign-in.step-gone", 403, "The step has ended"),
    Kind("sign-in.too-many-letters", 429, "A code was sent already"),
    Kind("sign-in.card-at-its-end", 403, "The card is lost, expired or cancelled"),
    Kind("sign-in.too-many", 429, "Too many attempts to sign in"),
    Kind("mailing.not-sent", 503, "The e-mail was not sent"),
    Kind("provider.not-accredited", 403, "The provider is not accredited for this"),
    Kind("presentation.malformed", 422, "The card number is malformed"),
    Kind("card.unknown", 422, "The card is not known"),
    Kind("service.unknown", 422, "The service is not known"),
    Kind("city.unknown", 422, "The city is not known"),
    Kind("service.not-covered", 422, "The service is not delivered in this city"),
    Kind("service.not-in-force", 422, "The service is not in force"),
    Kind("fact.unknown", 422, "A fact is not known"),
    Kind("fact.mistyped", 422, "A fact has the wrong type"),
    Kind("fact.not-yours", 422, "A fact may not be sent"),
    Kind("fact.not-read", 422, "A fact is not needed"),
    Kind("use.ledger-only", 422, "A value of use is kept by the authority"),
    Kind("use.mistyped", 422, "A value of use is wrong"),
    Kind("fee.no-tariff", 422, "No tariff covers the basis"),
    Kind("fee.basis-missing", 422, "The price needs a basis"),
    Kind("verification.not-the-holders", 403, "The card is not the holder's"),
    Kind("verification.unknown", 404, "The verification is not known"),
    Kind("verification.illegal-move", 409, "The verification's status does not allow this"),
    Kind("verification.probing-limit", 429, "Too many checks of one kind"),
    Kind("keys.erased", 410, "The person was erased"),
    Kind("settle.bad-price", 422, "The price cannot be settled"),
    Kind("catalogue.bad-filter", 422, "A filter is wrong"),
    Kind("catalogue.absent", 503, "There is no catalogue at the moment"),
    Kind("storage.away", 503, "The database cannot be reached"),
    Kind("storage.busy", 503, "The database is busy"),
    Kind("authority.not-ready", 503, "The authority is not ready"),
    Kind("authority.failed", 500, "The authority failed"),
)
UNNAMED = "invalid_token"  # in a body there is always a code, also where the header has none
OTHERWISE = {500: "server_error", 503: "temporarily_unavailable"}
BY_CODE: Mapping[str, Kind] = {kind.code: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem ready to be sent. ``code`` is for the log."""

    code: str
    status: int
    members: Mapping[str, object]
    headers: Mapping[str, str]


def status_of(code: str) -> int | None:
    """The HTTP status of a code; ``None`` for one that never leaves over HTTP."""
    kind = BY_CODE.get(code)
    return kind.status if kind else None


def problem(error: JoincardError, issuer: str, request_id: str) -> Problem:
    """What to tell the caller. An error that is not in the table tells nothing about itself."""
    told = error if error.code in BY_CODE else Unexpected()
    kind = BY_CODE[told.code]
    members: dict[str, object] = {
        "type": f"{issuer}/docs#{kind.code}",
        "title": kind.title,
        "status": kind.status,
        "detail": told.sentence,
        "code": kind.code,
        "request_id": request_id,
    }
    if isinstance(told, InvalidMembers):
        members["errors"] = list(told.parts)
    return Problem(kind.code, kind.status, members, _headers(told, kind.status, issuer))


def _headers(error: JoincardError, status: int, issuer: str) -> dict[str, str]:
    headers = {"Cache-Control": "no-store"}
    if status in (401, 403) and isinstance(error, OAuthError):
        headers["WWW-Authenticate"] = challenge(error, issuer)
    if status in (429, 503):
        headers["Retry-After"] = str(getattr(error, "retry_after", SOON))
    if isinstance(error, MethodNotAllowed):
        headers["Allow"] = ", ".join(error.allowed)
    return headers


def token_problem(error: JoincardError, issuer: str) -> Problem:
    """The same for the token endpoint, in the words of RFC 6749 section 5.2.

    Statuses differ there: a bad proof is a 400 (RFC 9449 section 5), and a client that tried another scheme
    gets a 401 that names its scheme.
    """
    told = error if error.code in BY_CODE else Unexpected()
    status = BY_CODE[told.code].status
    headers = _headers(told, status, issuer)
    headers.pop("WWW-Authenticate", None)
    if isinstance(told, OAuthError) and status == 401:
        status = 400
    if isinstance(told, InvalidClient) and told.scheme:
        status = 401
        headers["WWW-Authenticate"] = f'{told.scheme} realm="{issuer}"'
    if isinstance(told, NoRegistrationToken | InvalidRegistrationToken):
        status = 401
        headers["WWW-Authenticate"] = registration_challenge(told, issuer)
    code = told.error or UNNAMED if isinstance(told, OAuthError) else OTHERWISE.get(status, "invalid_request")
    return Problem(told.code, status, {"error": code, "error_description": told.sentence}, headers)
