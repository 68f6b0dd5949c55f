"""RFC 9449 section 4.2: what a DPoP proof holds."""

from typing import Any

import pytest

from tests.specs.system import EC, System, public


def error(answer: Any) -> Any:
    assert answer.status_code == 400
    return answer.json["error"]


class TestTheHeader:
    @pytest.mark.parametrize("typ", [None, "JWT", "DPoP", "dpop", "at+jwt", "dpop+jwt ", 7])
    def test_is_of_typ_dpop_jwt(self, system: System, typ: object) -> None:
        assert error(system.ask(system.proof(header={"typ": typ}))) == "invalid_dpop_proof"

    @pytest.mark.parametrize("alg", ["none", "HS256", "RS256", "ES512", None])
    def test_names_an_asymmetric_algorithm(self, system: System, alg: object) -> None:
        assert error(system.ask(system.proof(header={"alg": alg}))) == "invalid_dpop_proof"

    @pytest.mark.parametrize(
        "jwk",
        [
            None,
            "key",
            [],
            {},
            {"kty": "oct", "k": "c2VjcmV0"},
            {"kty": "EC", "crv": "P-256"},
            {"kty": "EC", "crv": "P-384", "x": "AA", "y": "AA"},
            {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
            {"kty": "EC", "crv": "P-256", "x": "A" * 43, "y": "A" * 43},
            {"kty": "EC", "crv": "P-256", "x": 7, "y": ["x"]},
            {"kty": "EC", "crv": ["P-256"], "x": "A" * 43, "y": "A" * 43},
            {"kty": "OKP", "crv": "X25519", "x": "A" * 43},
            {"kty": "OKP", "crv": "Ed25519", "x": "é" * 43},
            {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
            {"kty": "RSA", "n": "_" * 300, "e": "AQ"},
            {"kty": "RSA", "n": "_" * 1000, "e": "AQAB"},
            {"kty": "RSA", "n": "_" * 343, "e": "_" * 343},
        ],
    )
    def test_holds_a_public_key_that_is_allowed(self, system: System, jwk: object) -> None:
        assert error(system.ask(system.proof(header={"jwk": jwk}))) == "invalid_dpop_proof"

    @pytest.mark.parametrize("member", ["d", "p", "q", "dp", "dq", "qi", "oth", "k"])
    def test_holds_no_private_part(self, system: System, member: str) -> None:
        jwk = {**public(EC), member: "AA"}
        answer = system.ask(system.proof(header={"jwk": jwk}))
        assert error(answer) == "invalid_dpop_proof"
        assert "private" in answer.json["error_description"]

    @pytest.mark.parametrize("name", ["system", "bank", "museum"])
    def test_may_hold_a_key_of_each_kind(self, request: pytest.FixtureRequest, name: str) -> None:
        assert request.getfixturevalue(name).ask().status_code == 200


class TestThePayload:
    @pytest.mark.parametrize("jti", [None, "", 7, "x" * 513])
    def test_has_a_jti(self, system: System, jti: object) -> None:
        assert error(system.ask(system.proof(jti=jti))) == "invalid_dpop_proof"

    @pytest.mark.parametrize("htm", [None, "GET", "post", "", ["POST"]])
    def test_has_the_method(self, system: System, htm: object) -> None:
        assert error(system.ask(system.proof(htm=htm))) == "invalid_dpop_proof"

    @pytest.mark.parametrize("iat", [None, "now", True, [0], {}])
    def test_has_a_time(self, system: System, iat: object) -> None:
        assert error(system.ask(system.proof(iat=iat))) == "invalid_dpop_proof"

    def test_may_have_a_time_with_a_fraction(self, system: System) -> None:
        assert system.ask(system.proof(iat=system.now + 0.5)).status_code == 200
