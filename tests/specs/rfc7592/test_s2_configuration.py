"""RFC 7592 section 2: the client configuration endpoint."""

from datetime import timedelta

import pytest
from joserfc.jwk import ECKey

from tests.specs.registrar import Registered, Registrar
from tests.specs.system import public


@pytest.fixture
def client(registrar: Registrar) -> Registered:
    return registrar.register(client_name="HIS", services=["healthcare"])


class TestReading:
    """Section 2.1."""

    def test_gives_the_registration(self, registrar: Registrar, client: Registered) -> None:
        answer = registrar.send("GET", client.path, client.token)
        assert answer.status_code == 200
        assert answer.json == client.told
        assert answer.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
    def test_says_401_for_a_client_that_does_not_exist_or_is_not_its_own(
        self, registrar: Registrar, client: Registered, method: str
    ) -> None:
        other = registrar.register()
        for path in (other.path, "/oauth/register/nobody", "/oauth/register/hospital"):
            answer = registrar.send(method, path, client.token, client.metadata if method == "PUT" else None)
            assert answer.status_code == 401
            assert answer.json["error"] == "invalid_token"
            registrar.authority.clock.advance(timedelta(minutes=2))
        assert registrar.send("GET", other.path, other.token).status_code == 200

    def test_needs_the_tokens_scheme(self, registrar: Registrar, client: Registered) -> None:
        answer = registrar.send("GET", client.path, "", Authorization=f"DPoP {client.token}")
        assert answer.status_code == 401


class TestUpdating:
    """Section 2.2."""

    def test_replaces_all_of_it(self, registrar: Registrar, client: Registered) -> None:
        sent = {name: value for name, value in client.metadata.items() if name != "client_name"}
        answer = registrar.send("PUT", client.path, client.token, {**sent, "software_version": "2"})
        assert answer.status_code == 200
        assert answer.json["client_name"] == client.id
        assert answer.json["software_version"] == "2"
        assert registrar.send("GET", client.path, client.token).json == answer.json

    def test_rotates_keys_with_an_overlap(self, registrar: Registrar, client: Registered) -> None:
        new = ECKey.generate_key("P-256")
        both = {"keys": [public(client.key), public(new)]}
        assert (
            registrar.send("PUT", client.path, client.token, {**client.metadata, "jwks": both}).status_code
            == 200
        )
        renewed = Registered(client.told, new)
        assert registrar.system(client).token()
        assert registrar.system(renewed).token()
        alone = {**client.metadata, "jwks": {"keys": [public(new)]}}
        assert registrar.send("PUT", client.path, client.token, alone).status_code == 200
        assert registrar.system(renewed).token()
        assert registrar.system(client).ask().json["error"] == "invalid_client"

    def test_must_say_the_client_id(self, registrar: Registrar, client: Registered) -> None:
        for wrong in ({**client.metadata, "client_id": "another"}, {**client.metadata, "client_id": None}):
            answer = registrar.send("PUT", client.path, client.token, wrong)
            assert (answer.status_code, answer.json["error"]) == (400, "invalid_client_metadata")

    @pytest.mark.parametrize(
        "name",
        [
            "registration_access_token",
            "registration_client_uri",
            "client_secret_expires_at",
            "client_id_issued_at",
        ],
    )
    def test_must_not_hold_what_is_ours(self, registrar: Registrar, client: Registered, name: str) -> None:
        answer = registrar.send("PUT", client.path, client.token, {**client.metadata, name: 1})
        assert answer.status_code == 400

    def test_does_not_widen_what_the_invitation_allowed(self, registrar: Registrar) -> None:
        token = registrar.invitation(services=("healthcare.clinic",))
        told = registrar.ask(token).json
        client = Registered(told, ECKey.generate_key("P-256"))
        for wider in ({"services": ["healthcare"]}, {"scope": "openid verify"}):
            answer = registrar.send("PUT", client.path, client.token, {**client.metadata, **wider})
            assert answer.json["error"] == "invalid_client_metadata"
        left_out = {name: value for name, value in client.metadata.items() if name != "services"}
        answer = registrar.send("PUT", client.path, client.token, left_out)
        assert answer.json["services"] == ["healthcare.clinic"]


class TestDeleting:
    """Section 2.3."""

    def test_refuses_the_client_and_its_tokens_from_then_on(
        self, registrar: Registrar, client: Registered
    ) -> None:
        system = registrar.system(client)
        token = system.token()
        assert system.call(token, path="/v1/events").status_code == 200
        answer = registrar.send("DELETE", client.path, client.token)
        assert (answer.status_code, answer.data) == (204, b"")
        assert system.call(token, path="/v1/events").status_code == 401
        assert system.ask().json["error"] == "invalid_client"
        assert registrar.send("GET", client.path, client.token).status_code == 401

    def test_says_no_twice(self, registrar: Registrar, client: Registered) -> None:
        assert registrar.send("DELETE", client.path, client.token).status_code == 204
        assert registrar.send("DELETE", client.path, client.token).status_code == 401
