"""RFC 9700 section 2: whatever is sent to the doors, they refuse in their own words and never break."""

from typing import Any
from urllib.parse import urlencode

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.specs.system import EC, ISSUER, OKP, RSA, Reply, System, sign

PATH = "/v1/verifications/" + "0" * 32
#: The authority is one for the whole run, and a request leaves nothing behind that another one sees.
FUZZ = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

texts = st.text(max_size=20) | st.sampled_from(
    ["\u0000", "\ud800", "'", '"', "%", "\r\n", "hospital", ISSUER]
)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts
values = st.recursive(
    scalars,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(texts, below, max_size=3),
    max_leaves=6,
)
headers = st.dictionaries(
    st.sampled_from(["alg", "typ", "kid", "jwk", "crit", "cty", "b64", "jku", "x5c"]),
    values | st.sampled_from(["ES256", "PS256", "EdDSA", "none", "JWT", "dpop+jwt", "at+jwt"]),
)
claims = st.dictionaries(
    st.sampled_from(["iss", "sub", "aud", "exp", "iat", "nbf", "jti", "htm", "htu", "ath", "cnf"]), values
)
keys = st.sampled_from([EC, RSA, OKP])
header_texts = st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=60)
TOKEN_ERRORS = {
    "invalid_request",
    "invalid_client",
    "unsupported_grant_type",
    "invalid_scope",
    "invalid_target",
    "invalid_dpop_proof",
    "temporarily_unavailable",
}


def is_told(answer: Reply) -> bool:
    """Refused in the words of RFC 6749; too many failures are among them."""
    return answer.status_code in (400, 401, 429) and answer.json["error"] in TOKEN_ERRORS


class TestTheTokenEndpoint:
    @FUZZ
    @given(st.binary(max_size=300), header_texts, header_texts)
    @example(b"grant_type=client_credentials", "", "")
    @example(b"\x00", "\x00", "\x00")
    def test_refuses_any_bytes(self, system: System, body: bytes, proof: str, authorization: str) -> None:
        assert is_told(system.send(body, proof, {"Authorization": authorization}))

    @FUZZ
    @given(
        st.dictionaries(st.sampled_from(["grant_type", "client_assertion", "client_id", "scope", "x"]), texts)
    )
    def test_refuses_any_form(self, system: System, changes: dict[str, str]) -> None:
        form = {**system.form(client_assertion="e30.e30.e30"), **changes}
        assert is_told(system.send(urlencode(form, errors="surrogatepass").encode()))

    @FUZZ
    @given(headers, claims, keys)
    def test_refuses_any_assertion(
        self, system: System, head: dict[str, Any], body: dict[str, Any], key: Any
    ) -> None:
        assert is_told(system.ask(client_assertion=sign(head, body, key)))

    @FUZZ
    @given(headers, claims)
    def test_refuses_an_assertion_with_any_change(
        self, system: System, head: Any, body: dict[str, Any]
    ) -> None:
        answer = system.ask(client_assertion=system.assertion(header=head, **body))
        assert answer.status_code == 200 or is_told(answer)

    @FUZZ
    @given(headers, claims, keys)
    def test_refuses_any_proof(
        self, system: System, head: dict[str, Any], body: dict[str, Any], key: Any
    ) -> None:
        assert is_told(system.ask(sign(head, body, key)))

    @FUZZ
    @given(headers, claims)
    def test_refuses_a_proof_with_any_change(self, system: System, head: Any, body: dict[str, Any]) -> None:
        answer = system.ask(system.proof(header=head, **body))
        assert answer.status_code == 200 or is_told(answer)

    @FUZZ
    @given(headers | st.binary(max_size=40), claims | st.binary(max_size=40))
    def test_refuses_any_pair_of_parts(self, system: System, head: Any, body: Any) -> None:
        assert is_told(system.ask(client_assertion=sign(head, body, EC)))


class TestTheApi:
    @FUZZ
    @given(header_texts, header_texts)
    @example("DPoP", "")
    @example("DPoP é", "é")
    @example("DPoP a.b.c", "a.b.c")
    def test_refuses_any_authorization(self, system: System, authorization: str, proof: str) -> None:
        answer = system.get(PATH, {"Authorization": authorization, "DPoP": proof})
        assert (answer.status_code, answer.content_type) == (401, "application/problem+json")

    @FUZZ
    @given(headers, claims, keys)
    def test_refuses_any_token(
        self, system: System, head: dict[str, Any], body: dict[str, Any], key: Any
    ) -> None:
        assert system.call(sign(head, body, key)).json["code"] == "oauth.invalid-token"

    @FUZZ
    @given(headers, claims)
    def test_refuses_a_proof_with_any_change(self, system: System, head: Any, body: dict[str, Any]) -> None:
        token = system.token()
        answer = system.call(token, system.proof("GET", ISSUER + PATH, token, header=head, **body))
        assert answer.status_code == 404 or answer.json["code"] == "oauth.invalid-dpop-proof"

    @FUZZ
    @given(st.binary(max_size=200), header_texts, header_texts)
    def test_refuses_any_body(self, system: System, body: bytes, key: str, kind: str) -> None:
        token, path = system.token(), "/v1/verifications"
        sent = {"Authorization": f"DPoP {token}", "DPoP": system.proof("POST", ISSUER + path, token)}
        sent |= {"Idempotency-Key": key, "Content-Type": kind}
        with system.web.post(path, data=body, headers=sent) as answer:
            assert 400 <= answer.status_code < 500
            assert answer.content_type == "application/problem+json"
