"""Registration and the list of refused requests, over HTTP."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joincard_core.oauth import ClientEvents, ClientMetadata, Clients, InitialAccess, InvitationAsked
from joserfc import jwt
from joserfc.jwk import ECKey
from structlog.testing import capture_logs

from core.tests.web.authorizing import AUTHORIZE, CLIENT, Desk

if TYPE_CHECKING:
    from core.tests.web.conftest import Reply, Site, System

KEY = ECKey.generate_key("P-256").as_dict(private=False)
registered_names = [field.name for field in fields(ClientMetadata)]
PLAIN: dict[str, Any] = {"client_name": "HIS", "jwks": {"keys": [KEY]}}


@pytest.fixture
def token(site: Site) -> str:
    return InitialAccess(site.database, site.clock).invite(InvitationAsked("jiaxing-first", uses=2)).token


def send(site: Site, method: str, path: str, token: str, body: object = None) -> Reply:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
    return site.open(method, path, data=data, headers=headers, content_type="application/json")


class TestRegistration:
    def test_answers_with_the_client(self, site: Site, token: str) -> None:
        answer = send(site, "POST", "/oauth/register", token, PLAIN)
        assert answer.status == 201
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.json["client_name"] == "HIS"

    def test_is_managed_at_an_address_of_its_own(self, site: Site, token: str) -> None:
        told = send(site, "POST", "/oauth/register", token, PLAIN).json
        path = told["registration_client_uri"].removeprefix("https://card.example.cn")
        own = told["registration_access_token"]
        assert send(site, "GET", path, own).json == told
        change = {**PLAIN, "client_id": told["client_id"], "software_version": "2"}
        assert send(site, "PUT", path, own, change).json["software_version"] == "2"
        assert send(site, "DELETE", path, own).status == 204
        assert send(site, "GET", path, own).status == 401

    def test_without_a_token_names_the_scheme(self, site: Site) -> None:
        answer = send(site, "POST", "/oauth/register", "", PLAIN)
        assert answer.status == 401
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="https://card.example.cn"'
        assert answer.json["error"] == "invalid_token"

    @pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
    @pytest.mark.parametrize("client", ["his-1", "nobody", "%00", "%ff", "x" * 900])
    def test_says_of_every_foreign_client_the_same(self, site: Site, method: str, client: str) -> None:
        answer = send(site, method, f"/oauth/register/{client}", "guess", b"{")
        assert answer.status == 401
        assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]
        assert set(answer.json) == {"error", "error_description"}

    @pytest.mark.parametrize(
        ("body", "error"),
        [
            (b"", "invalid_client_metadata"),
            (b"[]", "invalid_client_metadata"),
            (b"\xff\xfe", "invalid_client_metadata"),
            (b"[" * 60_000, "invalid_client_metadata"),
            (b" " * 70_000, "invalid_client_metadata"),
            ({}, "invalid_client_metadata"),
            ({**PLAIN, "redirect_uris": ["http://a.example/"]}, "invalid_redirect_uri"),
        ],
    )
    def test_refuses_in_the_words_of_the_rfc(self, site: Site, token: str, body: object, error: str) -> None:
        answer = send(site, "POST", "/oauth/register", token, body)
        assert (answer.status, answer.json["error"]) == (400, error)
        assert set(answer.json) == {"error", "error_description"}

    def test_slows_down_who_guesses(self, site: Site) -> None:
        for _ in range(10):
            assert send(site, "POST", "/oauth/register", secrets.token_hex(8), PLAIN).status == 401
        answer = send(site, "POST", "/oauth/register", "guess", PLAIN)
        assert answer.status == 429
        assert int(answer.headers["Retry-After"]) > 0

    @pytest.mark.parametrize("path", ["/oauth/register", "/oauth/register/his-1"])
    def test_takes_its_methods_alone(self, site: Site, path: str) -> None:
        assert send(site, "PATCH", path, "x").status == 405


def ask_badly(system: System, client: str = "his-1") -> None:
    """Ask for a token with an assertion for another server."""
    claims = {"iss": client, "sub": client, "aud": "https://other.example", "exp": system.now + 60}
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": system.jws("JWT", {**claims, "jti": secrets.token_hex(8)}),
    }
    answer = system.site.open("POST", "/oauth/token", data=form)
    assert answer.status == 400


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(), below, max_size=3),
    max_leaves=5,
)
bodies = st.binary(max_size=200) | st.dictionaries(
    st.sampled_from(
        [*registered_names, "jwks", "scope", "client_name", "client_id", "registration_access_token"]
    ),
    json_values
    | st.sampled_from([PLAIN["jwks"], ["https://a.example/"], "tls_client_auth", ["authorization_code"]]),
    max_size=6,
)


class TestWhateverIsSent:
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(body=bodies, method=st.sampled_from(["POST", "PUT"]))
    def test_is_answered_in_the_words_of_the_rfc(self, site: Site, body: object, method: str) -> None:
        access = InitialAccess(site.database, site.clock)
        token = access.invite(InvitationAsked("jiaxing-first", uses=2)).token
        path = "/oauth/register"
        if method == "PUT":
            told = send(site, "POST", path, token, PLAIN).json
            path, token = f"{path}/{told['client_id']}", told["registration_access_token"]
            body = {**body, "client_id": told["client_id"]} if isinstance(body, dict) else body
        answer = send(site, method, path, token, body)
        assert answer.status in (200, 201, 400)
        if answer.status == 400:
            assert answer.json["error"] in ("invalid_client_metadata", "invalid_redirect_uri")


class TestTheLog:
    def test_has_the_exact_cause_while_the_wire_has_less(self, system: System) -> None:
        with capture_logs() as seen:
            answer = system.site.open("POST", "/oauth/token", data=of_another_key(system))
        (line,) = [line for line in seen if line["event"] == "oauth.refused"]
        assert line["code"] == "oauth.invalid-client"
        assert line["client"] == "his-1"
        assert line["endpoint"] == "/oauth/token"
        assert line["cause"] not in answer.json["error_description"]
        (event,) = call(system).json["events"]
        assert event["cause"] == line["cause"]

    def test_is_silent_about_a_client_that_does_not_exist(self, system: System) -> None:
        ask_badly(system, "nobody")
        assert call(system).json == {"events": []}


def of_another_key(system: System) -> dict[str, str]:
    """A token request whose assertion is signed with a key of nobody."""
    claims = {"iss": "his-1", "sub": "his-1", "aud": "https://card.example.cn", "exp": system.now + 60}
    other = ECKey.generate_key("P-256")
    token = jwt.encode({"alg": "ES256", "typ": "JWT"}, {**claims, "jti": secrets.token_hex(8)}, other)
    return {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": token,
    }


class TestTheListOfRefusals:
    def test_tells_the_provider_why(self, system: System) -> None:
        ask_badly(system)
        answer = system.call("GET", "/v1/events")
        assert answer.status == 200
        (event,) = answer.json["events"]
        assert (event["client_id"], event["endpoint"]) == ("his-1", "/oauth/token")
        assert (event["error"], event["code"]) == ("invalid_client", "oauth.invalid-client")
        assert "aud" in event["cause"]
        assert event["remedy"]

    def test_is_read_on_from_where_one_was(self, system: System) -> None:
        for _ in range(3):
            ask_badly(system)
            system.site.clock.advance(timedelta(seconds=1))
        first = call(system, "?limit=2").json
        assert len(first["events"]) == 2
        rest = call(system, f"?since={first['next']}").json
        assert len(rest["events"]) == 1
        assert call(system, f"?since={rest['next']}").json == {"events": []}

    def test_is_of_the_callers_own_provider(self, system: System, systems: Callable[[str], System]) -> None:
        ask_badly(system)
        bank = systems("teller")
        assert call(bank).json == {"events": []}
        assert call(bank, "?client=his-1").json == {"events": []}
        assert len(call(system, "?client=his-1").json["events"]) == 1
        assert call(system, "?client=his-2").json == {"events": []}

    @pytest.mark.parametrize(
        "query",
        ["?since=yesterday", "?since=", "?limit=0", "?limit=501", "?limit=x", "?client=A", "?colour=red"],
    )
    def test_refuses_what_it_cannot_read(self, system: System, query: str) -> None:
        answer = call(system, query)
        assert (answer.status, answer.code) == (422, "request.invalid")

    def test_needs_a_token(self, site: Site) -> None:
        assert site.get("/v1/events").status == 401

    def test_holds_refusals_of_the_api_too(self, system: System, site: Site) -> None:
        assert system.token
        good = system.proof("GET", "/v1/events", system.token)
        headers = {"Authorization": f"DPoP {system.token}", "DPoP": good}
        assert site.open("GET", "/v1/events", headers=headers).status == 200
        assert site.open("GET", "/v1/events", headers=headers).status == 401
        (event,) = call(system).json["events"]
        assert (event["endpoint"], event["code"]) == ("/v1/events", "oauth.invalid-dpop-proof")

    def test_of_a_suspended_client_is_kept_for_its_provider(
        self, system: System, systems: Callable[[str], System]
    ) -> None:
        assert system.token
        Clients(system.site.database, system.site.clock).suspend("his-1")
        assert system.call("GET", "/v1/catalogue").status == 200
        assert call(system).status == 401
        (event,) = call(systems("his-2"), "?client=his-1").json["events"]
        assert event["code"] == "oauth.invalid-token"


def call(system: System, query: str = "") -> Reply:
    """Read the list; the proof is for the address without its query."""
    proof = system.proof("GET", "/v1/events", system.token)
    headers = {"Authorization": f"DPoP {system.token}", "DPoP": proof}
    return system.site.open("GET", f"/v1/events{query}", headers=headers)


class TestARequestInTheBrowser:
    def test_that_is_refused_stands_in_the_list_too(self, desk: Desk) -> None:
        unknown = urlencode({"client_id": CLIENT, "request_uri": "urn:ietf:params:oauth:request_uri:gone"})
        desk.browser().open("GET", f"{AUTHORIZE}?{unknown}")
        (event,) = ClientEvents(desk.site.database, desk.site.clock).newest(CLIENT)
        assert event.refusal.endpoint == AUTHORIZE
        assert event.refusal.code == "oauth.invalid-request-uri"
        assert event.refusal.cause == "The request_uri is unknown, or another client's."
