"""RFC 8705 section 2: who is who by certificate, at the token endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from core.tests.oauth.certificates import DAY, NOW, Authority, Wanted, named, self_signed
from tests.specs.rfc8705.conftest import CA, ISSUED, KEY, OWN, TERMINATOR

if TYPE_CHECKING:
    from joincard_core.oauth import ClientCertificate

    from tests.specs.rfc8705.conftest import Mutual

STRANGER = self_signed(ec.generate_private_key(ec.SECP384R1()))


class TestTlsClientAuth:
    """Section 2.1."""

    def test_a_certificate_of_the_authority_with_the_registered_name_signs_in(self, mutual: Mutual) -> None:
        assert mutual.token("issued", ISSUED).status_code == 200

    @pytest.mark.parametrize(
        "shown",
        [
            CA.issue(Wanted(subject=named("other.example.cn"))),
            CA.issue(Wanted(ends=NOW - DAY / 2)),
            Authority().issue(Wanted()),
            STRANGER,
            OWN,
        ],
        ids=["another name", "ended", "of a stranger of the same name", "self-signed", "another client's"],
    )
    def test_no_other_certificate_does(self, mutual: Mutual, shown: ClientCertificate) -> None:
        refused = mutual.token("issued", shown)
        assert (refused.status_code, refused.json["error"]) in (
            (400, "invalid_client"),
            (401, "invalid_client"),
        )


class TestSelfSignedTlsClientAuth:
    """Section 2.2."""

    def test_the_registered_key_signs_in(self, mutual: Mutual) -> None:
        assert mutual.token("own", OWN).status_code == 200

    def test_the_registered_key_signs_in_with_any_certificate_of_its_own(self, mutual: Mutual) -> None:
        assert mutual.token("own", self_signed(KEY, ends=NOW - DAY)).status_code == 200

    @pytest.mark.parametrize("shown", [STRANGER, ISSUED])
    def test_no_other_key_does(self, mutual: Mutual, shown: ClientCertificate) -> None:
        assert mutual.token("own", shown).json["error"] == "invalid_client"

    def test_the_answer_does_not_tell_what_was_wrong(self, mutual: Mutual) -> None:
        answers = [
            mutual.token("own", STRANGER),
            mutual.token("issued", STRANGER),
            mutual.token("nobody", STRANGER),
        ]
        assert len({answer.data for answer in answers}) == 1


class TestTheTerminatorsHeader:
    """Section 6.5: what anybody may write, nobody believes."""

    @pytest.mark.parametrize("peer", ["10.0.0.6", "127.0.0.1", "::1"])
    def test_a_certificate_from_elsewhere_is_none(self, mutual: Mutual, peer: str) -> None:
        assert mutual.token("own", OWN, peer=peer).data == mutual.token("own", None).data
        assert mutual.token("own", OWN, peer=peer).json["error"] == "invalid_client"

    def test_the_terminators_own_is_believed(self, mutual: Mutual) -> None:
        assert mutual.token("own", OWN, peer=TERMINATOR).status_code == 200

    @pytest.mark.parametrize("header", ["x", "::", ":AAAA:", "-----BEGIN CERTIFICATE-----", "%"])
    @pytest.mark.parametrize("path", ["/oauth/token", "/oauth/par", "/v1/verifications/" + "0" * 32])
    def test_what_is_no_certificate_is_a_bad_request(self, mutual: Mutual, header: str, path: str) -> None:
        method = "GET" if path.startswith("/v1") else "POST"
        answer = mutual.running.web.open(
            path,
            method=method,
            headers={"Client-Cert": header},
            environ_base={"REMOTE_ADDR": TERMINATOR},
        )
        assert answer.status_code == 400
