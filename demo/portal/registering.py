"""The site registers itself at the authority (RFC 7591), with an invitation of the staff."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx2
from joincard_sdk.client.opening import http_settings

from demo.commands import run
from demo.counter import HOSPITAL
from demo.place import Place

SCOPES = ("openid", "profile")
BACK, LEFT, HOME = "/signed-in", "/left", "/"
NAME = f"Site of {HOSPITAL.name}"


@dataclass(frozen=True, slots=True)
class Registered:
    """What the authority knows the site by."""

    client_id: str
    client_secret: str = field(repr=False)


def invitation() -> str:
    """An invitation for one client that signs people in; the settings are those of the environment."""
    scopes = (word for scope in SCOPES for word in ("--scope", scope))
    printed = run("joincard-authority", "client", "invite", HOSPITAL.id, "--sign-in", *scopes)
    return printed.splitlines()[-1]


def registered(place: Place, token: str) -> Registered:
    """Register. Raises ``LookupError`` with what the authority says."""
    members = {
        "client_name": NAME,
        "redirect_uris": [place.portal + BACK],
        "scope": " ".join(SCOPES),
        "token_endpoint_auth_method": "client_secret_basic",
        "id_token_signed_response_alg": "ES256",
        "post_logout_redirect_uris": [place.portal + HOME],
        "backchannel_logout_uri": place.portal + LEFT,
        "backchannel_logout_session_required": True,
    }
    with httpx2.Client(timeout=5.0, **http_settings(place.issuer)) as http:
        headers = {"Authorization": f"Bearer {token}"}
        answer = http.post(f"{place.issuer}/oauth/register", json=members, headers=headers)
    found = answer.json()
    if answer.status_code != httpx2.codes.CREATED:
        raise LookupError(f"The site cannot register: {found.get('error_description')}")
    return Registered(str(found["client_id"]), str(found["client_secret"]))
