"""RFC 9068 section 3 and RFC 8707: asking for a token for a resource."""

import pytest

from tests.specs.system import ISSUER, System


class TestTheResource:
    def test_may_be_named(self, system: System) -> None:
        assert system.ask(resource=ISSUER).status_code == 200

    @pytest.mark.parametrize("resource", ["https://other.example.cn", f"{ISSUER}/", "x"])
    def test_may_not_be_another(self, system: System, resource: str) -> None:
        answer = system.ask(resource=resource)
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_target")
