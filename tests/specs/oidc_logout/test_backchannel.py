"""OpenID Connect Back-Channel Logout 1.0, module by module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from core.tests.oauth.servers import Served, answers, serving
from tests.specs.fapi2.place import HOLDER
from tests.specs.oidc_logout.client import BYE, Client
from tests.specs.system import ISSUER, Running

EVENT = "http://schemas.openid.net/event/backchannel-logout"


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Served]:
    """Where the client takes logout tokens, over TLS."""
    with serving(answers(b"", Cache_Control="no-store"), tmp_path) as served:
        yield served


@pytest.fixture
def told(op: Running, client: Client, receiver: Served) -> Client:
    """A client that wants to be told; it comes after ``client``, an hour after the test before."""
    uri = f"{receiver.origin}/test/a/logout/backchannel_logout"
    members = {"backchannel_logout_uri": uri, "backchannel_logout_session_required": True}
    return Client.registered(op, HOLDER, **members)


def test_oidcc_backchannel_logout_discovery_endpoint_verification(client: Client) -> None:
    found = client.metadata
    assert found["backchannel_logout_supported"] is True
    assert found["backchannel_logout_session_supported"] is True
    assert found["end_session_endpoint"].startswith(f"{ISSUER}/")
    assert all(value.startswith("https://") for name, value in found.items() if name.endswith("_endpoint"))


def test_oidcc_backchannel_rp_initiated_logout(told: Client, receiver: Served) -> None:
    claims = told.sign_in()
    left = told.leave_and_confirm()
    assert left.location == f"{BYE}?state={'S' * 128}"
    told.delivery.deliver()
    (seen,) = receiver.seen
    form = parse_qs(seen["body"])
    assert (seen["type"], set(form)) == ("application/x-www-form-urlencoded", {"logout_token"})
    token = told.opened(form["logout_token"][0])
    assert (token.header["typ"], token.header["alg"]) == (
        "logout+jwt",
        told.opened(told.id_token).header["alg"],
    )
    assert set(token.claims) == {"iss", "aud", "sub", "sid", "iat", "exp", "jti", "events"}
    assert {name: token.claims[name] for name in ("iss", "aud", "sub", "sid")} == {
        name: claims[name] for name in ("iss", "aud", "sub", "sid")
    }
    assert token.claims["events"] == {EVENT: {}}
    assert 0 < token.claims["exp"] - token.claims["iat"] <= 120
    assert not told.is_signed_in()
