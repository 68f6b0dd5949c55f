"""Codes: for one client, once, for a minute (RFC 6749 section 4.1, FAPI 2.0 section 5.3.2)."""

from tests.specs.fapi2 import demands
from tests.specs.fapi2.suite import Suite


def test_fapi2_security_profile_final_ensure_authorization_code_is_bound_to_client(suite: Suite) -> None:
    wish = suite.first.wish()
    code = suite.first.code(wish)
    demands.refused(suite.second.redeem(wish, code), "invalid_grant")


def test_fapi2_security_profile_final_attempt_reuse_authorization_code_after_one_second(suite: Suite) -> None:
    wish = suite.first.wish()
    redeem = suite.first.ready(wish)
    tokens = suite.first.tokens(redeem(), wish.parameters.get("nonce"))
    demands.admitted(suite.first.call(tokens))
    suite.wait(1)
    demands.refused(redeem(), "invalid_grant")
    demands.turned_away(suite.first.call(tokens))


def test_fapi2_security_profile_final_ensure_token_endpoint_fails_with_expired_auth_code(
    suite: Suite,
) -> None:
    redeem = suite.first.ready()
    suite.wait(62)
    demands.refused(redeem(), "invalid_grant")
