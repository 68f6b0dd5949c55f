"""FAPI 2.0 Message Signing section 5.4.1: a client that is registered for signed answers gets no others."""

from dataclasses import replace
from itertools import count

import pytest
from joincard_core.oauth import (
    ClientMetadata,
    InvalidRequest,
    InvalidRequestUri,
    OAuthError,
    read_registration,
)
from joincard_core.oauth.registering import Bounds
from joincard_core.oauth.registration_errors import InvalidClientMetadata

from core.tests.oauth.party import CALLBACK, PORTAL, Party, Server, opened, told
from tests.specs.hostile.target import Target
from tests.specs.system import EC, public

NUMBERS = count(1)
MEMBERS = {"jwks": {"keys": [public(EC)]}, "redirect_uris": [CALLBACK]}
SIGNED = replace(PORTAL, response_modes=("jwt", "form_post.jwt"))


@pytest.fixture
def server(target: Target) -> Server:
    vault = target.app.extensions["joincard"].authorization.vault
    return Server.over(target.database, target.keys, vault, target.clock, target.settings)


@pytest.fixture
def party(server: Server) -> Party:
    """A client that is registered for signed answers."""
    return server.party(f"signed-{next(NUMBERS)}", SIGNED)


class TestAClientOfSignedAnswers:
    def test_gets_them(self, server: Server, party: Party) -> None:
        answer = told(party.sign_in(party.push(response_mode="jwt")))
        assert set(answer) == {"response"}
        assert opened(server, answer["response"], "ES256").claims["aud"] == party.id

    @pytest.mark.parametrize("mode", [None, "query", "form_post", "query.jwt"])
    def test_cannot_ask_for_others(self, party: Party, mode: str | None) -> None:
        with pytest.raises(InvalidRequest, match=r"jwt, form_post\.jwt"):
            party.push(response_mode=mode)

    def test_gets_errors_signed_too_whatever_the_address_says(self, server: Server, party: Party) -> None:
        sent = {
            "client_id": party.id,
            "redirect_uri": CALLBACK,
            "request_uri": "urn:x",
            "response_mode": "query",
        }
        with pytest.raises(InvalidRequestUri) as refused:
            server.endpoints.authorization.begin(sent, None)
        assert isinstance(refused.value, OAuthError)
        answer = told(refused.value.answer)
        assert set(answer) == {"response"}
        assert opened(server, answer["response"], "ES256").claims["error"] == "invalid_request_uri"


class TestTheRegistration:
    def test_names_the_modes(self) -> None:
        found = read_registration({**MEMBERS, "response_modes": ["jwt"]}, Bounds()).metadata
        assert found.response_modes == ("jwt",)
        assert ClientMetadata.from_json(found.to_json()) == found

    @pytest.mark.parametrize("modes", [["fragment"], ["jwt", "web_message"], "jwt"])
    def test_names_none_that_do_not_exist_here(self, modes: object) -> None:
        with pytest.raises(InvalidClientMetadata, match="response_modes"):
            read_registration({**MEMBERS, "response_modes": modes}, Bounds())
