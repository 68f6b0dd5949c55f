"""What the web room is joined with, and how a view reaches it."""

from dataclasses import dataclass
from typing import cast

from flask import current_app

from joincard_core.catalogue import Shelf
from joincard_core.clock import Clock
from joincard_core.keys import KeyRing
from joincard_core.oauth import Bearer, TokenEndpoint
from joincard_core.settings import Settings
from joincard_core.storage import Database
from joincard_core.verification import Authority

NAME = "joincard"


@dataclass(frozen=True, slots=True)
class Parts:
    """The rooms that the views call."""

    settings: Settings
    clock: Clock
    database: Database
    keys: KeyRing
    shelf: Shelf
    bearer: Bearer
    token: TokenEndpoint
    authority: Authority


def parts() -> Parts:
    """The parts of the application that answers this request."""
    return cast(Parts, current_app.extensions[NAME])
