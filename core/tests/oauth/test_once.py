"""What may be used once is used once, also by many at the same moment, on each database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.clock import FixedClock
from joincard_core.oauth import store
from joincard_core.oauth.tables import used_jti
from joincard_core.storage import Database
from sqlalchemy import func, select


def use(database: Database, clock: FixedClock, signer: str, jti: str, kind: str = "dpop") -> bool:
    with database.write() as tx:
        return store.use_once(tx, kind, signer, jti, clock.now() + timedelta(minutes=5))


def kept(database: Database) -> int:
    with database.read() as tx:
        return int(tx.execute(select(func.count()).select_from(used_jti)).scalar_one())


class TestAJti:
    def test_is_used_once(self, database: Database, clock: FixedClock) -> None:
        assert [use(database, clock, "key", "1") for _ in range(3)] == [True, False, False]

    @pytest.mark.parametrize(
        "other",
        [("key", "2", "dpop"), ("key2", "1", "dpop"), ("key", "1", "assertion"), ("key1", "", "dpop")],
    )
    def test_is_each_signers_own(
        self, database: Database, clock: FixedClock, other: tuple[str, str, str]
    ) -> None:
        assert use(database, clock, "key", "1")
        assert use(database, clock, other[0], other[1], other[2])

    def test_is_used_by_one_of_fifty(self, database: Database, clock: FixedClock) -> None:
        with ThreadPoolExecutor(8) as pool:
            used = list(pool.map(lambda _: use(database, clock, "key", "1"), range(50)))
        assert used.count(True) == 1

    def test_is_not_used_up_when_the_transaction_fails(self, database: Database, clock: FixedClock) -> None:
        with suppress(LookupError), database.write() as tx:
            store.use_once(tx, "dpop", "key", "1", clock.now())
            raise LookupError
        assert use(database, clock, "key", "1")

    def test_is_forgotten_when_its_token_has_expired(self, database: Database, clock: FixedClock) -> None:
        use(database, clock, "key", "1")
        clock.advance(timedelta(minutes=4))
        use(database, clock, "key", "2")
        with database.write() as tx:
            store.prune(tx, clock.now(), clock.now())
        assert kept(database) == 2
        clock.advance(timedelta(minutes=1) + store.KEPT)
        with database.write() as tx:
            store.prune(tx, clock.now(), clock.now())
        assert kept(database) == 1


class TestTheDigest:
    texts = st.text(st.characters(exclude_categories=()))

    @given(st.lists(texts, max_size=4), st.lists(texts, max_size=4))
    def test_tells_everything_apart(self, one: list[str], other: list[str]) -> None:
        assert (store._digest(*one) == store._digest(*other)) is (one == other)
