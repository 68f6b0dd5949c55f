"""RFC 9728: protected resource metadata."""

from tests.specs.system import ISSUER, System

PATH = "/.well-known/oauth-protected-resource"


class TestTheMetadata:
    def test_names_the_resource_that_its_address_was_made_of(self, system: System) -> None:
        """Section 3.3."""
        assert system.get(PATH).json["resource"] == ISSUER

    def test_names_the_authorization_server_and_is_named_by_it(self, system: System) -> None:
        """Sections 2 and 4."""
        assert system.get(PATH).json["authorization_servers"] == [ISSUER]
        assert system.get("/.well-known/oauth-authorization-server").json["protected_resources"] == [ISSUER]

    def test_says_that_tokens_are_bound(self, system: System) -> None:
        found = system.get(PATH).json
        assert found["dpop_signing_alg_values_supported"] == ["ES256", "PS256", "EdDSA"]
        assert found["tls_client_certificate_bound_access_tokens"] is True
        assert found["bearer_methods_supported"] == ["header"]

    def test_does_not_ask_those_for_dpop_who_show_a_certificate(self, system: System) -> None:
        assert not system.get(PATH).json.get("dpop_bound_access_tokens_required")

    def test_has_a_name_in_two_languages(self, system: System) -> None:
        """Section 2.1."""
        found = system.get(PATH).json
        assert found["resource_name"]
        assert found["resource_name#zh"]

    def test_is_what_the_challenge_leads_to(self, system: System) -> None:
        """Section 5.1."""
        challenge = system.get("/v1/verifications/x").headers["WWW-Authenticate"]
        assert f'resource_metadata="{ISSUER}{PATH}"' in challenge
