"""RFC 7591 section 2: client metadata."""

from typing import Any

import pytest

from tests.specs.registrar import Registrar


class TestClientMetadata:
    def test_that_are_not_understood_are_ignored(self, registrar: Registrar) -> None:
        answer = registrar.ask(colour="mauve", logo_uri="https://his.example/logo.png")
        assert answer.status_code == 201
        assert not {"colour", "logo_uri"} & set(answer.json)

    def test_of_another_type_are_refused(self, registrar: Registrar) -> None:
        wrong: dict[str, Any] = {"grant_types": "client_credentials", "contacts": {}, "scope": ["verify"]}
        for name, value in wrong.items():
            answer = registrar.ask(**{name: value})
            assert (answer.status_code, answer.json["error"]) == (400, "invalid_client_metadata")
            assert answer.json["error_description"].startswith(f"{name}: ")

    def test_have_the_code_flow_where_there_are_redirect_uris(self, registrar: Registrar) -> None:
        """``grant_types`` left out: the code flow, and client credentials where nobody comes back."""
        told = registrar.ask(redirect_uris=["https://his.example/callback"]).json
        assert (told["grant_types"], told["response_types"]) == (["authorization_code"], ["code"])
        assert registrar.ask().json["grant_types"] == ["client_credentials"]

    @pytest.mark.parametrize(
        "method", ["none", "client_secret_basic", "client_secret_post", "client_secret_jwt"]
    )
    def test_have_no_method_with_a_secret_or_with_nothing(self, registrar: Registrar, method: str) -> None:
        assert registrar.ask(token_endpoint_auth_method=method).status_code == 400

    def test_have_keys_or_an_address_of_keys_not_both(self, registrar: Registrar) -> None:
        assert registrar.ask(jwks_uri="https://his.example/jwks").json["error"] == "invalid_client_metadata"
        assert registrar.ask(jwks=None, jwks_uri="https://his.example/jwks").status_code == 201


class TestGrantAndResponseTypes:
    """Section 2.1: they go together."""

    def test_of_the_code_flow_come_together(self, registrar: Registrar) -> None:
        uris: dict[str, Any] = {"redirect_uris": ["https://his.example/callback"]}
        assert registrar.ask(**uris, response_types=[]).status_code == 400
        assert registrar.ask(response_types=["code"]).status_code == 400

    @pytest.mark.parametrize("grant", ["implicit", "password", "urn:ietf:params:oauth:grant-type:jwt-bearer"])
    def test_that_do_not_exist_here_are_refused(self, registrar: Registrar, grant: str) -> None:
        assert registrar.ask(grant_types=[grant]).json["error"] == "invalid_client_metadata"
