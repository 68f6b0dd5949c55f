"""RFC 6749 appendix B: the form is application/x-www-form-urlencoded in UTF-8."""

from typing import Any

import pytest

from tests.specs.system import System


class TestTheForm:
    @pytest.mark.parametrize(
        "kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", ""]
    )
    def test_of_another_type_is_refused(self, system: System, kind: Any) -> None:
        answer = system.ask(headers={"Content-Type": kind})
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")

    def test_may_say_its_charset(self, system: System) -> None:
        kind = "Application/X-WWW-Form-URLencoded; charset=UTF-8"
        assert system.ask(headers={"Content-Type": kind}).status_code == 200

    @pytest.mark.parametrize(
        "body", [b"grant_type=%ff", b"grant_type=\xff", b"grant_type=%zz", b"%", b"grant_type=%4"]
    )
    def test_that_is_broken_is_refused(self, system: System, body: Any) -> None:
        answer = system.send(body)
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")

    @pytest.mark.parametrize("size", [33_000, 70_000, 300_000])
    def test_that_is_too_large_is_refused(self, system: System, size: Any) -> None:
        answer = system.send(b"grant_type=client_credentials&pad=" + b"x" * size)
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")

    def test_with_too_many_parameters_is_refused(self, system: System) -> None:
        answer = system.send(b"&".join(b"a%d=1" % n for n in range(60)))
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")

    def test_that_is_empty_misses_the_grant_type(self, system: System) -> None:
        assert system.send(b"").json["error"] == "invalid_request"
