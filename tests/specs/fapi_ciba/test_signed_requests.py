"""Signed authentication requests (OpenID CIBA Core section 7.1.1, FAPI-CIBA section 5.2.2)."""

from __future__ import annotations

from tests.specs.fapi2 import demands
from tests.specs.fapi_ciba.suite import Suite, taken
from tests.specs.system import b64

MINUTE = 60


def refused(suite: Suite, **claims: object) -> None:
    """A request with these claims is refused; without them it is taken."""
    demands.refused(suite.first.ask(**claims), "invalid_request")
    taken(suite.first.ask())


def test_fapi_ciba_id1_ensure_request_object_missing_aud_fails(suite: Suite) -> None:
    refused(suite, aud=None)


def test_fapi_ciba_id1_ensure_request_object_bad_aud_fails(suite: Suite) -> None:
    refused(suite, aud="https://elsewhere.example.org")


def test_fapi_ciba_id1_ensure_request_object_missing_iss_fails(suite: Suite) -> None:
    refused(suite, iss=None)


def test_fapi_ciba_id1_ensure_request_object_bad_iss_fails(suite: Suite) -> None:
    refused(suite, iss=suite.second.id)


def test_fapi_ciba_id1_ensure_request_object_missing_exp_fails(suite: Suite) -> None:
    refused(suite, exp=None)


def test_fapi_ciba_id1_ensure_request_object_expired_exp_fails(suite: Suite) -> None:
    refused(suite, exp=suite.first.now - 5 * MINUTE)


def test_fapi_ciba_id1_ensure_request_object_exp_is_70_minutes_in_future_fails(suite: Suite) -> None:
    refused(suite, exp=suite.first.now + 70 * MINUTE)


def test_fapi_ciba_id1_ensure_request_object_missing_iat_fails(suite: Suite) -> None:
    refused(suite, iat=None)


def test_fapi_ciba_id1_ensure_request_object_missing_nbf_fails(suite: Suite) -> None:
    refused(suite, nbf=None)


def test_fapi_ciba_id1_ensure_request_object_nbf_is_10_minutes_in_future_fails(suite: Suite) -> None:
    refused(suite, nbf=suite.first.now + 10 * MINUTE)


def test_fapi_ciba_id1_ensure_request_object_nbf_is_70_minutes_in_past_fails(suite: Suite) -> None:
    refused(suite, nbf=suite.first.now - 70 * MINUTE)


def test_fapi_ciba_id1_ensure_request_object_missing_jti_fails(suite: Suite) -> None:
    refused(suite, jti=None)


def test_fapi_ciba_id1_ensure_request_object_signature_algorithm_is_none_fails(suite: Suite) -> None:
    _, claims, _ = suite.first.request_object().split(".")
    unsigned = b64(b'{"alg": "none"}') + f".{claims}."
    demands.refused(suite.first.ask_plainly({"request": unsigned}), "invalid_request")


def test_fapi_ciba_id1_ensure_request_object_signature_algorithm_is_bad_fails(suite: Suite) -> None:
    header, claims, signature = suite.first.request_object().split(".")
    other = "A" if signature[10] != "A" else "B"
    spoilt = f"{header}.{claims}.{signature[:10]}{other}{signature[11:]}"
    demands.refused(suite.first.ask_plainly({"request": spoilt}), "invalid_request")


def test_fapi_ciba_id1_ensure_request_object_signature_algorithm_is_RS256_fails(suite: Suite) -> None:
    signed = suite.first.request_object(None, "RS256")
    demands.refused(suite.first.ask_plainly({"request": signed}), "invalid_request")


def test_fapi_ciba_id1_ensure_request_object_signed_by_other_client_fails(suite: Suite) -> None:
    foreign = suite.first.request_object(suite.second.key)
    demands.refused(suite.first.ask_plainly({"request": foreign}), "invalid_request")


def test_fapi_ciba_id1_ensure_authorization_request_with_multiple_hints_fails(suite: Suite) -> None:
    refused(suite, login_hint_token="x" * 20)
    demands.refused(suite.first.ask(id_token_hint="x.y.z"), "invalid_request")


def test_fapi_ciba_id1_ensure_unsigned_backchannel_authorization_request_fails(suite: Suite) -> None:
    plainly = {name: str(value) for name, value in suite.first.wish().items()}
    demands.refused(suite.first.ask_plainly(plainly), "invalid_request")
