"""Cards: their life as a table of moves, and the facts about their holders that rules read."""

from joincard_core.cards.anchors import anchored, anchored_card
from joincard_core.cards.errors import BadCardFact, CardError, IllegalMove, ReasonMissing
from joincard_core.cards.model import (
    MOVES,
    Because,
    CardChange,
    Move,
    NewCard,
    Status,
    leading_to,
    present_status,
)
from joincard_core.cards.plan import Known
from joincard_core.cards.service import Cards

__all__ = [
    "MOVES",
    "BadCardFact",
    "Because",
    "CardChange",
    "CardError",
    "Cards",
    "IllegalMove",
    "Known",
    "Move",
    "NewCard",
    "ReasonMissing",
    "Status",
    "anchored",
    "anchored_card",
    "leading_to",
    "present_status",
]
