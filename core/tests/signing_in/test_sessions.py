"""A holder stays signed in: for how long, in which browsers, and what ends it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from joincard_core.cards import Because, Cards, Move
from joincard_core.clock import FixedClock, to_epoch
from joincard_core.credentials import Shown
from joincard_core.keys import Vault
from joincard_core.settings import Settings
from joincard_core.signing_in import Keyed, Opened, Sessions, SignedIn, SignIn
from joincard_core.signing_in.store import holder_sessions
from joincard_core.storage import Database
from sqlalchemy import func, select

IDLE, LIFETIME = timedelta(minutes=30), timedelta(hours=12)
Typed = Callable[..., Keyed]
ENDINGS = (Move.REPORT_LOST, Move.EXPIRE, Move.CANCEL)


@pytest.fixture
def sessions(database: Database, vault: Vault, clock: FixedClock) -> Sessions:
    return Sessions(
        database, vault, clock, Settings(issuer="https://card.example.cn", sign_in_least="password")
    )


@pytest.fixture
def signed_in(sign_in: SignIn, ann: Shown, keyed: Typed) -> SignedIn:
    """Ann, who has just signed in."""
    return sign_in.with_password(keyed())


@pytest.fixture
def opened(sessions: Sessions, signed_in: SignedIn) -> Opened:
    return sessions.open(signed_in, "Firefox, Windows")


@pytest.fixture
def move(database: Database, ann: Shown, clock: FixedClock) -> Callable[[Move], None]:
    """What happens to Ann's card."""

    def move(wanted: Move) -> None:
        with database.write() as tx:
            Cards().move(tx, ann.card, wanted, Because("tests", "A test.", clock.now()))

    return move


class TestASession:
    def test_tells_who_signed_in_with_which_card_when_and_how(
        self, sessions: Sessions, signed_in: SignedIn, opened: Opened
    ) -> None:
        found = sessions.current(opened.cookie)
        assert found == opened.signed_in
        assert found is not None
        assert (found.person_id, found.card_id, found.acr, found.amr) == (
            signed_in.person_id,
            signed_in.card_id,
            signed_in.acr,
            signed_in.amr,
        )
        assert (found.auth_time, found.session_id) == (to_epoch(signed_in.auth_time), opened.session.id)

    def test_has_a_new_cookie_at_every_sign_in(self, sessions: Sessions, signed_in: SignedIn) -> None:
        cookies = {sessions.open(signed_in).cookie for _ in range(20)}
        assert len(cookies) == 20
        assert all(len(cookie) == 43 for cookie in cookies)  # 256 bits in base64url

    def test_takes_the_place_of_the_one_before_in_the_same_browser(
        self, sessions: Sessions, signed_in: SignedIn, opened: Opened
    ) -> None:
        elsewhere = sessions.open(signed_in)
        again = sessions.open(signed_in, instead_of=opened.cookie)
        assert sessions.current(opened.cookie) is None
        assert sessions.current(again.cookie) == again.signed_in
        assert sessions.current(elsewhere.cookie) == elsewhere.signed_in

    def test_cannot_be_chosen_by_who_sends_a_cookie_first(
        self, sessions: Sessions, signed_in: SignedIn
    ) -> None:
        planted = "A" * 43
        assert sessions.open(signed_in, instead_of=planted).cookie != planted
        assert sessions.current(planted) is None

    def test_is_not_in_the_database_in_the_clear(self, database: Database, opened: Opened) -> None:
        with database.read() as tx:
            row = tx.execute(select(holder_sessions)).one()
        kept = b" ".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
        assert opened.cookie.encode() not in kept
        assert b"Firefox" not in kept
        assert opened.cookie not in repr(opened)
        assert opened.signed_in.person_id not in repr(opened)

    @trying(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
    @given(st.text())
    def test_is_not_found_by_anything_else(self, sessions: Sessions, opened: Opened, cookie: str) -> None:
        assert cookie == opened.cookie or sessions.current(cookie) is None

    def test_is_not_found_by_more_than_its_cookie(self, sessions: Sessions, opened: Opened) -> None:
        assert sessions.current(opened.cookie + "A") is None
        assert sessions.current(opened.cookie[:-1]) is None


class TestTime:
    def test_ends_a_session_that_nobody_uses(
        self, sessions: Sessions, opened: Opened, clock: FixedClock
    ) -> None:
        clock.advance(IDLE - timedelta(seconds=1))
        assert sessions.of_person(opened.signed_in.person_id)
        clock.advance(timedelta(seconds=1))
        assert sessions.current(opened.cookie) is None
        assert sessions.of_person(opened.signed_in.person_id) == ()

    def test_leaves_one_alone_that_is_used(
        self, sessions: Sessions, opened: Opened, clock: FixedClock
    ) -> None:
        for _ in range(5):
            clock.advance(IDLE - timedelta(minutes=2))
            assert sessions.current(opened.cookie) == opened.signed_in

    def test_ends_every_session_in_the_end(
        self, sessions: Sessions, opened: Opened, clock: FixedClock
    ) -> None:
        until = clock.now() + LIFETIME
        while clock.now() < until - timedelta(minutes=10):
            assert sessions.current(opened.cookie) == opened.signed_in
            clock.advance(timedelta(minutes=10))
        assert sessions.current(opened.cookie) == opened.signed_in
        clock.advance(timedelta(minutes=10))
        assert sessions.current(opened.cookie) is None

    def test_is_written_down_once_a_minute_and_not_with_each_request(
        self, sessions: Sessions, opened: Opened, clock: FixedClock, seen_queries: Any
    ) -> None:
        with seen_queries() as seen:
            sessions.current(opened.cookie)
        assert not any("UPDATE" in statement for statement in seen)
        clock.advance(timedelta(minutes=1))
        with seen_queries() as seen:
            sessions.current(opened.cookie)
        assert sum("UPDATE" in statement for statement in seen) == 1

    def test_sweeps_away_what_has_ended(
        self,
        sessions: Sessions,
        sign_in: SignIn,
        opened: Opened,
        keyed: Typed,
        clock: FixedClock,
        database: Database,
    ) -> None:
        clock.advance(LIFETIME + timedelta(minutes=10))
        sign_in.with_password(keyed())
        with database.read() as tx:
            assert tx.execute(select(func.count()).select_from(holder_sessions)).scalar() == 0


class TestSigningOut:
    def test_ends_one_browser(self, sessions: Sessions, signed_in: SignedIn, opened: Opened) -> None:
        other = sessions.open(signed_in)
        assert sessions.end(signed_in.person_id, opened.session.id)
        assert sessions.current(opened.cookie) is None
        assert sessions.current(other.cookie) == other.signed_in

    def test_ends_all(self, sessions: Sessions, signed_in: SignedIn) -> None:
        every = [sessions.open(signed_in).cookie for _ in range(3)]
        assert sessions.end_all(signed_in.person_id) == 3
        assert [sessions.current(cookie) for cookie in every] == [None] * 3
        assert sessions.end_all(signed_in.person_id) == 0

    def test_does_not_reach_others(self, sessions: Sessions, opened: Opened) -> None:
        assert not sessions.end("another-person", opened.session.id)
        assert not sessions.end(opened.signed_in.person_id, "no-such-session")
        assert sessions.end_all("another-person") == 0
        assert sessions.current(opened.cookie) == opened.signed_in

    def test_while_a_page_is_on_its_way_is_not_undone_by_it(
        self, sessions: Sessions, opened: Opened, clock: FixedClock, database: Database, vault: Vault
    ) -> None:
        """The last use is noted on a row that is still there, and never makes one."""
        clock.advance(timedelta(minutes=5))

        class Late(Sessions):
            def _seen(self, session_id: str, now: Any) -> bool:
                sessions.end_all(opened.signed_in.person_id)  # between reading and noting
                return super()._seen(session_id, now)

        late = Late(
            database, vault, clock, Settings(issuer="https://card.example.cn", sign_in_least="password")
        )
        assert late.current(opened.cookie) is None
        assert sessions.current(opened.cookie) is None


class TestTheList:
    def test_has_each_browser_the_newest_first(
        self, sessions: Sessions, sign_in: SignIn, keyed: Typed, opened: Opened, clock: FixedClock
    ) -> None:
        clock.advance(timedelta(minutes=3))
        newer = sessions.open(sign_in.with_password(keyed()), "Safari, iPhone")
        listed = sessions.of_person(opened.signed_in.person_id)
        assert [each.about for each in listed] == ["Safari, iPhone", "Firefox, Windows"]
        assert listed == (newer.session, opened.session)

    def test_of_somebody_else_is_another(self, sessions: Sessions, opened: Opened, enrol: Any) -> None:
        (ben,) = enrol(enrol.line("ben"))
        assert sessions.of_person(ben.person) == ()

    def test_keeps_no_more_of_a_browser_than_a_few_words(
        self, sessions: Sessions, signed_in: SignedIn
    ) -> None:
        assert len(sessions.open(signed_in, "x" * 10_000).session.about) == 60


class TestACard:
    @pytest.mark.parametrize("ending", ENDINGS)
    def test_at_its_end_ends_the_session(
        self, sessions: Sessions, opened: Opened, move: Callable[[Move], None], ending: Move
    ) -> None:
        move(ending)
        assert sessions.current(opened.cookie) is None
        assert sessions.of_person(opened.signed_in.person_id) == ()

    def test_that_is_found_again_does_not_bring_it_back(
        self,
        sessions: Sessions,
        sign_in: SignIn,
        keyed: Typed,
        opened: Opened,
        move: Callable[[Move], None],
        clock: FixedClock,
    ) -> None:
        clock.advance(timedelta(minutes=1))
        move(Move.REPORT_LOST)
        clock.advance(timedelta(minutes=1))
        move(Move.FIND)
        assert sessions.current(opened.cookie) is None
        clock.advance(timedelta(minutes=1))
        again = sessions.open(sign_in.with_password(keyed()))
        assert sessions.current(again.cookie) == again.signed_in

    def test_that_is_suspended_leaves_its_holder_signed_in(
        self, sessions: Sessions, opened: Opened, move: Callable[[Move], None]
    ) -> None:
        move(Move.SUSPEND)
        assert sessions.current(opened.cookie) == opened.signed_in


def test_an_erased_person_is_signed_in_nowhere(
    sessions: Sessions, opened: Opened, database: Database, vault: Vault
) -> None:
    with database.write() as tx:
        vault.destroy_key(tx, opened.signed_in.person_id)
    assert sessions.current(opened.cookie) is None


@pytest.fixture
def others(database_url: str, vault: Vault, clock: FixedClock) -> Iterator[Sessions]:
    """Another worker: its own connections, nothing in common but the database."""
    apart = Database(database_url)
    yield Sessions(apart, vault, clock, Settings(issuer="https://card.example.cn", sign_in_least="password"))
    apart.dispose()


def test_another_worker_sees_the_end_with_its_next_request(
    sessions: Sessions, others: Sessions, signed_in: SignedIn, move: Callable[[Move], None]
) -> None:
    first, second, third = (sessions.open(signed_in) for _ in range(3))
    assert others.current(first.cookie) == first.signed_in
    sessions.end(signed_in.person_id, first.session.id)
    assert others.current(first.cookie) is None
    assert others.current(second.cookie) == second.signed_in
    sessions.end_all(signed_in.person_id)
    assert (others.current(second.cookie), others.current(third.cookie)) == (None, None)
    last = sessions.open(signed_in)
    assert others.current(last.cookie) == last.signed_in
    move(Move.REPORT_LOST)
    assert others.current(last.cookie) is None


@pytest.mark.parametrize(
    ("least", "stands"), [("password", True), ("password-otp", False), ("passkey", False)]
)
def test_a_session_that_is_weaker_than_the_operator_wants_by_now_does_not_count(
    database: Database, vault: Vault, clock: FixedClock, opened: Opened, least: str, stands: bool
) -> None:
    stricter = Sessions(
        database, vault, clock, Settings(issuer="https://card.example.cn", sign_in_least=least)
    )
    assert (stricter.current(opened.cookie) is not None) is stands
