"""RFC 9449 section 4.3: checking a proof."""

from typing import Any

import pytest

from tests.specs.system import TOKEN, Running, System, another, public


def error(answer: Any) -> Any:
    assert answer.status_code == 400
    return answer.json["error"]


class TestAProof:
    def test_is_needed(self, system: System) -> None:
        assert error(system.ask(proof=None)) == "invalid_dpop_proof"

    def test_comes_alone(self, system: System) -> None:
        """Two header fields reach the application as one, joined by a comma."""
        assert error(system.ask(f"{system.proof()}, {system.proof()}")) == "invalid_dpop_proof"

    def test_is_signed_with_the_key_in_its_header(self, system: System) -> None:
        header = {"jwk": public(another(system.key))}
        assert error(system.ask(system.proof(header=header))) == "invalid_dpop_proof"

    def test_is_not_altered(self, system: System) -> None:
        head, _, signature = system.proof().split(".")
        _, payload, _ = system.proof().split(".")
        assert error(system.ask(f"{head}.{payload}.{signature}")) == "invalid_dpop_proof"

    @pytest.mark.parametrize(
        "htu",
        [
            TOKEN,
            f"{TOKEN}?a=b",
            f"{TOKEN}#part",
            "HTTPS://CARD.EXAMPLE.CN/oauth/token",
            "https://card.example.cn:443/oauth/token",
            "https://card.example.cn/%6Fauth/token",
        ],
    )
    def test_is_for_this_address_in_any_spelling_of_it(self, system: System, htu: str) -> None:
        assert system.ask(system.proof(uri=htu)).status_code == 200

    @pytest.mark.parametrize(
        "htu",
        [
            "",
            "/oauth/token",
            "http://card.example.cn/oauth/token",
            "https://card.example.cn/OAuth/token",
            "https://card.example.cn/oauth/token/",
            "https://card.example.cn/oauth%2Ftoken",
            "https://card.example.cn:8443/oauth/token",
            "https://card.example.cn:port/oauth/token",
            "https://card.example.cn@evil.example/oauth/token",
            "https://user@card.example.cn/oauth/token",
            "https://user:secret@card.example.cn/oauth/token",
            "https://evil.example/oauth/token",
            "https://[::1/oauth/token",
            "ftp://card.example.cn/oauth/token",
        ],
    )
    def test_is_for_no_other_address(self, system: System, htu: str) -> None:
        assert error(system.ask(system.proof(uri=htu))) == "invalid_dpop_proof"

    @pytest.mark.parametrize("htu", [None, 7, [TOKEN]])
    def test_names_its_address_as_text(self, system: System, htu: object) -> None:
        assert error(system.ask(system.proof(htu=htu))) == "invalid_dpop_proof"

    @pytest.mark.parametrize("host", ["evil.example", "card.example.cn:8443"])
    def test_is_compared_with_our_own_address_whatever_the_host_header_says(
        self, system: System, host: str
    ) -> None:
        assert system.ask(headers={"Host": host}).status_code == 200

    @pytest.mark.parametrize("age", [-60, -59, 0, 59, 60])
    def test_is_taken_within_a_minute(self, system: System, age: int) -> None:
        assert system.ask(system.proof(iat=system.now - age)).status_code == 200

    @pytest.mark.parametrize("age", [-3600, -61, 61, 3600, 10**12, -(10**12)])
    def test_is_not_taken_outside_it(self, system: System, age: int) -> None:
        assert error(system.ask(system.proof(iat=system.now - age))) == "invalid_dpop_proof"


class TestAJti:
    def test_is_taken_once(self, system: System) -> None:
        """Section 11.1."""
        proof = system.proof()
        assert system.ask(proof).status_code == 200
        assert error(system.ask(proof)) == "invalid_dpop_proof"

    def test_is_each_keys_own(self, system: System) -> None:
        assert system.ask(system.proof(jti="1")).status_code == 200
        assert system.ask(system.proof(jti="1", key=another(system.key))).status_code == 200

    def test_leaves_the_assertion_unused_when_it_is_refused(self, system: System) -> None:
        proof, assertion = system.proof(), system.assertion()
        assert system.ask(proof).status_code == 200
        assert error(system.ask(proof, client_assertion=assertion)) == "invalid_dpop_proof"
        assert system.ask(client_assertion=assertion).status_code == 200

    def test_is_remembered_until_its_proof_is_too_old(self, system: System, authority: Running) -> None:
        from datetime import timedelta

        proof = system.proof(iat=system.now + 60)
        assert system.ask(proof).status_code == 200
        authority.clock.advance(timedelta(seconds=119))
        answer = system.ask(proof)
        assert error(answer) == "invalid_dpop_proof"
        assert "used before" in answer.json["error_description"]
