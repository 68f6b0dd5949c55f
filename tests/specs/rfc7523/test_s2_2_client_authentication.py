"""RFC 7523 section 2.2: a JWT for client authentication."""

from typing import Any

import pytest

from tests.specs.system import System


class TestTheParameters:
    @pytest.mark.parametrize(
        "kind", [None, "jwt", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"]
    )
    def test_need_the_assertion_type(self, system: System, kind: Any) -> None:
        assert system.ask(client_assertion_type=kind).json["error"] == "invalid_client"

    def test_need_one_assertion(self, system: System) -> None:
        assert (
            system.ask(client_assertion=f"{system.assertion()} {system.assertion()}").json["error"]
            == "invalid_client"
        )

    def test_may_name_the_client_again(self, system: System) -> None:
        assert system.ask(client_id="hospital").status_code == 200

    def test_may_not_name_another(self, system: System) -> None:
        assert system.ask(client_id="bank").json["error"] == "invalid_client"
