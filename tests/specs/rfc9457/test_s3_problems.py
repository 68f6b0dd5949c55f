"""RFC 9457 section 3: every error of the API is a problem."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from joincard_core.web import KINDS
from werkzeug.test import TestResponse

from tests.specs.system import ISSUER, Reply, Running, System

MEMBERS = {"type", "title", "status", "detail", "code", "request_id"}


def send(system: System, method: str, path: str, **rest: object) -> Reply:
    answer: TestResponse = system.web.open(path, method=method, **rest)  # type: ignore[arg-type]  # any request
    return Reply.of(answer)


@contextmanager
def broken(authority: Running) -> Iterator[None]:
    """An authority whose catalogue fails as it never should."""
    parts = authority.web.application.extensions["joincard"]
    shelf = parts.shelf
    object.__setattr__(parts, "shelf", None)
    try:
        yield
    finally:
        object.__setattr__(parts, "shelf", shelf)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "request.unknown-address"),
        ("GET", "/v1/nowhere", 404, "request.unknown-address"),
        ("GET", "/static/nowhere.css", 404, "request.unknown-address"),
        ("GET", "/static/../problems.py", 404, "request.unknown-address"),
        ("DELETE", "/v1/verifications", 405, "request.method"),
        ("POST", "/v1/catalogue", 405, "request.method"),
        ("BREW", "/docs", 405, "request.method"),
        ("GET", "/v1/verifications/1", 401, "oauth.no-token"),
        ("GET", "/v1/catalogue?colour=red", 422, "request.invalid"),
        ("GET", "/v1/catalogue?limit=many", 422, "request.invalid"),
        ("GET", "/v1/catalogue?limit=1&limit=2", 422, "request.invalid"),
        ("GET", "/v1/catalogue", 503, "catalogue.absent"),
        ("GET", "/readyz", 503, "authority.not-ready"),
    ],
)
class TestAnError:
    def test_is_a_problem(self, system: System, method: str, path: str, status: int, code: str) -> None:
        answer = send(system, method, path)
        assert answer.status_code == status
        assert answer.content_type == "application/problem+json"
        assert set(answer.json) - {"errors"} == MEMBERS
        assert (answer.json["status"], answer.json["code"]) == (status, code)

    def test_names_a_place_where_it_is_explained(
        self, system: System, method: str, path: str, status: int, code: str
    ) -> None:
        """Section 3.1.1: the type is an address for people."""
        kind = send(system, method, path).json["type"]
        assert kind == f"{ISSUER}/docs#{code}"
        assert f'id="{code}"' in system.get("/docs").data.decode()

    def test_is_not_to_be_kept(self, system: System, method: str, path: str, status: int, code: str) -> None:
        assert send(system, method, path).headers["Cache-Control"] == "no-store"

    def test_can_be_found_in_the_log(
        self, system: System, method: str, path: str, status: int, code: str
    ) -> None:
        answer = send(system, method, path)
        assert answer.json["request_id"] == answer.headers["X-Request-Id"]


class TestAFault:
    def test_of_ours_tells_nothing_of_what_is_inside(self, system: System, authority: Running) -> None:
        with broken(authority):
            answer = system.get("/v1/catalogue")
        assert (answer.status_code, answer.json["code"]) == (500, "authority.failed")
        assert "NoneType" not in answer.data.decode()
        assert "Traceback" not in answer.data.decode()


class TestAProblem:
    def test_that_will_pass_says_when_to_try_again(self, system: System) -> None:
        answer = system.get("/v1/catalogue")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")

    def test_of_many_members_says_where_each_is(self, system: System) -> None:
        """Section 3.2: extension members."""
        errors = system.get("/v1/catalogue?limit=0&offset=x&lang=en&colour=red").json["errors"]
        assert {error["pointer"] for error in errors} == {"/limit", "/offset", "/colour"}
        assert "Allowed: " in next(error["detail"] for error in errors if error["pointer"] == "/colour")

    def test_echoes_no_text_that_could_be_anything(self, system: System) -> None:
        answer = system.get("/v1/catalogue?%E5%A7%93%3Cscript%3E=1")
        assert "script" not in answer.data.decode()


class TestTheTable:
    def test_has_each_code_once(self) -> None:
        assert len({kind.code for kind in KINDS}) == len(KINDS)

    def test_has_one_title_for_each_code(self) -> None:
        """Section 3.1.3: a title does not change from occurrence to occurrence, and tells codes apart."""
        assert len({kind.title for kind in KINDS}) == len(KINDS)
