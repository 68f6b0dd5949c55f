"""What client registration refuses (RFC 7591 section 3.2.2, RFC 7592 section 2)."""

from joincard_core.oauth.errors import ClientError, OAuthError


class InvalidClientMetadata(OAuthError):
    """A member of a registration is malformed, or does not go with another one. The sentence names it."""

    code = "oauth.invalid-client-metadata"
    error = "invalid_client_metadata"

    def __init__(self, member: str, allowed: str) -> None:
        super().__init__(f"{member}: {allowed}")
        self.member = member


class InvalidRedirectUri(OAuthError):
    """A redirect URI is malformed, or a browser must not be sent there."""

    code = "oauth.invalid-redirect-uri"
    error = "invalid_redirect_uri"

    def __init__(self, allowed: str) -> None:
        super().__init__(f"redirect_uris: {allowed}")


class NoRegistrationToken(OAuthError):
    """The request carries no token at all; RFC 6750 section 3.1 gives no error code then."""

    code = "oauth.no-registration-token"
    error = ""

    def __init__(self) -> None:
        super().__init__("Registration needs a token of the staff: Authorization: Bearer TOKEN.")


class InvalidRegistrationToken(OAuthError):
    """An initial or registration access token is unknown, used up, expired, or another client's.

    One sentence for all, and for clients that do not exist: the answer confirms no guess.
    """

    code = "oauth.invalid-registration-token"
    error = "invalid_token"

    def __init__(self, cause: str = "") -> None:
        super().__init__(
            "The token is not accepted here. Ask the staff of this authority for a new one.", cause
        )


class InvitationUnknown(ClientError):
    """No initial access token has this id."""

    code = "oauth.invitation-unknown"

    def __init__(self) -> None:
        super().__init__("There is no such invitation. See them with: joincard-authority client invitations.")


class InvitationMalformed(ClientError):
    """An invitation asks for uses, days, scopes or services that cannot be."""

    code = "oauth.invitation-malformed"


class KeysElsewhere(ClientError):
    """The keys of this client stand at its jwks_uri, so they are changed there."""

    code = "oauth.keys-elsewhere"

    def __init__(self) -> None:
        super().__init__(
            "The keys of this client stand at its jwks_uri. Its provider adds and removes them there."
        )
