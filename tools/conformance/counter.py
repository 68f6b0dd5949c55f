"""What the suite is told for FAPI-CIBA: with one invitation it registers two clients for each module."""

from __future__ import annotations

from joincard_core.oauth import ACRS

from demo.commands import run
from tools.conformance.clients import PROVIDER
from tools.conformance.configuration import DISCOVERY, Holder
from tools.conformance.place import Target
from tools.conformance.plans import Row

MOST_USES = "100"
SCOPE = "openid verify"


def invitation() -> str:
    """An initial access token: the last line that the staff's command prints."""
    scopes = [word for scope in SCOPE.split() for word in ("--scope", scope)]
    printed = run("joincard-authority", "client", "invite", PROVIDER, *scopes, "--uses", MOST_USES)
    return printed.splitlines()[-1]


def counter_configuration(
    row: Row, token: str, target: Target, holder: Holder, phone: str
) -> dict[str, object]:
    """The suite's configuration of one variant. ``phone`` is the address that answers for the holder."""

    def client(name: str) -> dict[str, str]:
        return {
            "client_name": f"{row.name} {name}",
            "initial_access_token": token,
            "scope": SCOPE,
            "hint_type": "login_hint",
            "hint_value": f"{holder.region} {holder.number}",
            "acr_value": ACRS[0],
        }

    return {
        "alias": row.name,
        "description": f"Join in Card, {row.name}",
        "server": {"discoveryUrl": f"{target.issuer}/.well-known/{DISCOVERY[True]}"},
        "client": client("client"),
        "client2": client("client2"),
        "resource": {"resourceUrl": target.resource},
        "automated_ciba_approval_url": phone,
    }
