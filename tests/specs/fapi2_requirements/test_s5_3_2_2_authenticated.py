"""FAPI 2.0 section 5.3.2.2, 4: nobody pushes, or asks anything by the back channel, without saying who they are.

RFC 7662 section 2.1 and RFC 7009 section 2 want the same of introspection and revocation.
"""

import pytest

from tests.specs.hostile.target import Portal
from tests.specs.system import another

DOORS = ("/oauth/par", "/oauth/token", "/oauth/introspect", "/oauth/revoke")
NOBODY = {"client_assertion": None, "client_assertion_type": None, "client_id": "portal"}


@pytest.mark.parametrize("door", DOORS)
class TestAStranger:
    def test_gets_in_nowhere_with_a_name_alone(self, portal: Portal, door: str) -> None:
        answer = portal.post(door, portal.proof(), **self.form(portal), **NOBODY)
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_client")

    def test_gets_in_nowhere_with_a_key_of_their_own(self, portal: Portal, door: str) -> None:
        forged = portal.assertion(key=another(portal.key))
        answer = portal.post(door, portal.proof(), **self.form(portal), client_assertion=forged)
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_client")

    def test_is_the_only_one_who_is_refused(self, portal: Portal, door: str) -> None:
        proof = None if door != "/oauth/token" else portal.proof()
        assert portal.post(door, proof, **self.form(portal)).status_code in (200, 201)

    @staticmethod
    def form(portal: Portal) -> dict[str, str | None]:
        """What every door understands."""
        return {**portal.wishes(), "grant_type": "client_credentials", "scope": "verify", "token": "x"}
