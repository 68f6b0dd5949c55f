"""Clients that sign people in and do nothing else (OpenID Connect): what they may do, and what not."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlencode

import pytest
from joincard_core.keys import KeyRing, MasterKey
from joincard_core.oauth import (
    Answer,
    FormRequest,
    InitialAccess,
    InvalidClient,
    InvalidClientMetadata,
    InvalidGrant,
    InvalidRequest,
    InvalidScope,
    InvalidToken,
    InvitationAsked,
    InvitationMalformed,
    OAuthError,
    Presented,
    RegistrationRequest,
    TooManyFailures,
    UnauthorizedClient,
    UnsupportedResponseType,
    client_secret,
    store,
)
from joincard_core.oauth.card_claims import OF_SCOPE
from joincard_core.oauth.tables import clients
from joserfc.jwk import ECKey

from core.tests.oauth.party import ANN, CALLBACK, EXCHANGE, ISSUER, PORTAL, opened, told

if TYPE_CHECKING:
    from core.tests.oauth.party import Party, Server

SIGN_IN = frozenset({"openid", "profile", "email", "phone", "address", "offline_access"})
KEYS = {"keys": [ECKey.generate_key("P-256").as_dict(private=False)]}
FORM = "application/x-www-form-urlencoded"


@dataclass
class Portal:
    """A website that lets people sign in with the card."""

    server: Server
    registered: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.registered["client_id"])

    @property
    def secret(self) -> str:
        return str(self.registered["client_secret"])

    def basic(self, client_id: str | None = None, secret: str | None = None) -> str:
        """The Authorization header."""
        pair = f"{quote_plus(client_id or self.id)}:{quote_plus(secret or self.secret)}"
        return "Basic " + base64.b64encode(pair.encode()).decode()

    def request(self, endpoint: str, form: dict[str, str], authorization: str = "") -> FormRequest:
        return FormRequest(endpoint, FORM, urlencode(form).encode(), "192.0.2.9", authorization=authorization)

    def visit(self, **changes: str | None) -> Answer:
        """A holder follows the link, signs in and agrees."""
        pages = self.server.endpoints.authorization
        begun = pages.begin(self.link(**changes), None)
        pages.sign_in(begun.interaction.handle, begun.browser, ANN)
        return pages.approve(begun.interaction.handle, begun.browser)

    def link(self, **changes: str | None) -> dict[str, str]:
        """The parameters of the address."""
        usual = {"client_id": self.id, "redirect_uri": CALLBACK, "response_type": "code", "state": "s-1"}
        sent = {**usual, "scope": "openid profile", "nonce": "n-1", **changes}
        return {name: value for name, value in sent.items() if value is not None}

    def redeem(self, code: str, authorization: str | None = None, **form: str) -> dict[str, Any]:
        """Redeem a code with the secret in the header."""
        sent = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, **form}
        header = self.basic() if authorization is None else authorization
        return self.server.endpoints.token.token(self.request("/oauth/token", sent, header)).to_json()

    def call(self, token: str, scope: str = "openid") -> Any:
        """Use a token at an address that needs a scope."""
        shown = Presented("GET", "/oauth/userinfo", f"Bearer {token}")
        return self.server.endpoints.bearer.caller(shown, scope)


def register(server: Server, *, signs_in: bool = True, **members: Any) -> dict[str, Any]:
    """Register with an invitation."""
    scopes = SIGN_IN if signs_in else frozenset({"verify", "openid"})
    access = InitialAccess(server.database, server.clock)
    token = access.invite(InvitationAsked("news", scopes, signs_in=signs_in)).token
    body = {"client_name": "News", "redirect_uris": [CALLBACK], "scope": " ".join(sorted(scopes)), **members}
    sent = {name: value for name, value in body.items() if value is not None}
    asked = RegistrationRequest("192.0.2.9", f"Bearer {token}", "application/json", json.dumps(sent).encode())
    return server.endpoints.registrations.register(asked)


@pytest.fixture
def news(server: Server, master_key: MasterKey) -> Portal:
    with server.database.write() as tx:
        KeyRing.create(tx, master_key, "token", server.clock.now(), "RS256")
    server.keys.refresh()
    return Portal(server, register(server))


class TestAnAuthorityWithoutTheKey:
    def test_says_so_and_uses_nothing_up(self, server: Server, master_key: MasterKey) -> None:
        early = Portal(server, register(server))
        code = told(early.visit())["code"]
        with pytest.raises(UnauthorizedClient):
            early.redeem(code)
        with server.database.write() as tx:
            KeyRing.create(tx, master_key, "token", server.clock.now(), "RS256")
        server.keys.refresh()
        assert early.redeem(code)["id_token"]


class TestRegistering:
    def test_gives_a_secret_once_and_keeps_none(self, news: Portal) -> None:
        assert len(news.secret) == 43
        assert news.registered["client_secret_expires_at"] == 0
        assert news.registered["token_endpoint_auth_method"] == "client_secret_basic"
        asked = RegistrationRequest("192.0.2.9", f"Bearer {news.registered['registration_access_token']}")
        assert "client_secret" not in news.server.endpoints.registrations.read(news.id, asked)

    @pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
    def test_a_system_gets_no_secret(self, server: Server, method: str) -> None:
        with pytest.raises(InvalidClientMetadata):
            register(server, signs_in=False, token_endpoint_auth_method=method)

    def test_a_system_gets_no_tokens_that_are_bound_to_nothing(self, server: Server) -> None:
        with pytest.raises(InvalidClientMetadata):
            register(server, signs_in=False, dpop_bound_access_tokens=False)

    @pytest.mark.parametrize(
        "members",
        [
            {"scope": "openid verify"},
            {"grant_types": ["client_credentials"], "redirect_uris": None, "scope": "openid"},
            {"grant_types": ["authorization_code", EXCHANGE]},
            {"dpop_bound_access_tokens": True},
            {"tls_client_certificate_bound_access_tokens": True},
            {"token_endpoint_auth_method": "none"},
            {"token_endpoint_auth_method": "client_secret_jwt"},
            {"id_token_signed_response_alg": "none"},
            {"id_token_signed_response_alg": "HS256"},
            {"subject_type": "public"},
            {"default_max_age": -1},
            {"default_max_age": True},
            {"post_logout_redirect_uris": ["http://news.example/"]},
            {"application_type": "native"},
        ],
    )
    def test_stays_with_signing_in(self, server: Server, members: dict[str, Any]) -> None:
        with pytest.raises(OAuthError):
            register(server, **members)

    def test_cannot_be_invited_to_more(self) -> None:
        with pytest.raises(InvitationMalformed):
            InvitationAsked("news", frozenset({"openid", "verify"}), signs_in=True)


class TestChangingOne:
    def test_keeps_it_to_signing_in(self, server: Server, news: Portal) -> None:
        server.clients.change(news.id, lambda found: replace(found, scopes=frozenset({"openid"})))
        asked = RegistrationRequest(
            "192.0.2.9",
            f"Bearer {news.registered['registration_access_token']}",
            "application/json",
            json.dumps({"client_id": news.id, "redirect_uris": [CALLBACK], "scope": "openid"}).encode(),
        )
        server.endpoints.registrations.replace(news.id, asked)
        assert server.clients.find(news.id).metadata.signs_in
        news.redeem(told(news.visit(scope="openid"))["code"])

    @pytest.mark.parametrize("signs_in", [True, False])
    def test_never_makes_one_kind_the_other(self, server: Server, news: Portal, signs_in: bool) -> None:
        registered = news.registered if signs_in else register(server, signs_in=False, jwks=KEYS)
        other = {"dpop_bound_access_tokens": signs_in}
        body = {"client_id": registered["client_id"], "redirect_uris": [CALLBACK], "scope": "openid"}
        asked = RegistrationRequest(
            "192.0.2.9",
            f"Bearer {registered['registration_access_token']}",
            "application/json",
            json.dumps({**body, "jwks": KEYS, **other}).encode(),
        )
        with pytest.raises(InvalidClientMetadata):
            server.endpoints.registrations.replace(str(registered["client_id"]), asked)


class TestSigningIn:
    def test_leads_to_an_id_token_and_userinfo(self, news: Portal) -> None:
        answer = news.redeem(told(news.visit())["code"])
        assert answer["token_type"] == "Bearer"
        found = opened(news.server, answer["id_token"], "RS256").claims
        assert (found["aud"], found["nonce"], found["sub"]) == (
            news.id,
            "n-1",
            news.call(answer["access_token"]).sub,
        )
        assert news.call(answer["access_token"]).told == set(OF_SCOPE["profile"])

    def test_passes_over_scopes_that_it_does_not_have(self, news: Portal) -> None:
        answer = news.redeem(told(news.visit(scope="openid verify everything"))["code"])
        assert answer["scope"] == "openid"

    def test_with_a_challenge_needs_the_verifier(self, news: Portal) -> None:
        with pytest.raises(InvalidGrant):
            news.redeem(told(news.visit(code_challenge="c" * 43, code_challenge_method="S256"))["code"])

    def test_without_a_challenge_takes_no_verifier(self, news: Portal) -> None:
        """RFC 9700 section 4.8.2."""
        with pytest.raises(InvalidGrant):
            news.redeem(told(news.visit())["code"], code_verifier="v" * 43)

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"response_type": "token"}, UnsupportedResponseType),
            ({"response_type": "id_token"}, UnsupportedResponseType),
            ({"response_type": None}, InvalidRequest),
            ({"scope": None}, InvalidScope),
            ({"scope": "profile"}, InvalidScope),
            ({"code_challenge": "c" * 43, "code_challenge_method": "plain"}, InvalidRequest),
            ({"request": "x"}, OAuthError),
            ({"request_uri": "https://news.example/request"}, OAuthError),
            ({"registration": "{}"}, OAuthError),
            ({"authorization_details": "[]"}, OAuthError),
        ],
    )
    def test_wrongly_is_told_to_the_client(
        self, news: Portal, changes: dict[str, str | None], error: type[OAuthError]
    ) -> None:
        with pytest.raises(error) as raised:
            news.visit(**changes)
        assert told(raised.value.answer)["state"] == "s-1"

    @pytest.mark.parametrize("uri", [None, CALLBACK + "/", CALLBACK + "?x=1", "https://thief.example/", ""])
    def test_to_another_address_is_told_to_nobody(self, news: Portal, uri: str | None) -> None:
        with pytest.raises(InvalidRequest) as raised:
            news.visit(redirect_uri=uri)
        assert raised.value.answer is None


class TestItsToken:
    def test_opens_nothing_but_userinfo(self, news: Portal) -> None:
        token = news.redeem(told(news.visit())["code"])["access_token"]
        with pytest.raises(InvalidToken):
            news.call(token, "verify")

    def test_is_no_dpop_token(self, news: Portal) -> None:
        token = news.redeem(told(news.visit())["code"])["access_token"]
        shown = Presented("GET", "/oauth/userinfo", f"DPoP {token}", "x")
        with pytest.raises(InvalidToken):
            news.server.endpoints.bearer.caller(shown, "openid")

    def test_cannot_be_exchanged(self, server: Server, news: Portal) -> None:
        lab = server.party("lab", type(PORTAL)(grant_types=(EXCHANGE,)), "lab", frozenset({"verify"}))
        server.clients.change(
            news.id, lambda found: replace(found, metadata=replace(found.metadata, subcontractors=("lab",)))
        )
        with pytest.raises(UnauthorizedClient):
            lab.exchange(news.redeem(told(news.visit())["code"])["access_token"])

    def test_of_a_system_is_never_taken_without_its_key(self, portal: Party) -> None:
        token = portal.redeem(portal.code())["access_token"]
        with pytest.raises(InvalidToken):
            portal.server.endpoints.bearer.caller(Presented("GET", "/x", f"Bearer {token}"), "openid")


class TestASecret:
    def test_may_come_in_the_form_where_it_is_registered_so(self, server: Server, news: Portal) -> None:
        post = Portal(server, register(server, token_endpoint_auth_method="client_secret_post"))
        form = {"client_id": post.id, "client_secret": post.secret}
        post.redeem(told(post.visit())["code"], "", **form)
        with pytest.raises(InvalidClient):
            post.redeem(told(post.visit())["code"])
        with pytest.raises(InvalidClient):
            news.redeem(told(news.visit())["code"], "", client_id=news.id, client_secret=news.secret)

    @pytest.mark.parametrize("secret", ["", "x", "é", "😀", "a:b", "%zz"])
    def test_that_is_wrong_is_refused_in_one_sentence(self, news: Portal, secret: str) -> None:
        sentences = set()
        for client_id in (news.id, "nobody", "portal"):
            with pytest.raises(InvalidClient) as raised:
                news.redeem("x", news.basic(client_id, secret or " "))
            assert raised.value.scheme == "Basic"
            sentences.add(raised.value.sentence)
        assert len(sentences) == 1

    @pytest.mark.parametrize(
        "header", ["Basic", "Basic !", "Basic eA==", "Basic " + "A" * 5000, "Bearer x", "x"]
    )
    def test_that_cannot_be_read_is_refused(self, news: Portal, header: str) -> None:
        with pytest.raises(InvalidClient):
            news.redeem("x", header)

    def test_comes_alone(self, news: Portal) -> None:
        with pytest.raises(InvalidClient):
            news.redeem("x", client_secret=news.secret)
        with pytest.raises(InvalidClient):
            news.redeem("x", client_assertion="x")

    def test_of_a_system_does_not_exist_whatever_the_database_holds(
        self, server: Server, portal: Party
    ) -> None:
        with server.database.write() as tx:
            store.set_secret(tx, portal.id, client_secret.digest("secret"))
        with pytest.raises(InvalidClient):
            Portal(server, {"client_id": portal.id, "client_secret": "secret"}).redeem("x")

    def test_cannot_be_guessed_without_end(self, news: Portal) -> None:
        for _ in range(10):
            with pytest.raises(InvalidClient):
                news.redeem("x", news.basic(secret="wrong"))
        with pytest.raises(TooManyFailures):
            news.redeem("x", news.basic(secret="wrong"))

    def test_is_nowhere_in_the_database(self, news: Portal) -> None:
        with news.server.database.read() as tx:
            assert news.secret not in str(tx.execute(clients.select()).all())
        assert ISSUER in str(news.registered["registration_client_uri"])
