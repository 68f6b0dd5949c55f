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


class PasskeyRefused(SignInError):
    """Unknown, not signed as it must be, or answered too late or twice: one sentence for all of it."""

    code = "sign-in.passkey-refused"

    def __init__(self) -> None:
        super().__init__("This passkey was not accepted. Try again, or sign in another way.")


class PasskeyError(SignInError):
    """A holder's passkeys stay as they are."""

    code = "passkey.error"


class PasskeyNotAdded(PasskeyError):
    """What the authenticator made is not what was asked for, came too late, or is kept already."""

    code = "passkey.not-added"

    def __init__(self) -> None:
        super().__init__("The passkey was not added. Try again, with an authenticator that is not used yet.")


class TooManyPasskeys(PasskeyError):
    """A holder has as many passkeys as they may: ``most``."""

    code = "passkey.too-many"

    def __init__(self, most: int) -> None:
        super().__init__(f"You have {most} passkeys, and may have no more. Remove one first.")
        self.most = most


class BadPasskeyName(PasskeyError):
    """The name is empty, longer than ``longest``, or cannot be shown."""

    code = "passkey.bad-name"

    def __init__(self, longest: int) -> None:
        super().__init__(f"The name of a passkey has 1 to {longest} characters that can be shown.")
        self.longest = longest


class SecondStepMissing(SignInError):
    """The password was right, but there is no second step, and one is a must here."""

    code = "sign-in.no-second-step"

    def __init__(self) -> None:
        super().__init__(
            "The password is right, but signing in here takes a second step, and you have none. Ask the "
            "issuer of your card to put your e-mail address on file; then a code is sent to it."
        )


class PasskeyNeeded(SignInError):
    """The password was right, but only a passkey signs in here."""

    code = "sign-in.passkey-needed"

    def __init__(self) -> None:
        super().__init__("The password is right, but only a passkey signs in here. Sign in with yours.")


class CodeRefused(SignInError):
    """Wrong, used before, or too old: one sentence for all three."""

    code = "sign-in.code-refused"

    def __init__(self) -> None:
        super().__init__("This code is not right, was used before, or is too old. Type the newest one.")


class StepGone(SignInError):
    """Between password and code too much time went by, or too many codes were wrong."""

    code = "sign-in.step-gone"

    def __init__(self) -> None:
        super().__init__("This step has ended: it took too long, or too many codes were wrong. Begin again.")


class TooManyLetters(SignInError):
    """A new code was asked for too soon, or too often: try again after ``retry_after`` seconds."""

    code = "sign-in.too-many-letters"

    def __init__(self, retry_after: int) -> None:
        self.retry_after = max(1, retry_after)
        super().__init__(f"A code was sent already. Another one can be sent in {self.retry_after} seconds.")


class CodesClosed(SignInError):
    """So many wrong codes came from new addresses that none is looked at there any more."""

    code = "sign-in.codes-closed"

    def __init__(self) -> None:
        super().__init__(
            "Too many wrong codes were typed for this card, so here no code is accepted any more. Sign in "
            "where you have signed in before, or with a passkey, or ask the card's issuer for a new password."
        )


class TooManySignIns(SignInError):
    """Too many attempts: try again after ``retry_after`` seconds."""

    code = "sign-in.too-many"

    def __init__(self, retry_after: int) -> None:
        hours = -(-retry_after // 3_600)
        wait = f"{hours} hours" if hours > 1 else f"{retry_after} seconds"
        super().__init__(f"There were too many attempts. Try again in {wait}.")
        self.retry_after = retry_after
