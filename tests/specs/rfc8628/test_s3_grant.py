"""RFC 8628 section 3 and 4: codes for a terminal, and what the token endpoint says until the holder decides."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from joincard_core.oauth import NewClient
from joincard_core.oauth.client_metadata import ClientMetadata

from tests.specs.system import EC, ISSUER, Reply, Running, System, public

GRANT = "urn:ietf:params:oauth:grant-type:device_code"
PATH = "/oauth/device_authorization"
SCOPES = frozenset({"openid", "verify"})


@pytest.fixture(scope="module", autouse=True)
def registered(running: Running) -> None:
    for name in ("gate", "other-gate"):
        metadata = ClientMetadata(grant_types=(GRANT,))
        new = NewClient(name, "jiaxing-first", name, {"keys": [public(EC)]}, SCOPES, None, metadata)
        running.clients.add(new)


@pytest.fixture
def gate(authority: Running) -> System:
    return System(authority.web, authority.clock, "gate")


def ask(system: System, **form: str | None) -> Reply:
    """A device authorization request."""
    sent = urlencode(system.form(**{"grant_type": None, **form})).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return Reply.of(system.web.post(PATH, data=sent, headers=headers))


def poll(system: System, device_code: str | None) -> Reply:
    """An access token request."""
    return system.ask(grant_type=GRANT, device_code=device_code)


class TestTheRequest:
    """Section 3.1."""

    def test_is_of_a_client_that_proves_who_it_is(self, gate: System) -> None:
        refused = ask(gate, client_assertion=None, client_id="gate")
        assert (refused.status_code, refused.json["error"]) == (400, "invalid_client")

    def test_is_of_a_client_that_is_registered_for_the_grant(self, system: System) -> None:
        assert ask(system).json["error"] == "unauthorized_client"

    def test_holds_each_parameter_once(self, gate: System) -> None:
        body = urlencode([*gate.form(grant_type=None).items(), ("scope", "verify"), ("scope", "openid")])
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = Reply.of(gate.web.post(PATH, data=body, headers=headers))
        assert answer.json["error"] == "invalid_request"

    def test_treats_an_empty_parameter_as_absent(self, gate: System) -> None:
        assert ask(gate, scope="", binding_message="").status_code == 200

    def test_asks_for_scopes_of_the_client(self, gate: System) -> None:
        assert ask(gate, scope="verify openid").status_code == 200
        assert ask(gate, scope="everything").json["error"] == "invalid_scope"


class TestTheAnswer:
    """Section 3.2."""

    def test_holds_two_codes_and_where_one_is_typed(self, gate: System) -> None:
        answer = ask(gate)
        found = answer.json
        assert answer.content_type == "application/json"
        assert answer.headers["Cache-Control"] == "no-store"
        assert found["verification_uri"] == f"{ISSUER}/device"
        assert found["user_code"] in found["verification_uri_complete"]
        assert (found["expires_in"], found["interval"]) == (600, 5)

    def test_holds_no_code_twice(self, gate: System) -> None:
        found = [ask(gate).json for _ in range(20)]
        for name in ("device_code", "user_code"):
            assert len({each[name] for each in found}) == 20

    def test_holds_a_device_code_that_cannot_be_guessed(self, gate: System) -> None:
        """Section 5.2."""
        assert len(ask(gate).json["device_code"]) == 43


class TestTheTokenRequest:
    """Section 3.4 and 3.5."""

    def test_waits_for_the_holder(self, gate: System) -> None:
        answer = poll(gate, ask(gate).json["device_code"])
        assert (answer.status_code, answer.json["error"]) == (400, "authorization_pending")

    def test_that_comes_too_soon_is_slowed_down(self, authority: Running, gate: System) -> None:
        code, seen = ask(gate).json["device_code"], []
        for wait in (0, 4, 9, 15):
            authority.clock.advance(timedelta(seconds=wait))
            seen.append(poll(gate, code).json["error"])
        pending, slow = "authorization_pending", "slow_down"
        assert seen == [pending, slow, slow, pending]

    def test_comes_too_late(self, authority: Running, gate: System) -> None:
        code = ask(gate).json["device_code"]
        authority.clock.advance(timedelta(seconds=600))
        assert poll(gate, code).json["error"] == "expired_token"

    def test_names_a_code_of_this_client(self, authority: Running, gate: System) -> None:
        other = System(authority.web, authority.clock, "other-gate")
        assert poll(other, ask(gate).json["device_code"]).json["error"] == "invalid_grant"
        assert poll(gate, "x").json["error"] == "invalid_grant"
        assert poll(gate, None).json["error"] == "invalid_request"

    def test_comes_with_a_proof_of_possession(self, gate: System) -> None:
        code = ask(gate).json["device_code"]
        refused = gate.ask(None, grant_type=GRANT, device_code=code)
        assert refused.json["error"] == "invalid_dpop_proof"
        assert poll(gate, code).json["error"] == "authorization_pending"


class TestTheMetadata:
    def test_names_the_endpoint_and_the_grant(self, system: System) -> None:
        """Section 4."""
        found = system.get("/.well-known/oauth-authorization-server").json
        assert found["device_authorization_endpoint"] == ISSUER + PATH
        assert GRANT in found["grant_types_supported"]
