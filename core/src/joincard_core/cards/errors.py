"""What can go wrong with a card. No sentence names a card or a person."""

from joincard_core.cards.model import Move, Status
from joincard_core.errors import JoincardError


class CardError(JoincardError):
    """Anything about a card that cannot be."""

    code = "card.error"


class IllegalMove(CardError):
    """A card was asked for a move that its status does not allow."""

    code = "card.illegal-move"

    def __init__(self, status: Status, move: Move | Status) -> None:
        wanted = f"become {move.value}" if isinstance(move, Status) else move.value.replace("_", " ")
        super().__init__(f"A card that is {status.value} cannot {wanted}.")


class ReasonMissing(CardError):
    """A card is never changed without a name and a reason that the holder can read."""

    code = "card.reason-missing"

    def __init__(self) -> None:
        super().__init__("Say who changes the card, in at most 100 characters, and why, in 3 to 500.")


class BadCardFact(CardError):
    """A fact, or the date behind one, cannot be recorded. ``field`` names it."""

    code = "card.bad-fact"

    def __init__(self, field: str, remedy: str) -> None:
        super().__init__(f"{field}: {remedy}")
        self.field = field
        self.remedy = remedy
