"""What a request to a holder, through the browser, is refused for (OpenID Connect, RFC 9101, 9126)."""

from joincard_core.oauth.errors.tree import OAuthError


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


class AccessDenied(OAuthError):
    """The holder said no."""

    code = "oauth.access-denied"
    error = "access_denied"

    def __init__(self) -> None:
        super().__init__("The holder of the card did not agree.")


class InteractionUnknown(OAuthError):
    """The page belongs to a request that has ended, or to another browser. It is shown, never sent."""

    code = "oauth.interaction-unknown"
    error = "invalid_request"

    def __init__(self, cause: str = "", sentence: str = "") -> None:
        super().__init__(
            sentence or "This page is no longer valid. Go back to where you came from and begin again.", cause
        )


class AlreadyDecided(InteractionUnknown):
    """The holder has decided before, here or in another window. ``client_name`` and ``leads_to`` lead on."""

    code = "oauth.already-decided"

    def __init__(self, client_name: str, leads_to: str) -> None:
        super().__init__(
            sentence="You have decided already, and your answer was sent. Nothing was sent a second time."
        )
        self.client_name, self.leads_to = client_name, leads_to


class SignInOver(InteractionUnknown):
    """Who signed in on a page is not signed in any more: signed out elsewhere, or somebody else came."""

    code = "oauth.sign-in-over"

    def __init__(self) -> None:
        super().__init__(
            "The session of the page had ended, or was another holder's.",
            "You are no longer signed in on this page. Sign in again to decide.",
        )


class ChoiceRefused(OAuthError):
    """What a holder allows is more than was asked for, or less than can be. It is shown, never sent.

    ``field`` is what is wrong: ``more``, ``needed``, ``services`` or ``scopes``.
    """

    code = "oauth.choice-refused"
    error = "invalid_request"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class OfferGone(OAuthError):
    """Something of what was asked for has gone since the page was shown. It is shown, never sent."""

    code = "oauth.offer-gone"
    error = "invalid_request"

    def __init__(self, *, nothing_left: bool) -> None:
        super().__init__(
            "Nothing of what was asked for is offered any more, and nothing was agreed to. Go back."
            if nothing_left
            else "Something that was asked for is no longer offered. It is taken off the list: decide again."
        )
        self.nothing_left = nothing_left
        self.field = "all" if nothing_left else "some"


class InvalidLogout(OAuthError):
    """A client's request to sign a holder out is wrong. It is shown, never sent."""

    code = "oauth.invalid-logout"
    error = "invalid_request"
