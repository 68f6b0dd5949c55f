"""Client metadata as a stranger sends it: a value, or one of two errors."""

from __future__ import annotations

import base64
from contextlib import suppress
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.oauth.client_metadata import GRANT_TYPES, USUAL, ClientMetadata, covers
from joincard_core.oauth.model import Client
from joincard_core.oauth.registering import Bounds, read, written
from joincard_core.oauth.registration_checks import Registration
from joincard_core.oauth.registration_errors import InvalidClientMetadata, InvalidRedirectUri
from joserfc.jwk import ECKey

EC = ECKey.generate_key("P-256")
JWK = EC.as_dict(private=False)
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
HERE = "https://his.example/callback"
PLAIN: dict[str, Any] = {"jwks": {"keys": [JWK]}}
FLOW: dict[str, Any] = {**PLAIN, "redirect_uris": [HERE]}
TLS: dict[str, Any] = {
    "token_endpoint_auth_method": "tls_client_auth",
    "tls_client_auth_subject_dn": "CN=his-1,O=Jiaxing First",
    "tls_client_certificate_bound_access_tokens": True,
}


def certificate(key: Any = None) -> str:
    """A self-signed certificate of a key, as ``x5c`` writes it."""
    private = key or ec.generate_private_key(ec.SECP256R1())
    name = x509.Name.from_rfc4514_string("CN=his-1")
    now = datetime(2026, 3, 2, tzinfo=UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=365))
    )
    return base64.b64encode(built.sign(private, SHA256()).public_bytes(Encoding.DER)).decode()


OWN: Any = EC.private_key
SHOWN = {"keys": [{**JWK, "x5c": [certificate(OWN)]}]}
SELF_SIGNED: dict[str, Any] = {"token_endpoint_auth_method": "self_signed_tls_client_auth", "jwks": SHOWN}


def registered(**members: Any) -> Registration:
    return read(members, Bounds())


def client_of(found: Registration) -> Client:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    return Client(
        "his-1", "jiaxing", found.name or "his-1", found.jwks, found.scopes, now, metadata=found.metadata
    )


class TestASystemWithoutPeople:
    def test_needs_nothing_but_a_key(self) -> None:
        found = registered(**PLAIN)
        assert found.metadata == USUAL
        assert found.scopes == {"verify"}

    def test_may_have_its_keys_at_an_address(self) -> None:
        found = registered(jwks_uri="https://his.example/jwks.json")
        assert found.jwks == {"keys": []}
        assert found.metadata.jwks_uri == "https://his.example/jwks.json"

    def test_may_show_a_certificate_instead(self) -> None:
        found = registered(**TLS)
        assert found.metadata.tls_client_auth_subject_dn == TLS["tls_client_auth_subject_dn"]
        assert not found.metadata.dpop_bound_access_tokens

    def test_may_show_a_certificate_of_its_own_making(self) -> None:
        assert registered(**SELF_SIGNED).jwks == SHOWN

    def test_leaves_nothing_behind_that_is_unknown(self) -> None:
        found = registered(
            jwks={"keys": [{**JWK, "colour": "mauve"}]}, logo_uri="https://x.example", colour="mauve"
        )
        assert "mauve" not in str((found.jwks, found.metadata))
        assert found == registered(**PLAIN)

    def test_takes_null_for_absent(self) -> None:
        assert registered(**PLAIN, redirect_uris=None, client_name=None, jwks_uri=None) == registered(**PLAIN)


class TestTheCodeFlow:
    def test_is_what_redirect_uris_are_for(self) -> None:
        metadata = registered(**FLOW).metadata
        assert (metadata.grant_types, metadata.response_types) == (("authorization_code",), ("code",))

    def test_keeps_addresses_character_by_character(self) -> None:
        uris = [HERE, "https://his.example:8443/a?b=%20c", "https://his.example/Callback/"]
        assert registered(**PLAIN, redirect_uris=uris).metadata.redirect_uris == tuple(uris)

    @pytest.mark.parametrize(
        "members",
        [
            {**PLAIN, "grant_types": ["authorization_code"]},
            {**PLAIN, "grant_types": ["authorization_code"], "redirect_uris": []},
        ],
    )
    def test_needs_an_address(self, members: dict[str, Any]) -> None:
        with pytest.raises(InvalidRedirectUri):
            registered(**members)

    @pytest.mark.parametrize(
        "uri",
        [
            "http://his.example/callback",
            "http://localhost/callback",
            "http://127.0.0.1:9000/callback",
            "HTTPS://his.example/callback",
            "https://His.example/callback",
            "https://his.example/callback#",
            "https://his.example/callback#part",
            "https://user@his.example/callback",
            "https://user:word@his.example/callback",
            "https://@his.example/callback",
            "https://*.example/callback",
            "https://his.example/*",
            "https://his.example/a/../callback",
            "https://his.example/a/%2E%2e/callback",
            "https://his.example/./callback",
            "https://his.example/..",
            "https://his.example\\@evil.example/",
            "https://his.example/\\callback",
            "https://his.example/call back",
            "https://his.example/call\tback",
            "https://his.example/callback\n",
            " https://his.example/callback",
            "https://his.example/\u0000",
            "https://his.example/é",
            "https://hïs.example/callback",
            "https://his.example/%",
            "https://his.example/%zz",
            "https://his..example/callback",
            "https://his.example./callback",
            "https://his.example:/callback",
            "https://his.example:99999/callback",
            "https://his.example:x/callback",
            "https://[::1/callback",
            "https:///callback",
            "https://",
            "https:his.example",
            "//his.example/callback",
            "/callback",
            "",
            "javascript:alert(1)",
            "data:text/html,hello",
            "his.app://callback",
            "urn:ietf:wg:oauth:2.0:oob",
            "https://his.example/?code=1",
            "https://his.example/?state",
            "https://his.example/?a=1&iss=https://evil.example",
            "https://his.example/" + "x" * 2000,
        ],
    )
    def test_sends_a_browser_to_no_doubtful_address(self, uri: str) -> None:
        with pytest.raises(InvalidRedirectUri) as caught:
            registered(**PLAIN, redirect_uris=[HERE, uri])
        assert not uri or uri not in str(caught.value)

    @pytest.mark.parametrize("uris", ["x", [7], {}, [HERE] * 2, [f"{HERE}/{n}" for n in range(21)], [None]])
    def test_takes_a_list_of_addresses(self, uris: object) -> None:
        with pytest.raises(InvalidRedirectUri):
            registered(**PLAIN, redirect_uris=uris)

    @pytest.mark.parametrize(
        "uri", ["http://localhost:9000/callback", "http://127.0.0.1/callback", "http://[::1]:80/"]
    )
    def test_may_use_http_on_this_machine_in_the_demo(self, uri: str) -> None:
        members = {**PLAIN, "redirect_uris": [uri]}
        assert read(members, Bounds(), local=True).metadata.redirect_uris == (uri,)
        with pytest.raises(InvalidRedirectUri):
            read({**PLAIN, "redirect_uris": ["http://his.example/"]}, Bounds(), local=True)


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("jwks", {}),
    ("jwks", {"jwks": {}}),
    ("jwks", {"jwks": "x"}),
    ("jwks", {"jwks": {"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}}),
    ("jwks", {"jwks": {"keys": [EC.as_dict(private=True)]}}),
    ("jwks_uri", {**PLAIN, "jwks_uri": "https://his.example/jwks"}),
    ("jwks_uri", {"jwks_uri": "http://his.example/jwks"}),
    ("jwks_uri", {"jwks_uri": "file:///etc/passwd"}),
    ("jwks_uri", {"jwks_uri": "https://user@his.example/"}),
    ("jwks_uri", {"jwks_uri": "https://his.example/#x"}),
    ("jwks_uri", {"jwks_uri": 7}),
    ("client_name", {**PLAIN, "client_name": 7}),
    ("client_name", {**PLAIN, "client_name": ""}),
    ("client_name", {**PLAIN, "client_name": "a\u0000b"}),
    ("client_name", {**PLAIN, "client_name": "\ud800"}),
    ("client_name", {**PLAIN, "client_name": "x" * 201}),
    ("contacts", {**PLAIN, "contacts": "me"}),
    ("contacts", {**PLAIN, "contacts": ["a\nb"]}),
    ("scope", {**PLAIN, "scope": "admin"}),
    ("scope", {**PLAIN, "scope": ["verify"]}),
    ("scope", {**PLAIN, "scope": "verify  openid"}),
    ("scope", {**PLAIN, "scope": "verify openid"}),
    ("scope", {**PLAIN, "scope": "profile"}),
    ("scope", {**FLOW, "scope": "profile verify"}),
    ("response_modes", {**FLOW, "response_modes": ["fragment"]}),
    ("response_modes", {**FLOW, "response_modes": "query"}),
    ("grant_types", {**PLAIN, "grant_types": []}),
    ("grant_types", {**PLAIN, "grant_types": "client_credentials"}),
    ("grant_types", {**PLAIN, "grant_types": ["password"]}),
    ("grant_types", {**PLAIN, "grant_types": ["implicit"]}),
    ("grant_types", {**PLAIN, "grant_types": ["refresh_token"]}),
    ("grant_types", {**FLOW, "grant_types": ["client_credentials"]}),
    ("response_types", {**FLOW, "response_types": ["code", "token"]}),
    ("response_types", {**FLOW, "response_types": ["id_token"]}),
    ("response_types", {**FLOW, "response_types": []}),
    ("response_types", {**PLAIN, "response_types": ["code"]}),
    ("token_endpoint_auth_method", {**PLAIN, "token_endpoint_auth_method": "none"}),
    ("token_endpoint_auth_method", {**PLAIN, "token_endpoint_auth_method": "client_secret_basic"}),
    ("token_endpoint_auth_method", {**PLAIN, "token_endpoint_auth_method": ["private_key_jwt"]}),
    ("token_endpoint_auth_method", {**PLAIN, "tls_client_auth_san_dns": "his.example"}),
    ("token_endpoint_auth_method", {**TLS, "tls_client_auth_san_dns": "his.example"}),
    ("token_endpoint_auth_method", {**TLS, "tls_client_auth_subject_dn": None}),
    ("token_endpoint_auth_signing_alg", {**PLAIN, "token_endpoint_auth_signing_alg": "RS256"}),
    ("token_endpoint_auth_signing_alg", {**PLAIN, "token_endpoint_auth_signing_alg": "none"}),
    ("token_endpoint_auth_signing_alg", {**PLAIN, "token_endpoint_auth_signing_alg": "HS256"}),
    ("token_endpoint_auth_signing_alg", {**TLS, "token_endpoint_auth_signing_alg": "ES256"}),
    ("tls_client_auth_subject_dn", {**TLS, "tls_client_auth_subject_dn": "his-1"}),
    ("tls_client_auth_san_dns", {**PLAIN, "tls_client_auth_san_dns": "a b"}),
    ("tls_client_auth_san_ip", {**PLAIN, "tls_client_auth_san_ip": "300.1.1.1"}),
    ("tls_client_auth_san_uri", {**PLAIN, "tls_client_auth_san_uri": "his"}),
    ("tls_client_auth_san_email", {**PLAIN, "tls_client_auth_san_email": "his"}),
    ("jwks", {**SELF_SIGNED, "jwks": PLAIN["jwks"]}),
    ("jwks", {**SELF_SIGNED, "jwks": None}),
    ("jwks", {**PLAIN, "jwks": {"keys": [{**JWK, "x5c": [certificate()]}]}}),
    ("tls_client_auth_san_dns", {**PLAIN, "tls_client_auth_san_dns": "*.example"}),
    ("jwks", {**SELF_SIGNED, "jwks": {"keys": [{**JWK, "x5c": [certificate()]}]}}),
    ("jwks", {**SELF_SIGNED, "jwks": {"keys": [{**JWK, "x5c": []}]}}),
    ("jwks", {**SELF_SIGNED, "jwks": {"keys": [{**JWK, "x5c": ["AAAA"]}]}}),
    ("jwks", {**SELF_SIGNED, "jwks": {"keys": [{**JWK, "x5c": ["%"]}]}}),
    ("jwks", {**SELF_SIGNED, "jwks": {"keys": [{**JWK, "x5c": [7]}]}}),
    ("jwks", {**SELF_SIGNED, "jwks": {"keys": [{**JWK, "x5c": "x"}]}}),
    ("jwks", {**TLS, "require_signed_request_object": True}),
    ("jwks", {**TLS, "request_object_signing_alg": "ES256"}),
    ("request_object_signing_alg", {**PLAIN, "request_object_signing_alg": "none"}),
    ("require_signed_request_object", {**PLAIN, "require_signed_request_object": "true"}),
    ("authorization_signed_response_alg", {**PLAIN, "authorization_signed_response_alg": "none"}),
    ("id_token_signed_response_alg", {**PLAIN, "id_token_signed_response_alg": "HS256"}),
    ("introspection_signed_response_alg", {**PLAIN, "introspection_signed_response_alg": "EdDSA"}),
    ("authorization_details_types", {**PLAIN, "authorization_details_types": ["payment_initiation"]}),
    ("dpop_bound_access_tokens", {**PLAIN, "dpop_bound_access_tokens": False}),
    ("dpop_bound_access_tokens", {**PLAIN, "dpop_bound_access_tokens": 1}),
    ("dpop_bound_access_tokens", {**TLS, "dpop_bound_access_tokens": True}),
    ("client_uri", {**PLAIN, "client_uri": "javascript:alert(1)"}),
    ("software_id", {**PLAIN, "software_id": {"a": 1}}),
    ("services", {**PLAIN, "services": ["Healthcare"]}),
    ("services", {**PLAIN, "services": ["a.b.c.d"]}),
    ("services", {**PLAIN, "services": "healthcare"}),
    ("subcontractors", {**PLAIN, "subcontractors": ["NO ID"]}),
]


class TestARegistrationThatCannotWork:
    @pytest.mark.parametrize(("member", "members"), REFUSED)
    def test_is_refused_by_the_name_of_the_member(self, member: str, members: dict[str, Any]) -> None:
        with pytest.raises(InvalidClientMetadata) as caught:
            registered(**members)
        assert caught.value.member == member
        assert str(caught.value).startswith(f"{member}: ")

    def test_has_no_secret_even_when_it_sends_one(self) -> None:
        found = registered(**PLAIN, client_secret="s3cret", client_secret_expires_at=0)
        assert "s3cret" not in str((found, dict(found.jwks), found.metadata))


class TestBounds:
    WITHIN = Bounds(frozenset({"verify"}), ("healthcare.clinic.*", "transport.metro.ride"))

    def test_are_what_a_client_gets_that_names_nothing(self) -> None:
        found = read(PLAIN, self.WITHIN)
        assert found.metadata.services == self.WITHIN.services
        assert found.scopes == {"verify"}

    @pytest.mark.parametrize(
        "service", ["healthcare.clinic.day_visit", "healthcare.clinic", "transport.metro.ride"]
    )
    def test_may_be_used_in_part(self, service: str) -> None:
        assert read({**PLAIN, "services": [service]}, self.WITHIN).metadata.services == (service,)

    @pytest.mark.parametrize(
        "service", ["healthcare", "*", "healthcare.clinics", "transport.metro", "finance"]
    )
    def test_are_not_passed(self, service: str) -> None:
        with pytest.raises(InvalidClientMetadata) as caught:
            read({**PLAIN, "services": ["transport.metro.ride", service]}, self.WITHIN)
        assert caught.value.member == "services"

    def test_hold_for_scopes(self) -> None:
        with pytest.raises(InvalidClientMetadata):
            read({**FLOW, "scope": "openid verify"}, self.WITHIN)

    def test_without_services_are_no_bounds(self) -> None:
        assert read({**PLAIN, "services": ["finance"]}, Bounds()).metadata.services == ("finance",)


class TestAServiceOfAClient:
    @pytest.mark.parametrize(
        ("scope", "service", "covered"),
        [
            ("*", "healthcare.clinic.day_visit", True),
            ("healthcare", "healthcare.clinic.day_visit", True),
            ("healthcare.*", "healthcare.clinic.day_visit", True),
            ("healthcare.clinic.*", "healthcare.clinic.day_visit", True),
            ("healthcare.clinic.day_visit", "healthcare.clinic.day_visit", True),
            ("health", "healthcare.clinic.day_visit", False),
            ("healthcare.clin", "healthcare.clinic.day_visit", False),
            ("healthcare.clinic.day_visit", "healthcare.clinic", False),
            ("healthcare", "*", False),
        ],
    )
    def test_is_covered_by_whole_parts(self, scope: str, service: str, covered: bool) -> None:
        assert covers(scope, service) is covered
        client = client_of(registered(**PLAIN, services=[scope]))
        assert client.may_ask(service) is covered

    def test_is_every_one_when_none_is_named(self) -> None:
        assert client_of(registered(**PLAIN)).may_ask("healthcare.clinic.day_visit")


uris = st.from_regex(r"https://[a-z]{1,9}\.example/[a-z]{0,9}", fullmatch=True)
names = st.from_regex(r"[a-z]{1,12}", fullmatch=True)
good = st.fixed_dictionaries(
    {"jwks": st.just(PLAIN["jwks"])},
    optional={
        "client_name": names,
        "redirect_uris": st.lists(uris, max_size=3, unique=True),
        "grant_types": st.lists(st.sampled_from(GRANT_TYPES), unique=True),
        "token_endpoint_auth_signing_alg": st.sampled_from(["ES256", "PS256", "EdDSA", "Ed25519"]),
        "require_signed_request_object": st.booleans(),
        "authorization_signed_response_alg": st.sampled_from(["ES256", "PS256"]),
        "authorization_details_types": st.just(["card_verification"]),
        "tls_client_certificate_bound_access_tokens": st.booleans(),
        "contacts": st.lists(names, max_size=3, unique=True),
        "software_version": names,
        "refresh_token_rotation": st.booleans(),
        "services": st.lists(names, max_size=3, unique=True),
        "subcontractors": st.lists(names, max_size=3, unique=True),
        "scope": st.sampled_from(["verify", "openid", "openid verify"]),
    },
)
json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(), below, max_size=3),
    max_leaves=6,
)
member = st.sampled_from(
    [field.name for field in fields(ClientMetadata)] + ["jwks", "scope", "client_name", "client_secret"]
)
value = json | st.sampled_from(
    ["https://a.example/", ["code"], ["authorization_code"], "tls_client_auth", True, "CN=a"]
)


class TestWhateverIsSent:
    @given(st.dictionaries(member, value, max_size=8) | st.dictionaries(st.text(), json))
    def test_is_a_registration_or_one_of_two_errors(self, members: dict[str, Any]) -> None:
        for sent in (members, {**PLAIN, **members}, {**FLOW, **members}):
            with suppress(InvalidClientMetadata, InvalidRedirectUri):
                assert client_of(read(sent, Bounds(), local=True)).scopes

    @given(good)
    def test_is_the_same_when_it_is_written_and_read_again(self, members: dict[str, Any]) -> None:
        with suppress(InvalidClientMetadata, InvalidRedirectUri):
            found = read(members, Bounds())
            metadata = found.metadata
            assert ClientMetadata.from_json(metadata.to_json()) == metadata
            client = client_of(found)
            again = read(written(client), Bounds())
            assert client_of(again) == client

    def test_is_often_enough_a_registration_for_this_to_say_something(self) -> None:
        found = registered(**FLOW, grant_types=["authorization_code", "refresh_token", EXCHANGE])
        assert client_of(read(written(client_of(found)), Bounds())) == client_of(found)
