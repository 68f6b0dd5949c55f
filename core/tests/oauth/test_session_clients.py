"""Which clients a session has, how each knows it, and what becomes of them when it ends."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from joincard_core.oauth import consents, session_clients
from joincard_core.oauth.client_metadata import ClientMetadata
from joincard_core.oauth.tables import grants, logout_notices
from joincard_core.oauth.tables import session_clients as joined
from sqlalchemy import select

from core.tests.oauth.party import ANN, CALLBACK, opened

if TYPE_CHECKING:
    from core.tests.oauth.party import Party, Server

HERE, ELSEWHERE = replace(ANN, session_id="s" * 32), replace(ANN, session_id="t" * 32)
TOLD = ClientMetadata(
    redirect_uris=(CALLBACK,),
    grant_types=("authorization_code", "refresh_token"),
    response_types=("code",),
    backchannel_logout_uri="https://portal.example.org/logout",
)
SIGNS_IN = replace(TOLD, dpop_bound_access_tokens=False)
SCOPES = frozenset({"openid", "verify"})


@pytest.fixture
def shop(server: Server) -> Party:
    """A client that wants to be told."""
    return server.party("shop", TOLD, "some-shop", SCOPES)


@pytest.fixture
def bank(server: Server) -> Party:
    """Another provider's client that wants to be told."""
    return server.party("bank", TOLD, "some-bank", SCOPES)


def sid(party: Party, answer: dict[str, Any]) -> object:
    return opened(party.server, answer["id_token"]).claims.get("sid")


def notices(server: Server) -> list[tuple[str, str]]:
    with server.database.read() as tx:
        return sorted((row.client_id, row.sid) for row in tx.execute(select(logout_notices)))


def end(server: Server, *sessions: str) -> None:
    with server.database.write() as tx:
        session_clients.end(tx, sessions, server.clock.now())


class TestTheSid:
    def test_is_in_the_id_token_of_a_session_alone(self, shop: Party) -> None:
        assert sid(shop, shop.redeem(shop.code())) is None
        assert sid(shop, shop.redeem(shop.code(HERE))) is not None

    def test_is_the_same_for_one_client_in_one_session_also_after_a_refresh(self, shop: Party) -> None:
        first = shop.redeem(shop.code(HERE))
        again = shop.redeem(shop.code(HERE))
        refreshed = shop.refresh(first["refresh_token"])
        assert sid(shop, first) == sid(shop, again) == sid(shop, refreshed)

    def test_joins_no_two_clients_and_no_two_sessions(self, shop: Party, bank: Party) -> None:
        seen = {sid(who, who.redeem(who.code(where))) for who in (shop, bank) for where in (HERE, ELSEWHERE)}
        assert len(seen) == 4

    def test_tells_nothing_of_the_session(self, shop: Party) -> None:
        told = str(sid(shop, shop.redeem(shop.code(HERE))))
        assert len(told) == 43
        assert str(HERE.session_id) not in told

    def test_is_not_made_for_who_learns_nobody(self, server: Server, shop: Party) -> None:
        shop.code(HERE, scope="verify")
        with server.database.read() as tx:
            assert tx.execute(select(joined)).all() == []


class TestASessionThatEnds:
    def test_leaves_a_notice_for_each_client_that_wants_one(
        self, server: Server, shop: Party, bank: Party, portal: Party
    ) -> None:
        told = [(who.id, sid(who, who.redeem(who.code(HERE)))) for who in (shop, bank)]
        portal.redeem(portal.code(HERE))
        end(server, str(HERE.session_id))
        assert notices(server) == sorted(told)

    def test_is_not_told_of_another_one(self, server: Server, shop: Party) -> None:
        shop.code(HERE)
        end(server, str(ELSEWHERE.session_id), "unknown")
        assert notices(server) == []

    def test_is_told_once(self, server: Server, shop: Party) -> None:
        shop.code(HERE)
        for _ in range(2):
            end(server, str(HERE.session_id))
        assert len(notices(server)) == 1

    def test_is_not_told_when_the_transaction_fails(self, server: Server, shop: Party) -> None:
        shop.code(HERE)
        with suppress(ZeroDivisionError), server.database.write() as tx:
            session_clients.end(tx, (str(HERE.session_id),), server.clock.now())
            raise ZeroDivisionError
        assert notices(server) == []
        end(server, str(HERE.session_id))
        assert len(notices(server)) == 1

    def test_says_nothing_to_a_client_that_was_removed(self, server: Server, shop: Party) -> None:
        shop.code(HERE)
        server.clients.remove(shop.id)
        end(server, str(HERE.session_id))
        assert notices(server) == []

    def test_leaves_the_grants_of_a_system(self, server: Server, shop: Party) -> None:
        told = shop.redeem(shop.code(HERE))
        end(server, str(HERE.session_id))
        assert shop.refresh(told["refresh_token"])["access_token"]

    @pytest.mark.parametrize(
        ("scope", "stays"), [("openid", False), ("openid offline_access", True)], ids=["online", "offline"]
    )
    def test_ends_what_a_sign_in_client_has_unless_offline(
        self, server: Server, scope: str, stays: bool
    ) -> None:
        client = server.party("kiosk", SIGNS_IN, "some-shop", frozenset({"openid", "offline_access"}))
        client.redeem(client.code(HERE, scope=scope), dpop="")
        end(server, str(HERE.session_id))
        with server.database.read() as tx:
            (grant,) = tx.execute(select(grants))
        assert (grant.revoked_at is None) is stays


class TestASessionThatGoesOn:
    def test_under_another_name_keeps_its_sid_and_its_notices(self, server: Server, shop: Party) -> None:
        before = sid(shop, shop.redeem(shop.code(HERE)))
        with server.database.write() as tx:
            session_clients.move(tx, str(HERE.session_id), str(ELSEWHERE.session_id), server.clock.now())
        assert sid(shop, shop.redeem(shop.code(ELSEWHERE))) == before
        end(server, str(HERE.session_id))
        assert notices(server) == []
        end(server, str(ELSEWHERE.session_id))
        assert notices(server) == [(shop.id, before)]


class TestAConsentThatIsTakenBack:
    def test_is_told_to_this_client_for_each_session(self, server: Server, shop: Party, bank: Party) -> None:
        told = [(shop.id, sid(shop, shop.redeem(shop.code(where)))) for where in (HERE, ELSEWHERE)]
        bank.code(HERE)
        with server.database.write() as tx:
            consents.withdraw(tx, ANN.person_id, shop.id, server.clock.now())
        assert notices(server) == sorted(told)

    def test_of_somebody_else_is_not_told(self, server: Server, shop: Party) -> None:
        shop.code(HERE)
        with server.database.write() as tx:
            consents.withdraw(tx, "ben", shop.id, server.clock.now())
        assert notices(server) == []
