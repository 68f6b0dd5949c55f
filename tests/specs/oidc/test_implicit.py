"""The implicit flow (OpenID Connect Core section 3.2), as the suite's plan for it asks; no row of ours has it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.specs.fapi2.holder import Page
from tests.specs.fapi2.place import HOLDER
from tests.specs.fapi2.reading import left_half
from tests.specs.oidc.client import CALLBACK, Client, SignedIn
from tests.specs.system import ISSUER, Running

OF_THE_FLOW: dict[str, object] = {
    "response_types": ["id_token", "id_token token"],
    "grant_types": ["implicit"],
}
PERSONAL = {"name", "given_name", "family_name", "birthdate", "email", "phone_number", "address"}
TYPES = pytest.mark.parametrize("response_type", ["id_token", "id_token token"])


@pytest.fixture
def client(later: Running) -> Client:
    return Client.new(later, HOLDER, None, **OF_THE_FLOW)


def fragment(page: Page) -> dict[str, str]:
    """What came back, in the part of the address that no server sees."""
    there = urlsplit(page.location)
    assert there._replace(fragment="").geturl() == CALLBACK
    found = dict(parse_qsl(there.fragment, strict_parsing=True))
    assert found.pop("iss") == ISSUER
    return found


def signed_in(client: Client, **changes: str) -> tuple[dict[str, str], dict[str, Any]]:
    """The answer of a sign-in, and the claims of its ID token."""
    wish = client.wish(**changes)
    found = fragment(client.agreed(client.begin(wish)))
    claims = dict(client.opened(found["id_token"]).claims)
    assert (found["state"], claims["nonce"], claims["aud"]) == (wish["state"], wish["nonce"], client.id)
    return found, claims


class TestAnAnswer:
    def test_is_an_id_token_alone(self, client: Client) -> None:
        found, claims = signed_in(client, response_type="id_token")
        assert set(found) == {"id_token", "state"}
        assert "at_hash" not in claims

    def test_ties_both_tokens_together_and_opens_userinfo(self, client: Client) -> None:
        found, claims = signed_in(client, response_type="id_token token")
        assert {"id_token", "access_token", "token_type", "expires_in"} <= set(found)
        assert "refresh_token" not in found
        assert claims["at_hash"] == left_half(found["access_token"])
        assert client.userinfo(SignedIn(dict(found), claims)).json["sub"] == claims["sub"]

    @TYPES
    def test_has_what_a_holder_is_in_userinfo_alone(self, client: Client, response_type: str) -> None:
        everything = "openid profile email phone address"
        found, claims = signed_in(client, response_type=response_type, scope=everything)
        assert not PERSONAL & set(claims)
        if "access_token" in found:
            assert "name" in client.userinfo(SignedIn(dict(found), claims)).json


class TestARequest:
    @TYPES
    def test_has_a_nonce(self, client: Client, response_type: str) -> None:
        found = fragment(client.begin(client.wish(response_type=response_type, nonce=None)))
        assert found["error"] == "invalid_request"

    @pytest.mark.parametrize(
        ("response_type", "error"),
        [
            (None, "invalid_request"),
            ("token", "unsupported_response_type"),
            ("code", "unauthorized_client"),
        ],
    )
    def test_names_a_type_that_the_client_has(
        self, client: Client, response_type: str | None, error: str
    ) -> None:
        assert client.refused(client.wish(response_type=response_type)) == error
