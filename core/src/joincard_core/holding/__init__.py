"""What is a holder's own: the card in words, what they agreed to, and taking it back."""

from joincard_core.holding.counter import Counter, Question
from joincard_core.holding.model import Agreed, Holder
from joincard_core.holding.profile import Profiles
from joincard_core.holding.service import Holding
from joincard_core.holding.terminal import Terminal

__all__ = ["Agreed", "Counter", "Holder", "Holding", "Profiles", "Question", "Terminal"]
