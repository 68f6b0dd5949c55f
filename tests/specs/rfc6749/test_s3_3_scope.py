"""RFC 6749 section 3.3: scopes."""

from typing import Any

import pytest

from tests.specs.system import System


class TestAScope:
    def test_that_is_not_asked_for_is_all_that_the_client_has(self, system: System) -> None:
        assert system.ask().json["scope"] == "verify"

    def test_that_the_client_has_is_granted(self, system: System) -> None:
        assert system.ask(scope="verify").json["scope"] == "verify"

    @pytest.mark.parametrize(
        "scope", ["admin", "verify admin", "Verify", "verify  verify", " verify", 'ver"ify', "é"]
    )
    def test_that_it_has_not_or_that_is_malformed_is_refused(self, system: System, scope: Any) -> None:
        answer = system.ask(scope=scope)
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_scope")
