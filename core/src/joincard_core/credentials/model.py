"""Presentations and what they lead to."""

import re
from dataclasses import dataclass, field
from datetime import date

from joincard_core.credentials.errors import MalformedPresentation

NUMBER_KIND = "number"
REGION = re.compile(r"[0-9]{6}", re.ASCII)
NUMBER = re.compile(r"[0-9A-Z]{6,24}", re.ASCII)


@dataclass(frozen=True, slots=True)
class CardNumber:
    """A card's serial number, unique only within the region that issued it.

    Spaces and small letters are accepted, as people type them; ``MalformedPresentation`` otherwise.
    Never printed: a number identifies a person.
    """

    region: str
    number: str = field(repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "number", self.number.replace(" ", "").upper())
        if REGION.fullmatch(self.region) is None:
            raise MalformedPresentation("The region of a card is a code of six digits, such as 330400.")
        if NUMBER.fullmatch(self.number) is None:
            raise MalformedPresentation("A card number has 6 to 24 digits and letters.")


Presentation = CardNumber
"""What may be shown to a provider. A bare number proves a card, not that its holder is present."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Whose card it is: identifiers of the card, the person and the facts, nothing that names anyone."""

    card: str
    person: str
    facts: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A card that was shown on a day, and by which kind of presentation."""

    card: str
    person: str
    facts: str
    region: str
    kind: str
    on: date
