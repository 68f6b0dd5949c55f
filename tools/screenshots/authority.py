"""An authority for the pictures: founded and served as the conformance target is, on this machine alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx2

from demo.commands import run
from demo.founding import admit, give_password, settings_of, today, written_plugins
from demo.lines import import_file
from demo.persons import PERSONS
from demo.place import ROOT, Place, free_port
from demo.serving import Server
from tools.conformance.clients import PROVIDER
from tools.conformance.sign_in import invitation

FOLDER = ROOT / "build" / "screenshots"
PERSON = PERSONS[0]
STAFF = ("--by", "screenshots")
NAME, PROVIDER_NAME = "Test client", "Conformance suite"
CALLBACK = "https://suite.invalid/callback"
BYE = "https://suite.invalid/post_logout_redirect"
PROGRAMS = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Gallery(Place):
    """Where it lives: ``build/screenshots``, emptied of an earlier one."""

    def environment(self) -> dict[str, str]:
        """The demo's settings; a password is enough, as for the suite's browser."""
        return Place.environment(self) | {"JOINCARD_SIGN_IN_LEAST": "password"}


@dataclass(frozen=True, slots=True)
class Client:
    """A client that has registered itself, as the suite does for each module."""

    site: str
    id: str
    secret: str = field(repr=False)

    def id_token(self, code: str) -> str:
        """The ID token that a code gives."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
        told = ask(self.site, "/oauth/token", data=form, auth=(self.id, self.secret))
        return str(told["id_token"])


@dataclass(frozen=True, slots=True)
class Authority:
    """The authority that serves. ``invited`` is what clients register with."""

    site: str
    invited: str = field(repr=False)

    def client(self, **members: object) -> Client:
        """A new client, with what its module registers beside the usual."""
        usual = {
            "client_name": NAME,
            "redirect_uris": [CALLBACK],
            "post_logout_redirect_uris": [BYE],
            "grant_types": ["authorization_code"],
            "token_endpoint_auth_method": "client_secret_basic",
        }
        by = {"Authorization": f"Bearer {self.invited}"}
        told = ask(self.site, "/oauth/register", json=usual | members, headers=by)
        return Client(self.site, str(told["client_id"]), str(told["client_secret"]))


@contextmanager
def serving() -> Iterator[Authority]:
    """Found it, and serve it within the block. Raises ``NotServing``."""
    place = Gallery(FOLDER, free_port())
    place.clear()
    with settings_of(place):
        invited = found(place)
    server = Server(place, PROGRAMS)
    try:
        server.start()
        yield Authority(place.issuer, invited)
    finally:
        server.stop()


def found(place: Gallery) -> str:
    """Keys, database, catalogue, an invented holder, and a provider: the answer is its invitation."""
    run("joincard-authority", "init")
    for plugin in written_plugins():  # without a catalogue it is not ready to serve
        admit(place, plugin)
    place.persons.write_text(import_file(today(), [PERSON]), encoding="utf-8")
    run("joincard-authority", "person", "import", str(place.persons), *STAFF)
    give_password(PERSON)
    run("joincard-authority", "provider", "add", PROVIDER, "--name", PROVIDER_NAME)
    return invitation()


def ask(site: str, path: str, **sent: Any) -> dict[str, Any]:
    """What an endpoint answers to a POST. Raises ``HTTPStatusError`` for an error."""
    with httpx2.Client(trust_env=False) as http:
        answer = http.post(urljoin(site, path), **sent)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found
