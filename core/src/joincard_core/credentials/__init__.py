"""What a holder shows: today the number of a card; each presentation leads to one card."""

from joincard_core.credentials.errors import MalformedPresentation, NumberTaken
from joincard_core.credentials.model import NUMBER_KIND, CardNumber, Holding, Presentation, Shown
from joincard_core.credentials.service import Credentials

__all__ = [
    "NUMBER_KIND",
    "CardNumber",
    "Credentials",
    "Holding",
    "MalformedPresentation",
    "NumberTaken",
    "Presentation",
    "Shown",
]
