"""Questions that cannot be answered: each is told apart from a refusal, and leaves no receipt."""

from collections.abc import Iterable

from joincard_core.errors import JoincardError


class VerificationError(JoincardError):
    """A verification was not asked as it must be."""

    code = "verification.error"


class NotAccredited(VerificationError):
    """The provider may not ask about this service in this city, at this time."""

    code = "provider.not-accredited"

    def __init__(self, service: str, city: str) -> None:
        super().__init__(f"This provider is not accredited for {service} in {city}.")


class NotTheHolders(VerificationError):
    """A token that a holder gave is for this holder's cards; another one was shown, or none that exists."""

    code = "verification.not-the-holders"

    def __init__(self) -> None:
        super().__init__("This token is for the cards of the holder who signed in, and of nobody else.")


class FactRefused(VerificationError):
    """A fact of the request cannot be taken. ``fact`` is its name."""

    code = "fact.refused"

    def __init__(self, fact: str, sentence: str) -> None:
        super().__init__(sentence)
        self.fact = fact


class FactUnknown(FactRefused):
    """No fact has this name."""

    code = "fact.unknown"


class FactMistyped(FactRefused):
    """The value is not one that the fact can have."""

    code = "fact.mistyped"


class FactNotYours(FactRefused):
    """The authority holds this fact, or reads it from the request itself: nobody may send it."""

    code = "fact.not-yours"

    def __init__(self, fact: str) -> None:
        super().__init__(fact, f"{fact} is set by the authority and cannot be sent.")


class FactNotRead(FactRefused):
    """The service does not read this fact. What it does not need it must not be given."""

    code = "fact.not-read"

    def __init__(self, fact: str, service: str, read: Iterable[str]) -> None:
        names = ", ".join(sorted(read)) or "none"
        super().__init__(fact, f"{service} does not read {fact}. Facts that may be sent: {names}.")


class UseLedgerOnly(VerificationError):
    """What was paid and counted before comes from the ledger alone."""

    code = "use.ledger-only"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"use.{name} is kept by the authority and cannot be sent. Allowed: basis, stay, units."
        )


class UseMistyped(VerificationError):
    """A value of ``use`` has the wrong name or form."""

    code = "use.mistyped"


class NoTariffForBasis(VerificationError):
    """No tier of the price list covers the basis that was sent."""

    code = "fee.no-tariff"


class BasisMissing(VerificationError):
    """The price is reckoned from a basis, which was not sent."""

    code = "fee.basis-missing"


class CardUnknown(VerificationError):
    """No card of this issuing region has this number.

    A number that does not exist and a number of another region give the same sentence.
    """

    code = "card.unknown"

    def __init__(self) -> None:
        super().__init__("No card with this number is known in this issuing region.")


class ProbingLimit(VerificationError):
    """Too many refusals, unknown numbers or questions about a hidden value: wait ``retry_after`` seconds."""

    code = "verification.probing-limit"

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too many checks like this one. Ask again in {retry_after} seconds.")
        self.retry_after = retry_after


class VerificationUnknown(VerificationError):
    """This provider made no verification with this id."""

    code = "verification.unknown"

    def __init__(self) -> None:
        super().__init__("This provider has made no verification with this id.")


class IllegalMove(VerificationError):
    """A verification was asked for a move that its status does not allow."""

    code = "verification.illegal-move"

    def __init__(self, status: str, move: str, allowed: Iterable[str]) -> None:
        moves = ", ".join(allowed) or "nothing"
        super().__init__(f"A verification that is {status} cannot {move}. Allowed: {moves}.")


class BadSettlement(VerificationError):
    """A use is settled at a price from 0.00 to the price that was quoted."""

    code = "settle.bad-price"


class IdempotencyKeyMalformed(VerificationError):
    """An Idempotency-Key has from 1 to 255 visible ASCII characters."""

    code = "idempotency.malformed"

    def __init__(self) -> None:
        super().__init__("An Idempotency-Key has from 1 to 255 visible ASCII characters.")


class IdempotencyMismatch(VerificationError):
    """The key was used before, with another request."""

    code = "idempotency.mismatch"

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key came with another request before. Use a new key for a new request."
        )
