"""RFC 8414: authorization server metadata."""

from authlib.oauth2.rfc8414 import (  # type: ignore[import-untyped]  # no types in the library
    AuthorizationServerMetadata,
)

from tests.specs.system import ISSUER, System

PATH = "/.well-known/oauth-authorization-server"


class TestTheMetadata:
    def test_lies_at_the_well_known_address(self, system: System) -> None:
        """Section 3."""
        answer = system.get(PATH)
        assert (answer.status_code, answer.content_type) == (200, "application/json")

    def test_names_the_issuer_exactly(self, system: System) -> None:
        """Section 3.3."""
        assert system.get(PATH).json["issuer"] == ISSUER

    def test_is_well_formed_to_an_independent_reader(self, system: System) -> None:
        found = AuthorizationServerMetadata(system.get(PATH).json)
        for name in (
            "issuer",
            "token_endpoint",
            "jwks_uri",
            "scopes_supported",
            "grant_types_supported",
            "token_endpoint_auth_methods_supported",
            "token_endpoint_auth_signing_alg_values_supported",
            "service_documentation",
        ):
            getattr(found, f"validate_{name}")()

    def test_says_what_the_token_endpoint_takes(self, system: System) -> None:
        found = system.get(PATH).json
        assert found["token_endpoint"] == f"{ISSUER}/oauth/token"
        assert found["grant_types_supported"] == [
            "authorization_code",
            "client_credentials",
            "refresh_token",
            "urn:ietf:params:oauth:grant-type:device_code",
            "urn:ietf:params:oauth:grant-type:token-exchange",
            "urn:openid:params:grant-type:ciba",
        ]
        assert found["token_endpoint_auth_methods_supported"] == [
            "private_key_jwt",
            "tls_client_auth",
            "self_signed_tls_client_auth",
        ]
        assert "none" not in found["token_endpoint_auth_signing_alg_values_supported"]
        assert found["response_types_supported"] == ["code"]

    def test_leads_to_addresses_that_answer(self, system: System) -> None:
        found = system.get(PATH).json
        for name in ("jwks_uri", "service_documentation"):
            assert system.get(found[name].removeprefix(ISSUER)).status_code == 200

    def test_can_be_kept_for_a_while(self, system: System) -> None:
        first = system.get(PATH)
        assert "max-age" in first.headers["Cache-Control"]
        assert system.get(PATH, {"If-None-Match": first.headers["ETag"]}).status_code == 304


class TestTheKeys:
    def test_are_public_keys_with_names(self, system: System) -> None:
        """RFC 7517 section 5 and 8.5.2."""
        answer = system.get("/.well-known/jwks.json")
        assert answer.content_type == "application/jwk-set+json"
        for key in answer.json["keys"]:
            members = {"EC": {"crv", "x", "y"}, "RSA": {"n", "e"}}[key["kty"]]
            assert {"kty", "kid", "alg", "use", *members} == set(key)
