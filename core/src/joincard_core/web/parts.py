"""What the web room is joined with, and how a view reaches it."""

from dataclasses import dataclass
from typing import cast

from flask import current_app

from joincard_core.catalogue import Shelf
from joincard_core.clock import Clock
from joincard_core.holding import Counter, Holding, Profiles, Terminal
from joincard_core.keys import KeyRing
from joincard_core.mailing import Post
from joincard_core.oauth import AuthorizationEndpoint, Bearer, Endpoints
from joincard_core.settings import Settings
from joincard_core.signing_in import OwnAuthenticator, Passkeys, SecondSteps, Sessions, SignIn
from joincard_core.storage import Database
from joincard_core.telling import Telling
from joincard_core.verification import Authority, WhoAsked

NAME = "joincard"


@dataclass(frozen=True, slots=True)
class Parts:
    """The rooms that the views call."""

    settings: Settings
    clock: Clock
    database: Database
    keys: KeyRing
    shelf: Shelf
    oauth: Endpoints
    authority: Authority
    sign_in: SignIn
    passkeys: Passkeys
    telling: Telling
    post: Post
    second_steps: SecondSteps
    own_authenticator: OwnAuthenticator
    sessions: Sessions
    holding: Holding
    profiles: Profiles
    counter: Counter
    terminal: Terminal
    who_asked: WhoAsked

    @property
    def bearer(self) -> Bearer:
        """The guard of the API."""
        return self.oauth.bearer

    @property
    def authorization(self) -> AuthorizationEndpoint:
        """What leads a holder from a client's request to a decision."""
        return self.oauth.authorization


def parts() -> Parts:
    """The parts of the application that answers this request."""
    return cast(Parts, current_app.extensions[NAME])
