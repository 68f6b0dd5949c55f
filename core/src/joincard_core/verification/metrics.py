"""What an operator watches of the story."""

from prometheus_client import Counter

DECISIONS = Counter("joincard_decisions", "Verifications that were decided.", ["outcome"])
REPEATED = Counter("joincard_repeated_requests", "Requests answered from a kept answer.")
LIMITED = Counter("joincard_probing_limited", "Requests refused because too much was asked before.", ["kind"])
EXHAUSTED = Counter(
    "joincard_unknown_cards_exhausted", "Times a provider had no room left for unknown cards.", ["provider"]
)
MOVED = Counter("joincard_moves", "Verifications cancelled, settled or closed.", ["move"])
