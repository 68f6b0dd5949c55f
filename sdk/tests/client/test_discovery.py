"""RFC 8414: the authority is who it says it is, or nothing is sent to it."""

import json
from typing import Any

import pytest
from joincard_sdk.client import (
    AsyncClient,
    Client,
    Clock,
    Patience,
    Presentation,
    UnexpectedAnswer,
    WrongAuthority,
)
from joincard_sdk.client.metadata import metadata_address, read_metadata
from joincard_sdk.client.opening import http_settings
from joincard_sdk.client.wire import Answer
from joincard_sdk.keys import new_key
from joserfc.jwk import ECKey, OKPKey

from .http_side import Fault, Reply, altered, html, once
from .standin import JWKS, METADATA, TOKEN, StandIn

KEY = new_key()


def ask(client: Any, shown: Presentation) -> Any:
    return client.verify("healthcare.hospital.registration", "330400", shown)


class TestAnIssuer:
    @pytest.mark.parametrize(
        "issuer",
        [
            "http://authority.example",
            "http://127.0.0.1.example",
            "http://localhost.example",
            "ftp://localhost",
            "authority.example",
            "https://",
            "https://user:secret@authority.example",
            "https://authority.example/?tenant=1",
            "https://authority.example/#there",
            "https://authority.example/a b",
            "https://[::1",
            "https://authority.example:99999",
            "https://authority.example\r\n.evil.example",
            "https://身份.example",
            "",
        ],
    )
    @pytest.mark.parametrize("kind", [Client, AsyncClient])
    def test_that_is_unsafe_is_refused_at_once(self, kind: type[Any], issuer: str) -> None:
        with pytest.raises(ValueError, match=r"^The issuer "):
            kind(issuer, "clinic-7", KEY)

    @pytest.mark.parametrize(
        "issuer",
        [
            "https://authority.example",
            "https://authority.example:8443/zj",
            "http://localhost:8000",
            "http://[::1]:8000",
        ],
    )
    def test_over_https_or_on_this_machine_is_taken(self, issuer: str) -> None:
        with Client(issuer, "clinic-7", KEY) as client:
            assert issuer in repr(client)

    @pytest.mark.parametrize(
        ("issuer", "address"),
        [
            ("https://a.example", "https://a.example/.well-known/oauth-authorization-server"),
            ("https://a.example/", "https://a.example/.well-known/oauth-authorization-server"),
            ("https://a.example/zj", "https://a.example/.well-known/oauth-authorization-server/zj"),
        ],
    )
    def test_has_its_metadata_where_section_3_1_says(self, issuer: str, address: str) -> None:
        assert metadata_address(issuer) == address

    def test_on_this_machine_is_asked_without_the_proxy_of_the_environment(
        self,
        authority: StandIn,
        key: ECKey,
        shown: Presentation,
        monkeypatch: pytest.MonkeyPatch,
        clock: Clock,
    ) -> None:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        with Client(authority.issuer, "clinic-7", key, clock=clock, patience=Patience(attempts=1)) as client:
            assert ask(client, shown).permitted

    @pytest.mark.parametrize(
        ("issuer", "trusted"), [("https://a.example", True), ("http://localhost", False)]
    )
    def test_decides_whether_the_environment_is_trusted(self, issuer: str, trusted: bool) -> None:
        assert http_settings(issuer) == {"follow_redirects": False, "trust_env": trusted}


class TestAKey:
    @pytest.mark.parametrize(
        "key",
        [
            ECKey.import_key(KEY.as_dict(private=False)),
            ECKey.generate_key("P-384"),
            OKPKey.generate_key("Ed25519"),
            KEY.as_dict(private=True),
        ],
        ids=["public", "P-384", "Ed25519", "not imported"],
    )
    def test_that_cannot_sign_es256_is_refused_at_once(self, key: Any) -> None:
        with pytest.raises(ValueError, match="private P-256 key"):
            Client("https://authority.example", "clinic-7", key)

    def test_needs_a_client_id_beside_it(self) -> None:
        with pytest.raises(ValueError, match="client_id"):
            Client("https://authority.example", "", KEY)


def without(name: str) -> Fault:
    return altered(lambda body: body.pop(name))


def with_(name: str, value: object) -> Fault:
    return altered(lambda body: body.update({name: value}))


class TestMetadata:
    @pytest.mark.parametrize(
        "fault",
        [
            with_("issuer", "https://evil.example"),
            altered(lambda body: body.update(issuer=body["issuer"] + "/")),
            altered(lambda body: body.update(issuer=body["issuer"].replace("http", "HTTP"))),
            with_("token_endpoint", "http://authority.example/token"),
            with_("token_endpoint", "https://user:pw@authority.example/token"),
            with_("jwks_uri", "file:///etc/keys"),
            with_("token_endpoint_auth_methods_supported", ["client_secret_basic"]),
            with_("dpop_signing_alg_values_supported", ["RS256"]),
            with_("issuer", 7),
            without("issuer"),
            without("token_endpoint"),
            without("jwks_uri"),
            html(200),
            html(404),
            once(Reply(200, b'["not", "an object"]', {"Content-Type": "application/json"})),
            once(Reply(200, b'{"issuer": ', {"Content-Type": "application/json"})),
            once(Reply(302, headers={"Location": "/elsewhere"})),
        ],
    )
    def test_that_is_wrong_ends_before_anything_is_sent(
        self, client: Any, authority: StandIn, shown: Presentation, fault: Fault
    ) -> None:
        authority.http.plan(METADATA, fault)
        with pytest.raises(WrongAuthority) as raised:
            ask(client, shown)
        assert raised.value.code == "client.wrong-authority"
        assert [seen.path for seen in authority.http.seen] == [METADATA]

    @pytest.mark.parametrize("member", ["token_endpoint", "jwks_uri"])
    def test_of_an_https_issuer_never_leads_to_plain_http(self, authority: StandIn, member: str) -> None:
        issuer = "https://authority.example"
        written = json.dumps(authority.metadata()).replace(authority.issuer, issuer)
        right: dict[str, object] = json.loads(written)
        wrong = right | {member: "http://localhost:8000/there"}
        json_answer = {"content-type": "application/json"}
        assert read_metadata(Answer(200, json_answer, json.dumps(right).encode()), issuer).issuer == issuer
        with pytest.raises(WrongAuthority, match=f"The {member} of .* is not https"):
            read_metadata(Answer(200, json_answer, json.dumps(wrong).encode()), issuer)

    def test_that_was_wrong_once_is_asked_for_again(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        authority.http.plan(METADATA, html(404))
        with pytest.raises(WrongAuthority):
            ask(client, shown)
        assert ask(client, shown).permitted

    def test_is_asked_for_once(self, client: Any, authority: StandIn, shown: Presentation) -> None:
        ask(client, shown)
        ask(client, shown)
        assert len(authority.http.at(METADATA)) == 1


class TestTheKeySet:
    @pytest.mark.parametrize(
        "fault",
        [
            html(200),
            html(404),
            once(Reply.of(200, {"keys": []})),
            once(Reply.of(200, {"keys": [{"kty": "oct", "k": "AAAA", "kid": "1"}]})),
            once(Reply.of(200, {"keys": [{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", "kid": "1"}]})),
            once(Reply.of(200, {"keys": [17]})),
        ],
    )
    def test_is_read_before_a_question_is_asked(
        self, client: Any, authority: StandIn, shown: Presentation, fault: Fault
    ) -> None:
        authority.http.plan(JWKS, fault)
        with pytest.raises(UnexpectedAnswer):
            ask(client, shown)
        assert authority.http.at(TOKEN) == []

    def test_may_hold_keys_of_other_kinds(self, client: Any, authority: StandIn, shown: Presentation) -> None:
        rsa: dict[str, str | list[str]] = {"kty": "RSA", "kid": "r", "n": "AQAB", "e": "AQAB"}
        future: dict[str, str | list[str]] = {"kty": "AKP", "alg": "ML-DSA-44", "kid": "q", "pub": "AA"}
        authority.listed = [
            rsa,
            future,
            {**authority.listed[0], "kid": "enc", "use": "enc"},
            authority.listed[0],
        ]
        assert ask(client, shown).permitted
