"""People and their identifiers: sealed, found by blind index, disclosed element by element."""

from joincard_core.people.errors import BadIdentifier, IdentifierTaken, ReferenceTaken
from joincard_core.people.identity import Identity
from joincard_core.people.service import People

__all__ = ["BadIdentifier", "IdentifierTaken", "Identity", "People", "ReferenceTaken"]
