"""What all refusals of OAuth have in common, in the words of RFC 6749.

``error`` is the code that the RFCs give; ``code`` is ours, as for every error of the authority.
"""

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
