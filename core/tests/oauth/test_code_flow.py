"""From a pushed request to tokens, on both databases: what is given, once, to whom."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from joincard_core.oauth import (
    InteractionUnknown,
    InvalidDpopProof,
    InvalidGrant,
    InvalidRequest,
    InvalidRequestUri,
    InvalidScope,
    InvalidToken,
    LoginRequired,
    OAuthError,
    SignedIn,
    UnauthorizedClient,
    UnmetAuthentication,
    UnsupportedResponseType,
)
from joincard_core.oauth.claims_request import read
from joincard_core.oauth.tables import interactions
from joserfc.jwk import ECKey

from core.tests.oauth.party import ANN, CALLBACK, ISSUER, PORTAL, b64, opened, told

if TYPE_CHECKING:
    from core.tests.oauth.party import Party, Server

BOB = SignedIn("bob", "card-of-bob", ANN.auth_time, ANN.acr, ANN.amr)


def claims(server: Server, token: str) -> dict[str, Any]:
    """What a token says."""
    return opened(server, token).claims


class TestACode:
    def test_gives_tokens_bound_to_the_proof(self, server: Server, portal: Party) -> None:
        answer = portal.redeem(portal.code(nonce="n-1"))
        assert (answer["token_type"], answer["scope"]) == ("DPoP", "openid verify")
        access, identity = claims(server, answer["access_token"]), claims(server, answer["id_token"])
        assert access["cnf"] == {"jkt": portal.proof_key.thumbprint()}
        assert access["sub"] == identity["sub"] != ANN.person_id
        assert (identity["aud"], identity["nonce"]) == ("portal", "n-1")
        assert portal.call(answer["access_token"]).person_id == ANN.person_id

    def test_comes_with_the_issuer_and_the_state(self, portal: Party) -> None:
        answer = told(portal.sign_in(portal.push(state="a b&c")))
        assert (answer["iss"], answer["state"]) == (ISSUER, "a b&c")

    def test_names_a_holder_alike_to_one_provider_and_otherwise_to_another(self, server: Server) -> None:
        one, same, other = (
            server.party(name, provider=provider)
            for name, provider in (("a", "clinic"), ("b", "clinic"), ("c", "bank"))
        )
        subs = [
            claims(server, each.redeem(each.code())["id_token"])["sub"] for each in (one, one, same, other)
        ]
        assert subs[0] == subs[1] == subs[2] != subs[3]
        assert claims(server, one.redeem(one.code(BOB))["id_token"])["sub"] != subs[0]

    def test_is_taken_once_and_ends_its_grant_the_second_time(self, server: Server, portal: Party) -> None:
        code = portal.code()
        token = portal.redeem(code)["access_token"]
        portal.call(token)
        with pytest.raises(InvalidGrant) as raised:
            portal.redeem(code)
        assert "used before" in raised.value.cause
        assert "used" not in raised.value.sentence.lower().replace("not accepted", "")
        with pytest.raises(InvalidToken):
            portal.call(token)

    def test_lives_a_minute(self, server: Server, portal: Party) -> None:
        late, just = portal.code(), portal.code()
        server.wait(59)
        portal.redeem(just)
        server.wait(1)
        with pytest.raises(InvalidGrant):
            portal.redeem(late)

    def test_is_nothing_to_another_client(self, server: Server, portal: Party) -> None:
        code = portal.code()
        with pytest.raises(InvalidGrant):
            server.party("thief").redeem(code)
        portal.redeem(code)

    @pytest.mark.parametrize("verifier", [None, "w" * 43, "v" * 42, "v" * 44, "v" * 129, "ü" * 43])
    def test_needs_the_verifier_and_survives_a_wrong_one(self, portal: Party, verifier: str | None) -> None:
        code = portal.code()
        with pytest.raises(InvalidGrant):
            portal.redeem(code, code_verifier=verifier)
        portal.redeem(code)

    def test_needs_the_same_redirect_uri(self, portal: Party) -> None:
        with pytest.raises(InvalidGrant):
            portal.redeem(portal.code(), redirect_uri=CALLBACK + "2")

    def test_bound_to_a_key_needs_a_proof_of_it(self, portal: Party) -> None:
        code = portal.code(dpop_jkt=ECKey.generate_key("P-256").thumbprint())
        with pytest.raises(InvalidGrant):
            portal.redeem(code)
        portal.redeem(portal.code(dpop_jkt=portal.proof_key.thumbprint()))

    def test_of_a_suspended_client_is_worth_nothing(self, server: Server, portal: Party) -> None:
        code = portal.code()
        server.clients.suspend("portal")
        with pytest.raises(OAuthError):
            portal.redeem(code)

    def test_without_the_scope_openid_gives_no_id_token(self, portal: Party) -> None:
        assert "id_token" not in portal.redeem(portal.code(scope="verify"))

    def test_gives_no_refresh_token_to_a_client_without_that_grant(self, server: Server) -> None:
        plain = server.party(
            "plain", type(PORTAL)(**{**fields(PORTAL), "grant_types": ("authorization_code",)})
        )
        assert "refresh_token" not in plain.redeem(plain.code())


def fields(metadata: Any) -> dict[str, Any]:
    """The members of a value, to change one."""
    return {name: getattr(metadata, name) for name in metadata.__slots__}


class TestAPushedRequest:
    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"response_type": "token"}, UnsupportedResponseType),
            ({"response_type": "code id_token"}, UnsupportedResponseType),
            ({"response_type": None}, InvalidRequest),
            ({"redirect_uri": CALLBACK + "/"}, InvalidRequest),
            ({"redirect_uri": CALLBACK.replace("https", "HTTPS")}, InvalidRequest),
            ({"redirect_uri": None}, InvalidRequest),
            ({"response_mode": "fragment"}, InvalidRequest),
            ({"scope": None}, InvalidScope),
            ({"scope": "verify admin"}, InvalidScope),
            ({"scope": "verify  openid"}, InvalidScope),
            ({"code_challenge_method": "plain"}, InvalidRequest),
            ({"code_challenge": None}, InvalidRequest),
            ({"code_challenge": "v" * 42}, InvalidRequest),
            ({"state": "s" * 1025}, InvalidRequest),
            ({"state": "a\nb"}, InvalidRequest),
            ({"nonce": "\ud7ff\u0000"}, InvalidRequest),
            ({"prompt": "none login"}, InvalidRequest),
            ({"prompt": "shout"}, InvalidRequest),
            ({"max_age": "-1"}, InvalidRequest),
            ({"max_age": "1e3"}, InvalidRequest),
            ({"max_age": "９"}, InvalidRequest),
            ({"dpop_jkt": "short"}, InvalidRequest),
            ({"request_uri": "urn:x"}, InvalidRequest),
        ],
    )
    def test_is_refused_before_a_browser_is_involved(
        self, portal: Party, changes: dict[str, str | None], error: type[OAuthError]
    ) -> None:
        with pytest.raises(error) as raised:
            portal.push(**changes)
        assert raised.value.client_id == "portal"

    def test_needs_a_client_with_that_grant(self, server: Server) -> None:
        with pytest.raises(UnauthorizedClient):
            server.party("robot", type(PORTAL)()).push()

    def test_with_a_proof_binds_the_code(self, portal: Party) -> None:
        code = told(portal.sign_in(portal.push(portal.proof("/oauth/par"))))["code"]
        portal.redeem(code)
        other = told(portal.sign_in(portal.push(portal.proof("/oauth/par"))))["code"]
        portal.proof_key = ECKey.generate_key("P-256")
        with pytest.raises(InvalidGrant):
            portal.redeem(other)

    def test_with_a_proof_of_another_key_than_it_says_is_refused(self, portal: Party) -> None:
        with pytest.raises(InvalidDpopProof):
            portal.push(portal.proof("/oauth/par"), dpop_jkt=b64(b"k" * 32))

    def test_is_opened_until_the_holder_has_decided(self, portal: Party) -> None:
        uri = portal.push()
        pages = portal.server.endpoints.authorization
        pages.begin({"client_id": "portal", "request_uri": uri}, None)
        portal.sign_in(uri)
        with pytest.raises(InvalidRequestUri) as raised:
            portal.sign_in(uri)
        assert raised.value.answer is not None

    def test_lives_a_minute_and_its_page_longer(self, server: Server, portal: Party) -> None:
        uri, pages = portal.push(), server.endpoints.authorization
        begun = pages.begin({"client_id": "portal", "request_uri": uri}, None)
        server.wait(60)
        with pytest.raises(InvalidRequestUri):
            portal.sign_in(uri)
        pages.sign_in(begun.interaction.handle, begun.browser, ANN)
        assert "code" in told(pages.approve(begun.interaction.handle, begun.browser))

    def test_is_nothing_to_another_client(self, server: Server, portal: Party) -> None:
        uri = portal.push()
        with pytest.raises(InvalidRequestUri) as raised:
            server.party("thief").sign_in(uri)
        assert raised.value.answer is None

    def test_without_a_page_is_told_that_the_holder_must_sign_in(self, portal: Party) -> None:
        with pytest.raises(LoginRequired) as raised:
            portal.sign_in(portal.push(prompt="none"))
        assert told(raised.value.answer)["error"] == "login_required"


class TestTheClaimsParameter:
    """OpenID Connect Core section 5.5."""

    @pytest.mark.parametrize(
        "claims",
        [
            {},
            {"id_token": None, "userinfo": {}, "elsewhere": {"x": 7}},
            {"id_token": {"auth_time": {"essential": True}, "name": None, "sub": {"unknown": 1}}},
            {"id_token": {"acr": {"values": ["urn:another"]}, "sub": None}},
            {"id_token": {"acr": {"essential": True, "values": ["urn:another", ANN.acr]}}},
            {"userinfo": {"sub": {"value": "not looked at here"}}},
        ],
    )
    def test_changes_nothing_where_all_claims_come_anyway(self, portal: Party, claims: object) -> None:
        assert "id_token" in portal.redeem(portal.code(claims=json.dumps(claims)))

    def test_can_demand_one_holder(self, server: Server, portal: Party) -> None:
        sub = opened(server, portal.redeem(portal.code())["id_token"]).claims["sub"]
        demanding = json.dumps({"id_token": {"sub": {"value": sub}}})
        assert "id_token" in portal.redeem(portal.code(claims=demanding))
        with pytest.raises(LoginRequired) as raised:
            portal.code(BOB, claims=demanding)
        assert told(raised.value.answer)["error"] == "login_required"
        assert sub not in raised.value.cause

    def test_lets_the_right_holder_sign_in_after_another(self, server: Server, portal: Party) -> None:
        sub = opened(server, portal.redeem(portal.code())["id_token"]).claims["sub"]
        uri = portal.push(claims=json.dumps({"id_token": {"sub": {"values": [sub]}}}))
        with pytest.raises(LoginRequired):
            portal.sign_in(uri, BOB)
        assert "code" in told(portal.sign_in(uri, ANN))

    @pytest.mark.parametrize("wanted", [{"value": "urn:another"}, {"values": ["urn:another", "urn:third"]}])
    def test_can_demand_a_way_to_sign_in(self, portal: Party, wanted: dict[str, object]) -> None:
        with pytest.raises(UnmetAuthentication) as raised:
            portal.code(claims=json.dumps({"id_token": {"acr": {"essential": True, **wanted}}}))
        assert told(raised.value.answer)["error"] == "unmet_authentication_requirements"

    @pytest.mark.parametrize(
        "claims",
        [
            "[]",
            "{",
            "7",
            '{"id_token": 7}',
            '{"userinfo": []}',
            '{"id_token": {"name": 7}}',
            '{"userinfo": {"name": "yes"}}',
            '{"id_token": {"sub": {"value": 7}}}',
            '{"id_token": {"sub": {"values": "abc"}}}',
            '{"id_token": {"acr": {"essential": true, "values": [[]]}}}',
            '{"id_token": {}, "id_token": {}}',
            '{"id_token": {"x": "%s"}}' % ("y" * 8_192),
            "\ud800",
        ],
    )
    def test_of_another_form_is_refused(self, claims: str) -> None:
        with pytest.raises(InvalidRequest):
            read(claims)


class TestAPage:
    def test_belongs_to_one_browser(self, portal: Party) -> None:
        pages = portal.server.endpoints.authorization
        begun = pages.begin({"client_id": "portal", "request_uri": portal.push()}, None)
        for browser in ("", "another", begun.interaction.handle):
            with pytest.raises(InteractionUnknown):
                pages.interaction(begun.interaction.handle, browser)

    def test_is_decided_once_in_all_windows(self, portal: Party) -> None:
        pages, uri = portal.server.endpoints.authorization, portal.push()
        windows = [pages.begin({"client_id": "portal", "request_uri": uri}, "browser") for _ in range(2)]
        for each in windows:
            pages.sign_in(each.interaction.handle, "browser", ANN)
        pages.approve(windows[0].interaction.handle, "browser")
        for decide in (pages.approve, pages.deny):
            with pytest.raises(InteractionUnknown):
                decide(windows[1].interaction.handle, "browser")

    def test_is_not_agreed_to_before_anyone_signed_in(self, portal: Party) -> None:
        pages = portal.server.endpoints.authorization
        begun = pages.begin({"client_id": "portal", "request_uri": portal.push()}, None)
        with pytest.raises(InteractionUnknown):
            pages.approve(begun.interaction.handle, begun.browser)

    def test_can_be_refused_without_signing_in(self, portal: Party) -> None:
        pages = portal.server.endpoints.authorization
        begun = pages.begin({"client_id": "portal", "request_uri": portal.push()}, None)
        answer = told(pages.deny(begun.interaction.handle, begun.browser))
        assert (answer["error"], answer["state"], answer["iss"]) == ("access_denied", "s-1", ISSUER)

    @pytest.mark.parametrize("decision", ["approve", "deny"])
    @pytest.mark.parametrize("taken", [{"redirect_uris": ()}, {"grant_types": ("client_credentials",)}])
    def test_leads_to_no_address_that_was_taken_from_the_client_meanwhile(
        self, server: Server, portal: Party, taken: dict[str, Any], decision: str
    ) -> None:
        pages, waiting = server.endpoints.authorization, portal.push()
        begun = pages.begin({"client_id": "portal", "request_uri": portal.push()}, None)
        pages.sign_in(begun.interaction.handle, begun.browser, ANN)
        server.clients.change(
            "portal", lambda found: replace(found, metadata=replace(found.metadata, **taken))
        )
        with pytest.raises(InvalidRequest) as raised:
            getattr(pages, decision)(begun.interaction.handle, begun.browser)
        assert raised.value.answer is None
        with pytest.raises(InvalidRequest) as raised:
            pages.begin({"client_id": "portal", "request_uri": waiting}, None)
        assert raised.value.answer is None

    def test_of_a_client_that_was_suspended_meanwhile_ends(self, server: Server, portal: Party) -> None:
        pages = server.endpoints.authorization
        begun = pages.begin({"client_id": "portal", "request_uri": portal.push()}, None)
        pages.sign_in(begun.interaction.handle, begun.browser, ANN)
        server.clients.suspend("portal")
        with pytest.raises(InvalidRequest):
            pages.approve(begun.interaction.handle, begun.browser)


class TestPagesThatNobodyFinishes:
    def test_are_removed_when_the_next_one_is_opened(self, server: Server, portal: Party) -> None:
        pages = server.endpoints.authorization
        for _ in range(3):
            pages.begin({"client_id": "portal", "request_uri": portal.push()}, None)
        server.wait(901)
        pages.begin({"client_id": "portal", "request_uri": portal.push()}, None)
        with server.database.read() as tx:
            assert len(tx.execute(interactions.select()).all()) == 1
