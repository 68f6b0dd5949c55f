"""What a token is refused for (RFC 6749, 8693, 8707 and 9396)."""

from collections.abc import Iterable

from joincard_core.oauth.errors.tree import OAuthError


class UnsupportedGrantType(OAuthError):
    """The grant does not exist here."""

    code = "oauth.unsupported-grant-type"
    error = "unsupported_grant_type"

    def __init__(self, offered: Iterable[str]) -> None:
        super().__init__(f"The grant_type must be one of: {', '.join(offered)}.")


class UnsupportedTokenType(OAuthError):
    """A kind of token that cannot be exchanged (RFC 8693)."""

    code = "oauth.unsupported-token-type"
    error = "invalid_request"


class InvalidGrant(OAuthError):
    """The code or refresh token is unknown, expired, used, revoked, or another client's: one sentence."""

    code = "oauth.invalid-grant"
    error = "invalid_grant"

    def __init__(self, cause: str) -> None:
        super().__init__(
            "The code, refresh token or its proof of possession is not accepted. Begin again.", cause
        )


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


class InvalidAuthorizationDetails(OAuthError):
    """A member of ``authorization_details`` (RFC 9396) is unknown, malformed, or more than the client has."""

    code = "oauth.invalid-authorization-details"
    error = "invalid_authorization_details"
