"""What the token endpoint and the guard of the API refuse, in the words of RFC 6749, 6750 and 9449.

``error`` is the code that those RFCs give; ``code`` is ours, as for every error of the authority.
"""

from collections.abc import Iterable
from typing import ClassVar

from joincard_core.errors import JoincardError


class OAuthError(JoincardError):
    """A request that OAuth refuses. ``error`` is the registered code.

    ``cause`` is for the operator and the provider's own list, never for the wire: what exactly was wrong,
    where the sentence must not say it. ``client_id`` is whose request it claimed to be, once that is known.
    ``answer``: what the client may be told through the holder's browser, where it may be told at all.
    ``token_type``: how the access token that came along is to be presented.
    """

    code = "oauth.error"
    error: ClassVar[str] = "invalid_request"

    def __init__(self, sentence: str, cause: str = "") -> None:
        super().__init__(sentence)
        self.cause = cause or sentence
        self.client_id: str | None = None
        self.answer: object | None = None
        self.token_type = "DPoP"  # noqa: S105 - the name of a scheme


class InvalidRequest(OAuthError):
    """A parameter is missing, sent twice or malformed."""

    code = "oauth.invalid-request"
    error = "invalid_request"


class InvalidClient(OAuthError):
    """The client did not prove who it is.

    An unknown client, a key that is not the client's and a wrong signature share one sentence.
    """

    code = "oauth.invalid-client"
    error = "invalid_client"

    def __init__(self, sentence: str = "", scheme: str = "", cause: str = "") -> None:
        super().__init__(
            sentence or "The client is unknown, or did not prove who it is with one of its keys.", cause
        )
        self.scheme = scheme
        """The scheme of the Authorization header that was tried, if one was (RFC 6749 section 5.2)."""


class UnsupportedGrantType(OAuthError):
    """The grant does not exist here."""

    code = "oauth.unsupported-grant-type"
    error = "unsupported_grant_type"

    def __init__(self, offered: Iterable[str]) -> None:
        super().__init__(f"The grant_type must be one of: {', '.join(offered)}.")


class InvalidScope(OAuthError):
    """A scope is malformed, unknown, or more than the client has."""

    code = "oauth.invalid-scope"
    error = "invalid_scope"

    def __init__(self, allowed: Iterable[str]) -> None:
        super().__init__(f"This client may ask for: {' '.join(sorted(allowed)) or 'nothing'}.")


class InvalidTarget(OAuthError):
    """The resource that was named (RFC 8707) is not the API of this authority."""

    code = "oauth.invalid-target"
    error = "invalid_target"

    def __init__(self, resource: str) -> None:
        super().__init__(f"The resource must be {resource}.")


class InvalidDpopProof(OAuthError):
    """The DPoP proof is missing, malformed, for another request, too old, or was used before."""

    code = "oauth.invalid-dpop-proof"
    error = "invalid_dpop_proof"


class TooManyFailures(OAuthError):
    """Too many failed authentications from this address: try again after ``retry_after`` seconds."""

    code = "oauth.too-many-failures"
    error = "temporarily_unavailable"

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too many failed authentications. Try again in {retry_after} seconds.")
        self.retry_after = retry_after


class NoToken(OAuthError):
    """The request carries no access token at all; RFC 6750 section 3.1 gives no error code then."""

    code = "oauth.no-token"
    error = ""

    def __init__(self) -> None:
        super().__init__("This address needs an access token: Authorization: DPoP TOKEN, and a DPoP proof.")


class InvalidToken(OAuthError):
    """The access token is malformed, expired, foreign, or its client is no longer active."""

    code = "oauth.invalid-token"
    error = "invalid_token"


class InsufficientScope(OAuthError):
    """The token does not carry the ``scope`` that this address needs."""

    code = "oauth.insufficient-scope"
    error = "insufficient_scope"

    def __init__(self, scope: str) -> None:
        super().__init__(f"This address needs a token with the scope {scope}.")
        self.scope = scope


class InsufficientAuthorization(OAuthError):
    """The token's ``authorization_details`` (RFC 9396) or its client's services do not cover what was asked.

    RFC 9396 names no code for a resource; RFC 6750's is the nearest.
    """

    code = "oauth.insufficient-authorization"
    error = "insufficient_scope"


class UnauthorizedClient(OAuthError):
    """The client is known, but not registered for what it asks."""

    code = "oauth.unauthorized-client"
    error = "unauthorized_client"


class InvalidGrant(OAuthError):
    """The code or refresh token is unknown, expired, used, revoked, or another client's: one sentence."""

    code = "oauth.invalid-grant"
    error = "invalid_grant"

    def __init__(self, cause: str) -> None:
        super().__init__(
            "The code, refresh token or its proof of possession is not accepted. Begin again.", cause
        )


class UnsupportedResponseType(OAuthError):
    """Only the authorization code flow exists here."""

    code = "oauth.unsupported-response-type"
    error = "unsupported_response_type"

    def __init__(self) -> None:
        super().__init__("The response_type must be code.")


class InvalidRequestObject(OAuthError):
    """The request object (RFC 9101) is malformed, not signed by the client, or not for now."""

    code = "oauth.invalid-request-object"
    error = "invalid_request_object"


class InvalidRequestUri(OAuthError):
    """The ``request_uri`` (RFC 9126) is unknown, expired, used, or another client's."""

    code = "oauth.invalid-request-uri"
    error = "invalid_request_uri"

    def __init__(self, cause: str = "") -> None:
        super().__init__(
            "The request_uri is unknown, has expired, or was used before. Push a new one.", cause
        )


class RegistrationNotSupported(OAuthError):
    """Registration inside a request (OpenID Connect Core section 7.2.1)."""

    code = "oauth.registration-not-supported"
    error = "registration_not_supported"

    def __init__(self) -> None:
        super().__init__("Clients register before, at the registration endpoint.")


class InvalidAuthorizationDetails(OAuthError):
    """A member of ``authorization_details`` (RFC 9396) is unknown, malformed, or more than the client has."""

    code = "oauth.invalid-authorization-details"
    error = "invalid_authorization_details"


class InvalidBinding(OAuthError):
    """The client's tokens are bound to its certificate (RFC 8705), and the request came without one."""

    code = "oauth.invalid-binding"
    error = "invalid_request"


class UseDpopNonce(OAuthError):
    """The proof lacks a fresh nonce of ours (RFC 9449 section 8): try again with that of ``DPoP-Nonce``."""

    code = "oauth.use-dpop-nonce"
    error = "use_dpop_nonce"

    def __init__(self) -> None:
        super().__init__("The DPoP proof needs the nonce of the header DPoP-Nonce. Sign a new one with it.")


class UnsupportedTokenType(OAuthError):
    """A kind of token that cannot be exchanged (RFC 8693)."""

    code = "oauth.unsupported-token-type"
    error = "invalid_request"


class AccessDenied(OAuthError):
    """The holder said no."""

    code = "oauth.access-denied"
    error = "access_denied"

    def __init__(self) -> None:
        super().__init__("The holder of the card did not agree.")


class InvalidBindingMessage(OAuthError):
    """The message that holder and clerk compare is missing, too long, or cannot be shown."""

    code = "oauth.invalid-binding-message"
    error = "invalid_binding_message"

    def __init__(self, longest: int) -> None:
        super().__init__(
            f"The binding_message is what holder and clerk compare: 1 to {longest} printable characters."
        )


class AuthorizationPending(OAuthError):
    """The holder has not decided yet."""

    code = "oauth.authorization-pending"
    error = "authorization_pending"

    def __init__(self) -> None:
        super().__init__("The holder has not decided yet. Ask again after the interval.")


class SlowDown(OAuthError):
    """The client asks again too soon."""

    code = "oauth.slow-down"
    error = "slow_down"

    def __init__(self) -> None:
        super().__init__("The holder has not decided yet. Wait 5 seconds longer each time from now on.")


class ExpiredToken(OAuthError):
    """The holder did not decide in time, or the client did not ask in time."""

    code = "oauth.expired-token"
    error = "expired_token"

    def __init__(self) -> None:
        super().__init__("The request has expired. Begin again.")


class HolderDenied(OAuthError):
    """The holder said no on a page of their own; the client learns of it by asking."""

    code = "oauth.holder-denied"
    error = "access_denied"

    def __init__(self, cause: str = "") -> None:
        super().__init__("The holder of the card did not agree.", cause)


class TooManyQuestions(OAuthError):
    """A client asks too many holders, or one holder too often: again after ``retry_after`` seconds."""

    code = "oauth.too-many-questions"
    error = "temporarily_unavailable"

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too many requests of this client. Try again in {retry_after} seconds.")
        self.retry_after = retry_after


class LoginRequired(OAuthError):
    """The client asked for an answer without a page, or about another holder than the one who signed in."""

    code = "oauth.login-required"
    error = "login_required"

    def __init__(self, cause: str = "") -> None:
        super().__init__("The holder of the card has to sign in.", cause)


class ConsentRequired(OAuthError):
    """The client asked for an answer without a page, and the holder has to agree first."""

    code = "oauth.consent-required"
    error = "consent_required"

    def __init__(self) -> None:
        super().__init__("The holder of the card has to agree.")


class UnmetAuthentication(OAuthError):
    """The holder cannot sign in as the client demands (OpenID Connect Core section 5.5.1.1)."""

    code = "oauth.unmet-authentication"
    error = "unmet_authentication_requirements"

    def __init__(self, acr: str) -> None:
        super().__init__(f"The holder signs in with acr {acr}; the client demands another.")


class InteractionUnknown(OAuthError):
    """The page belongs to a request that has ended, or to another browser. It is shown, never sent."""

    code = "oauth.interaction-unknown"
    error = "invalid_request"

    def __init__(self, cause: str = "") -> None:
        super().__init__(
            "This page is no longer valid. Go back to where you came from and begin again.", cause
        )


class InvalidLogout(OAuthError):
    """A client's request to sign a holder out is wrong. It is shown, never sent."""

    code = "oauth.invalid-logout"
    error = "invalid_request"


class ClientError(JoincardError):
    """A client cannot be registered or changed as asked."""

    code = "oauth.client"


class ClientUnknown(ClientError):
    """No client has this id."""

    code = "oauth.client-unknown"

    def __init__(self, client: str) -> None:
        super().__init__(f"There is no client {client}. Add it with: joincard-authority client add.")


class ClientExists(ClientError):
    """The id is taken."""

    code = "oauth.client-exists"

    def __init__(self, client: str) -> None:
        super().__init__(f"There is a client {client} already.")


class ClientMalformed(ClientError):
    """The id, name, scopes or keys of a client have the wrong form."""

    code = "oauth.client-malformed"
