"""Why a client's requests were refused: what its provider and the operator read."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import joincard_core.oauth
import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.clock import FixedClock
from joincard_core.oauth.errors import InvalidClient, OAuthError
from joincard_core.oauth.events import (
    MOST,
    MOST_A_MINUTE,
    MOST_OF_A_CODE,
    UNRECORDED,
    ClientEvents,
    Position,
    Refusal,
    _row,
)
from joincard_core.oauth.model import ClientStatus
from joincard_core.oauth.remedies import REMEDIES, remedy
from joincard_core.oauth.remedies_by_cause import BY_CAUSE
from joincard_core.oauth.service import Clients, NewClient
from joincard_core.oauth.tables import client_events
from joincard_core.storage import Database
from joserfc.jwk import ECKey
from sqlalchemy import insert

KEY = ECKey.generate_key("P-256").as_dict(private=False)


@pytest.fixture
def events(database: Database, clock: FixedClock) -> ClientEvents:
    clients = Clients(database, clock)
    for client, provider in (
        ("his-1", "jiaxing-first"),
        ("his-2", "jiaxing-first"),
        ("teller", "other-bank"),
    ):
        clients.add(NewClient(client, provider, client, {"keys": [KEY]}))
    return ClientEvents(database, clock)


def refusal(client: str = "his-1", cause: str = "The aud is another.", **more: Any) -> Refusal:
    given: dict[str, Any] = {
        "client_id": client,
        "endpoint": "/oauth/token",
        "error": "invalid_client",
        "code": "oauth.invalid-client",
        "cause": cause,
        "remedy": "Mend it.",
        "request_id": "r1",
    }
    return Refusal(**{**given, **more})


def causes(events: ClientEvents, provider: str = "jiaxing-first", **more: Any) -> list[str]:
    return [event.refusal.cause for event in events.of_provider(provider, **more).events]


class TestARefusal:
    def test_is_in_the_list_of_its_provider(self, events: ClientEvents) -> None:
        events.record(refusal())
        (event,) = events.of_provider("jiaxing-first").events
        assert event.to_json() == {
            "at": "2026-03-02T04:00:00.000000Z",
            "client_id": "his-1",
            "endpoint": "/oauth/token",
            "error": "invalid_client",
            "code": "oauth.invalid-client",
            "cause": "The aud is another.",
            "remedy": "Mend it.",
            "request_id": "r1",
        }

    def test_is_in_no_other_list(self, events: ClientEvents) -> None:
        events.record(refusal())
        events.record(refusal("teller", "of the bank"))
        assert causes(events, "other-bank") == ["of the bank"]
        assert causes(events, "jiaxing-first", client="teller") == []
        assert causes(events, "jiaxing-first", client="his-2") == []

    @pytest.mark.parametrize("client", ["nobody", "", "NO ID", "a\u0000b", "\ud800", "x" * 1000])
    def test_of_no_client_is_not_kept(self, events: ClientEvents, client: str) -> None:
        events.record(refusal(client))
        assert causes(events) == []

    def test_never_fails_the_request(self, events: ClientEvents, database: Database) -> None:
        with database.write() as tx:
            tx.exec_driver_sql("DROP TABLE client_events")
        events.record(refusal())

    def test_comes_from_an_error_that_names_a_client(self) -> None:
        error = InvalidClient(cause="The aud\u0000 is \nanother." + "x" * 5000)
        assert Refusal.of(error, "/oauth/token", "r1") is None
        error.client_id = "his-1"
        told = Refusal.of(error, "/oauth/token", "r" * 500)
        assert told is not None
        assert told.cause.startswith("The aud is another.")
        assert len(told.cause) == 1_000
        assert len(told.request_id) == 64
        assert told.remedy == REMEDIES["oauth.invalid-client"]
        assert told.error == "invalid_client"


class TestTheList:
    def test_takes_a_limited_number_a_minute(self, events: ClientEvents, clock: FixedClock) -> None:
        before = UNRECORDED._value.get()
        for n in range(MOST_A_MINUTE + 5):
            events.record(refusal(cause=str(n), code=f"oauth.{n % 7}"))
        events.record(refusal("his-2", "another's"))
        assert len(causes(events, limit=500)) == MOST_A_MINUTE + 1
        assert UNRECORDED._value.get() == before + 5
        clock.advance(timedelta(seconds=61))
        events.record(refusal(cause="later"))
        assert causes(events, limit=500)[-1] == "later"

    def test_takes_fewer_of_one_kind(self, events: ClientEvents) -> None:
        for _ in range(MOST_OF_A_CODE + 5):
            events.record(refusal(code="oauth.too-many-failures", cause="guesses"))
        events.record(refusal(cause="of the client itself"))
        assert sorted(causes(events)) == ["guesses"] * MOST_OF_A_CODE + ["of the client itself"]

    def test_keeps_the_newest(self, events: ClientEvents, database: Database, clock: FixedClock) -> None:
        events.record(refusal("his-2", "another's"))
        with database.write() as tx:
            for n in range(MOST):
                clock.advance(timedelta(seconds=2))
                tx.execute(insert(client_events), _row(refusal(cause=str(n)), "jiaxing-first", clock.now()))
        for n in range(MOST, MOST + 3):
            clock.advance(timedelta(minutes=1))
            events.record(refusal(cause=str(n)))
        kept = causes(events, limit=5_000, client="his-1")
        assert kept == [str(n) for n in range(3, MOST + 3)]
        assert causes(events, client="his-2") == ["another's"]

    def test_forgets_after_ninety_days(self, events: ClientEvents, clock: FixedClock) -> None:
        events.record(refusal(cause="old"))
        clock.advance(timedelta(days=91))
        events.record(refusal(cause="new"))
        assert causes(events) == ["new"]

    def test_is_read_page_by_page(self, events: ClientEvents, clock: FixedClock) -> None:
        for n in range(7):  # several at one moment
            events.record(refusal(cause=str(n)))
            clock.advance(timedelta(seconds=n % 2))
        seen: list[str] = []
        since = None
        while (page := events.of_provider("jiaxing-first", since, 2)).events:
            seen += [event.refusal.cause for event in page.events]
            assert page.next is not None
            since = Position.of(page.next.text)
        assert sorted(seen) == [str(n) for n in range(7)]
        assert page.next is None
        clock.advance(timedelta(seconds=1))
        events.record(refusal(cause="later"))
        assert causes(events, since=since) == ["later"]

    def test_begins_after_a_moment(self, events: ClientEvents, clock: FixedClock) -> None:
        events.record(refusal(cause="early"))
        since = Position(clock.now())
        clock.advance(timedelta(microseconds=1))
        events.record(refusal(cause="late"))
        assert "late" in causes(events, since=since)

    def test_gives_the_newest_of_a_client(self, events: ClientEvents, clock: FixedClock) -> None:
        for n in range(5):
            events.record(refusal(cause=str(n)))
            clock.advance(timedelta(seconds=1))
        assert [event.refusal.cause for event in events.newest("his-1", 2)] == ["3", "4"]


class TestAPosition:
    @pytest.mark.parametrize(
        "text", ["2026-03-02T12:00:00+08:00", "2026-03-02T04:00:00Z", "2026-03-02T04:00:00.5Z"]
    )
    def test_is_a_time_with_its_zone(self, text: str) -> None:
        assert Position.of(text).at == datetime.fromisoformat(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "now",
            "2026-03-02",
            "2026-03-02T04:00:00",
            "2026-13-02T04:00:00Z",
            "2026-03-02T04:00:00 08:00",
            "0001-01-01T00:00:00+08:00",
            "9999-12-31T23:59:59-08:00",
            "2026-03-02T04:00:00Z~",
            "2026-03-02T04:00:00Z~xyz",
            "２０２６-03-02T04:00:00Z",
            "2026-03-02T04:00:00Z\n",
        ],
    )
    def test_is_nothing_else(self, text: str) -> None:
        with pytest.raises(ValueError, match="position"):
            Position.of(text)

    @given(
        st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)),
        st.just("") | st.from_regex(r"[0-9a-f]{32}", fullmatch=True),
    )
    def test_is_read_as_it_was_written(self, at: datetime, id: str) -> None:
        assert Position.of(Position(at, id).text) == Position(at, id)


def below(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


class TestEveryError:
    @pytest.mark.parametrize("phrase", [phrase for phrase, _ in BY_CAUSE])
    def test_has_a_cause_that_is_really_written(self, phrase: str) -> None:
        (room,) = joincard_core.oauth.__path__
        sources = (path.read_text("utf-8") for path in Path(room).glob("*.py") if "remedies" not in path.name)
        status = {f"The client is {status.value}" for status in ClientStatus}
        assert phrase in status or any(phrase in source for source in sources)

    def test_has_the_remedy_of_its_cause_before_that_of_its_code(self) -> None:
        exact = remedy("oauth.invalid-client", "The aud of the client_assertion must be exactly https://a.")
        assert exact != remedy("oauth.invalid-client", "Something else.") == REMEDIES["oauth.invalid-client"]

    def test_has_a_remedy(self) -> None:
        for module in pkgutil.walk_packages(joincard_core.oauth.__path__, "joincard_core.oauth."):
            importlib.import_module(module.name)
        codes = {kind.code for kind in below(OAuthError)}
        assert codes - set(REMEDIES) == set()
        assert set(REMEDIES) - codes == set()
