"""Addresses of a client on this machine are for the demo alone."""

from __future__ import annotations

from typing import Any

import pytest
from joincard_core.oauth import Bounds, InvalidClientMetadata, read_registration

MEMBERS: dict[str, Any] = {
    "client_name": "Site",
    "redirect_uris": ["https://site.example/cb"],
    "scope": "openid",
    "token_endpoint_auth_method": "client_secret_basic",
}
BOUNDS = Bounds(signs_in=True)


@pytest.mark.parametrize(
    "members",
    [
        {"post_logout_redirect_uris": ["http://localhost:8001/"]},
        {"backchannel_logout_uri": "http://localhost:8001/left"},
    ],
)
def test_are_taken_in_the_demo_alone(members: dict[str, Any]) -> None:
    found = read_registration({**MEMBERS, **members}, BOUNDS, local=True).metadata
    assert "localhost:8001" in f"{found.post_logout_redirect_uris} {found.backchannel_logout_uri}"
    with pytest.raises(InvalidClientMetadata):
        read_registration({**MEMBERS, **members}, BOUNDS)


@pytest.mark.parametrize(
    "uri", ["http://evil.example/", "http://localhost.evil.example/", "ftp://localhost:1/"]
)
def test_lead_to_no_other_machine(uri: str) -> None:
    with pytest.raises(InvalidClientMetadata):
        read_registration({**MEMBERS, "post_logout_redirect_uris": [uri]}, BOUNDS, local=True)
