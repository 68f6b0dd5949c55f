"""The life of a verification: one table drives the code, the tests and the drawing in the docs."""

from enum import StrEnum

from joincard_core.verification.errors import IllegalMove


class Status(StrEnum):
    """Where a permitted use stands. A refused one is closed from the start: there is nothing to take back."""

    OPEN = "open"
    SETTLED = "settled"
    CANCELLED = "cancelled"
    CLOSED = "closed"


class Move(StrEnum):
    """What the provider may do with a use afterwards."""

    CANCEL = "cancel"
    SETTLE = "settle"
    CLOSE = "close"


MOVES = {
    (Status.OPEN, Move.CANCEL): Status.CANCELLED,
    (Status.OPEN, Move.SETTLE): Status.SETTLED,
    (Status.OPEN, Move.CLOSE): Status.CLOSED,
    (Status.SETTLED, Move.CLOSE): Status.CLOSED,
}
"""What is not in this table cannot happen."""


def after(status: Status, move: Move) -> Status:
    """Give the status that ``move`` leads to. Raises ``IllegalMove``."""
    try:
        return MOVES[status, move]
    except KeyError:
        allowed = sorted(m.value for s, m in MOVES if s is status)
        raise IllegalMove(status.value, move.value, allowed) from None
