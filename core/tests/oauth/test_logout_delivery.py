"""Logout tokens on their way: to clients that are there, slow, broken, gone, and to each once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
from joincard_core.oauth import logout_notices
from joincard_core.oauth.client_metadata import ClientMetadata
from joincard_core.oauth.delivery import Round
from joincard_core.oauth.events import Event as Told
from joincard_core.oauth.fetching import PUBLIC, Limits, Reach
from joincard_core.oauth.logout_delivery import LogoutDelivery
from joincard_core.oauth.logout_notices import DELAYS, KEPT, OUTBOX
from joincard_core.oauth.outbox import LEASE
from joincard_core.oauth.tables import logout_notices as rows
from joincard_core.storage import DatabaseAway
from sqlalchemy import func, select

from core.tests.oauth.party import ISSUER, opened
from core.tests.oauth.servers import Served, answers, drips, serving

if TYPE_CHECKING:
    from core.tests.oauth.party import Server

DEMO = Reach(http=True, private=True)
EVENT = "http://schemas.openid.net/event/backchannel-logout"
OK = answers(b"", 200)
DOWN = "http://localhost:9/logout"  # the discard port: nothing listens there


@dataclass
class Outbox:
    """The authority's side: clients, notices and rounds."""

    server: Server
    delivery: LogoutDelivery

    def client(self, uri: str, client_id: str = "shop", **metadata: Any) -> None:
        known = ClientMetadata(backchannel_logout_uri=uri, **metadata)
        self.server.party(client_id, known, scopes=frozenset({"openid"}))

    def leave(self, client_id: str = "shop", sid: str = "sid-1") -> None:
        with self.server.database.write() as tx:
            logout_notices.add(tx, client_id, "sub-1", sid, self.server.clock.now())

    @property
    def waiting(self) -> int:
        with self.server.database.read() as tx:
            return tx.execute(select(func.count()).select_from(rows)).scalar_one()

    def events(self, client_id: str = "shop") -> tuple[Told, ...]:
        return self.server.endpoints.events.newest(client_id)


@pytest.fixture
def outbox(server: Server) -> Outbox:
    usual = server.endpoints.logout_delivery
    return Outbox(server, replace(usual, reach=DEMO, limits=Limits(seconds=1.0)))


@pytest.fixture
def shop(outbox: Outbox) -> Iterator[Served]:
    """A client that takes every notice."""
    with serving(OK) as served:
        outbox.client(f"{served.origin}/logout")
        yield served


def token_of(seen: dict[str, str]) -> str:
    (token,) = parse_qs(seen["body"])["logout_token"]
    return token


class TestALogoutToken:
    def test_says_who_left_which_session(self, outbox: Outbox, shop: Served) -> None:
        outbox.leave()
        assert outbox.delivery.deliver() == Round(delivered=1)
        (seen,) = shop.seen
        assert seen["type"] == "application/x-www-form-urlencoded"
        assert set(parse_qs(seen["body"])) == {"logout_token"}
        token = opened(outbox.server, token_of(seen))
        now = outbox.server.now
        assert (token.header["typ"], token.header["alg"]) == ("logout+jwt", "ES256")
        jti = token.claims.pop("jti")
        assert len(jti) == 32
        assert token.claims == {
            "iss": ISSUER,
            "aud": "shop",
            "sub": "sub-1",
            "sid": "sid-1",
            "iat": now,
            "exp": now + 120,
            "events": {EVENT: {}},
        }

    def test_is_signed_as_the_clients_id_tokens_are(self, outbox: Outbox, shop: Served) -> None:
        outbox.client(f"{shop.origin}/x", "other", id_token_signed_response_alg="PS256")
        outbox.leave("other")
        outbox.delivery.deliver()
        assert opened(outbox.server, token_of(shop.seen[0]), "PS256").header["alg"] == "PS256"

    def test_is_not_taken_for_an_id_token(self, outbox: Outbox, shop: Served) -> None:
        outbox.leave()
        outbox.delivery.deliver()
        with pytest.raises(Exception, match="not an ID token"):
            outbox.server.endpoints.logout.asked({"id_token_hint": token_of(shop.seen[0])})


class TestANoticeThatIsTaken:
    def test_is_gone(self, outbox: Outbox, shop: Served) -> None:
        outbox.leave()
        outbox.delivery.deliver()
        assert outbox.waiting == 0
        assert outbox.delivery.deliver() == Round()
        assert len(shop.seen) == 1
        assert outbox.events() == ()

    def test_by_204_is_taken_as_well(self, outbox: Outbox) -> None:
        with serving(answers(b"", 204)) as served:
            outbox.client(served.origin)
            outbox.leave()
            assert outbox.delivery.deliver() == Round(delivered=1)

    def test_comes_with_all_others_in_one_round(self, outbox: Outbox, shop: Served) -> None:
        for number in range(3):
            outbox.leave(sid=f"sid-{number}")
        assert outbox.delivery.deliver() == Round(delivered=3)
        sids = {opened(outbox.server, token_of(each)).claims["sid"] for each in shop.seen}
        assert sids == {"sid-0", "sid-1", "sid-2"}


class TestAClientThatFails:
    @pytest.mark.parametrize(
        ("habit", "cause"),
        [
            (answers({}, 400), "answered 400 instead of 200"),
            (answers({}, 500), "answered 500 instead of 200"),
            (answers({}, 302, Location="/other"), "answered 302 instead of 200"),
            (answers({}, 307, Location="/other"), "answered 307 instead of 200"),
            (drips(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b" "), "did not answer within"),
        ],
        ids=["400", "500", "302", "307", "slow"],
    )
    def test_is_told_why_and_tried_again_later(self, outbox: Outbox, habit: Any, cause: str) -> None:
        quick = replace(outbox.delivery, limits=Limits(seconds=0.2))
        with serving(habit) as served:
            outbox.client(f"{served.origin}/logout")
            outbox.leave()
            assert quick.deliver() == Round(put_off=1)
            assert len(served.seen) == 1
            assert quick.deliver() == Round()
            assert len(served.seen) == 1
        (event,) = outbox.events()
        assert cause in event.refusal.cause
        assert "at attempt 1 of 6. It will be tried again." in event.refusal.cause
        assert (event.refusal.endpoint, event.refusal.code) == (
            "backchannel_logout_uri",
            "oauth.logout-undelivered",
        )

    def test_gets_the_same_jti_again(self, outbox: Outbox) -> None:
        failing = [True]

        def habit(handler: BaseHTTPRequestHandler, served: Served) -> None:
            answers(b"", 503 if failing.pop() else 200)(handler, served)

        with serving(habit) as served:
            outbox.client(served.origin)
            outbox.leave()
            outbox.delivery.deliver()
            failing.append(False)
            outbox.server.wait(DELAYS[0].total_seconds())
            assert outbox.delivery.deliver() == Round(delivered=1)
        first, second = (opened(outbox.server, token_of(each)).claims for each in served.seen)
        assert first["jti"] == second["jti"]
        assert first["iat"] < second["iat"]

    def test_is_waited_for_longer_each_time_and_given_up_in_the_end(self, outbox: Outbox) -> None:
        outbox.client(DOWN)
        outbox.leave()
        for delay in DELAYS:
            assert outbox.delivery.deliver() == Round(put_off=1)
            outbox.server.wait(delay.total_seconds() - 1)
            assert outbox.delivery.deliver() == Round()
            outbox.server.wait(1)
        assert outbox.delivery.deliver() == Round(given_up=1)
        assert outbox.waiting == 0
        events = outbox.events()
        assert len(events) == OUTBOX.most_attempts
        assert events[-1].refusal.cause.endswith("at attempt 6 of 6. Given up.")

    def test_is_given_up_after_a_day_in_any_case(self, outbox: Outbox) -> None:
        outbox.client(DOWN)
        outbox.leave()
        outbox.server.clock.advance(KEPT)
        assert outbox.delivery.deliver() == Round(given_up=1)

    def test_is_tried_once_in_a_round_however_much_it_is_to_be_told(self, outbox: Outbox) -> None:
        outbox.client(DOWN)
        for number in range(5):
            outbox.leave(sid=f"sid-{number}")
        for _ in range(2):
            assert outbox.delivery.deliver() == Round(put_off=1)
            assert outbox.delivery.deliver() == Round()
            outbox.server.wait(DELAYS[0].total_seconds())
        assert outbox.waiting == 5

    def test_that_is_down_is_not_asked_again_in_the_round_that_gives_up(self, outbox: Outbox) -> None:
        outbox.client(DOWN)
        for number in range(2):
            outbox.leave(sid=f"sid-{number}")
        outbox.server.clock.advance(KEPT)
        assert outbox.delivery.deliver() == Round(given_up=1)
        assert outbox.waiting == 1

    def test_with_one_notice_takes_all_others(self, outbox: Outbox) -> None:
        """A client may know one session no more, and all the others well."""
        statuses = [200, 200, 400]

        def habit(handler: BaseHTTPRequestHandler, served: Served) -> None:
            answers(b"", statuses.pop())(handler, served)

        with serving(habit) as served:
            outbox.client(served.origin)
            for number in range(3):
                outbox.leave(sid=f"sid-{number}")
            assert outbox.delivery.deliver() == Round(delivered=2, put_off=1)
        assert outbox.waiting == 1

    def test_keeps_nobody_else_from_being_told(self, outbox: Outbox, shop: Served) -> None:
        outbox.client(DOWN, "broken")
        outbox.leave("broken")
        outbox.leave()
        assert outbox.delivery.deliver() == Round(delivered=1, put_off=1)
        assert len(shop.seen) == 1

    @pytest.mark.parametrize("uri", ["http://localhost/x", "https://localhost/x", "https://10.0.0.1/x"])
    def test_because_its_address_is_not_public_is_never_asked(self, outbox: Outbox, uri: str) -> None:
        outbox.client(uri)
        outbox.leave()
        guarded = replace(outbox.delivery, reach=PUBLIC)
        assert guarded.deliver() == Round(put_off=1)
        (event,) = outbox.events()
        assert "https://" in event.refusal.cause or "public internet" in event.refusal.cause


class TestAClientThatHasGone:
    def test_is_told_nothing(self, outbox: Outbox, shop: Served) -> None:
        outbox.leave()
        outbox.server.clients.remove("shop")
        assert outbox.delivery.deliver() == Round()
        assert (outbox.waiting, shop.seen) == (0, [])

    def test_or_wants_no_notices_any_more(self, outbox: Outbox, shop: Served) -> None:
        outbox.leave()
        outbox.server.clients.change("shop", lambda client: replace(client, metadata=ClientMetadata()))
        assert outbox.delivery.deliver() == Round()
        assert (outbox.waiting, shop.seen) == (0, [])


class TestManyWorkers:
    def test_deliver_each_notice_once(self, outbox: Outbox, shop: Served) -> None:
        for number in range(10):
            outbox.leave(sid=f"sid-{number}")
        begin = threading.Barrier(4)
        rounds: list[Round] = []

        def work() -> None:
            begin.wait()
            rounds.append(outbox.delivery.deliver())

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(each.delivered for each in rounds) == 10
        assert len({opened(outbox.server, token_of(each)).claims["jti"] for each in shop.seen}) == 10
        assert (len(shop.seen), outbox.waiting) == (10, 0)

    def test_leave_alone_what_another_one_is_sending(self, outbox: Outbox, shop: Served) -> None:
        outbox.leave()
        database, now = outbox.server.database, outbox.server.clock.now()
        with database.write() as tx:
            (notice,) = OUTBOX.due(tx, "shop", now, 1)
            assert OUTBOX.take(tx, notice, now) is not None
            assert OUTBOX.take(tx, notice, now) is None
        assert outbox.delivery.deliver() == Round()

    def test_take_over_from_one_that_ended_in_between(self, outbox: Outbox, shop: Served) -> None:
        outbox.leave()
        database, now = outbox.server.database, outbox.server.clock.now()
        with database.write() as tx:
            (notice,) = OUTBOX.due(tx, "shop", now, 1)
            OUTBOX.take(tx, notice, now)
        outbox.server.wait(LEASE.total_seconds() - 1)
        assert outbox.delivery.deliver() == Round()
        outbox.server.wait(1)
        assert outbox.delivery.deliver() == Round(delivered=1)

    def test_that_come_late_change_nothing(self, outbox: Outbox) -> None:
        """One took so long that another has begun: the wait is that of the second."""
        outbox.client(DOWN)
        outbox.leave()
        database, now = outbox.server.database, outbox.server.clock.now()
        with database.write() as tx:
            (notice,) = OUTBOX.due(tx, "shop", now, 1)
            first = OUTBOX.take(tx, notice, now)
            (again,) = OUTBOX.due(tx, "shop", now + LEASE, 1)
            second = OUTBOX.take(tx, again, now + LEASE)
            assert first is not None
            assert second is not None
            OUTBOX.put_off(tx, first, now + LEASE)
            assert OUTBOX.due(tx, "shop", now + LEASE + DELAYS[0], 1) == ()


class TestTheThread:
    def test_goes_on_after_a_failure_and_ends_when_told(self, outbox: Outbox) -> None:
        stop, told, failures = threading.Event(), threading.Event(), [DatabaseAway("The database is away.")]

        class Clock:
            """Ours, but the first look at it fails."""

            def now(self) -> datetime:
                if failures:
                    raise failures.pop()
                return outbox.server.clock.now()

        def habit(handler: BaseHTTPRequestHandler, served: Served) -> None:
            OK(handler, served)
            told.set()

        with serving(habit) as served:
            outbox.client(served.origin)
            outbox.leave()
            delivery = replace(outbox.delivery, clock=Clock())
            thread = threading.Thread(target=delivery.keep_on, args=(stop, 0.01))
            thread.start()
            assert told.wait(10)
            stop.set()
            thread.join(10)
        assert not thread.is_alive()
        assert (failures, outbox.waiting) == ([], 0)


def test_a_lease_is_longer_than_an_attempt_may_take() -> None:
    assert timedelta(seconds=3 * Limits().seconds) < LEASE
    assert list(DELAYS) == sorted(DELAYS)
