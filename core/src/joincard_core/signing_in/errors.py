"""Why a holder is not signed in. No sentence repeats what was typed, or says whether a card exists."""

from joincard_core.errors import JoincardError


class SignInError(JoincardError):
    """A holder cannot be signed in."""

    code = "sign-in.error"


class SignInMalformed(SignInError):
    """What was typed cannot be right. ``field`` is ``region``, ``number`` or ``password``."""

    code = "sign-in.malformed"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class SignInRefused(SignInError):
    """No such card, no password yet, or a wrong one: one sentence, so that nobody learns which."""

    code = "sign-in.refused"

    def __init__(self) -> None:
        super().__init__("The card or the password is not right. Check city, number and password.")


class CardAtItsEnd(SignInError):
    """The password was right, but the card is lost, expired or cancelled. ``status`` says which."""

    code = "sign-in.card-at-its-end"

    def __init__(self, status: str) -> None:
        super().__init__(f"This card is {status}, so nobody can sign in with it. Use another card of yours.")
        self.status = status


class TooManySignIns(SignInError):
    """Too many attempts: try again after ``retry_after`` seconds."""

    code = "sign-in.too-many"

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"There were too many attempts. Try again in {retry_after} seconds.")
        self.retry_after = retry_after
