"""What the token endpoint and the guard of the API refuse, in the words of RFC 6749, 6750 and 9449.

``error`` is the code that those RFCs give; ``code`` is ours, as for every error of the authority.
"""

from collections.abc import Iterable
from typing import ClassVar

from joincard_core.errors import JoincardError


class OAuthError(JoincardError):
    """A request that OAuth refuses. ``error`` is the registered code."""

    code = "oauth.error"
    error: ClassVar[str] = "invalid_request"


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

    def __init__(self, sentence: str = "", scheme: str = "") -> None:
        super().__init__(
            sentence or "The client is unknown, or its assertion is not signed with one of its keys."
        )
        self.scheme = scheme
        """The scheme of the Authorization header that was tried, if one was (RFC 6749 section 5.2)."""


class UnsupportedGrantType(OAuthError):
    """The grant does not exist here."""

    code = "oauth.unsupported-grant-type"
    error = "unsupported_grant_type"

    def __init__(self) -> None:
        super().__init__("The grant_type must be client_credentials.")


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
