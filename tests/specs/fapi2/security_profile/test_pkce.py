"""Proof Key for Code Exchange, always, and with S256 alone (RFC 7636)."""

import secrets

from tests.specs.fapi2 import demands
from tests.specs.fapi2.suite import Suite


def test_fapi2_security_profile_final_par_ensure_pkce_required(suite: Suite) -> None:
    wish = suite.first.wish(code_challenge=None, code_challenge_method=None)
    demands.refused(suite.first.push(wish), "invalid_request")


def test_fapi2_security_profile_final_par_plain_pkce_rejected(suite: Suite) -> None:
    wish = suite.first.wish()
    plain = wish.but(code_challenge=wish.verifier, code_challenge_method="plain")
    demands.refused(suite.first.push(plain), "invalid_request")
    # RFC 7636 section 4.3: no method is the same as plain.
    demands.refused(suite.first.push(plain.but(code_challenge_method=None)), "invalid_request")


def test_fapi2_security_profile_final_ensure_pkce_code_verifier_required(suite: Suite) -> None:
    demands.refused(suite.first.ready()(code_verifier=None), "invalid_grant")


def test_fapi2_security_profile_final_incorrect_pkce_code_verifier_rejected(suite: Suite) -> None:
    demands.refused(suite.first.ready()(code_verifier=secrets.token_urlsafe(48)), "invalid_grant")
