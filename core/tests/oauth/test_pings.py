"""Ping mode (OpenID CIBA Core section 7.1 and 10.2): a client hears that the holder has decided, or polls."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from joincard_core.keys import Vault
from joincard_core.oauth import AuthorizationPending, HolderDenied, InvalidRequest, backchannel_decision
from joincard_core.oauth.backchannel_pings import DELAYS, KEPT, OUTBOX
from joincard_core.oauth.backchannel_request import LONGEST
from joincard_core.oauth.delivery import Round
from joincard_core.oauth.fetching import PUBLIC, Limits, Reach
from joincard_core.oauth.ping_delivery import PingDelivery
from joincard_core.oauth.tables import backchannel_pings, backchannel_requests
from sqlalchemy import func, select

from core.tests.oauth.counter import CLERK, PINGED, SIGNING, Hall
from core.tests.oauth.party import ANN, Party, Server
from core.tests.oauth.servers import Habit, Served, answers, serving

if TYPE_CHECKING:
    from joincard_core.oauth.events import Event

TOKEN = "notify-0123456789abcdefghij="
DOWN = "http://localhost:9/pings"  # the discard port: nothing listens there
DEMO = Reach(http=True, private=True)


class Desk:
    """A clerk's system in ping mode, and the authority's rounds."""

    def __init__(self, hall: Hall, uri: str, name: str = "desk") -> None:
        self.hall = hall
        self.party: Party = hall.clerk(name, replace(PINGED, backchannel_client_notification_endpoint=uri))

    def ask(self, **form: str | None) -> str:
        return str(self.hall.ask(self.party, **{"client_notification_token": TOKEN, **form})["auth_req_id"])

    def poll(self, auth_req_id: str) -> dict[str, Any]:
        return self.hall.poll(self.party, auth_req_id)

    @property
    def delivery(self) -> PingDelivery:
        usual = self.hall.server.endpoints.ping_delivery
        return replace(usual, reach=DEMO, limits=Limits(seconds=1.0))

    def deliver(self) -> Round:
        return self.delivery.deliver()

    @property
    def waiting(self) -> int:
        with self.hall.server.database.read() as tx:
            return tx.execute(select(func.count()).select_from(backchannel_pings)).scalar_one()

    @property
    def kept(self) -> list[Any]:
        with self.hall.server.database.read() as tx:
            return list(tx.execute(select(backchannel_requests.c.ping)).scalars())

    @property
    def events(self) -> tuple[Event, ...]:
        return self.hall.server.endpoints.events.newest(self.party.id)


@pytest.fixture
def hall(server: Server, vault: Vault) -> Hall:
    with server.database.write() as tx:
        for person in (ANN.person_id, "bob"):
            vault.new_key(tx, person)
    return Hall(server, vault)


@pytest.fixture
def served() -> Iterator[Served]:
    with serving(answers(b"", 204)) as served:
        yield served


@pytest.fixture
def desk(hall: Hall, served: Served) -> Desk:
    return Desk(hall, f"{served.origin}/pings")


class TestAPing:
    def test_says_which_request_was_decided_and_who_asks(self, desk: Desk, served: Served) -> None:
        auth_req_id = desk.ask()
        assert desk.deliver() == Round()
        desk.hall.approve()
        assert served.seen == []  # the decision waits for nobody
        assert desk.deliver() == Round(delivered=1)
        (seen,) = served.seen
        assert (seen["path"], seen["type"]) == ("/pings", "application/json")
        assert seen["authorization"] == f"Bearer {TOKEN}"
        assert json.loads(seen["body"]) == {"auth_req_id": auth_req_id}
        assert "access_token" in desk.poll(auth_req_id)
        assert desk.deliver() == Round()

    def test_comes_for_a_refusal_as_well(self, desk: Desk, served: Served) -> None:
        auth_req_id = desk.ask()
        desk.hall.deny()
        assert desk.deliver() == Round(delivered=1)
        assert json.loads(served.seen[0]["body"]) == {"auth_req_id": auth_req_id}
        with pytest.raises(HolderDenied):
            desk.poll(auth_req_id)

    def test_comes_once_for_the_one_decision_that_counts(self, desk: Desk, served: Served) -> None:
        desk.ask()
        request = desk.hall.only()
        desk.hall.approve(request)
        desk.hall.approve(request)
        desk.hall.deny(request)
        assert (desk.deliver(), len(served.seen)) == (Round(delivered=1), 1)

    def test_does_not_come_when_nobody_decides(self, desk: Desk, served: Served) -> None:
        desk.ask(requested_expiry="10")
        desk.hall.server.wait(11)
        assert (desk.deliver(), served.seen) == (Round(), [])

    def test_carries_the_token_of_a_signed_request(self, hall: Hall, served: Served) -> None:
        signing = replace(
            PINGED,
            backchannel_client_notification_endpoint=served.origin,
            backchannel_authentication_request_signing_alg="ES256",
        )
        hall.ask_signed(hall.clerk("signing", signing), client_notification_token=TOKEN)
        hall.approve()
        replace(hall.server.endpoints.ping_delivery, reach=DEMO).deliver()
        assert served.seen[0]["authorization"] == f"Bearer {TOKEN}"

    def test_is_not_needed_in_order_to_poll(self, desk: Desk) -> None:
        auth_req_id = desk.ask()
        with pytest.raises(AuthorizationPending):
            desk.poll(auth_req_id)
        desk.hall.approve()
        assert "access_token" in desk.poll(auth_req_id)

    @pytest.mark.parametrize("metadata", [CLERK, SIGNING])
    def test_is_for_ping_mode_alone(self, hall: Hall, metadata: Any) -> None:
        clerk = hall.clerk("polling", replace(metadata, backchannel_authentication_request_signing_alg=None))
        hall.ask(clerk, client_notification_token=TOKEN)
        hall.approve()
        assert hall.server.endpoints.ping_delivery.deliver() == Round()


class TestANotificationToken:
    @pytest.mark.parametrize(
        "token",
        [None, "", "x" * 21, "x" * 1025, "has a space in between", "x" * 30 + "\r\nX: 1", "=" * 30, "é" * 30],
    )
    def test_is_a_bearer_token_that_nobody_guesses(self, desk: Desk, token: str | None) -> None:
        with pytest.raises(InvalidRequest, match="client_notification_token"):
            desk.ask(client_notification_token=token)

    @pytest.mark.parametrize("token", ["x" * 22, "x" * 1024, "aZ9-._~+/aZ9-._~+/aZ9-=="])
    def test_may_be_any_of_those(self, desk: Desk, served: Served, token: str) -> None:
        desk.ask(client_notification_token=token)
        desk.hall.approve()
        desk.deliver()
        assert served.seen[0]["authorization"] == f"Bearer {token}"

    def test_is_sealed_and_forgotten_with_the_ping(self, desk: Desk) -> None:
        auth_req_id = desk.ask()
        (kept,) = desk.kept
        assert kept is not None
        assert not {TOKEN.encode(), auth_req_id.encode()} & {bytes(kept), *bytes(kept).split(b'"')}
        desk.hall.approve()
        desk.deliver()
        assert (desk.kept, desk.waiting) == ([None], 0)

    def test_is_not_kept_where_nobody_will_decide(self, desk: Desk) -> None:
        desk.ask(login_hint="330400 NOBODY1")
        assert desk.kept == [None]

    def test_cannot_be_read_when_the_holder_was_erased(self, desk: Desk, served: Served) -> None:
        desk.ask()
        desk.hall.approve()
        with desk.hall.server.database.write() as tx:
            desk.hall.vault.destroy_key(tx, ANN.person_id)
        assert (desk.deliver(), served.seen, desk.waiting) == (Round(), [], 0)

    def test_is_told_to_no_reader_of_events(self, desk: Desk) -> None:
        with serving(answers({}, 401)) as refusing:
            other = Desk(desk.hall, refusing.origin, "other")
            auth_req_id = other.ask()
            other.hall.approve()
            other.deliver()
        told = repr(other.events)
        assert "401" in told
        assert TOKEN not in told
        assert auth_req_id not in told


class TestAClientThatAnswers:
    @pytest.mark.parametrize("habit", [answers(b"", 204), answers({"well": "done"}, 200), answers(b"x", 200)])
    def test_well_is_believed_with_a_body_and_without(self, hall: Hall, habit: Habit) -> None:
        with serving(habit) as served:
            desk = Desk(hall, served.origin)
            desk.ask()
            hall.approve()
            assert desk.deliver() == Round(delivered=1)
            assert desk.events == ()

    @pytest.mark.parametrize(
        "habit",
        [
            answers({}, 400),
            answers({}, 401),
            answers({}, 403),
            answers({}, 301, Location="/elsewhere"),
            answers({}, 307, Location="/elsewhere"),
        ],
        ids=["400", "401", "403", "301", "307"],
    )
    def test_that_it_will_not_hear_is_not_asked_again(self, hall: Hall, habit: Habit) -> None:
        with serving(habit) as served:
            desk = Desk(hall, f"{served.origin}/pings")
            auth_req_id = desk.ask()
            hall.approve()
            assert desk.deliver() == Round(given_up=1)
            hall.server.wait(DELAYS[0].total_seconds())
            assert desk.deliver() == Round()
            assert [each["path"] for each in served.seen] == ["/pings"]
        (event,) = desk.events
        assert event.refusal.endpoint == "backchannel_client_notification_endpoint"
        assert event.refusal.code == "oauth.ping-undelivered"
        assert event.refusal.cause.endswith("at attempt 1 of 6. Given up.")
        assert desk.kept == [None]
        assert "access_token" in desk.poll(auth_req_id)

    def test_that_it_is_broken_is_asked_again(self, hall: Hall) -> None:
        statuses = [204, 503]
        with serving(lambda handler, there: answers(b"", statuses.pop())(handler, there)) as served:
            desk = Desk(hall, served.origin)
            desk.ask()
            hall.approve()
            assert desk.deliver() == Round(put_off=1)
            assert desk.deliver() == Round()
            hall.server.wait(DELAYS[0].total_seconds())
            assert desk.deliver() == Round(delivered=1)
            assert served.seen[0] == served.seen[1]


class TestAClientThatIsAway:
    def test_is_asked_again_until_it_is_given_up(self, hall: Hall) -> None:
        desk = Desk(hall, DOWN)
        desk.ask(requested_expiry="600")
        hall.approve()
        for delay in DELAYS:
            assert desk.deliver() == Round(put_off=1)
            hall.server.clock.advance(delay)
        assert desk.deliver() == Round(given_up=1)
        assert (desk.waiting, desk.kept) == (0, [None])
        assert len(desk.events) == OUTBOX.most_attempts

    def test_is_told_nothing_of_a_request_that_has_expired(self, hall: Hall) -> None:
        desk = Desk(hall, DOWN)
        desk.ask(requested_expiry="10")
        hall.approve()
        assert desk.deliver() == Round(put_off=1)
        hall.server.wait(10)
        assert desk.deliver() == Round()
        assert (desk.waiting, desk.kept) == (0, [None])

    def test_or_has_gone_is_told_nothing(self, desk: Desk, served: Served) -> None:
        desk.ask()
        desk.hall.approve()
        desk.hall.server.clients.remove("desk")
        assert (desk.deliver(), served.seen, desk.waiting) == (Round(), [], 0)

    def test_because_its_address_is_not_public_is_never_asked(self, hall: Hall) -> None:
        for name, uri in (("one", "https://localhost/x"), ("two", "https://10.0.0.1/x")):
            desk = Desk(hall, uri, name)
            desk.ask()
            hall.approve()
            assert replace(desk.delivery, reach=PUBLIC).deliver() == Round(put_off=1)
            assert "public internet" in desk.events[0].refusal.cause

    def test_keeps_nobody_elses_ping_back(self, hall: Hall, served: Served) -> None:
        away, there = Desk(hall, DOWN, "away"), Desk(hall, served.origin, "there")
        away.ask()
        hall.approve()
        there.ask()
        hall.approve()
        assert there.deliver() == Round(delivered=1, put_off=1)


class TestAWorkerThatEnds:
    def test_leaves_the_ping_to_another_one(self, desk: Desk, served: Served) -> None:
        desk.ask()
        desk.hall.approve()
        server = desk.hall.server
        with server.database.write() as tx:
            (notice,) = OUTBOX.due(tx, "desk", server.clock.now(), 1)
            assert OUTBOX.take(tx, notice, server.clock.now()) is not None
        assert desk.deliver() == Round()
        server.wait(30)
        assert (desk.deliver(), len(served.seen)) == (Round(delivered=1), 1)

    def test_before_the_decision_was_committed_has_told_nobody(self, desk: Desk) -> None:
        desk.ask()
        with pytest.raises(ZeroDivisionError):
            decide_and_end(desk.hall)
        assert (desk.waiting, desk.deliver()) == (0, Round())
        desk.hall.approve()
        assert desk.deliver() == Round(delivered=1)


def decide_and_end(hall: Hall) -> None:
    """A worker that ends between the decision and its commit."""
    request = hall.only()
    with hall.server.database.write() as tx:
        backchannel_decision.deny(tx, request, ANN.person_id, hall.server.clock.now())
        raise ZeroDivisionError


def test_a_ping_is_kept_no_shorter_than_a_request_lives() -> None:
    assert timedelta(seconds=LONGEST) <= KEPT
    assert list(DELAYS) == sorted(DELAYS)
