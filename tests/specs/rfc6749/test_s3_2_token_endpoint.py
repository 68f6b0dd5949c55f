"""RFC 6749 section 3.2: the token endpoint."""

from typing import Any
from urllib.parse import urlencode

import pytest

from tests.specs.system import System


class TestTheTokenEndpoint:
    @pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
    def test_takes_post_only(self, system: System, method: Any) -> None:
        answer = system.web.open("/oauth/token", method=method)
        assert answer.status_code == 405
        assert "POST" in answer.headers["Allow"]

    def test_treats_a_parameter_without_a_value_as_absent(self, system: System) -> None:
        answer = system.ask(scope="")
        assert answer.status_code == 200
        assert answer.json["scope"] == "verify"

    def test_misses_a_grant_type_without_a_value(self, system: System) -> None:
        answer = system.ask(grant_type="")
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")

    def test_ignores_unknown_parameters(self, system: System) -> None:
        assert system.ask(colour="green").status_code == 200

    @pytest.mark.parametrize("name", ["grant_type", "client_assertion", "scope", "colour"])
    def test_refuses_a_parameter_that_occurs_twice(self, system: System, name: Any) -> None:
        form = [*system.form(scope="verify", colour="green").items()]
        repeated = [*form, (name, dict(form)[name])]
        answer = system.send(urlencode(repeated).encode())
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")

    def test_takes_no_parameters_in_its_address(self, system: System) -> None:
        answer = system.send(urlencode(system.form()).encode(), query="?scope=verify")
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")
