"""What a client may ask of the holder's browser when somebody signs out (RP-Initiated Logout)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from joincard_core.oauth import InvalidLogout, LogoutAsked

from core.tests.oauth.party import ANN, PORTAL

if TYPE_CHECKING:
    from core.tests.oauth.party import Party, Server

BYE = "https://portal.example.org/bye?from=card"
REGISTERED = replace(PORTAL, post_logout_redirect_uris=(BYE, "https://portal.example.org/other"))
OPENID = frozenset({"openid"})


@pytest.fixture
def leaving(server: Server) -> Party:
    """A client that people come back to."""
    return server.party("leaving", REGISTERED, scopes=OPENID)


@pytest.fixture
def hint(leaving: Party) -> str:
    """An ID token of this client."""
    return str(leaving.redeem(leaving.code(ANN, scope="openid"))["id_token"])


def asked(server: Server, **sent: str) -> LogoutAsked:
    return server.endpoints.logout.asked(sent)


class TestARequest:
    def test_that_says_nothing_is_one(self, server: Server) -> None:
        found = asked(server)
        assert (found.client, found.back, found.parameters()) == (None, None, {})

    def test_with_a_state_alone_leads_nowhere(self, server: Server) -> None:
        assert asked(server, state="s", logout_hint="ann").back is None

    def test_goes_back_with_its_state(self, server: Server, hint: str) -> None:
        found = asked(server, id_token_hint=hint, post_logout_redirect_uri=BYE, state="a b&c")
        assert found.back == f"{BYE}&state=a+b%26c"
        assert found.client is not None
        assert found.client.id == "leaving"

    def test_goes_back_without_a_state_where_none_was_sent(self, server: Server, hint: str) -> None:
        assert asked(server, id_token_hint=hint, post_logout_redirect_uri=BYE).back == BYE

    def test_may_name_the_client_in_place_of_an_id_token(self, server: Server, leaving: Party) -> None:
        assert asked(server, client_id=leaving.id, post_logout_redirect_uri=BYE).back == BYE

    def test_may_come_with_an_id_token_that_has_expired(self, server: Server, hint: str) -> None:
        server.wait(86_400)
        assert asked(server, id_token_hint=hint, post_logout_redirect_uri=BYE).back == BYE

    def test_is_the_same_when_it_is_sent_once_more(self, server: Server, hint: str) -> None:
        first = asked(server, id_token_hint=hint, post_logout_redirect_uri=BYE, state="s", ui_locales="zh en")
        assert "id_token_hint" not in first.parameters()
        assert asked(server, **first.parameters()) == first


class TestABadRequest:
    @pytest.mark.parametrize(
        "uri",
        [
            f"{BYE}&foo=bar",
            BYE.removesuffix("?from=card"),
            BYE.replace("portal", "portal.evil"),
            BYE.upper(),
            f"{BYE}#x",
            "",
            "javascript:alert(1)",
            "https://portal.example.org/callback",
        ],
    )
    def test_names_an_address_that_is_not_registered(self, server: Server, hint: str, uri: str) -> None:
        with pytest.raises(InvalidLogout, match="not one that the client has registered") as caught:
            asked(server, id_token_hint=hint, post_logout_redirect_uri=uri)
        assert (caught.value.client_id, caught.value.answer) == ("leaving", None)

    def test_names_an_address_and_no_client(self, server: Server, leaving: Party) -> None:
        with pytest.raises(InvalidLogout, match="needs an id_token_hint or a client_id"):
            asked(server, post_logout_redirect_uri=BYE)

    def test_names_an_address_of_another_client(self, server: Server, leaving: Party, portal: Party) -> None:
        with pytest.raises(InvalidLogout):
            asked(server, client_id=portal.id, post_logout_redirect_uri=BYE)

    def test_names_another_client_than_the_id_token(self, server: Server, hint: str, portal: Party) -> None:
        with pytest.raises(InvalidLogout, match="another client"):
            asked(server, client_id=portal.id, id_token_hint=hint)

    @pytest.mark.parametrize("client_id", ["", "nobody", "no\x00body", "a" * 10_000, "é"])
    def test_names_a_client_that_there_is_not(self, server: Server, client_id: str) -> None:
        with pytest.raises(InvalidLogout):
            asked(server, client_id=client_id)

    def test_names_a_client_that_was_removed(self, server: Server, leaving: Party, hint: str) -> None:
        server.clients.remove(leaving.id)
        with pytest.raises(InvalidLogout):
            asked(server, id_token_hint=hint)

    @pytest.mark.parametrize("part", [0, 1, 2])
    def test_comes_with_an_id_token_that_was_changed(self, server: Server, hint: str, part: int) -> None:
        parts = hint.split(".")
        parts[part] = ("A" if parts[part][0] != "A" else "B") + parts[part][1:]
        with pytest.raises(InvalidLogout, match="not an ID token of this authority"):
            asked(server, id_token_hint=".".join(parts))

    def test_comes_with_an_id_token_that_the_client_signed(self, server: Server, leaving: Party) -> None:
        claims = {"iss": server.settings.issuer, "sub": "x", "aud": leaving.id, "auth_time": 1}
        with pytest.raises(InvalidLogout):
            asked(server, id_token_hint=leaving.sign(claims, typ="JWT"))

    def test_comes_with_an_access_token(self, server: Server, leaving: Party) -> None:
        token = leaving.redeem(leaving.code(scope="openid"))["access_token"]
        with pytest.raises(InvalidLogout):
            asked(server, id_token_hint=token)

    def test_comes_with_a_signed_authorization_response(self, server: Server, leaving: Party) -> None:
        claims = {"iss": server.settings.issuer, "aud": leaving.id, "code": "x"}
        with pytest.raises(InvalidLogout):
            asked(server, id_token_hint=server.keys.sign("token", "JWT", claims))

    @trying(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
    @given(
        st.dictionaries(
            st.sampled_from(
                ["id_token_hint", "client_id", "post_logout_redirect_uri", "state", "ui_locales", "x"]
            ),
            st.one_of(st.text(), st.sampled_from([BYE, "leaving", "portal", "a.b.c"])),
        )
    )
    def test_of_any_kind_leads_to_a_registered_address_or_nowhere(
        self, server: Server, leaving: Party, sent: dict[str, str]
    ) -> None:
        try:
            found = server.endpoints.logout.asked(sent)
        except InvalidLogout:
            return
        assert found.back is None or found.back.startswith(BYE)
