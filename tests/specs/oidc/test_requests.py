"""What the suite does not ask: requests that are signed wrongly, point elsewhere, or name another holder."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core.tests.oauth.servers import answers, serving
from tests.specs.fapi2.holder import Browser
from tests.specs.fapi2.place import HOLDER
from tests.specs.oidc.client import CALLBACK, USERINFO, Client
from tests.specs.system import Reply, Running, another


@pytest.fixture
def client(later: Running) -> Client:
    return Client.new(later, HOLDER)


class TestARequestObject:
    @pytest.mark.parametrize(
        "claims",
        [
            {"iss": "somebody-else"},
            {"client_id": "somebody-else"},
            {"aud": "https://another.example.org"},
            {"sub": "the-client"},
            {"exp": 1},
            {"exp": "tomorrow"},
            {"nbf": 9_999_999_999},
            {"iat": 9_999_999_999},
            {"request_uri": "https://suite.example.org/request.jwt"},
        ],
        ids=lambda claims: "-".join(claims),
    )
    def test_that_is_not_for_this_is_refused(self, client: Client, claims: dict[str, Any]) -> None:
        wish = client.wish()
        signed = client.request_object(wish, **claims)
        assert client.refused({**wish, "request": signed}) == "invalid_request_object"

    def test_of_another_key_is_refused(self, client: Client) -> None:
        wish = client.wish()
        client.key = another(client.key)
        assert client.refused({**wish, "request": client.request_object(wish)}) == "invalid_request_object"

    def test_can_be_opened_again(self, client: Client) -> None:
        wish = client.wish()
        link = {**wish, "request": client.request_object(wish)}
        for _ in range(2):
            assert "sign-in" in client.begin(link).shown.buttons

    def test_counts_alone(self, client: Client) -> None:
        wish = client.wish()
        link = {**wish, "scope": "openid profile", "request": client.request_object(wish)}
        code = client.told(client.agreed(client.begin(link)), wish)["code"]
        assert client.redeem(code, wish).json["scope"] == "openid"

    def test_stands_in_one_place(self, client: Client) -> None:
        wish = client.wish()
        both = {**wish, "request": client.request_object(wish), "request_uri": f"{CALLBACK}/request.jwt"}
        assert client.refused(both) == "invalid_request"


class TestARequestUri:
    def test_that_is_not_registered_is_never_asked_for(self, client: Client) -> None:
        with serving(answers({})) as served:
            sent = {**client.wish(), "request_uri": f"{served.origin}/request.jwt"}
            assert client.refused(sent) == "invalid_request_uri"
            assert served.seen == []

    @pytest.mark.parametrize("uri", ["http://a.example/r", "https://a.example/r#!", "ftp://a.example/r", "x"])
    def test_is_registered_with_https(self, later: Running, uri: str) -> None:
        assert Client.registering(later, request_uris=[uri]).json["error"] == "invalid_client_metadata"

    def test_of_a_host_that_is_away_comes_back_as_an_error(self, later: Running) -> None:
        uri = "https://localhost:9/request.jwt"
        client = Client.new(later, HOLDER, request_uris=[uri])
        assert client.refused({**client.wish(), "request_uri": uri}) == "invalid_request_uri"


class TestAHint:
    def test_of_another_holder_lets_nobody_in_silently(self, client: Client) -> None:
        found = client.signed_in()
        other = Client.new(client.authority, HOLDER)
        other.browser = Browser(client.authority.web.application)
        wish = other.wish(prompt="none", id_token_hint=found.answer["id_token"])
        assert other.refused(wish) == "login_required"

    def test_counts_in_a_pushed_request(self, client: Client) -> None:
        found = client.signed_in()
        for hint, error in ((found.answer["id_token"], "login_required"), ("x.y.z", "invalid_request")):
            other = Client.new(client.authority, HOLDER, token_endpoint_auth_method="client_secret_post")
            wish = other.wish(prompt="none", id_token_hint=hint)
            secret = {"client_secret": other.registered["client_secret"]}
            pushed = Reply.of(client.authority.web.post("/oauth/par", data={**wish, **secret}))
            page = other.begin({"client_id": other.id, "request_uri": pushed.json["request_uri"]})
            assert other.told(page, wish)["error"] == error

    def test_may_have_expired(self, client: Client) -> None:
        found = client.signed_in()
        client.authority.clock.advance(timedelta(hours=1))
        page = client.begin(client.wish(id_token_hint=found.answer["id_token"]))
        assert page.shown.buttons or page.location

    def test_is_no_other_token_of_ours(self, client: Client) -> None:
        found = client.signed_in()
        assert client.refused(client.wish(id_token_hint=found.access)) == "invalid_request"


class TestTheClient:
    def test_of_a_short_default_max_age_asks_again(self, later: Running) -> None:
        client = Client.new(later, HOLDER, default_max_age=1)
        client.signed_in()
        later.clock.advance(timedelta(seconds=2))
        assert "sign-in" in client.begin(client.wish()).shown.buttons
        assert client.begin(client.wish(max_age="60")).location

    def test_gets_a_refresh_token_for_offline_access_alone(self, later: Running) -> None:
        client = Client.new(later, HOLDER, grant_types=["authorization_code", "refresh_token"])
        assert "refresh_token" not in client.signed_in().answer
        assert "refresh_token" in client.signed_in(client.wish(scope="openid offline_access")).answer

    def test_shows_its_token_in_one_way(self, client: Client) -> None:
        found = client.signed_in()
        header = {"Authorization": "Bearer wrong"}
        body = {"access_token": found.access}
        answer = Reply.of(client.authority.web.post(USERINFO, data=body, headers=header))
        assert answer.status_code == 401
