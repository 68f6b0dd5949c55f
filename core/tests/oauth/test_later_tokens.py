"""What can be done with tokens later: refresh, exchange, look at them, take them back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from joincard_core.oauth import (
    InsufficientAuthorization,
    InsufficientScope,
    InvalidAuthorizationDetails,
    InvalidGrant,
    InvalidRequest,
    InvalidScope,
    InvalidToken,
    OAuthError,
    UnauthorizedClient,
    UnsupportedTokenType,
)
from joserfc.jwk import ECKey

from core.tests.oauth.party import EXCHANGE, ISSUER, PORTAL, RIDE, VISIT, details, opened

if TYPE_CHECKING:
    from core.tests.oauth.party import Party, Server

ROTATING = replace(PORTAL, refresh_token_rotation=True)
CONTRACTOR = type(PORTAL)(grant_types=(EXCHANGE, "client_credentials"))
DAY = 86_400


@pytest.fixture
def rotating(server: Server) -> Party:
    return server.party("rotating", ROTATING)


@pytest.fixture
def contractor(server: Server) -> Party:
    return server.party("lab", CONTRACTOR, "the-lab", frozenset({"verify"}))


@pytest.fixture
def hospital(server: Server) -> Party:
    """A system that has named the contractor."""
    return server.party("his", replace(PORTAL, subcontractors=("lab",)), "jiaxing-first")


def only(server: Server, client_id: str, scope: str) -> None:
    """Leave a client one scope."""
    server.clients.change(client_id, lambda client: replace(client, scopes=frozenset({scope})))


class TestARefreshToken:
    def test_gives_new_access_tokens_and_stays_as_it_is(self, portal: Party) -> None:
        """FAPI 2.0 section 5.3.2.1: no rotation."""
        first = portal.redeem(portal.code())
        for _ in range(3):
            again = portal.refresh(first["refresh_token"])
            assert "refresh_token" not in again
            assert portal.call(again["access_token"]).sub == portal.call(first["access_token"]).sub

    def test_is_not_bound_to_a_proof_key_since_its_client_proves_itself(self, portal: Party) -> None:
        """RFC 9449 section 5."""
        token = portal.redeem(portal.code())["refresh_token"]
        portal.proof_key = ECKey.generate_key("P-256")
        portal.call(portal.refresh(token)["access_token"])

    def test_may_ask_for_less_and_never_for_more(self, portal: Party) -> None:
        token = portal.redeem(portal.code(scope="verify"))["refresh_token"]
        with pytest.raises(InvalidScope):
            portal.refresh(token, scope="verify openid")
        wide = portal.redeem(portal.code())["refresh_token"]
        assert portal.refresh(wide, scope="openid")["scope"] == "openid"
        assert portal.refresh(wide)["scope"] == "openid verify"

    def test_gives_no_scope_that_its_client_has_lost(self, server: Server, portal: Party) -> None:
        """What staff or the client itself take out of its registration holds from the next request on."""
        answer = portal.redeem(portal.code())
        only(server, "portal", "openid")
        with pytest.raises(InsufficientScope):
            portal.call(answer["access_token"])
        assert portal.introspect(answer["access_token"]).members["scope"] == "openid"
        assert portal.introspect(answer["refresh_token"]).members["scope"] == "openid"
        again = portal.refresh(answer["refresh_token"])
        assert again["scope"] == "openid"
        with pytest.raises(InsufficientScope):
            portal.call(again["access_token"])
        with pytest.raises(InvalidScope):
            portal.refresh(answer["refresh_token"], scope="verify")

    def test_gives_nothing_where_no_scope_is_left(self, server: Server, portal: Party) -> None:
        token = portal.redeem(portal.code(scope="openid"))["refresh_token"]
        only(server, "portal", "verify")
        with pytest.raises(InvalidGrant):
            portal.refresh(token)

    def test_is_nothing_to_another_client(self, server: Server, portal: Party) -> None:
        token = portal.redeem(portal.code())["refresh_token"]
        with pytest.raises(InvalidGrant):
            server.party("thief").refresh(token)

    def test_ends_with_its_grant(self, server: Server, portal: Party) -> None:
        token = portal.redeem(portal.code())["refresh_token"]
        server.wait(90 * DAY - 120)
        portal.refresh(token)
        server.wait(121)
        with pytest.raises(InvalidGrant):
            portal.refresh(token)


class TestTokensOfALostCard:
    """A holder who has lost the card is protected from everybody who was let in by it."""

    def test_open_nothing_and_are_not_refreshed(self, server: Server, portal: Party) -> None:
        answer, late = portal.redeem(portal.code()), portal.code()
        portal.call(answer["access_token"])
        server.lost.add("card-of-ann")
        for scope in ("verify", "openid"):
            with pytest.raises(InvalidToken):
                portal.call(answer["access_token"], scope)
        with pytest.raises(InvalidGrant):
            portal.refresh(answer["refresh_token"])
        with pytest.raises(InvalidGrant):
            portal.redeem(late)

    def test_are_good_again_when_the_card_is_found(self, server: Server, portal: Party) -> None:
        answer = portal.redeem(portal.code())
        server.lost.add("card-of-ann")
        with pytest.raises(InvalidToken):
            portal.call(answer["access_token"])
        server.lost.clear()
        portal.call(answer["access_token"])
        portal.refresh(answer["refresh_token"])

    def test_leave_the_systems_own_tokens_alone(self, server: Server, portal: Party) -> None:
        token = portal.by_itself()["access_token"]
        server.lost.add("card-of-ann")
        portal.call(token)


class TestARotatedRefreshToken:
    def test_is_replaced_each_time(self, rotating: Party) -> None:
        first = rotating.redeem(rotating.code())["refresh_token"]
        second = rotating.refresh(first)["refresh_token"]
        third = rotating.refresh(second)["refresh_token"]
        assert len({first, second, third}) == 3

    def test_that_comes_again_ends_the_whole_grant(self, rotating: Party) -> None:
        """RFC 9700 section 4.14.2."""
        first = rotating.redeem(rotating.code())["refresh_token"]
        second = rotating.refresh(first)
        rotating.call(second["access_token"])
        for _ in range(2):
            with pytest.raises(InvalidGrant):
                rotating.refresh(first)
        with pytest.raises(InvalidGrant):
            rotating.refresh(second["refresh_token"])
        with pytest.raises(InvalidToken):
            rotating.call(second["access_token"])


class TestAnExchangedToken:
    def test_acts_for_the_provider_with_the_contractors_key(self, hospital: Party, contractor: Party) -> None:
        held = hospital.by_itself(scope="verify")["access_token"]
        answer = contractor.exchange(held)
        assert answer["issued_token_type"] == "urn:ietf:params:oauth:token-type:access_token"
        caller = contractor.call(answer["access_token"])
        assert (caller.client_id, caller.provider_id) == ("lab", "jiaxing-first")
        with pytest.raises(OAuthError):
            hospital.call(answer["access_token"])

    def test_says_who_acts(self, server: Server, hospital: Party, contractor: Party) -> None:
        """RFC 8693 section 4.1."""
        token = contractor.exchange(hospital.by_itself()["access_token"])["access_token"]
        found = opened(server, token).claims
        assert (found["sub"], found["act"], found["client_id"]) == ("his", {"sub": "lab"}, "lab")

    def test_lives_no_longer_than_what_it_came_from(
        self, server: Server, hospital: Party, contractor: Party
    ) -> None:
        held = hospital.by_itself()["access_token"]
        server.wait(500)
        assert contractor.exchange(held)["expires_in"] == 100

    def test_is_never_wider(self, hospital: Party, contractor: Party) -> None:
        held = hospital.by_itself(authorization_details=details(VISIT))["access_token"]
        assert contractor.call(contractor.exchange(held)["access_token"]).details[0].services == (VISIT,)
        for wider in (details(RIDE), details(VISIT, RIDE), details(VISIT, cities=("330100",))):
            with pytest.raises(InvalidAuthorizationDetails):
                contractor.exchange(held, authorization_details=wider)
        with pytest.raises(InvalidScope):
            contractor.exchange(held, scope="openid")

    def test_asks_about_nothing_that_the_providers_system_may_not(
        self, server: Server, hospital: Party, contractor: Party
    ) -> None:
        """The contractor's own registration names no services, and so would allow all of the provider's."""
        token = contractor.exchange(hospital.by_itself()["access_token"])["access_token"]
        contractor.call(token).require(RIDE, "330400")
        server.clients.change(
            "his", lambda his: replace(his, metadata=replace(his.metadata, services=(VISIT,)))
        )
        contractor.call(token).require(VISIT, "330400")
        with pytest.raises(InsufficientAuthorization):
            contractor.call(token).require(RIDE, "330400")

    def test_asks_for_nothing_that_the_providers_system_has_lost(
        self, server: Server, hospital: Party, contractor: Party
    ) -> None:
        held = hospital.by_itself()["access_token"]
        token = contractor.exchange(held)["access_token"]
        only(server, "his", "openid")
        with pytest.raises(InsufficientScope):
            contractor.call(token)
        with pytest.raises(InvalidGrant):
            contractor.exchange(held)

    def test_ends_when_the_contractor_is_named_no_more(
        self, server: Server, hospital: Party, contractor: Party
    ) -> None:
        token = contractor.exchange(hospital.by_itself()["access_token"])["access_token"]
        server.clients.change("his", lambda his: replace(his, metadata=PORTAL))
        with pytest.raises(InvalidToken):
            contractor.call(token)

    @pytest.mark.parametrize("end", ["revoke", "suspend", "expire"])
    def test_ends_with_what_it_came_from(
        self, server: Server, hospital: Party, contractor: Party, end: str
    ) -> None:
        held = hospital.by_itself()["access_token"]
        token = contractor.exchange(held)["access_token"]
        contractor.call(token)
        if end == "revoke":
            hospital.revoke(held)
        elif end == "suspend":
            server.clients.suspend("his")
        else:
            server.wait(600)
        with pytest.raises(InvalidToken):
            contractor.call(token)

    def test_ends_with_the_holders_grant(self, hospital: Party, contractor: Party) -> None:
        answer = hospital.redeem(hospital.code())
        token = contractor.exchange(answer["access_token"])["access_token"]
        assert contractor.call(token).person_id == "ann"
        hospital.revoke(answer["refresh_token"])
        with pytest.raises(InvalidToken):
            contractor.call(token)

    def test_needs_the_providers_word(self, server: Server, contractor: Party) -> None:
        held = server.party("pharmacy", PORTAL, "pharmacy").by_itself()["access_token"]
        with pytest.raises(UnauthorizedClient):
            contractor.exchange(held)

    def test_is_not_exchanged_again(self, server: Server, hospital: Party, contractor: Party) -> None:
        server.clients.change(
            "lab", lambda lab: replace(lab, metadata=replace(CONTRACTOR, subcontractors=("sub",)))
        )
        token = contractor.exchange(hospital.by_itself()["access_token"])["access_token"]
        with pytest.raises(UnauthorizedClient):
            server.party("sub", CONTRACTOR, "sub", frozenset({"verify"})).exchange(token)

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"subject_token": "x"}, InvalidGrant),
            ({"subject_token": None}, UnsupportedTokenType),
            ({"subject_token_type": "urn:ietf:params:oauth:token-type:jwt"}, UnsupportedTokenType),
            (
                {"requested_token_type": "urn:ietf:params:oauth:token-type:refresh_token"},
                UnsupportedTokenType,
            ),
            ({"actor_token": "x"}, InvalidRequest),
            ({"audience": "y"}, InvalidRequest),
            ({"resource": "https://other.example"}, OAuthError),
        ],
    )
    def test_is_not_given_for_anything_else(
        self, hospital: Party, contractor: Party, changes: dict[str, Any], error: type[OAuthError]
    ) -> None:
        with pytest.raises(error):
            contractor.exchange(hospital.by_itself()["access_token"], **changes)


class TestIntrospection:
    def test_tells_a_provider_about_its_own_tokens(self, server: Server, portal: Party) -> None:
        answer = portal.redeem(portal.code(authorization_details=details(VISIT)))
        found = server.party("desk").introspect(answer["access_token"]).members
        assert (found["active"], found["client_id"], found["scope"]) == (True, "portal", "openid verify")
        assert found["cnf"] == {"jkt": portal.proof_key.thumbprint()}
        assert found["authorization_details"] == answer["authorization_details"]

    def test_tells_a_client_about_its_refresh_token_and_nobody_else(
        self, server: Server, portal: Party
    ) -> None:
        token = portal.redeem(portal.code())["refresh_token"]
        assert portal.introspect(token).members["active"] is True
        assert server.party("desk").introspect(token).members == {"active": False}

    def test_tells_nothing_of_all_others(self, server: Server, portal: Party) -> None:
        mine = portal.redeem(portal.code())["access_token"]
        foreign = server.party("bank", PORTAL, "the-bank").by_itself()["access_token"]
        revoked = portal.by_itself()["access_token"]
        portal.revoke(revoked)
        for token in ("x", "", foreign, revoked, mine + "x", mine[:-4]):
            if token:
                assert portal.introspect(token).members == {"active": False}
        server.wait(600)
        assert portal.introspect(mine).members == {"active": False}

    def test_is_signed_for_the_one_that_asks(self, server: Server, portal: Party) -> None:
        """RFC 9701 section 5."""
        token = portal.by_itself()["access_token"]
        signed = portal.introspect(token, "application/token-introspection+jwt").signed
        assert signed is not None
        found = opened(server, signed)
        assert found.header["typ"] == "token-introspection+jwt"
        assert (found.claims["iss"], found.claims["aud"]) == (ISSUER, "portal")
        assert found.claims["token_introspection"]["active"] is True
        assert not {"sub", "exp"} & set(found.claims)

    def test_needs_a_token(self, portal: Party) -> None:
        with pytest.raises(InvalidRequest):
            portal.introspect("")


class TestRevocation:
    def test_of_an_access_token_is_seen_at_its_next_use(self, portal: Party) -> None:
        one, other = (portal.by_itself()["access_token"] for _ in range(2))
        portal.call(one)
        portal.revoke(one)
        with pytest.raises(InvalidToken):
            portal.call(one)
        portal.call(other)

    def test_of_a_refresh_token_ends_every_token_of_the_grant(self, portal: Party) -> None:
        answer = portal.redeem(portal.code())
        later = portal.refresh(answer["refresh_token"])["access_token"]
        portal.revoke(answer["refresh_token"])
        for token in (answer["access_token"], later):
            with pytest.raises(InvalidToken):
                portal.call(token)
        with pytest.raises(InvalidGrant):
            portal.refresh(answer["refresh_token"])

    def test_of_what_is_not_ones_own_changes_nothing(self, server: Server, portal: Party) -> None:
        answer, thief = portal.redeem(portal.code()), server.party("thief")
        for token in (answer["access_token"], answer["refresh_token"], "x"):
            thief.revoke(token)
        portal.call(answer["access_token"])
        portal.refresh(answer["refresh_token"])
