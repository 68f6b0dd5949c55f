"""RFC 8705 section 3: a token is worth something only over a connection with its certificate."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from typing import TYPE_CHECKING

from core.tests.oauth.certificates import NOW, self_signed
from tests.specs.rfc8705.conftest import ISSUED, KEY, OWN

if TYPE_CHECKING:
    from tests.specs.rfc8705.conftest import Mutual

KNOWN = 404  # past the guard: the address is empty


def granted(mutual: Mutual) -> str:
    """A token of the client with a certificate of its own."""
    answer = mutual.token("own", OWN)
    assert answer.json["token_type"] == "Bearer"
    return str(answer.json["access_token"])


class TestTheConfirmation:
    """Section 3.1."""

    def test_the_token_confirms_the_certificate(self, mutual: Mutual) -> None:
        payload = granted(mutual).split(".")[1]
        claims = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        assert claims["cnf"] == {"x5t#S256": OWN.thumbprint}


class TestABoundToken:
    """Section 3."""

    def test_the_certificate_opens(self, mutual: Mutual) -> None:
        assert mutual.call(granted(mutual), OWN).status_code == KNOWN

    def test_no_certificate_does_not(self, mutual: Mutual) -> None:
        refused = mutual.call(granted(mutual), None)
        assert (refused.status_code, refused.json["code"]) == (401, "oauth.invalid-token")
        assert refused.headers["WWW-Authenticate"].startswith('Bearer error="invalid_token"')

    def test_another_certificate_does_not(self, mutual: Mutual) -> None:
        assert mutual.call(granted(mutual), ISSUED).status_code == 401

    def test_another_certificate_of_the_same_key_does_not(self, mutual: Mutual) -> None:
        assert mutual.call(granted(mutual), self_signed(KEY, ends=NOW)).status_code == 401

    def test_the_token_is_not_one_for_dpop(self, mutual: Mutual) -> None:
        assert mutual.call(granted(mutual), OWN, scheme="DPoP").status_code == 401
