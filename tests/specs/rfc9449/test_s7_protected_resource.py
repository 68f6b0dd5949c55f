"""RFC 9449 section 7: access to the API."""

from typing import Any

import pytest

from tests.specs.system import ISSUER, System, another

PATH = "/v1/verifications/" + "0" * 32
EMPTY = 404
"""What a caller who is let in gets at ``PATH``."""


def refusal(answer: Any) -> tuple[int, str]:
    challenge = answer.headers["WWW-Authenticate"]
    assert challenge.startswith("DPoP ")
    assert 'algs="ES256 PS256 EdDSA"' in challenge
    assert answer.content_type == "application/problem+json"
    error = challenge.partition('error="')[2].partition('"')[0]
    return answer.status_code, error


class TestACall:
    @pytest.mark.parametrize("name", ["system", "bank", "museum"])
    def test_with_token_and_proof_is_let_in(self, request: pytest.FixtureRequest, name: str) -> None:
        system = request.getfixturevalue(name)
        assert system.call(system.token()).status_code == EMPTY

    @pytest.mark.parametrize("scheme", ["dpop", "DPOP"])
    def test_may_spell_the_scheme_in_any_case(self, system: System, scheme: str) -> None:
        assert system.call(system.token(), scheme=scheme).status_code == EMPTY

    def test_without_a_proof_is_refused(self, system: System) -> None:
        assert refusal(system.call(system.token(), proof=None)) == (401, "invalid_dpop_proof")

    def test_with_the_same_proof_twice_is_refused(self, system: System) -> None:
        token = system.token()
        proof = system.proof("GET", ISSUER + PATH, token)
        assert system.call(token, proof).status_code == EMPTY
        assert refusal(system.call(token, proof)) == (401, "invalid_dpop_proof")

    def test_with_the_proof_of_the_token_request_is_refused(self, system: System) -> None:
        token = system.token()
        assert refusal(system.call(token, system.proof(token=token))) == (401, "invalid_dpop_proof")

    def test_with_a_proof_for_another_method_is_refused(self, system: System) -> None:
        token = system.token()
        assert refusal(system.call(token, system.proof("POST", ISSUER + PATH, token))) == (
            401,
            "invalid_dpop_proof",
        )

    def test_with_a_proof_for_another_address_is_refused(self, system: System) -> None:
        token = system.token()
        elsewhere = ISSUER + PATH[:-1] + "1"
        assert refusal(system.call(token, system.proof("GET", elsewhere, token))) == (
            401,
            "invalid_dpop_proof",
        )

    def test_with_two_proofs_is_refused(self, system: System) -> None:
        token = system.token()
        two = ",".join(system.proof("GET", ISSUER + PATH, token) for _ in range(2))
        assert refusal(system.call(token, two)) == (401, "invalid_dpop_proof")

    @pytest.mark.parametrize("age", [61, -61])
    def test_with_an_old_or_early_proof_is_refused(self, system: System, age: int) -> None:
        token = system.token()
        proof = system.proof("GET", ISSUER + PATH, token, iat=system.now - age)
        assert refusal(system.call(token, proof)) == (401, "invalid_dpop_proof")

    def test_may_name_the_address_without_its_query(self, system: System) -> None:
        token = system.token()
        proof = system.proof("GET", ISSUER + PATH, token)
        assert system.call(token, proof, path=f"{PATH}?a=b").status_code == EMPTY


class TestAth:
    """Section 4.3, last step: the proof belongs to the token that it comes with."""

    def test_is_needed(self, system: System) -> None:
        token = system.token()
        assert refusal(system.call(token, system.proof("GET", ISSUER + PATH))) == (401, "invalid_dpop_proof")

    @pytest.mark.parametrize("ath", [None, "", "x", 7, "é", []])
    def test_is_the_hash_of_the_token(self, system: System, ath: object) -> None:
        token = system.token()
        proof = system.proof("GET", ISSUER + PATH, token, ath=ath)
        assert refusal(system.call(token, proof)) == (401, "invalid_dpop_proof")

    def test_of_another_token_is_refused(self, system: System) -> None:
        token, other = system.token(), system.token()
        assert refusal(system.call(token, system.proof("GET", ISSUER + PATH, other))) == (
            401,
            "invalid_dpop_proof",
        )


class TestTheBinding:
    def test_to_a_key_makes_a_stolen_token_useless(self, system: System) -> None:
        token = system.token()
        thief = system.proof("GET", ISSUER + PATH, token, key=another(system.key))
        assert refusal(system.call(token, thief)) == (401, "invalid_dpop_proof")

    def test_is_not_lifted_by_the_scheme_bearer(self, system: System) -> None:
        """Section 7.2: a bound token is never taken as a bearer token."""
        token = system.token()
        assert refusal(system.call(token, scheme="Bearer")) == (401, "invalid_token")
        assert refusal(system.call(token, proof=None, scheme="Bearer")) == (401, "invalid_token")
