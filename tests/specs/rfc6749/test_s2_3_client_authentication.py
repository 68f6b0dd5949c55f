"""RFC 6749 section 2.3: client authentication."""

from typing import Any

from tests.specs.system import Running, System, another


class TestClientAuthentication:
    def test_takes_one_method_per_request(self, system: System) -> None:
        answer = system.ask(client_secret="secret")
        assert answer.json["error"] == "invalid_client"

    def test_by_secret_does_not_exist(self, system: System) -> None:
        """Section 2.3.1."""
        answer = system.ask(client_id="hospital", client_secret="secret", client_assertion=None)
        assert answer.json["error"] == "invalid_client"

    def test_is_limited_against_guessing(self, system: System, authority: Running) -> None:
        """Section 2.3.1: protection of the endpoint against brute force."""
        for _ in range(10):
            assert system.ask(client_assertion=wrong(system)).status_code == 400
        limited = system.ask(client_assertion=wrong(system))
        assert limited.status_code == 429
        assert 0 < int(limited.headers["Retry-After"]) <= 60

    def test_of_another_client_is_not_limited_by_it(self, system: System, bank: System) -> None:
        for _ in range(11):
            system.ask(client_assertion=wrong(system))
        assert bank.ask().status_code == 200

    def test_from_elsewhere_is_not_limited_by_it(self, system: System) -> None:
        for _ in range(11):
            system.ask(client_assertion=wrong(system))
        elsewhere = system.web.post(
            "/oauth/token",
            data=system.form(),
            headers={"DPoP": system.proof()},
            environ_base={"REMOTE_ADDR": "192.0.2.7"},
        )
        assert elsewhere.status_code == 200


def wrong(system: System) -> Any:
    """An assertion that somebody else signed."""
    return system.assertion(key=another(system.key))
