"""A client proves who it is, and what its tokens are bound to, each time (FAPI 2.0 section 5.3.2.1)."""

from joserfc.jwk import ECKey

from tests.specs.fapi2 import demands
from tests.specs.fapi2.suite import Suite

NOT_THIS_CLIENT = ("invalid_client", "invalid_request")


def test_fapi2_security_profile_final_ensure_client_id_in_token_endpoint(suite: Suite) -> None:
    """The other client's id with this one's key or certificate, or with a stranger's key under its name."""
    first, second = suite.first, suite.second
    asks = first.ready()
    if suite.row.tls_authentication:
        demands.refused(asks(client_id=second.id), "invalid_client", "invalid_grant")
        return
    stranger = ECKey.generate_key("P-256", {"kid": str(second.key.kid)})
    for signed in (first.assertion(iss=second.id, sub=second.id), second.assertion(key=stranger)):
        answer = asks(client_id=second.id, client_assertion=signed)
        demands.refused(answer, "invalid_client", "invalid_grant")


def test_fapi2_security_profile_final_ensure_holder_of_key_required(suite: Suite) -> None:
    expected: tuple[str, ...] = ("invalid_request", "invalid_grant", "invalid_client")
    if suite.row.tls_authentication:
        expected = ("invalid_client", "invalid_request")
    if not suite.row.certificate_bound:
        expected = ("invalid_request", "invalid_grant", "invalid_dpop_proof")
    demands.refused(suite.first.ready()({}), *expected)


def test_fapi2_security_profile_final_ensure_signed_client_assertion_with_RS256_fails(suite: Suite) -> None:
    signed = suite.first.assertion(alg="RS256")
    demands.refused(suite.first.ready()(client_assertion=signed), "invalid_client")


def test_fapi2_security_profile_final_ensure_client_assertion_in_token_endpoint(suite: Suite) -> None:
    form = {"client_assertion": None, "client_assertion_type": None, "client_id": suite.first.id}
    demands.refused(suite.first.ready()(**form), *NOT_THIS_CLIENT)


def test_fapi2_security_profile_final_ensure_client_assertion_with_exp_is_5_minutes_in_past_fails(
    suite: Suite,
) -> None:
    asks = suite.first.ready()
    demands.refused(asks(client_assertion=suite.first.assertion(exp=suite.first.now - 300)), *NOT_THIS_CLIENT)


def test_fapi2_security_profile_final_ensure_client_assertion_with_wrong_aud_fails(suite: Suite) -> None:
    signed = suite.first.assertion(aud="https://other.example.org/oauth/token")
    demands.refused(suite.first.ready()(client_assertion=signed), *NOT_THIS_CLIENT)


def test_fapi2_security_profile_final_ensure_client_assertion_with_no_sub_fails(suite: Suite) -> None:
    signed = suite.first.assertion(sub=None)
    demands.refused(suite.first.ready()(client_assertion=signed), *NOT_THIS_CLIENT)
