"""RFC 9068 section 4: checking an access token."""

from datetime import timedelta
from typing import Any

import pytest
from joincard_core.keys import KeyUse

from tests.specs.system import EC, ISSUER, Reply, Running, System, sign


class Forger:
    """Tokens that the authority's own keys signed, with one thing wrong."""

    def __init__(self, authority: Running, system: System) -> None:
        self.authority = authority
        self.system = system

    def token(self, typ: str = "at+jwt", use: KeyUse = "token", **claims: object) -> str:
        good: dict[str, Any] = {
            "iss": ISSUER,
            "aud": ISSUER,
            "sub": "hospital",
            "client_id": "hospital",
            "iat": self.system.now,
            "exp": self.system.now + 60,
            "jti": "forged",
            "scope": "verify",
            "cnf": {"jkt": EC.thumbprint()},
        }
        wanted = {**good, **claims}
        return self.authority.keys.sign(use, typ, {name: v for name, v in wanted.items() if v is not None})


@pytest.fixture
def forger(authority: Running, system: System) -> Forger:
    return Forger(authority, system)


def refused(answer: Reply) -> bool:
    return (answer.status_code, answer.json["code"]) == (401, "oauth.invalid-token")


class TestAToken:
    def test_with_nothing_wrong_is_taken(self, system: System, forger: Forger) -> None:
        assert system.call(forger.token()).status_code == 404

    @pytest.mark.parametrize("typ", ["JWT", "jwt", "joincard-receipt+jwt", "dpop+jwt", ""])
    def test_of_another_typ_is_refused(self, system: System, forger: Forger, typ: str) -> None:
        assert refused(system.call(forger.token(typ)))

    @pytest.mark.parametrize("use", ["receipt", "snapshot"])
    def test_under_a_key_for_something_else_is_refused(
        self, system: System, forger: Forger, use: KeyUse
    ) -> None:
        assert refused(system.call(forger.token(use=use)))

    @pytest.mark.parametrize(
        "claims",
        [
            {"iss": "https://evil.example"},
            {"iss": None},
            {"aud": "https://other.example.cn"},
            {"aud": None},
            {"aud": [ISSUER, "https://other.example.cn"]},
            {"exp": None},
            {"exp": "later"},
            {"exp": 0},
            {"jti": None},
            {"client_id": None},
            {"cnf": None},
            {"cnf": {}},
            {"cnf": {"jkt": 7}},
            {"cnf": "jkt"},
        ],
    )
    def test_with_a_wrong_claim_is_refused(
        self, system: System, forger: Forger, claims: dict[str, Any]
    ) -> None:
        assert refused(system.call(forger.token(**claims)))

    def test_of_a_client_that_is_gone_is_refused(self, system: System, forger: Forger) -> None:
        assert refused(system.call(forger.token(client_id="nobody")))

    def test_that_expired_is_refused(self, system: System, authority: Running) -> None:
        token = system.token()
        authority.clock.advance(timedelta(seconds=599))
        assert system.call(token).status_code == 404
        authority.clock.advance(timedelta(seconds=1))
        assert refused(system.call(token))

    def test_that_somebody_else_signed_is_refused(self, system: System) -> None:
        claims = {"iss": ISSUER, "aud": ISSUER, "exp": system.now + 60, "cnf": {"jkt": EC.thumbprint()}}
        assert refused(system.call(sign({"alg": "ES256", "typ": "at+jwt", "kid": "x"}, claims, EC)))

    @pytest.mark.parametrize("alg", ["none", "HS256"])
    def test_with_another_algorithm_is_refused(self, system: System, alg: str) -> None:
        _, payload, signature = system.token().split(".")
        forged = sign({"alg": alg, "typ": "at+jwt", "kid": "x"}, b"{}", EC).split(".")[0]
        assert refused(system.call(f"{forged}.{payload}.{signature}"))
        assert refused(system.call(f"{forged}.{payload}."))

    @pytest.mark.parametrize("token", ["x", "a.b.c", "....", "e30.e30.e30", "x" * 7000])
    def test_that_is_none_is_refused(self, system: System, token: str) -> None:
        assert refused(system.call(token))


class TestAClient:
    def test_that_is_suspended_is_refused_with_tokens_that_it_has(
        self, museum: System, authority: Running
    ) -> None:
        token = museum.token()
        authority.clients.suspend("museum")
        try:
            assert refused(museum.call(token))
        finally:
            authority.clients.reinstate("museum")
        assert museum.call(token).status_code == 404

    def test_without_the_scope_is_refused(self, system: System, forger: Forger) -> None:
        """RFC 6750 section 3.1."""
        answer = system.call(forger.token(scope="other"))
        assert (answer.status_code, answer.json["code"]) == (403, "oauth.insufficient-scope")
        assert 'error="insufficient_scope"' in answer.headers["WWW-Authenticate"]
        assert 'scope="verify"' in answer.headers["WWW-Authenticate"]

    def test_without_any_scope_is_refused(self, system: System, forger: Forger) -> None:
        assert system.call(forger.token(scope=None)).status_code == 403
