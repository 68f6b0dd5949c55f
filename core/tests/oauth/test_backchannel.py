"""A clerk asks and the holder decides (OpenID CIBA Core), on both databases: what goes wrong comes first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from joincard_core.keys import Vault
from joincard_core.oauth import (
    AuthorizationPending,
    BackchannelOutcome,
    ExpiredToken,
    FormRequest,
    HolderDenied,
    InvalidAuthorizationDetails,
    InvalidBindingMessage,
    InvalidClient,
    InvalidGrant,
    InvalidRequest,
    InvalidScope,
    InvalidToken,
    NewClient,
    OAuthError,
    SignedIn,
    SlowDown,
    TooManyQuestions,
    UnauthorizedClient,
    backchannel_decision,
    consents,
    store,
)
from joserfc.jwk import ECKey

from core.tests.oauth.certificates import public_jwk, self_signed
from core.tests.oauth.counter import ASKED, CIBA, CLERK, MESSAGE, SIGNING, Hall
from core.tests.oauth.party import ANN, PORTAL, RIDE, Party, Server, details, opened

SCOPES = frozenset({"openid", "verify"})
BOB = SignedIn("bob", "card-of-bob", ANN.auth_time, ANN.acr, ANN.amr)


@pytest.fixture
def hall(server: Server, vault: Vault) -> Hall:
    return Hall(server, vault)


@pytest.fixture
def clerk(hall: Hall) -> Party:
    return hall.clerk()


class TestABadRequest:
    @pytest.mark.parametrize(
        "form",
        [
            {"login_hint": None},
            {"id_token_hint": "x.y.z"},
            {"login_hint": None, "login_hint_token": "x.y.z"},
            {"login_hint": None, "id_token_hint": "x.y.z"},
            {"login_hint": "ANN001"},
            {"login_hint": "330400  ANN001"},
            {"login_hint": "330400 " + "9" * 100},
            {"login_hint": "330400 ANN\u2028001"},
            {"requested_expiry": "0"},
            {"requested_expiry": "-5"},
            {"requested_expiry": "soon"},
            {"requested_expiry": "٣٠"},
            {"requested_expiry": "9" * 10},
            {"user_code": "1234"},
        ],
    )
    def test_is_refused(self, hall: Hall, clerk: Party, form: dict[str, Any]) -> None:
        with pytest.raises(InvalidRequest):
            hall.ask(clerk, **form)
        assert hall.waiting() == ()

    @pytest.mark.parametrize("message", [None, " ", "a" * 61, "one\ntwo", "a\u202eb", "\x07", "a\u0000"])
    def test_has_no_message_that_can_be_compared(self, hall: Hall, clerk: Party, message: str | None) -> None:
        with pytest.raises(InvalidBindingMessage) as raised:
            hall.ask(clerk, binding_message=message)
        assert raised.value.error == "invalid_binding_message"

    @pytest.mark.parametrize("scope", [None, "verify", "openid everything", "openid  verify", "profile"])
    def test_has_other_scopes(self, hall: Hall, clerk: Party, scope: str | None) -> None:
        with pytest.raises(InvalidScope):
            hall.ask(clerk, scope=scope)

    def test_asks_for_what_is_not_offered(self, hall: Hall, clerk: Party) -> None:
        with pytest.raises(InvalidAuthorizationDetails):
            hall.ask(clerk, authorization_details=details("healthcare.clinic.night_visit"))

    def test_is_of_nobody_who_is_known(self, hall: Hall, clerk: Party) -> None:
        with pytest.raises(InvalidClient):
            hall.ask(clerk, client_assertion=clerk.assertion(aud="https://elsewhere.example"))

    def test_is_of_a_client_that_is_not_registered_for_it(self, hall: Hall) -> None:
        portal = hall.clerk("portal", PORTAL)
        with pytest.raises(UnauthorizedClient):
            hall.ask(portal)
        with pytest.raises(UnauthorizedClient):
            hall.poll(portal, "x")

    def test_uses_its_assertion_up_only_when_it_is_taken(self, hall: Hall, clerk: Party) -> None:
        once = clerk.assertion()
        with pytest.raises(InvalidBindingMessage):
            hall.ask(clerk, client_assertion=once, binding_message=None)
        hall.ask(clerk, client_assertion=once)
        with pytest.raises(InvalidClient):
            hall.ask(clerk, client_assertion=once)


class TestASignedRequest:
    def test_is_needed_where_it_is_registered(self, hall: Hall) -> None:
        with pytest.raises(InvalidRequest, match="must sign"):
            hall.ask(hall.clerk("signing", SIGNING))

    @pytest.mark.parametrize(
        "claims",
        [
            {"aud": "https://elsewhere.example"},
            {"aud": None},
            {"iss": "portal"},
            {"iss": None},
            {"client_id": "portal"},
            {"exp": None},
            {"nbf": None},
            {"iat": None},
            {"jti": None},
            {"jti": 7},
            {"exp": 1},
            {"request": "x.y.z"},
        ],
    )
    def test_says_for_whom_and_when_it_is(self, hall: Hall, claims: dict[str, Any]) -> None:
        with pytest.raises(InvalidRequest):
            hall.ask_signed(hall.clerk("signing", SIGNING), **claims)
        assert hall.waiting() == ()

    @pytest.mark.parametrize("name", ["scope", "login_hint", "binding_message", "unknown"])
    def test_stands_alone(self, hall: Hall, name: str) -> None:
        with pytest.raises(InvalidRequest, match="alone"):
            hall.ask_signed(hall.clerk("signing", SIGNING), {name: "x"})

    def test_is_signed_by_the_client_with_the_registered_algorithm(self, hall: Hall) -> None:
        thief = hall.clerk("signing", SIGNING)
        thief.sign = Party(thief.server, thief.id, ECKey.generate_key("P-256")).sign  # type: ignore[method-assign]  # signs all, also its assertion
        with pytest.raises(OAuthError):
            hall.ask_signed(thief)
        with pytest.raises(InvalidRequest, match="algorithm"):
            hall.ask_signed(
                hall.clerk("ps", replace(SIGNING, backchannel_authentication_request_signing_alg="PS256"))
            )

    def test_is_taken_once(self, hall: Hall) -> None:
        signing = hall.clerk("signing", SIGNING)
        hall.ask_signed(signing, jti="one")
        with pytest.raises(InvalidRequest, match="before"):
            hall.ask_signed(signing, jti="one")

    def test_may_hold_numbers(self, hall: Hall) -> None:
        signing = hall.clerk("signing", SIGNING)
        hall.ask_signed(signing, requested_expiry=30)
        hall.server.wait(31)
        assert hall.waiting() == ()

    def test_leads_to_tokens(self, hall: Hall) -> None:
        signing = hall.clerk("signing", SIGNING)
        asked = hall.ask_signed(signing)
        hall.approve()
        assert "access_token" in hall.poll(signing, asked)


class TestACardThatDoesNotExist:
    def test_is_answered_like_one_that_does(self, hall: Hall, clerk: Party) -> None:
        known, unknown = hall.ask(clerk), hall.ask(clerk, login_hint="330400 NOBODY")
        assert known.keys() == unknown.keys()
        for name in ("expires_in", "interval"):
            assert known[name] == unknown[name]
        for asked in (known, unknown):
            with pytest.raises(AuthorizationPending):
                hall.poll(clerk, asked["auth_req_id"])
            with pytest.raises(SlowDown):
                hall.poll(clerk, asked["auth_req_id"])
        hall.server.wait(300)
        for asked in (known, unknown):
            with pytest.raises(ExpiredToken):
                hall.poll(clerk, asked["auth_req_id"])

    @pytest.mark.parametrize("hint", ["330400 ANN001", "330400 NOBODY"])
    def test_is_limited_like_one_that_does(self, hall: Hall, clerk: Party, hint: str) -> None:
        for written in ("330400 ANN001", "330400 NOBODY"):
            for _ in range(6):
                hall.ask(clerk, login_hint=written)
        with pytest.raises(TooManyQuestions) as raised:
            hall.ask(clerk, login_hint=hint.lower())
        assert 1 <= raised.value.retry_after <= 60
        hall.ask(hall.clerk("other"), login_hint=hint)
        hall.server.wait(61)
        hall.ask(clerk, login_hint=hint)

    def test_is_limited_however_it_is_spelled(self, hall: Hall, clerk: Party) -> None:
        for _ in range(6):
            hall.ask(clerk)
        for written in ("330400 ann001", "３30400 ANN001", "330400 ＡNN001", "33040０ ａnn00１"):
            with pytest.raises(TooManyQuestions):
                hall.ask(clerk, login_hint=written)

    def test_is_limited_however_a_holder_is_named(self, hall: Hall, clerk: Party) -> None:
        """An ID token and the number of a card lead to the same page."""
        first = hall.ask(clerk)["auth_req_id"]
        hall.approve()
        token = hall.poll(clerk, first)["id_token"]
        hall.server.wait(61)
        for _ in range(3):
            hall.ask(clerk)
            hall.ask(clerk, login_hint=None, id_token_hint=token)
        for hint in ({}, {"login_hint": None, "id_token_hint": token}):
            with pytest.raises(TooManyQuestions):
                hall.ask(clerk, **hint)
        hall.server.wait(61)
        hall.ask(clerk)

    def test_is_not_found_by_trying_many(self, hall: Hall, clerk: Party) -> None:
        for number in range(120):
            hall.ask(clerk, login_hint=f"330400 {number:06}")
        with pytest.raises(TooManyQuestions):
            hall.ask(clerk, login_hint="330400 999999")


class TestAPoll:
    def test_names_a_request_of_this_client(self, hall: Hall, clerk: Party) -> None:
        asked, other = hall.ask(clerk)["auth_req_id"], hall.clerk("other")
        hall.approve()
        for who, named in ((clerk, "unknown"), (other, asked), (clerk, "x" * 500)):
            with pytest.raises(InvalidGrant):
                hall.poll(who, named)
        with pytest.raises(InvalidRequest):
            clerk.ask(grant_type=CIBA)
        assert hall.poll(clerk, asked)["token_type"] == "DPoP"

    def test_waits_longer_after_each_haste(self, hall: Hall, clerk: Party) -> None:
        asked = hall.ask(clerk)["auth_req_id"]
        seen = []
        for wait in (0, 5, 4, 9, 15, 14, 20):
            hall.server.wait(wait)
            with pytest.raises(OAuthError) as raised:
                hall.poll(clerk, asked)
            seen.append(raised.value.error)
        pending, slow = "authorization_pending", "slow_down"
        assert seen == [pending, pending, slow, slow, pending, slow, pending]

    def test_finds_an_answer_however_soon_it_comes(self, hall: Hall, clerk: Party) -> None:
        asked = hall.ask(clerk)["auth_req_id"]
        with pytest.raises(AuthorizationPending):
            hall.poll(clerk, asked)
        hall.approve()
        assert "id_token" in hall.poll(clerk, asked)

    def test_after_a_no_is_refused_for_good(self, hall: Hall, clerk: Party) -> None:
        asked = hall.ask(clerk)["auth_req_id"]
        assert hall.deny() is BackchannelOutcome.DENIED
        for _ in range(2):
            with pytest.raises(HolderDenied) as raised:
                hall.poll(clerk, asked)
            assert raised.value.error == "access_denied"

    def test_too_late_finds_nothing_although_it_was_approved(self, hall: Hall, clerk: Party) -> None:
        asked = hall.ask(clerk)["auth_req_id"]
        hall.approve()
        hall.server.wait(300)
        with pytest.raises(ExpiredToken):
            hall.poll(clerk, asked)

    def test_after_the_approval_was_taken_back_is_refused(self, hall: Hall, clerk: Party) -> None:
        asked = hall.ask(clerk)["auth_req_id"]
        hall.approve()
        with hall.server.database.write() as tx:
            assert consents.withdraw(tx, ANN.person_id, clerk.id, hall.server.clock.now())
        with pytest.raises(HolderDenied):
            hall.poll(clerk, asked)

    def test_after_the_card_was_lost_is_refused(self, hall: Hall, clerk: Party) -> None:
        asked = hall.ask(clerk)["auth_req_id"]
        hall.approve()
        hall.server.lost.add(ANN.card_id)
        with pytest.raises(InvalidGrant) as raised:
            hall.poll(clerk, asked)
        assert "lost" in raised.value.cause

    def test_gives_tokens_once(self, hall: Hall, clerk: Party) -> None:
        asked = hall.ask(clerk)["auth_req_id"]
        hall.approve()
        token = hall.poll(clerk, asked)["access_token"]
        with pytest.raises(InvalidGrant):
            hall.poll(clerk, asked)
        assert clerk.call(token).person_id == ANN.person_id

    def test_gives_tokens_to_one_of_fifty(self, hall: Hall, clerk: Party) -> None:
        asked = hall.ask(clerk)["auth_req_id"]
        hall.approve()

        def poll(_: int) -> dict[str, Any] | None:
            with suppress(InvalidGrant):
                return hall.poll(clerk, asked)
            return None

        with ThreadPoolExecutor(8) as pool:
            (found,) = filter(None, pool.map(poll, range(50)))
        assert clerk.call(found["access_token"]).person_id == ANN.person_id

    def test_may_narrow_what_was_granted_and_never_widen_it(self, hall: Hall, clerk: Party) -> None:
        asked = hall.ask(clerk)["auth_req_id"]
        hall.approve()
        with pytest.raises(InvalidAuthorizationDetails):
            clerk.ask(grant_type=CIBA, auth_req_id=asked, authorization_details=details(RIDE))
        assert "access_token" in hall.poll(clerk, asked)


class TestTheTokens:
    def test_say_who_how_and_for_what(self, hall: Hall, clerk: Party) -> None:
        asked = hall.ask(clerk)["auth_req_id"]
        hall.approve()
        answer = hall.poll(clerk, asked)
        identity = opened(hall.server, answer["id_token"]).claims
        assert identity["urn:openid:params:jwt:claim:auth_req_id"] == asked
        assert (identity["auth_time"], identity["acr"], identity["aud"]) == (ANN.auth_time, ANN.acr, "desk")
        assert answer["scope"] == "openid verify"
        assert answer["authorization_details"][0]["cities"] == ["330400"]
        assert "refresh_token" not in answer
        caller = clerk.call(answer["access_token"])
        assert (caller.person_id, caller.card_id) == (ANN.person_id, ANN.card_id)

    def test_hold_no_scope_that_the_client_has_lost(self, hall: Hall, clerk: Party) -> None:
        asked = hall.ask(clerk)["auth_req_id"]
        hall.approve()
        with hall.server.database.write() as tx:
            store.change(tx, clerk.id, scopes="openid")
        assert hall.poll(clerk, asked)["scope"] == "openid"

    def test_end_with_the_visit(self, hall: Hall, clerk: Party) -> None:
        asked = hall.ask(clerk, requested_expiry="60")["auth_req_id"]
        hall.server.wait(59)
        hall.approve()
        token = hall.poll(clerk, asked)["access_token"]
        hall.server.wait(590)
        clerk.call(token)
        hall.server.wait(12)
        with pytest.raises(InvalidToken):
            clerk.call(token)

    def test_name_the_holder_for_the_next_visit(self, hall: Hall, clerk: Party) -> None:
        first = hall.ask(clerk)["auth_req_id"]
        hall.approve()
        token = hall.poll(clerk, first)["id_token"]
        hall.server.wait(3_600)
        other = hall.clerk("other")
        with pytest.raises(InvalidRequest):
            hall.ask(other, login_hint=None, id_token_hint=token)
        again = hall.ask(clerk, login_hint=None, id_token_hint=token)["auth_req_id"]
        hall.approve()
        assert "access_token" in hall.poll(clerk, again)


class TestASystemWithACertificate:
    def test_gets_tokens_that_are_bound_to_it(self, hall: Hall) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self_signed(key)
        metadata = replace(
            CLERK,
            token_endpoint_auth_method="self_signed_tls_client_auth",
            tls_client_certificate_bound_access_tokens=True,
            dpop_bound_access_tokens=False,
        )
        new = NewClient("hall", "jiaxing-first", "Hall", {"keys": [public_jwk(key)]}, SCOPES, None, metadata)
        hall.server.clients.add(new)

        def arrived(path: str, **form: str) -> FormRequest:
            body = urlencode({"client_id": "hall", **form}).encode()
            kind = "application/x-www-form-urlencoded"
            return FormRequest(path, kind, body, "192.0.2.7", certificate=certificate)

        endpoints = hall.server.endpoints
        asked = endpoints.backchannel.ask(arrived("/oauth/bc-authorize", **ASKED)).auth_req_id
        hall.approve()
        poll = arrived("/oauth/token", grant_type=CIBA, auth_req_id=asked)
        with pytest.raises(InvalidClient):
            endpoints.token.token(
                replace(poll, certificate=self_signed(ec.generate_private_key(ec.SECP256R1())))
            )
        answer = endpoints.token.token(poll)
        bound = opened(hall.server, answer.access_token).claims["cnf"]
        assert (answer.token_type, bound) == ("Bearer", {"x5t#S256": certificate.thumbprint})


class TestTheHolder:
    def test_sees_what_the_clerk_sees(self, hall: Hall, clerk: Party) -> None:
        hall.ask(clerk)
        (found,) = hall.waiting()
        assert (found.request.asked.binding_message, found.client.name) == (MESSAGE, "Desk")
        assert hall.waiting("bob") == ()

    def test_cannot_answer_for_another(self, hall: Hall, clerk: Party) -> None:
        asked = hall.ask(clerk)["auth_req_id"]
        request = hall.only()
        assert hall.approve(request, BOB) is hall.deny(request, "bob") is BackchannelOutcome.GONE
        with pytest.raises(AuthorizationPending):
            hall.poll(clerk, asked)

    @pytest.mark.parametrize("request_id", ["", "x", "\x00", "\udfff", "0" * 32, "0" * 33])
    def test_cannot_answer_what_nobody_asked(self, hall: Hall, clerk: Party, request_id: str) -> None:
        hall.ask(clerk)
        with hall.server.database.write() as tx:
            now = hall.server.clock.now()
            approved = backchannel_decision.approve(tx, hall.vault, request_id, ANN, now)
            denied = backchannel_decision.deny(tx, request_id, ANN.person_id, now)
            assert approved is denied is BackchannelOutcome.GONE
            assert backchannel_decision.card_of(tx, request_id, ANN.person_id) is None

    def test_decides_once(self, hall: Hall, clerk: Party) -> None:
        hall.ask(clerk)
        request = hall.only()
        assert hall.approve(request) is BackchannelOutcome.APPROVED
        assert hall.approve(request) is hall.deny(request) is BackchannelOutcome.DECIDED

    def test_decides_once_in_fifty_windows(self, hall: Hall, clerk: Party) -> None:
        asked = hall.ask(clerk)["auth_req_id"]
        request = hall.only()

        def decide(number: int) -> BackchannelOutcome:
            return hall.approve(request) if number % 2 else hall.deny(request)

        with ThreadPoolExecutor(8) as pool:
            outcomes = list(pool.map(decide, range(50)))
        assert outcomes.count(BackchannelOutcome.DECIDED) == 49
        if BackchannelOutcome.APPROVED in outcomes:
            assert "access_token" in hall.poll(clerk, asked)
        else:
            with pytest.raises(HolderDenied):
                hall.poll(clerk, asked)

    def test_comes_too_late(self, hall: Hall, clerk: Party) -> None:
        hall.ask(clerk, requested_expiry="10")
        request = hall.only()
        hall.server.wait(10)
        assert hall.waiting() == ()
        assert hall.approve(request) is hall.deny(request) is BackchannelOutcome.EXPIRED

    def test_is_not_asked_by_a_client_that_was_suspended(self, hall: Hall, clerk: Party) -> None:
        hall.ask(clerk)
        request = hall.only()
        hall.server.clients.suspend(clerk.id)
        assert hall.waiting() == ()
        assert hall.approve(request) is BackchannelOutcome.GONE

    def test_is_not_remembered_to_have_agreed(self, hall: Hall, clerk: Party) -> None:
        hall.ask(clerk)
        hall.approve()
        hall.ask(clerk)
        assert len(hall.waiting()) == 1

    def test_is_forgotten_an_hour_after_the_end(self, hall: Hall, clerk: Party) -> None:
        asked = hall.ask(clerk)["auth_req_id"]
        hall.server.wait(300 + 3_599)
        with pytest.raises(ExpiredToken):
            hall.poll(clerk, asked)
        hall.server.wait(61)
        other = hall.clerk("other", replace(CLERK, grant_types=("client_credentials", CIBA)))
        other.by_itself(scope="verify")
        with pytest.raises(InvalidGrant):
            hall.poll(clerk, asked)
