"""RFC 9068 section 2: header and claims of an access token."""

import base64
import json
from typing import Any

from tests.specs.system import ISSUER, System


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    header, claims = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in token.split(".")[:2])
    return header, claims


class TestTheHeader:
    def test_is_of_typ_at_jwt_and_names_a_published_key(self, system: System) -> None:
        header, _ = parts(system.token())
        published = system.get("/.well-known/jwks.json").json["keys"]
        assert header["typ"] == "at+jwt"
        assert header["alg"] == "ES256"
        assert header["kid"] in {key["kid"] for key in published}


class TestTheClaims:
    def test_are_those_that_are_required(self, system: System) -> None:
        """Section 2.2, and 2.2.3 for the scope."""
        _, claims = parts(system.token())
        assert claims["iss"] == ISSUER
        assert claims["aud"] == ISSUER
        assert claims["sub"] == claims["client_id"] == "hospital"
        assert claims["scope"] == "verify"
        assert claims["iat"] == system.now
        assert claims["iat"] < claims["exp"] <= claims["iat"] + 600

    def test_name_each_token_differently(self, system: System) -> None:
        assert parts(system.token())[1]["jti"] != parts(system.token())[1]["jti"]

    def test_hold_nothing_about_a_person(self, system: System) -> None:
        """Section 6."""
        _, claims = parts(system.token())
        assert set(claims) == {"iss", "sub", "client_id", "aud", "iat", "exp", "jti", "scope", "cnf"}
