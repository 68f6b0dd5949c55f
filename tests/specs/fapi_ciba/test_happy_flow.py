"""Requests that succeed, decisions, expiry, and polls that come too fast (OpenID CIBA Core section 7 to 11)."""

from __future__ import annotations

import pytest

from tests.specs.fapi2 import demands
from tests.specs.fapi_ciba.clerk import AUTH_REQ_ID, SCOPE, Clerk
from tests.specs.fapi_ciba.suite import INTERVAL, PENDING, Suite, assert_ping, taken

BAD_MESSAGE = "1234 \U0001f44d\U0001f3ff 品川 " + "Lorem ipsum dolor sit amet, " * 16
INTERACTION = "X-Fapi-Interaction-Id"


def test_fapi_ciba_id1(suite: Suite) -> None:
    for clerk in (suite.first, suite.second):
        auth_req_id, found = suite.tokens(clerk)
        claims = clerk.id_token(found)
        assert claims[AUTH_REQ_ID] == auth_req_id
        assert claims["auth_time"] <= clerk.now
        opened(clerk, found["access_token"])
        other = suite.second if clerk is suite.first else suite.first
        demands.turned_away(clerk.call(found["access_token"], other.certificate))
        demands.refused(clerk.poll(auth_req_id), "invalid_grant")


def opened(clerk: Clerk, token: str) -> None:
    """The resource is given, whatever of JSON is accepted, and names the call as its caller did."""
    given = "c770aef3-6784-41f7-8e0e-ff5f97bddb3a"
    for accept in ("application/json;charset=UTF-8", "application/json, application/*+json, */*"):
        answer = clerk.call(token, {**clerk.certificate, "Accept": accept, INTERACTION: given})
        demands.admitted(answer)
        assert answer.headers[INTERACTION] == given
    assert len(clerk.call(token).headers[INTERACTION]) == len(given)
    path = f"/v1/events?access_token={token}"
    assert clerk.system.get(path, clerk.certificate).status_code == 401


def test_fapi_ciba_id1_user_rejects_authentication(suite: Suite) -> None:
    auth_req_id = suite.asked()
    suite.denied(auth_req_id)
    suite.told(auth_req_id)
    demands.refused(suite.first.poll(auth_req_id), "access_denied")


def test_fapi_ciba_id1_multiple_call_to_token_endpoint(suite: Suite) -> None:
    auth_req_id = taken(suite.first.ask())
    errors = []
    for _ in range(20):
        answer = suite.first.poll(auth_req_id)
        demands.refused(answer, *PENDING)
        errors.append(answer.json["error"])
    assert errors == ["authorization_pending", *["slow_down"] * 19]
    suite.wait(INTERVAL)
    demands.refused(suite.first.poll(auth_req_id), "slow_down")


def test_fapi_ciba_id1_auth_req_id_expired(suite: Suite) -> None:
    auth_req_id = suite.asked(requested_expiry=11)
    suite.wait(1)
    assert suite.deliver().any is False
    assert suite.listener.heard == []
    demands.refused(suite.first.poll(auth_req_id), "expired_token")


@pytest.mark.parametrize("message", ["1234", "Zähler 3 · 4711", "柜台三 4711"])
def test_fapi_ciba_id1_ensure_authorization_request_with_binding_message_succeeds(
    suite: Suite, message: str
) -> None:
    auth_req_id = taken(suite.first.ask(binding_message=message))
    suite.allowed(auth_req_id)
    suite.first.tokens(suite.first.poll(auth_req_id))


def test_fapi_ciba_id1_ensure_other_scope_order_succeeds(suite: Suite) -> None:
    suite.tokens(scope=" ".join(reversed(SCOPE.split())))


@pytest.mark.parametrize("expiry", ["30", 30])
def test_fapi_ciba_id1_ensure_requested_expiry_as_string_succeeds(suite: Suite, expiry: object) -> None:
    answer = suite.first.ask(requested_expiry=expiry)
    assert answer.json["expires_in"] == 30
    auth_req_id = taken(answer)
    suite.allowed(auth_req_id)
    suite.first.tokens(suite.first.poll(auth_req_id))


def test_fapi_ciba_id1_ensure_authorization_request_with_potentially_bad_binding_message(
    suite: Suite,
) -> None:
    demands.refused(suite.first.ask(binding_message=BAD_MESSAGE), "invalid_binding_message")


def test_fapi_ciba_id1_refresh_token(suite: Suite) -> None:
    first, second = suite.first, suite.second
    assert "refresh_token" not in suite.tokens(first)[1]
    _, found = suite.tokens(second)
    form = {"grant_type": "refresh_token", "refresh_token": found["refresh_token"]}
    suite.wait(1)
    again = second.token(form)
    assert again.status_code == 200, again.data
    assert again.json["access_token"] != found["access_token"]
    demands.admitted(second.call(again.json["access_token"]))
    before, after = second.id_token(found), second.id_token(again.json)
    assert {name: before[name] for name in ("sub", "auth_time")} == {
        name: after[name] for name in ("sub", "auth_time")
    }
    assert AUTH_REQ_ID not in after
    demands.refused(first.token(form), "invalid_grant", "unauthorized_client")
    suite.wait(900 + 1)
    demands.refused(second.token(form), "invalid_grant")  # the visit is over


def test_fapi_ciba_id1_ping_backchannel_notification_endpoint_response_has_body(suite: Suite) -> None:
    suite.listener.answer = (200, b"Well done.", {})
    suite.tokens()


def undisturbed(suite: Suite, status: int, **headers: str) -> None:
    """A ping that is not taken is not sent again, and the tokens are there all the same."""
    suite.listener.answer = (status, b"No.", headers)
    auth_req_id = suite.asked()
    suite.allowed(auth_req_id)
    assert suite.deliver().given_up == 1
    suite.wait(60)
    assert suite.deliver().any is False
    (ping,) = suite.listener.heard
    assert_ping(ping, auth_req_id)
    suite.first.tokens(suite.first.poll(auth_req_id))
    newest = suite.parts.oauth.events.newest(suite.first.id)[0].refusal
    assert (newest.code, str(status) in newest.cause) == ("oauth.ping-undelivered", True)


def test_fapi_ciba_id1_ping_backchannel_notification_endpoint_response_401(suite: Suite) -> None:
    undisturbed(suite, 401)


def test_fapi_ciba_id1_ping_backchannel_notification_endpoint_response_403(suite: Suite) -> None:
    undisturbed(suite, 403)


def test_fapi_ciba_id1_ping_with_mtls_ciba_notification_endpoint_response_401_and_require_server_does_not_retry(
    suite: Suite,
) -> None:
    undisturbed(suite, 401)


def test_fapi_ciba_id1_ping_backchannel_notification_endpoint_return_redirect_request(suite: Suite) -> None:
    undisturbed(suite, 301, Location="/invalid-ciba-notification-endpoint")
