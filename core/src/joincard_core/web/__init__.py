"""The HTTP door: the API, its document, its pages, its problems."""

from joincard_core.web.application import application
from joincard_core.web.logs import configure
from joincard_core.web.parts import NAME, Parts
from joincard_core.web.problems import KINDS, Kind, status_of

__all__ = ["KINDS", "NAME", "Kind", "Parts", "application", "configure", "status_of"]
