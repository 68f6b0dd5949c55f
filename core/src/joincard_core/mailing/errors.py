"""Why a letter was not sent. No sentence holds an address or a word of the letter."""

from joincard_core.errors import JoincardError


class MailingError(JoincardError):
    """A letter cannot be sent."""

    code = "mailing.error"


class MailNotSent(MailingError):
    """No mail server took the letter; ``cause`` is for the log."""

    code = "mailing.not-sent"

    def __init__(self, cause: str) -> None:
        super().__init__("The e-mail could not be sent. Try again in a few minutes.")
        self.cause = cause
        self.retry_after = 60  # s
