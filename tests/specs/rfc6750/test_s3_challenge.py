"""RFC 6750 section 3 (as RFC 9449 section 7.1 takes it over): the challenge of the API."""

import pytest

from tests.specs.system import ISSUER, Reply, System

PATH = "/v1/verifications/" + "0" * 32


class TestARequestWithoutAToken:
    def test_is_told_what_is_needed_and_no_error(self, system: System) -> None:
        answer = system.get(PATH)
        assert answer.status_code == 401
        assert answer.json["code"] == "oauth.no-token"
        assert "error=" not in answer.headers["WWW-Authenticate"]
        assert (
            f'resource_metadata="{ISSUER}/.well-known/oauth-protected-resource"'
            in answer.headers["WWW-Authenticate"]
        )

    def test_is_refused_before_anything_else_is_looked_at(self, system: System) -> None:
        answer = Reply.of(system.web.post("/v1/verifications", data=b"{", content_type="text/plain"))
        assert answer.json["code"] == "oauth.no-token"


class TestATokenInAnotherPlace:
    @pytest.mark.parametrize("place", ["query", "form"])
    def test_is_not_looked_for(self, system: System, place: str) -> None:
        """Sections 2.2 and 2.3 do not exist here (RFC 9700 section 4.3.2)."""
        token = system.token()
        if place == "query":
            answer = system.get(f"{PATH}?access_token={token}")
        else:
            answer = Reply.of(system.web.post("/v1/verifications", data={"access_token": token}))
        assert answer.json["code"] == "oauth.no-token"


class TestAnErrorDescription:
    @pytest.mark.parametrize(
        "header", ["Bearer x", "DPoP", "DPoP ", "DPoP x", "Basic x", "x", "DPoP é", 'DPoP "\\"']
    )
    def test_has_only_the_characters_that_are_allowed(self, system: System, header: str) -> None:
        answer = system.get(PATH, {"Authorization": header.encode().decode("latin-1")})
        assert answer.status_code == 401
        described = answer.headers["WWW-Authenticate"].partition('error_description="')[2].partition('"')[0]
        assert all(" " <= char <= "~" and char != "\\" for char in described)
