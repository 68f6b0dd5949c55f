"""Signed requests (RFC 9101) and signed answers (JARM), and what is asked for in detail (RFC 9396)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from joincard_core.oauth import (
    InvalidAuthorizationDetails,
    InvalidDpopProof,
    InvalidRequest,
    InvalidRequestObject,
    InvalidRequestUri,
    UseDpopNonce,
)
from joincard_core.oauth.endpoints import Endpoints
from joserfc.jwk import ECKey

from core.tests.oauth.party import CALLBACK, ISSUER, PORTAL, RIDE, VISIT, b64, details, opened, told

if TYPE_CHECKING:
    from core.tests.oauth.party import Party, Server

SIGNING = replace(PORTAL, require_signed_request_object=True)


@pytest.fixture
def signing(server: Server) -> Party:
    return server.party("signing", SIGNING)


def request_object(party: Party, key: ECKey | None = None, header: Any = None, **changes: Any) -> str:
    """A request object; a claim that is None is left out."""
    now = party.server.now
    usual: dict[str, Any] = {
        "iss": party.id,
        "aud": ISSUER,
        "client_id": party.id,
        "nbf": now,
        "exp": now + 300,
        "response_type": "code",
        "redirect_uri": CALLBACK,
        "scope": "openid",
        "state": "inside",
        "code_challenge": b64(b"c" * 32),
        "code_challenge_method": "S256",
    }
    claims = {name: value for name, value in {**usual, **changes}.items() if value is not None}
    return party.sign(claims, key, **(header or {"typ": "oauth-authz-req+jwt"}))


def push(party: Party, request: str, **outside: str) -> str:
    """Push a request object."""
    asked = party.request("/oauth/par", {"request": request, **outside}, dpop="")
    return party.server.endpoints.pushed.push(asked).request_uri


class TestARequestObject:
    def test_is_taken_with_what_it_holds(self, signing: Party) -> None:
        assert told(signing.sign_in(push(signing, request_object(signing))))["state"] == "inside"

    def test_outweighs_what_stands_outside(self, signing: Party) -> None:
        """RFC 9101 section 6.3."""
        uri = push(signing, request_object(signing), state="outside", scope="everything")
        assert told(signing.sign_in(uri))["state"] == "inside"
        bare = push(signing, request_object(signing, state=None), state="outside")
        assert "state" not in told(signing.sign_in(bare))

    def test_may_hold_numbers_and_objects(self, signing: Party) -> None:
        visit = [{"type": "card_verification", "services": [VISIT], "purpose": "See a doctor."}]
        push(signing, request_object(signing, max_age=60, authorization_details=visit))

    def test_of_a_client_that_signs_is_needed(self, signing: Party) -> None:
        with pytest.raises(InvalidRequest):
            signing.push()

    @pytest.mark.parametrize("nbf", [-3599, -1, 0, 10])
    def test_may_begin_an_hour_ago_or_in_a_moment(self, signing: Party, nbf: int) -> None:
        push(
            signing,
            request_object(signing, nbf=signing.server.now + nbf, exp=signing.server.now + 1),
        )

    def test_for_several_is_for_us_too(self, signing: Party) -> None:
        push(signing, request_object(signing, aud=["https://other.example", ISSUER]))

    @pytest.mark.parametrize(
        "changes",
        [
            {"iss": "other"},
            {"iss": None},
            {"client_id": "other"},
            {"client_id": None},
            {"aud": None},
            {"aud": ISSUER + "/"},
            {"aud": ["https://other.example"]},
            {"exp": None},
            {"nbf": None},
            {"request": "x"},
            {"request_uri": "urn:x"},
        ],
    )
    def test_with_wrong_claims_is_refused(self, signing: Party, changes: dict[str, Any]) -> None:
        with pytest.raises(InvalidRequestObject):
            push(signing, request_object(signing, **changes))

    @pytest.mark.parametrize(
        ("nbf", "exp"), [(0, 0), (0, -1), (0, 3601), (-3601, 60), (11, 60), (-3600, 1.5)]
    )
    def test_is_for_an_hour_at_most(self, signing: Party, nbf: float, exp: float) -> None:
        now = signing.server.now
        with pytest.raises(InvalidRequestObject):
            push(signing, request_object(signing, nbf=now + nbf, exp=now + exp))

    def test_by_another_key_is_refused(self, signing: Party) -> None:
        with pytest.raises(InvalidRequestObject):
            push(signing, request_object(signing, ECKey.generate_key("P-256")))

    @pytest.mark.parametrize("typ", ["jwt", "JWT", "OAuth-Authz-Req+JWT", "application/oauth-authz-req+jwt"])
    def test_is_of_its_kind_in_any_case(self, signing: Party, typ: str) -> None:
        assert push(signing, request_object(signing, header={"typ": typ}))

    @pytest.mark.parametrize("typ", ["dpop+jwt", "at+jwt", "client-authentication+jwt"])
    def test_of_another_kind_is_refused(self, signing: Party, typ: str) -> None:
        with pytest.raises(InvalidRequestObject):
            push(signing, request_object(signing, header={"typ": typ}))

    def test_that_names_itself_is_taken_once(self, signing: Party) -> None:
        signed = request_object(signing, jti="once")
        push(signing, signed)
        with pytest.raises(InvalidRequestObject):
            push(signing, signed)

    def test_of_a_client_with_another_alg_is_refused(self, server: Server) -> None:
        ps = server.party("ps", replace(SIGNING, request_object_signing_alg="PS256"))
        with pytest.raises(InvalidRequestObject):
            push(ps, request_object(ps))


class TestASignedAnswer:
    @pytest.mark.parametrize("alg", ["ES256", "PS256"])
    @pytest.mark.parametrize("mode", ["jwt", "query.jwt", "form_post.jwt"])
    def test_says_all_inside(self, server: Server, mode: str, alg: Any) -> None:
        party = server.party("jarm", replace(PORTAL, authorization_signed_response_alg=alg))
        answer = party.sign_in(party.push(response_mode=mode))
        fields = dict(answer.fields) or told(answer)
        assert set(fields) == {"response"}
        found = opened(server, fields["response"], alg)
        assert (found.claims["iss"], found.claims["aud"], found.claims["state"]) == (ISSUER, "jarm", "s-1")
        party.redeem(found.claims["code"])

    def test_of_a_refusal_is_signed_too(self, server: Server, portal: Party) -> None:
        uri = portal.push(response_mode="jwt")
        server.wait(61)
        with pytest.raises(InvalidRequestUri) as raised:
            portal.sign_in(uri)
        fields = told(raised.value.answer)
        found = opened(server, fields["response"])
        assert found.claims["error"] == "invalid_request_uri"

    def test_by_form_is_not_in_the_address(self, portal: Party) -> None:
        answer = portal.sign_in(portal.push(response_mode="form_post"))
        assert (answer.method, answer.uri) == ("form_post", CALLBACK)
        assert {"code", "iss", "state"} == set(answer.fields)


class TestDetails:
    def test_reach_the_token(self, portal: Party) -> None:
        answer = portal.redeem(portal.code(authorization_details=details(VISIT, RIDE)))
        assert answer["authorization_details"][0]["services"] == [VISIT, RIDE]
        caller = portal.call(answer["access_token"])
        caller.require(VISIT, "330400")
        assert (
            portal.refresh(answer["refresh_token"])["authorization_details"]
            == answer["authorization_details"]
        )

    @pytest.mark.parametrize(
        "raw",
        [
            "",
            "x",
            "{}",
            "[]",
            "[1]",
            "[null]",
            '[{"type": "payment"}]',
            details(),
            details("no.such.service"),
            details(VISIT, VISIT),
            details(VISIT, cities=("999999",)),
            details(VISIT, cities=()),
            details(VISIT, purpose=""),
            details(VISIT, purpose="a\nb"),
            details(VISIT, purpose="p" * 301),
            details(VISIT, purpose=7),
            details(VISIT, actions=["read"]),
            details(VISIT, services=VISIT),
            details(VISIT, services=[[VISIT]]),
            "[" * 100 + "]" * 100,
            '[{"type": "card_verification", "type": "card_verification"}]',
        ],
    )
    def test_that_cannot_be_granted_whole_are_refused_whole(self, portal: Party, raw: str) -> None:
        if raw:
            with pytest.raises(InvalidAuthorizationDetails):
                portal.push(authorization_details=raw)
            with pytest.raises(InvalidAuthorizationDetails):
                portal.by_itself(authorization_details=raw)

    def test_stay_within_the_clients_services(self, server: Server) -> None:
        metro = server.party("metro", replace(PORTAL, services=("transport",)))
        metro.push(authorization_details=details(RIDE))
        with pytest.raises(InvalidAuthorizationDetails):
            metro.push(authorization_details=details(VISIT))


class TestNonces:
    @pytest.fixture
    def strict(self, server: Server, vault: Any) -> Endpoints:
        """Endpoints that want a nonce in every proof."""
        settings = replace(server.settings, proof_nonce=True)
        server.endpoints = Endpoints.of(
            server.database, server.keys, vault, {VISIT}.__contains__, settings, server.clock
        )
        return server.endpoints

    def test_are_asked_for_and_taken(self, server: Server, portal: Party, strict: Endpoints) -> None:
        with pytest.raises(UseDpopNonce):
            portal.by_itself()
        nonce = strict.nonces.current(server.now)
        proof = portal.proof("/oauth/token", nonce=nonce)
        token = portal.ask(proof, grant_type="client_credentials")["access_token"]
        with pytest.raises(UseDpopNonce):
            portal.call(token)
        portal.call(token, proof=portal.proof("/v1/x", "GET", token, nonce=nonce))

    @pytest.mark.parametrize(
        ("age", "good"), [(0, True), (60, True), (120, False), (3600, False), (-120, False)]
    )
    def test_are_good_for_one_to_two_minutes(
        self, server: Server, strict: Endpoints, age: int, good: bool
    ) -> None:
        nonce = strict.nonces.current(server.now - age)
        assert strict.nonces.accepts(nonce, server.now) is good

    @pytest.mark.parametrize("nonce", ["", "x", 7, True, [], {}, "ü"])
    def test_of_others_are_refused_even_where_none_is_needed(self, portal: Party, nonce: Any) -> None:
        with pytest.raises((UseDpopNonce, InvalidDpopProof)):
            portal.ask(portal.proof("/oauth/token", nonce=nonce), grant_type="client_credentials")
