"""RFC 9110: methods, validators and the meaning of statuses."""

import pytest

from tests.specs.system import Reply, System

DOCUMENTS = [
    "/v1/openapi.json",
    "/.well-known/jwks.json",
    "/.well-known/oauth-authorization-server",
    "/.well-known/oauth-protected-resource",
]


class TestADocument:
    @pytest.mark.parametrize("path", DOCUMENTS)
    def test_that_is_unchanged_is_not_sent_again(self, system: System, path: str) -> None:
        """Section 13.1.2."""
        first = system.get(path)
        again = system.get(path, {"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]

    @pytest.mark.parametrize("path", DOCUMENTS)
    def test_of_another_version_is_sent(self, system: System, path: str) -> None:
        assert system.get(path, {"If-None-Match": '"other"'}).status_code == 200

    @pytest.mark.parametrize("path", [*DOCUMENTS, "/", "/docs", "/healthz"])
    def test_answers_head_like_get_without_the_body(self, system: System, path: str) -> None:
        """Section 9.3.2."""
        head, whole = Reply.of(system.web.head(path)), system.get(path)
        assert (head.status_code, head.data) == (200, b"")
        assert head.headers["Content-Type"] == whole.headers["Content-Type"]


class TestA405:
    @pytest.mark.parametrize(
        ("path", "allowed"), [("/oauth/token", {"POST", "OPTIONS"}), ("/docs", {"GET", "HEAD", "OPTIONS"})]
    )
    def test_lists_what_is_allowed(self, system: System, path: str, allowed: set[str]) -> None:
        """Section 15.5.6."""
        answer = Reply.of(system.web.delete(path))
        assert set(answer.headers["Allow"].split(", ")) == allowed


class TestA401:
    def test_carries_a_challenge(self, system: System) -> None:
        """Section 15.5.2."""
        assert system.get("/v1/verifications/x").headers["WWW-Authenticate"]
