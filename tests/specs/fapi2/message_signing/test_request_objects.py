"""Signed requests (RFC 9101, FAPI 2.0 Message Signing): who signs what, how, for whom and when."""

from typing import Any

from tests.specs.fapi2 import demands
from tests.specs.fapi2.suite import Suite
from tests.specs.system import ISSUER, b64

MINUTES = 60


def leads_to_tokens(suite: Suite, **claims: Any) -> None:
    """A request object with these claims goes all the way."""
    for party in (suite.first, suite.second):
        wish = party.wish()
        uri = party.pushed(wish, request=party.request_object(wish, **claims))
        code = party.code(wish, party.address(uri))
        party.tokens(party.redeem(wish, code), wish.parameters.get("nonce"))


def is_refused(suite: Suite, **changes: Any) -> None:
    """A request object with these changes is not taken, though all else is right."""
    wish = suite.first.wish()
    answer = suite.first.push(wish, request=suite.first.request_object(wish, **changes))
    demands.refused(answer, "invalid_request_object")


def test_fapi2_security_profile_final_ensure_request_object_with_multiple_aud_succeeds(suite: Suite) -> None:
    leads_to_tokens(suite, aud=[ISSUER, "https://other1.example.com", "invalid"])
    leads_to_tokens(suite, aud=["https://other1.example.com", ISSUER])


def test_fapi2_security_profile_final_ensure_request_object_with_nbf_8_seconds_in_the_future_is_accepted(
    suite: Suite,
) -> None:
    leads_to_tokens(suite, nbf=suite.first.now + 8)


def test_fapi2_security_profile_final_ensure_request_object_without_exp_fails(suite: Suite) -> None:
    is_refused(suite, exp=None)


def test_fapi2_security_profile_final_ensure_request_object_without_nbf_fails(suite: Suite) -> None:
    is_refused(suite, nbf=None)


def test_fapi2_security_profile_final_ensure_expired_request_object_fails(suite: Suite) -> None:
    for ago in (60 * MINUTES, 1 * MINUTES, 0):
        is_refused(suite, exp=suite.first.now - ago)


def test_fapi2_security_profile_final_ensure_request_object_with_bad_aud_fails(suite: Suite) -> None:
    for aud in ("https://other.example.org", ["https://other.example.org"], ISSUER + "/", [], None):
        is_refused(suite, aud=aud)


def test_fapi2_security_profile_final_ensure_request_object_with_exp_over_60_fails(suite: Suite) -> None:
    is_refused(suite, exp=suite.first.now + 70 * MINUTES)


def test_fapi2_security_profile_final_ensure_request_object_with_nbf_over_60_fails(suite: Suite) -> None:
    is_refused(suite, nbf=suite.first.now - 70 * MINUTES)


def test_fapi2_security_profile_final_ensure_signed_request_object_with_RS256_fails(suite: Suite) -> None:
    is_refused(suite, alg="RS256")


def test_fapi2_security_profile_final_ensure_request_object_signature_algorithm_is_not_none(
    suite: Suite,
) -> None:
    wish = suite.first.wish()
    signed = suite.first.request_object(wish).split(".")
    for header in (b'{"alg":"none"}', b'{"alg":"none","typ":"oauth-authz-req+jwt"}'):
        for signature in ("", signed[2]):
            unsigned = f"{b64(header)}.{signed[1]}.{signature}"
            demands.refused(suite.first.push(wish, request=unsigned), "invalid_request_object")


def test_fapi2_security_profile_final_ensure_request_object_with_invalid_signature_fails(
    suite: Suite,
) -> None:
    wish = suite.first.wish()
    header, claims, signature = suite.first.request_object(wish).split(".")
    flipped = "B" if signature[9] == "A" else "A"
    broken = f"{header}.{claims}.{signature[:9]}{flipped}{signature[10:]}"
    demands.refused(suite.first.push(wish, request=broken), "invalid_request_object")


def test_fapi2_security_profile_final_ensure_matching_key_in_authorization_request(suite: Suite) -> None:
    is_refused(suite, key=suite.second.key)


def test_fapi2_security_profile_final_ensure_unsigned_request_at_par_endpoint_fails(suite: Suite) -> None:
    wish = suite.first.wish()
    demands.refused(suite.first.push_plainly(wish.parameters), "invalid_request")


def test_fapi2_security_profile_final_par_authorization_request_containing_request_uri(suite: Suite) -> None:
    is_refused(suite, request_uri="urn:ietf:params:oauth:request_uri:0123456789abcdef0123456789abcdef")
