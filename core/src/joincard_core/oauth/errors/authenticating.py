"""Who asks, and with which key: refused before a request is looked at (RFC 7521, 8705 and 9449)."""

from joincard_core.oauth.errors.tree import OAuthError


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


class UnauthorizedClient(OAuthError):
    """The client is known, but not registered for what it asks."""

    code = "oauth.unauthorized-client"
    error = "unauthorized_client"


class InvalidDpopProof(OAuthError):
    """The DPoP proof is missing, malformed, for another request, too old, or was used before."""

    code = "oauth.invalid-dpop-proof"
    error = "invalid_dpop_proof"


class UseDpopNonce(OAuthError):
    """The proof lacks a fresh nonce of ours (RFC 9449 section 8): try again with that of ``DPoP-Nonce``."""

    code = "oauth.use-dpop-nonce"
    error = "use_dpop_nonce"

    def __init__(self) -> None:
        super().__init__("The DPoP proof needs the nonce of the header DPoP-Nonce. Sign a new one with it.")


class InvalidBinding(OAuthError):
    """The client's tokens are bound to its certificate (RFC 8705), and the request came without one."""

    code = "oauth.invalid-binding"
    error = "invalid_request"


class TooManyFailures(OAuthError):
    """Too many failed authentications from this address: try again after ``retry_after`` seconds."""

    code = "oauth.too-many-failures"
    error = "temporarily_unavailable"

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too many failed authentications. Try again in {retry_after} seconds.")
        self.retry_after = retry_after
