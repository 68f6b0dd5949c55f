"""What the guard of the API refuses (RFC 6750 and 9449)."""

from joincard_core.oauth.errors.tree import OAuthError


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


class InsufficientUserAuthentication(OAuthError):
    """The holder's sign-in was too weak or too long ago for this address (RFC 9470 section 3).

    ``max_age`` is in seconds; ``None``: however long ago.
    """

    code = "oauth.insufficient-user-authentication"
    error = "insufficient_user_authentication"

    def __init__(self, acr: str, max_age: int | None) -> None:
        within = "" if max_age is None else f", not more than {max_age} seconds ago"
        super().__init__(f"This address needs a token of a holder who signed in with acr {acr}{within}.")
        self.acr, self.max_age = acr, max_age


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
