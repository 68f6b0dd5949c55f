"""The HTTP door: the API, its document, its pages, its problems."""

from joincard_core.web.application import application
from joincard_core.web.below import answer_below
from joincard_core.web.errors import HeadTooLarge, LineTooLong, RequestError, Unexpected
from joincard_core.web.logs import configure
from joincard_core.web.parts import NAME, Parts
from joincard_core.web.problems import KINDS, Kind, status_of

__all__ = [
    "KINDS",
    "NAME",
    "HeadTooLarge",
    "Kind",
    "LineTooLong",
    "Parts",
    "RequestError",
    "Unexpected",
    "answer_below",
    "application",
    "configure",
    "status_of",
]
