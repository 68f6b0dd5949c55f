"""What the suite is told for OpenID Connect: clients that sign people in, with their secrets.

They are registered as a provider would register them, with an invitation of the staff; in a row with dynamic
clients the suite gets the invitation itself, and registers two for each module.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from joincard_core.bootstrap import join
from joincard_core.oauth import RegistrationRequest
from joincard_core.settings import Settings

from demo.commands import run
from tools.conformance.assurance import ASKED
from tools.conformance.clients import PROVIDER
from tools.conformance.configuration import DISCOVERY, Holders, pages
from tools.conformance.place import Target
from tools.conformance.plans import Row

MOST_USES = "100"
HERE = "127.0.0.1"
METHODS = {
    "client": "client_secret_basic",
    "client2": "client_secret_basic",
    "client_secret_post": "client_secret_post",
}
"""The clients of a row that registers them before, by the suite's names, and how they authenticate."""


@dataclass(frozen=True, slots=True)
class SignInClients:
    """The clients of a row, as the suite is told of them."""

    row: Row
    told: Mapping[str, Mapping[str, str]] = field(repr=False)


def sign_in_clients(row: Row, suite: str) -> SignInClients:
    """New clients of a row, or an invitation with which the suite registers them."""
    token = invitation()
    if row.dynamic:
        names = ("client", "client2")
        told = {name: {"client_name": f"{row.name} {name}", "initial_access_token": token} for name in names}
        return SignInClients(row, told)
    return SignInClients(row, {name: registered(row, name, suite, token) for name in METHODS})


def invitation() -> str:
    """An initial access token: the last line that the staff's command prints."""
    printed = run("joincard-authority", "client", "invite", PROVIDER, "--sign-in", "--uses", MOST_USES)
    return printed.splitlines()[-1]


def registered(row: Row, name: str, suite: str, token: str) -> dict[str, str]:
    """A client that the provider registers, with the secret that it is told."""
    members = {
        "client_name": f"{row.name} {name}",
        "redirect_uris": [f"{suite}/test/a/{row.name}/callback"],
        "grant_types": ["authorization_code", "refresh_token"],
        "token_endpoint_auth_method": METHODS[name],
    }
    sent = RegistrationRequest(HERE, f"Bearer {token}", "application/json", json.dumps(members).encode())
    parts = join(Settings.from_environment())
    try:
        answer = parts.oauth.registrations.register(sent)
    finally:
        parts.database.dispose()
    return {each: str(answer[each]) for each in ("client_id", "client_secret")}


def sign_in_configuration(clients: SignInClients, target: Target, holders: Holders) -> dict[str, object]:
    """The suite's configuration of one plan and variant."""
    return {
        "alias": clients.row.name,
        "description": f"Join in Card, {clients.row.name}",
        "server": {"discoveryUrl": f"{target.issuer}/.well-known/{DISCOVERY[True]}"},
        **clients.told,
        "options": {"browsercontrol_css_enable": False},
        **({"ekyc": ASKED} if clients.row.assures else {}),
        **pages(target, holders),
    }
