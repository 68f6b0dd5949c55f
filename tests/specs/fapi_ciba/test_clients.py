"""Who a clerk's system is (OpenID CIBA Core section 7.1 and 13), at both endpoints."""

from __future__ import annotations

from tests.specs.fapi2 import demands
from tests.specs.fapi_ciba.clerk import ASK, TOKEN
from tests.specs.fapi_ciba.suite import PENDING, Suite, taken, unknown_client
from tests.specs.system import ISSUER


def test_fapi_ciba_id1_ensure_wrong_auth_req_id_in_token_endpoint_request(suite: Suite) -> None:
    auth_req_id = taken(suite.first.ask())
    demands.refused(suite.second.poll(auth_req_id), "invalid_grant")
    suite.allowed(auth_req_id)
    demands.refused(suite.second.poll(auth_req_id), "invalid_grant")
    suite.first.tokens(suite.first.poll(auth_req_id))


def test_fapi_ciba_id1_ensure_without_client_assertion_in_token_endpoint_request(suite: Suite) -> None:
    auth_req_id = taken(suite.first.ask())
    named = {"client_id": suite.first.id, "client_assertion": None, "client_assertion_type": None}
    demands.refused(suite.first.poll(auth_req_id, **named), "invalid_client")
    demands.refused(suite.first.poll(auth_req_id, {}, **named), "invalid_client")


def test_fapi_ciba_id1_ensure_without_client_assertion_in_backchannel_authorization_request(
    suite: Suite,
) -> None:
    named = {"client_id": suite.first.id, "client_assertion": None, "client_assertion_type": None}
    unknown_client(suite.first.ask(named))


def test_fapi_ciba_id1_ensure_client_assertion_signature_algorithm_in_backchannel_authorization_request_is_RS256_fails(
    suite: Suite,
) -> None:
    unknown_client(suite.first.ask({"client_assertion": suite.first.assertion(alg="RS256")}))


def test_fapi_ciba_id1_ensure_client_assertion_signature_algorithm_in_token_endpoint_request_is_RS256_fails(
    suite: Suite,
) -> None:
    auth_req_id = taken(suite.first.ask())
    demands.refused(
        suite.first.poll(auth_req_id, client_assertion=suite.first.assertion(alg="RS256")), "invalid_client"
    )


def test_fapi_ciba_id1_ensure_client_assertion_with_iss_aud_to_token_endpoint_succeeds(suite: Suite) -> None:
    auth_req_id = taken(suite.first.ask())
    for aud in (ISSUER, ISSUER + TOKEN, ISSUER + ASK):
        demands.refused(
            suite.first.poll(auth_req_id, client_assertion=suite.first.assertion(aud=aud)), *PENDING
        )
    elsewhere: tuple[object, ...] = ("https://elsewhere.example.org", [ISSUER], ISSUER + "/oauth/par")
    for other in elsewhere:
        assertion = suite.first.assertion(aud=other)
        demands.refused(suite.first.poll(auth_req_id, client_assertion=assertion), "invalid_client")


def test_fapi_ciba_id1_ensure_mtls_holder_of_key_required(suite: Suite) -> None:
    auth_req_id = taken(suite.first.ask())
    suite.allowed(auth_req_id)
    answer = suite.first.poll(auth_req_id, {})
    if suite.row.tls_authentication:
        demands.refused(answer, "invalid_client")
    else:
        demands.refused(answer, "invalid_request")
    suite.first.tokens(suite.first.poll(auth_req_id))


def test_fapi_ciba_id1_ensure_different_client_id_and_issuer_in_backchannel_authorization_request(
    suite: Suite,
) -> None:
    unknown_client(suite.first.ask({"client_id": suite.second.id}))


def test_fapi_ciba_id1_ensure_wrong_client_id_in_backchannel_authorization_request(suite: Suite) -> None:
    unknown_client(suite.first.ask({"client_id": suite.second.id}, iss=suite.second.id))


def test_fapi_ciba_id1_ensure_wrong_client_id_in_token_endpoint_request(suite: Suite) -> None:
    auth_req_id = taken(suite.first.ask())
    demands.refused(suite.first.poll(auth_req_id, client_id=suite.second.id), "invalid_client")
    demands.refused(suite.first.poll(auth_req_id), *PENDING)
