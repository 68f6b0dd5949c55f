"""What is temporary is asked again, with patience, and never counts twice."""

import asyncio
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_sdk.client import (
    AsyncClient,
    AuthorityUnavailable,
    Client,
    Clock,
    Patience,
    Presentation,
    Problem,
    RateLimited,
    UnexpectedAnswer,
)
from joincard_sdk.client.asking import answered, retry_after
from joincard_sdk.client.patience import Deadline
from joincard_sdk.client.wire import Answer, Ask
from joincard_sdk.keys import new_key
from joserfc.jwk import ECKey

from .conftest import Awaited
from .http_side import Fault, Reply, dropped_after, dropped_before, html, once
from .moments import Moments
from .standin import CATALOGUE, JWKS, METADATA, TOKEN, VERIFICATIONS, StandIn

NOW = 1_750_000_000.0


def ask(client: Any, shown: Presentation) -> Any:
    return client.verify("healthcare.hospital.registration", "330400", shown)


def busy(seconds: str) -> Fault:
    return once(Reply.problem(429, "verification.probing-limit", headers={"Retry-After": seconds}))


class TestAConnectionResetBetweenWorkAndAnswer:
    def test_repeats_the_key_and_the_body_with_a_fresh_proof(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        authority.http.plan(VERIFICATIONS, dropped_after, dropped_after)
        assert ask(client, shown).permitted
        sent = authority.http.at(VERIFICATIONS)
        assert len({seen.headers["idempotency-key"] for seen in sent}) == 1
        assert len({seen.body for seen in sent}) == 1
        assert len({seen.headers["dpop"] for seen in sent}) == len(sent) == 3

    def test_counts_one_use(self, client: Any, authority: StandIn, shown: Presentation) -> None:
        authority.http.plan(VERIFICATIONS, dropped_after)
        found = ask(client, shown)
        assert list(authority.verifications) == [found.id]

    def test_of_a_cancellation_is_repeated_too(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        found = ask(client, shown)
        authority.http.plan(f"{VERIFICATIONS}/{found.id}/cancel", dropped_after)
        assert client.cancel(found.id).status == "cancelled"


class TestEveryAddress:
    @pytest.mark.parametrize("path", [METADATA, JWKS, TOKEN, VERIFICATIONS])
    @pytest.mark.parametrize("status", [429, 502, 503, 504])
    def test_is_asked_again_when_busy(
        self, client: Any, authority: StandIn, shown: Presentation, path: str, status: int
    ) -> None:
        authority.http.plan(path, html(status), html(status))
        assert ask(client, shown).permitted
        assert len(authority.http.at(path)) == 3

    @pytest.mark.parametrize("path", [METADATA, JWKS, TOKEN, VERIFICATIONS])
    def test_is_asked_again_when_the_connection_breaks(
        self, client: Any, authority: StandIn, shown: Presentation, path: str
    ) -> None:
        authority.http.plan(path, dropped_before)
        assert ask(client, shown).permitted

    def test_gets_a_new_assertion_each_time(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        authority.http.plan(TOKEN, dropped_after, html(503))
        ask(client, shown)
        sent = authority.http.at(TOKEN)
        assert len({seen.body for seen in sent}) == len(sent) == 3


class TestWhatIsNotTemporary:
    @pytest.mark.parametrize("status", [400, 401, 403, 404, 408, 409, 413, 422, 500, 501])
    def test_is_asked_once(
        self, client: Any, authority: StandIn, shown: Presentation, moments: Moments, status: int
    ) -> None:
        authority.http.plan(VERIFICATIONS, once(Reply.problem(status, "x.y")))
        with pytest.raises(Problem) as raised:
            ask(client, shown)
        assert (raised.value.code, raised.value.status) == ("x.y", status)
        assert len(authority.http.at(VERIFICATIONS)) == 1
        assert moments.waits == []

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    @pytest.mark.parametrize("path", [METADATA, JWKS, TOKEN, VERIFICATIONS])
    def test_a_redirect_is_never_followed(
        self, client: Any, authority: StandIn, shown: Presentation, status: int, path: str
    ) -> None:
        authority.http.plan(path, once(Reply(status, headers={"Location": authority.issuer + "/trap"})))
        with pytest.raises(UnexpectedAnswer):
            ask(client, shown)
        assert authority.http.at("/trap") == []


class TestTheWaits:
    def test_double_up_to_the_longest(
        self, client: Any, authority: StandIn, shown: Presentation, moments: Moments
    ) -> None:
        authority.http.plan(VERIFICATIONS, *[html(503)] * 6)
        ask(client, shown)
        assert moments.waits == [0.25, 0.5, 1.0, 2.0, 4.0, 8.0]

    @pytest.mark.parametrize("path", [TOKEN, VERIFICATIONS])
    def test_are_at_least_what_was_asked_for(
        self, client: Any, authority: StandIn, shown: Presentation, moments: Moments, path: str
    ) -> None:
        authority.http.plan(path, busy("7"), busy("0"))
        ask(client, shown)
        assert moments.waits == [7.25, 0.5]

    def test_never_go_beyond_the_whole(
        self, client: Any, authority: StandIn, shown: Presentation, moments: Moments
    ) -> None:
        authority.http.plan(METADATA, *[html(503)] * 20)
        with pytest.raises(AuthorityUnavailable):
            ask(client, shown)
        assert sum(moments.waits) < 30
        assert len(moments.waits) <= 7

    @given(
        attempt=st.integers(1, 60),
        asked=st.none() | st.floats(0, 1e6),
        spread=st.floats(0, 1),
        first=st.floats(0.001, 8),
    )
    def test_are_full_jitter_on_top_of_what_was_asked(
        self, attempt: int, asked: float | None, spread: float, first: float
    ) -> None:
        patience = Patience(first_wait=first, longest_wait=8.0, spread=lambda: spread)
        wait = patience.wait(attempt, asked)
        assert (asked or 0.0) <= wait <= (asked or 0.0) + min(8.0, first * 2.0**attempt) + 1e-6

    def test_differ_between_clients(self) -> None:
        assert len({Patience().wait(1, None) for _ in range(50)}) > 40


class TestRetryAfter:
    @given(st.text(max_size=40))
    def test_of_any_text_is_a_wait_or_nothing(self, value: str) -> None:
        wait = retry_after(Answer(429, {"retry-after": value}), NOW)
        assert wait is None or wait >= 0

    @pytest.mark.parametrize(
        ("value", "wait"),
        [
            ("120", 120.0),
            (" 3 ", 3.0),
            ("-3", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
            ("9" * 400, 999999999.0),
        ],
    )
    def test_as_a_number(self, value: str, wait: float | None) -> None:
        assert retry_after(Answer(429, {"retry-after": value}), NOW) == wait

    @pytest.mark.parametrize(("ahead", "wait"), [(30, 30.0), (-30, 0.0)])
    def test_as_a_date_counts_by_the_authoritys_clock(self, ahead: int, wait: float) -> None:
        there = datetime.fromtimestamp(NOW, UTC) + timedelta(hours=5)
        headers = {
            "date": format_datetime(there, usegmt=True),
            "retry-after": format_datetime(there + timedelta(seconds=ahead), usegmt=True),
        }
        assert retry_after(Answer(503, headers), NOW) == wait

    def test_as_a_date_without_one_to_compare_counts_by_ours(self) -> None:
        later = format_datetime(datetime.fromtimestamp(NOW + 9, UTC), usegmt=True)
        assert retry_after(Answer(503, {"retry-after": later}), NOW) == 9.0


class TestTheEndOfPatience:
    def test_names_the_key_to_go_on_with(self, client: Any, authority: StandIn, shown: Presentation) -> None:
        authority.http.plan(VERIFICATIONS, *[dropped_after] * 8)
        with pytest.raises(AuthorityUnavailable) as raised:
            ask(client, shown)
        error = raised.value
        assert (error.code, error.attempts) == ("client.authority-unavailable", 8)
        key = error.idempotency_key
        found = client.verify("healthcare.hospital.registration", "330400", shown, idempotency_key=key)
        assert list(authority.verifications) == [found.id]

    def test_comes_after_so_many_attempts(
        self, authority: StandIn, shown: Presentation, key: ECKey, clock: Clock, moments: Moments
    ) -> None:
        patience = Patience(attempts=3)
        authority.http.plan(METADATA, *[html(503)] * 3)
        who = (authority.issuer, "clinic-7", key)
        with (
            Client(*who, patience=patience, clock=clock, sleep=moments.sleep) as client,
            pytest.raises(AuthorityUnavailable, match="asked 3 times"),
        ):
            ask(client, shown)
        assert len(authority.http.at(METADATA)) == 3

    def test_that_must_wait_longer_than_it_may_ends_at_once(
        self, client: Any, authority: StandIn, shown: Presentation, moments: Moments
    ) -> None:
        authority.http.plan(VERIFICATIONS, html(503, {"Retry-After": "3600"}))
        with pytest.raises(AuthorityUnavailable, match="status 503") as raised:
            ask(client, shown)
        assert (raised.value.retry_after, moments.waits) == (3600.0, [])

    @pytest.mark.parametrize("path", [VERIFICATIONS, CATALOGUE])
    def test_of_a_limit_says_which_limit(
        self, client: Any, authority: StandIn, shown: Presentation, path: str
    ) -> None:
        authority.http.plan(path, busy("600"))
        with pytest.raises(RateLimited) as raised:
            _ = ask(client, shown) if path == VERIFICATIONS else client.catalogue()
        assert (raised.value.code, raised.value.retry_after) == ("verification.probing-limit", 600.0)

    def test_of_a_limit_at_the_token_endpoint_too(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        limit = Reply.of(429, {"error": "temporarily_unavailable"}, {"Retry-After": "600"})
        authority.http.plan(TOKEN, once(limit))
        with pytest.raises(RateLimited) as raised:
            ask(client, shown)
        assert (raised.value.code, raised.value.retry_after) == ("oauth.temporarily-unavailable", 600.0)

    def test_that_has_no_time_left_sends_nothing(
        self, client: Any, authority: StandIn, shown: Presentation, moments: Moments
    ) -> None:
        def slow(seen: Any, answer: Any) -> Reply:
            moments.advance(31)
            reply: Reply = answer(seen)
            return reply

        authority.http.plan(TOKEN, slow)
        with pytest.raises(AuthorityUnavailable, match="came too slowly"):
            ask(client, shown)
        assert authority.http.at(VERIFICATIONS) == []

    def test_that_was_never_any_is_said_so(self, clock: Clock) -> None:
        def nothing() -> Ask:
            raise AssertionError("nothing is to be asked")

        async def never() -> None:
            async with AsyncClient("https://authority.example", "clinic-7", new_key()) as client:
                await answered(client._wire, nothing, Patience(), Deadline(0.0, clock))

        with pytest.raises(AuthorityUnavailable, match="was not asked: no time was left"):
            asyncio.run(never())


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


class TestAnAuthorityThatIsAway:
    @pytest.mark.parametrize("kind", ["threads", "asyncio"])
    def test_is_named_as_unavailable(
        self,
        kind: str,
        unused_port: int,
        shown: Presentation,
        moments: Moments,
        clock: Clock,
        patience: Patience,
    ) -> None:
        who = (f"http://127.0.0.1:{unused_port}", "clinic-7", new_key())
        client: Any = (
            Client(*who, patience=patience, clock=clock, sleep=moments.sleep)
            if kind == "threads"
            else Awaited(AsyncClient(*who, patience=patience, clock=clock, sleep=moments.sleep_async))
        )
        with pytest.raises(AuthorityUnavailable, match="ConnectError"):
            ask(client, shown)
        assert len(moments.waits) == 7
        client.disconnect() if kind == "threads" else client.end()


class TestPatience:
    @pytest.mark.parametrize(
        "wrong", [{"total": 0.0}, {"connect": -1.0}, {"read": 0.0}, {"attempts": 0}, {"first_wait": 9.0}]
    )
    def test_without_sense_is_refused(self, wrong: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match="Patience needs"):
            Patience(**wrong)
