"""Pushed requests: whose they are, how often and how long they count, how they come (RFC 9126)."""

from tests.specs.fapi2 import demands
from tests.specs.fapi2.sender import PAR
from tests.specs.fapi2.suite import Suite
from tests.specs.system import ISSUER, Reply

NOT_THIS_CLIENT = ("invalid_client", "invalid_request")


def test_fapi2_security_profile_final_par_ensure_reused_request_uri_prior_to_auth_completion_succeeds(
    suite: Suite,
) -> None:
    wish, browser = suite.first.wish(), suite.first.browser()
    address = suite.first.address(suite.first.pushed(wish), wish)
    assert "sign-in" in browser.open(address).shown.buttons
    assert "code" in suite.first.told(suite.first.agreed(address, browser), wish)


def test_fapi2_security_profile_final_par_attempt_reuse_request_uri(suite: Suite) -> None:
    wish, browser = suite.first.wish(), suite.first.browser()
    address = suite.first.address(suite.first.pushed(wish), wish)
    code = str(suite.first.told(suite.first.agreed(address, browser), wish)["code"])
    suite.first.tokens(suite.first.redeem(wish, code), wish.parameters.get("nonce"))
    assert suite.first.error(browser.open(address), wish) == "invalid_request_uri"


def test_fapi2_security_profile_final_par_attempt_to_use_expired_request_uri(suite: Suite) -> None:
    wish = suite.first.wish()
    answer = suite.first.push(wish)
    address = suite.first.address(demands.taken(answer), wish)
    suite.wait(answer.json["expires_in"])
    assert suite.first.error(suite.first.browser().open(address), wish) == "invalid_request_uri"


def test_fapi2_security_profile_final_par_attempt_to_use_request_uri_for_different_client(
    suite: Suite,
) -> None:
    wish = suite.first.wish()
    uri, browser = suite.first.pushed(wish), suite.second.browser()
    demands.shown(browser.open(suite.second.address(uri)), "invalid_request_uri")
    # With an address of the other client's in it, that one is told, plainly: it has asked for nothing yet.
    own = suite.second.wish()
    page = browser.open(suite.second.address(uri, own, state=own.parameters["state"]))
    assert suite.second.error(page, own, signed=False) == "invalid_request_uri"
    # None of it used the request up for the client that it belongs to.
    suite.first.code(wish, suite.first.address(uri))


def test_fapi2_security_profile_final_par_authorization_request_containing_request_uri_form_param(
    suite: Suite,
) -> None:
    elsewhere = "urn:ietf:params:oauth:request_uri:0123456789abcdef0123456789abcdef"
    answer = suite.first.push(suite.first.wish(), request_uri=elsewhere)
    demands.refused(answer, "invalid_request", "invalid_request_object", "request_uri_not_supported")


def test_fapi2_security_profile_final_par_attempt_invalid_http_method(suite: Suite) -> None:
    form = suite.first.authenticated(suite.first.wish().parameters)
    for method in ("PUT", "GET", "DELETE"):
        answer = Reply.of(
            suite.first.system.web.open(PAR, method=method, data=form, headers=suite.first.certificate)
        )
        assert answer.status_code == 405
        assert "POST" in answer.headers["Allow"]


def test_fapi2_security_profile_final_par_without_duplicate_parameters(suite: Suite) -> None:
    for party in (suite.first, suite.second):
        wish = party.wish()
        code = party.code(wish, party.address(party.pushed(wish)))
        party.tokens(party.redeem(wish, code), wish.parameters.get("nonce"))


def test_fapi2_security_profile_final_par_ensure_jwt_client_assertions_nbf_8_seconds_in_the_future_is_accepted(
    suite: Suite,
) -> None:
    ahead = suite.first.now + 8
    wish = suite.first.wish()
    assertion = suite.first.assertion(iat=ahead, nbf=ahead)
    code = suite.first.code(wish, suite.first.address(suite.first.pushed(wish, client_assertion=assertion)))
    suite.first.tokens(suite.first.redeem(wish, code), wish.parameters.get("nonce"))


def test_fapi2_security_profile_final_par_ensure_jwt_client_assertions_nbf_over_60_seconds_in_the_future_fails(
    suite: Suite,
) -> None:
    ahead = suite.first.now + 62
    for times in ({"iat": ahead, "nbf": ahead}, {"nbf": ahead, "iat": None}, {"iat": ahead, "nbf": None}):
        assertion = suite.first.assertion(exp=ahead + 60, **times)
        answer = suite.first.push(suite.first.wish(), client_assertion=assertion)
        demands.refused(answer, *NOT_THIS_CLIENT)


def is_no_audience(suite: Suite, aud: object) -> None:
    """A client assertion for this audience is not taken with a request that is fine otherwise."""
    answer = suite.first.push(suite.first.wish(), client_assertion=suite.first.assertion(aud=aud))
    demands.refused(answer, *NOT_THIS_CLIENT)


def test_fapi2_security_profile_final_par_test_array_as_audience_fails(suite: Suite) -> None:
    is_no_audience(suite, [ISSUER, "https://other.example.org"])
    is_no_audience(suite, [ISSUER])


def test_fapi2_security_profile_final_par_test_par_endpoint_url_as_audience_fails(suite: Suite) -> None:
    is_no_audience(suite, ISSUER + PAR)


def test_fapi2_security_profile_final_par_test_token_endpoint_url_as_audience_fails(suite: Suite) -> None:
    is_no_audience(suite, suite.first.system.get("/.well-known/openid-configuration").json["token_endpoint"])
