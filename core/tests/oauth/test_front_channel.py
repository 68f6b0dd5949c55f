"""Tokens by way of the browser: for who registered for it, where the operator offers it, and bound to a nonce."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from joincard_core.keys import KeyRing, MasterKey, Vault
from joincard_core.oauth import (
    Answer,
    InvalidClientMetadata,
    InvalidRequest,
    InvalidToken,
    OAuthError,
    Presented,
    UnauthorizedClient,
    UnsupportedResponseType,
    openid_metadata,
    server_metadata,
    token_notes,
)
from joincard_core.oauth.id_token import left_half
from joincard_core.settings import Settings
from joincard_core.storage import Database

from core.tests.oauth.party import ANN, CALLBACK, ISSUER, Server, opened, told
from core.tests.oauth.test_sign_in_clients import Portal, register

BOTH = ["code", "id_token", "id_token token"]
FLOWS = ["authorization_code", "implicit"]


@pytest.fixture
def offering(database: Database, vault: Vault, master_key: MasterKey, server: Server) -> Server:
    """An authority whose operator switched the flow on."""
    with database.write() as tx:
        KeyRing.create(tx, master_key, "token", server.clock.now(), "RS256")
    server.keys.refresh()
    return Server.over(
        database, server.keys, vault, server.clock, replace(server.settings, implicit_sign_in=True)
    )


@pytest.fixture
def news(offering: Server) -> Portal:
    return Portal(offering, register(offering, response_types=BOTH, grant_types=FLOWS))


def fragment(answer: Answer) -> dict[str, str]:
    assert urlsplit(answer.uri).query == ""
    return dict(parse_qsl(urlsplit(answer.uri).fragment))


class TestAnAnswer:
    def test_is_an_id_token_alone(self, news: Portal) -> None:
        found = fragment(news.visit(response_type="id_token"))
        assert set(found) == {"id_token", "state", "iss"}
        claims = opened(news.server, found["id_token"], "RS256").claims
        assert (claims["aud"], claims["nonce"]) == (news.id, "n-1")
        assert "at_hash" not in claims

    @pytest.mark.parametrize("response_type", ["id_token token", "token id_token"])
    def test_is_both_tokens_tied_together(self, news: Portal, response_type: str) -> None:
        found = fragment(news.visit(response_type=response_type))
        assert (found["token_type"], found["expires_in"]) == ("Bearer", "60")
        claims = opened(news.server, found["id_token"], "RS256").claims
        assert claims["at_hash"] == left_half(found["access_token"])
        assert news.call(found["access_token"]).sub == claims["sub"]

    def test_is_a_form_where_the_client_wants_one(self, news: Portal) -> None:
        answer = news.visit(response_type="id_token", response_mode="form_post")
        assert (answer.method, answer.uri) == ("form_post", CALLBACK)
        assert "id_token" in answer.fields

    def test_has_a_line_for_the_holder(self, news: Portal) -> None:
        news.visit(response_type="id_token token")
        with news.server.database.read() as tx:
            (note,) = token_notes.of_person(tx, ANN.person_id, None, 9)
        assert (note.client_id, note.grant_type) == (news.id, "implicit")

    def test_never_lasts(self, news: Portal) -> None:
        sent = "openid profile offline_access"
        found = fragment(news.visit(response_type="id_token token", scope=sent, prompt="consent"))
        assert "offline_access" not in found["scope"]
        news.server.wait(61)
        with pytest.raises(InvalidToken):
            news.call(found["access_token"])

    def test_opens_nothing_but_userinfo(self, news: Portal) -> None:
        token = fragment(news.visit(response_type="id_token token"))["access_token"]
        with pytest.raises(OAuthError):
            news.server.endpoints.bearer.caller(Presented("GET", "/v1/events", f"Bearer {token}"), "verify")

    def test_is_a_code_still_where_a_code_is_asked_for(self, news: Portal) -> None:
        assert news.redeem(told(news.visit())["code"])["token_type"] == "Bearer"

    def test_says_in_the_fragment_that_the_holder_refused(self, news: Portal) -> None:
        pages = news.server.endpoints.authorization
        begun = pages.begin(news.link(response_type="id_token"), None)
        found = fragment(pages.deny(begun.interaction.handle, begun.browser))
        assert (found["error"], found["state"]) == ("access_denied", "s-1")


class TestARequest:
    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"nonce": None}, InvalidRequest),
            ({"response_mode": "query"}, InvalidRequest),
            ({"response_mode": "jwt"}, InvalidRequest),
            ({"response_type": None}, InvalidRequest),
            ({"response_type": "token"}, UnsupportedResponseType),
            ({"response_type": "code id_token"}, UnsupportedResponseType),
            ({"response_type": "id_token id_token"}, UnsupportedResponseType),
            ({"response_type": "code", "response_mode": "fragment"}, InvalidRequest),
        ],
    )
    def test_is_refused_in_words_at_the_client(
        self, news: Portal, changes: dict[str, str | None], error: type[OAuthError]
    ) -> None:
        with pytest.raises(error) as refused:
            news.visit(**{"response_type": "id_token", **changes})
        answer = refused.value.answer
        assert isinstance(answer, Answer)
        assert (answer.uri.startswith(CALLBACK), "token=" in answer.uri) == (True, False)

    @pytest.mark.parametrize(
        ("response_type", "error"),
        [(None, InvalidRequest), ("token", UnsupportedResponseType), ("code", UnauthorizedClient)],
    )
    def test_of_a_client_of_this_flow_alone_names_a_type_that_it_has(
        self, offering: Server, response_type: str | None, error: type[OAuthError]
    ) -> None:
        alone = register(offering, response_types=["id_token"], grant_types=["implicit"])
        with pytest.raises(error) as refused:
            Portal(offering, alone).visit(response_type=response_type)
        answer = refused.value.answer
        assert isinstance(answer, Answer)
        assert answer.uri.startswith(CALLBACK)

    def test_of_a_client_that_did_not_register_for_it_is_refused(self, offering: Server) -> None:
        with pytest.raises(UnauthorizedClient):
            Portal(offering, register(offering)).visit(response_type="id_token")

    def test_is_refused_once_the_operator_switched_it_off(self, news: Portal, server: Server) -> None:
        with pytest.raises(UnsupportedResponseType):
            Portal(server, news.registered).visit(response_type="id_token")


class TestRegistering:
    def test_is_refused_where_it_is_off_and_for_systems(self, server: Server, offering: Server) -> None:
        for where, signs_in in ((server, True), (offering, False)):
            with pytest.raises(InvalidClientMetadata):
                register(where, signs_in=signs_in, response_types=BOTH, grant_types=FLOWS)

    @pytest.mark.parametrize(
        ("types", "grants"), [(BOTH, ["authorization_code"]), (["code"], FLOWS), (["id_token"], FLOWS)]
    )
    def test_wants_flow_and_response_types_to_agree(
        self, offering: Server, types: list[str], grants: list[str]
    ) -> None:
        with pytest.raises(InvalidClientMetadata):
            register(offering, response_types=types, grant_types=grants)


def test_the_metadata_tell_of_it_only_where_it_is_on() -> None:
    assert openid_metadata(ISSUER, ["ES256"])["response_types_supported"] == ["code"]
    on = openid_metadata(ISSUER, ["ES256"], implicit=True)
    assert on["response_types_supported"] == BOTH
    assert "implicit" in str(on["grant_types_supported"])
    assert server_metadata(ISSUER, ["ES256"])["response_types_supported"] == ["code"]


def test_it_is_off_unless_somebody_switches_it_on() -> None:
    assert Settings(issuer=ISSUER).implicit_sign_in is False
