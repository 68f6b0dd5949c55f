"""An address that a stranger can have asked is asked at most every ten seconds."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from joincard_core.oauth import InvalidRequestUri
from joincard_core.oauth import recent as rooms
from joincard_core.oauth.fetching import Ask, Fetched, FetchFailed, Limits, Reach
from joincard_core.oauth.recent import COOL_DOWN, Kept, Recent
from joincard_core.oauth.sign_in_object import SignInObjects
from joincard_core.settings import Settings

from core.tests.oauth.party import ISSUER, PORTAL, Server

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
HERE = "https://news.example/request#1"


class Asked:
    """Counts who asks for what."""

    def __init__(self) -> None:
        self.uris: list[str] = []

    def at(self, uri: str, now: datetime = NOW) -> Kept:
        self.uris.append(uri)
        return Kept(now, f"{uri} {len(self.uris)}")


class TestAnAddress:
    def test_is_asked_once_in_ten_seconds(self) -> None:
        recent, asked = Recent(), Asked()
        for seconds in (0, 1, 9.9):
            now = NOW + timedelta(seconds=seconds)
            assert recent.at(HERE, now, asked.at).text == f"{HERE} 1"
        recent.at(HERE, NOW + COOL_DOWN, lambda uri: asked.at(uri, NOW + COOL_DOWN))
        assert asked.uris == [HERE] * 2

    def test_is_asked_again_when_the_clock_was_set_back(self) -> None:
        recent, asked = Recent(), Asked()
        recent.at(HERE, NOW, asked.at)
        recent.at(HERE, NOW - timedelta(days=1), asked.at)
        assert len(asked.uris) == 2

    def test_is_not_held_beyond_a_number(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rooms, "MOST_HELD", 3)
        recent, asked = Recent(), Asked()
        for number in range(100):
            recent.at(f"https://news.example/{number}", NOW, asked.at)
        assert len(recent._kept) <= 3

    def test_is_asked_once_by_many_at_the_same_moment(self) -> None:
        recent, asked, begun = Recent(), Asked(), threading.Barrier(8)

        def one() -> None:
            begun.wait()
            recent.at(HERE, NOW, asked.at)

        threads = [threading.Thread(target=one) for _ in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert asked.uris == [HERE]


class TestARequestUri:
    def test_is_asked_once_whether_it_answers_or_not(self, server: Server) -> None:
        server.party("news", replace(PORTAL, request_uris=(HERE, HERE + "2")))
        found = server.clients.find("news")
        asked: list[str] = []

        def fetch(ask: Ask, reach: Reach, limits: Limits) -> Fetched:
            asked.append(ask.uri)
            raise FetchFailed("is asleep")

        ready = server.endpoints.authorization.requests.objects
        objects = SignInObjects(ready.clients, Settings(issuer=ISSUER), fetch)
        for seconds, uri, times in ((0, HERE, 1), (9, HERE, 1), (9, HERE + "2", 2), (10, HERE, 3)):
            with pytest.raises(InvalidRequestUri) as raised:
                objects.parameters({"request_uri": uri}, found, NOW + timedelta(seconds=seconds))
            assert raised.value.cause == "The request_uri is asleep."
            assert len(asked) == times
        with pytest.raises(InvalidRequestUri):
            objects.parameters({"request_uri": "https://elsewhere.example/"}, found, NOW)
        assert len(asked) == 3
