"""RFC 6749 section 4.4: the client credentials grant."""

from tests.specs.system import System


class TestClientCredentials:
    def test_give_a_token(self, system: System) -> None:
        assert system.ask().status_code == 200

    def test_give_no_refresh_token(self, system: System) -> None:
        """Section 4.4.3: the client can always ask again."""
        assert "refresh_token" not in system.ask().json

    def test_need_an_authenticated_client(self, system: System) -> None:
        """Section 4.4.2."""
        answer = system.ask(client_assertion=None)
        assert answer.json["error"] == "invalid_client"
