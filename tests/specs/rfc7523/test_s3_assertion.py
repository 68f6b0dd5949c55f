"""RFC 7523 section 3: what a JWT must hold, number by number."""

from typing import Any

import pytest

from tests.specs.system import Running, System, another

ISSUER = "https://card.example.cn"


def error(answer: Any) -> Any:
    assert answer.status_code == 400
    return answer.json["error"]


class TestIssAndSub:
    @pytest.mark.parametrize(
        "claims", [{"iss": None}, {"sub": None}, {"iss": "bank"}, {"sub": "bank"}, {"iss": 7, "sub": 7}]
    )
    def test_are_both_the_client(self, system: System, claims: Any) -> None:
        assert error(system.ask(client_assertion=system.assertion(**claims))) == "invalid_client"


class TestAud:
    def test_is_the_issuer(self, system: System) -> None:
        assert system.ask(client_assertion=system.assertion(aud=ISSUER)).status_code == 200

    @pytest.mark.parametrize(
        "aud",
        [
            None,
            "",
            f"{ISSUER}/",
            f"{ISSUER}/oauth/token",
            "https://CARD.example.cn",
            "https://other.example.cn",
            [],
            [ISSUER],
            [ISSUER, ISSUER],
            [ISSUER, "https://other.example.cn"],
            [[ISSUER]],
            {"0": ISSUER},
            7,
        ],
    )
    def test_is_nothing_else(self, system: System, aud: Any) -> None:
        assert error(system.ask(client_assertion=system.assertion(aud=aud))) == "invalid_client"


class TestExp:
    @pytest.mark.parametrize("ahead", [1, 60, 299.5, 300])
    def test_lies_ahead(self, system: System, ahead: Any) -> None:
        assert system.ask(client_assertion=system.assertion(exp=system.now + ahead)).status_code == 200

    @pytest.mark.parametrize("ahead", [-3600, -1, 0, 301, 86_400, 10**30])
    def test_has_not_passed_and_is_not_far(self, system: System, ahead: Any) -> None:
        assert (
            error(system.ask(client_assertion=system.assertion(exp=system.now + ahead))) == "invalid_client"
        )

    @pytest.mark.parametrize("exp", [None, "soon", True, [1], {}, ""])
    def test_is_a_number(self, system: System, exp: Any) -> None:
        assert error(system.ask(client_assertion=system.assertion(exp=exp))) == "invalid_client"


class TestNbfAndIat:
    @pytest.mark.parametrize("name", ["nbf", "iat"])
    @pytest.mark.parametrize("offset", [-3600, 0, 10])
    def test_may_lie_in_the_past_or_a_little_ahead(self, system: System, name: Any, offset: Any) -> None:
        assertion = system.assertion(**{name: system.now + offset})
        assert system.ask(client_assertion=assertion).status_code == 200

    @pytest.mark.parametrize("name", ["nbf", "iat"])
    @pytest.mark.parametrize("value", [11, 3600, "now", True])
    def test_may_not_lie_in_the_future_or_be_nonsense(self, system: System, name: Any, value: Any) -> None:
        value = system.now + value if value in (11, 3600) and value is not True else value
        assert error(system.ask(client_assertion=system.assertion(**{name: value}))) == "invalid_client"


class TestJti:
    @pytest.mark.parametrize("jti", [None, "", 7, "x" * 513, ["x"]])
    def test_is_a_text_of_moderate_length(self, system: System, jti: Any) -> None:
        assert error(system.ask(client_assertion=system.assertion(jti=jti))) == "invalid_client"

    def test_is_taken_once(self, system: System) -> None:
        assertion = system.assertion()
        assert system.ask(client_assertion=assertion).status_code == 200
        again = system.ask(client_assertion=assertion)
        assert error(again) == "invalid_client"
        assert "used before" in again.json["error_description"]

    def test_is_each_clients_own(self, system: System, bank: System) -> None:
        assert system.ask(client_assertion=system.assertion(jti="1")).status_code == 200
        assert bank.ask(client_assertion=bank.assertion(jti="1")).status_code == 200

    @pytest.mark.parametrize("jti", ["\u0000", "\ud800", "é", "'; drop table used_jti; --"])
    def test_may_be_any_text(self, system: System, jti: Any) -> None:
        assert system.ask(client_assertion=system.assertion(jti=jti)).status_code == 200
        assert error(system.ask(client_assertion=system.assertion(jti=jti))) == "invalid_client"

    def test_is_not_used_up_by_a_request_that_fails_otherwise(self, system: System) -> None:
        assertion = system.assertion()
        assert error(system.ask(client_assertion=assertion, proof=None)) == "invalid_dpop_proof"
        assert system.ask(client_assertion=assertion).status_code == 200


class TestTheSignature:
    @pytest.mark.parametrize("name", ["system", "bank", "museum"])
    def test_may_be_es256_ps256_or_eddsa(self, request: pytest.FixtureRequest, name: Any) -> None:
        assert request.getfixturevalue(name).ask().status_code == 200

    def test_of_another_key_is_refused(self, system: System) -> None:
        other = another(system.key)
        assert error(system.ask(client_assertion=system.assertion(key=other))) == "invalid_client"

    def test_of_another_client_is_refused(self, system: System, bank: System) -> None:
        assertion = system.assertion(key=bank.key)
        assert error(system.ask(client_assertion=assertion)) == "invalid_client"

    @pytest.mark.parametrize("kid", ["unknown", "", "../../etc/passwd", "\u0000"])
    def test_of_an_unknown_kid_is_refused(self, system: System, kid: Any) -> None:
        answer = system.ask(client_assertion=system.assertion(header={"kid": kid}))
        assert error(answer) == "invalid_client"

    def test_may_name_the_key_by_its_thumbprint(self, system: System) -> None:
        assertion = system.assertion(header={"kid": system.key.thumbprint()})
        assert system.ask(client_assertion=assertion).status_code == 200

    def test_by_a_key_in_the_header_proves_nothing(self, system: System) -> None:
        other = another(system.key)
        header = {
            "jwk": other.as_dict(private=False),
            "jku": "https://evil.example/jwks",
            "x5u": "https://evil.example",
        }
        assert (
            error(system.ask(client_assertion=system.assertion(header=header, key=other))) == "invalid_client"
        )


class TestWhoIsKnown:
    def test_cannot_be_found_out(self, system: System) -> None:
        """An unknown client and a wrong signature give the same answer."""
        other = another(system.key)
        wrong = system.ask(client_assertion=system.assertion(key=other))
        unknown = system.ask(client_assertion=system.assertion(iss="nobody", sub="nobody", key=other))
        assert (wrong.status_code, wrong.data) == (unknown.status_code, unknown.data)

    @pytest.mark.parametrize("client", ["\u0000", "\ud800", "Hospital", "x" * 65, "hospital ", "hospital\n"])
    def test_is_looked_for_by_a_plain_name_only(self, system: System, client: Any) -> None:
        assertion = system.assertion(iss=client, sub=client)
        assert error(system.ask(client_assertion=assertion)) == "invalid_client"

    def test_includes_that_a_client_is_suspended_only_for_itself(
        self, authority: Running, museum: System
    ) -> None:
        authority.clients.suspend("museum")
        try:
            own = museum.ask().json["error_description"]
            other = museum.ask(client_assertion=museum.assertion(key=another(museum.key)))
        finally:
            authority.clients.reinstate("museum")
        assert "suspended" in own
        assert "suspended" not in other.json["error_description"]
