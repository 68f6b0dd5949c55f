"""FAPI 2.0 section 5.3.2.1, 13: clocks run apart; 10 seconds ahead is taken, more than 60 never.

Of every kind of JWT that a client sends, and of ``iat`` and ``nbf`` alike.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.specs.hostile.target import Portal
from tests.specs.system import Reply

Sending = Callable[[Portal, dict[str, Any]], Reply]


def assertion(portal: Portal, claims: dict[str, Any]) -> Reply:
    """Sign in with an assertion."""
    return portal.ask(client_assertion=portal.assertion(**claims))


def proof(portal: Portal, claims: dict[str, Any]) -> Reply:
    """Prove possession at the token endpoint."""
    return portal.ask(portal.proof(**claims))


def proof_at_the_api(portal: Portal, claims: dict[str, Any]) -> Reply:
    """Prove possession at the API, at an address that is known to be empty."""
    token, path = portal.token(), "/v1/verifications/" + "0" * 32
    return portal.call(token, portal.proof("GET", "https://card.example.cn" + path, token, **claims))


def request_object(portal: Portal, claims: dict[str, Any]) -> Reply:
    """Push a signed request."""
    return portal.post("/oauth/par", request=portal.request_object(**claims))


SENDING = pytest.mark.parametrize("send", [assertion, proof, proof_at_the_api, request_object])
TAKEN = (200, 201, 404)


@SENDING
@pytest.mark.parametrize("name", ["iat", "nbf"])
class TestATime:
    @pytest.mark.parametrize("ahead", [0, 1, 9.5, 10])
    def test_a_little_ahead_is_taken(self, portal: Portal, send: Sending, name: str, ahead: float) -> None:
        assert send(portal, {name: portal.now + ahead}).status_code in TAKEN

    @pytest.mark.parametrize("ahead", [61, 300, 3600, 10**12])
    def test_far_ahead_is_refused(self, portal: Portal, send: Sending, name: str, ahead: int) -> None:
        assert send(portal, {name: portal.now + ahead}).status_code in (400, 401)

    @pytest.mark.parametrize("value", ["soon", True, [1], {}])
    def test_that_is_none_is_refused(self, portal: Portal, send: Sending, name: str, value: object) -> None:
        assert send(portal, {name: value}).status_code in (400, 401)


@SENDING
class TestAnEnd:
    def test_that_has_passed_is_refused_where_it_is_given(self, portal: Portal, send: Sending) -> None:
        """RFC 7519 section 4.1.4; a proof need not have one."""
        assert send(portal, {"exp": portal.now - 61}).status_code in (400, 401)
