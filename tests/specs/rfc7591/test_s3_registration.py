"""RFC 7591 section 3: the client registration endpoint."""

import pytest

from tests.specs.registrar import REGISTER, Registrar
from tests.specs.system import ISSUER, System


class TestTheRequest:
    def test_needs_an_initial_access_token(self, registrar: Registrar) -> None:
        """Section 3, in the words of RFC 6750."""
        answer = registrar.ask(token="")
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == f'Bearer realm="{ISSUER}"'
        answer = registrar.ask(token="a-guess")
        assert answer.status_code == 401
        assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]

    def test_is_json(self, registrar: Registrar) -> None:
        """Section 3.1."""
        form = registrar.send(
            "POST", REGISTER, registrar.invitation(), b"client_name=x", **{"Content-Type": "text/plain"}
        )
        assert (form.status_code, form.json["error"]) == (400, "invalid_client_metadata")

    def test_takes_a_use_of_its_token(self, registrar: Registrar) -> None:
        token = registrar.invitation()
        assert registrar.ask(token).status_code == 201
        assert registrar.ask(token).status_code == 401

    def test_is_by_post_alone(self, registrar: Registrar) -> None:
        for method in ("GET", "PUT", "DELETE"):
            assert registrar.send(method, REGISTER, registrar.invitation()).status_code == 405


class TestTheInformationResponse:
    """Section 3.2.1."""

    def test_is_created_and_not_kept(self, registrar: Registrar) -> None:
        answer = registrar.ask()
        assert answer.status_code == 201
        assert answer.content_type == "application/json"
        assert answer.headers["Cache-Control"] == "no-store"

    def test_has_all_registered_metadata(self, registrar: Registrar) -> None:
        told = registrar.ask(client_name="HIS", software_id="his").json
        assert told["client_id"]
        assert told["client_id_issued_at"] > 0
        assert (told["client_name"], told["software_id"]) == ("HIS", "his")
        for name in (
            "scope",
            "grant_types",
            "token_endpoint_auth_method",
            "jwks",
            "dpop_bound_access_tokens",
        ):
            assert name in told
        assert "client_secret" not in told

    def test_is_of_a_client_that_works(self, registrar: Registrar) -> None:
        assert registrar.system(registrar.register()).token()


class TestTheErrorResponse:
    """Section 3.2.2."""

    def test_names_the_redirect_uri(self, registrar: Registrar) -> None:
        answer = registrar.ask(redirect_uris=["http://his.example/"])
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_redirect_uri")
        assert answer.headers["Cache-Control"] == "no-store"

    def test_says_nothing_of_what_was_sent(self, registrar: Registrar) -> None:
        answer = registrar.ask(client_name="x" * 300, redirect_uris=["https://very.secret.example/#x"])
        assert b"very.secret" not in answer.data
        assert b"xxxx" not in answer.data


class TestTheEndpoint:
    def test_stands_in_the_metadata(self, system: System) -> None:
        """RFC 8414 section 2."""
        found = system.get("/.well-known/oauth-authorization-server").json
        assert found["registration_endpoint"] == f"{ISSUER}{REGISTER}"


class TestSecurity:
    """Section 5."""

    @pytest.mark.parametrize(
        "uri", ["https://his.example/#", "https://a@his.example/", "javascript:alert(1)"]
    )
    def test_no_browser_is_sent_to_a_doubtful_address(self, registrar: Registrar, uri: str) -> None:
        assert registrar.ask(redirect_uris=[uri]).json["error"] == "invalid_redirect_uri"

    def test_guessing_tokens_is_slowed_down(self, registrar: Registrar) -> None:
        statuses = [registrar.ask(f"guess-{n}").status_code for n in range(15)]
        assert set(statuses) == {401, 429}
        assert statuses[-1] == 429
