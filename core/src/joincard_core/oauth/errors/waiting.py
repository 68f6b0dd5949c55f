"""What a client is told that waits for a holder elsewhere (OpenID CIBA, RFC 8628)."""

from joincard_core.oauth.errors.tree import OAuthError


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


class UserCodeUnknown(OAuthError):
    """Nothing waits behind the code that a holder typed. It is shown, never sent."""

    code = "oauth.user-code-unknown"
    error = "invalid_request"

    def __init__(self) -> None:
        super().__init__("No request waits behind this code: it is mistyped, was answered, or has expired.")


class TooManyUserCodes(OAuthError):
    """A holder, or an address, typed too many wrong codes: again after ``retry_after`` seconds."""

    code = "oauth.too-many-user-codes"
    error = "temporarily_unavailable"

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too many wrong codes. Try again in {retry_after} seconds.")
        self.retry_after = retry_after
