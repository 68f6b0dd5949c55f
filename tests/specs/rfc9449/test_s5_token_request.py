"""RFC 9449 section 5: the token request."""

import base64
import json

from tests.specs.system import System, another


class TestTheToken:
    def test_is_of_type_dpop(self, system: System) -> None:
        assert system.ask().json["token_type"] == "DPoP"

    def test_is_bound_to_the_key_of_the_proof(self, system: System) -> None:
        """Section 6.1: ``cnf.jkt`` is the thumbprint of that key, which need not be the client's own."""
        key = another(system.key)
        token = system.ask(system.proof(key=key)).json["access_token"]
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        assert claims["cnf"] == {"jkt": key.thumbprint()}

    def test_does_not_exist_without_a_proof(self, system: System) -> None:
        answer = system.ask(proof=None)
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_dpop_proof")


class TestTheMetadata:
    def test_lists_the_algorithms(self, system: System) -> None:
        """Section 5.1."""
        listed = system.get("/.well-known/oauth-authorization-server").json
        assert set(listed["dpop_signing_alg_values_supported"]) == {"ES256", "PS256", "EdDSA"}
