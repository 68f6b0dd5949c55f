"""A prepared statement says what SQLAlchemy says, on both databases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joincard_core.settings import Settings
from joincard_core.storage import Database, DatabaseAway, Instant, Prepared
from sqlalchemy import (
    Boolean,
    Column,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    bindparam,
    column,
    delete,
    func,
    insert,
    select,
    table,
)
from sqlalchemy.exc import DBAPIError, IntegrityError

LOCAL = MetaData()
pots = Table(
    "pots",
    LOCAL,
    Column("name", String(40), primary_key=True),
    Column("full", Boolean, nullable=False),
    Column("seal", LargeBinary(8)),
    Column("filled_at", Instant),
)
NEW = Prepared(insert(pots))
BY_NAME = select(pots).where(pots.c.name == bindparam("name"))
# The same parameter twice, a function, and a text with the sign that one driver escapes.
LATER = (
    select(pots.c.full, func.count(), func.max(pots.c.filled_at))
    .where(
        pots.c.filled_at > bindparam("since"),
        pots.c.filled_at != bindparam("since"),
        pots.c.name.like("%"),
    )
    .group_by(pots.c.full)
    .order_by(pots.c.full)
)
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
POTS = st.fixed_dictionaries(
    {
        "name": st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40),
        "full": st.booleans(),
        "seal": st.none() | st.binary(max_size=8),
        "filled_at": st.none() | st.integers(-(10**6), 10**6).map(lambda s: NOON + timedelta(seconds=s)),
    }
)


@pytest.fixture
def shelf(database: Database) -> Database:
    """``database`` with an empty table."""
    with database.write() as tx:
        LOCAL.create_all(tx)
    return database


class TestAPreparedStatement:
    @given(st.lists(POTS, max_size=4, unique_by=lambda pot: str(pot["name"])))
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_writes_and_reads_what_sqlalchemy_does(
        self, shelf: Database, written: list[Mapping[str, object]]
    ) -> None:
        with shelf.write() as tx:
            tx.execute(delete(pots))
            for pot in written:
                assert NEW.count(tx, **pot) == 1
        with shelf.read() as tx:
            for pot in written:
                rows = Prepared(BY_NAME).rows(tx, name=pot["name"])
                assert [row._asdict() for row in rows] == [pot]
                assert [tuple(row) for row in tx.execute(BY_NAME, {"name": pot["name"]})] == rows
            later = Prepared(LATER).rows(tx, since=NOON)
            assert later == [tuple(row) for row in tx.execute(LATER, {"since": NOON})]

    def test_is_undone_with_its_transaction(self, shelf: Database) -> None:
        with pytest.raises(KeyError), shelf.write() as tx:  # noqa: PT012 - the block is what is undone
            NEW.count(tx, name="honey", full=True, seal=None, filled_at=None)
            NEW.count(tx, name="jam")
        with shelf.read() as tx:
            assert not Prepared(BY_NAME).rows(tx, name="honey")

    def test_that_breaks_a_constraint_says_so_without_the_values(self, shelf: Database) -> None:
        pot = {"name": "honey", "full": True, "seal": b"424242", "filled_at": NOON}
        with pytest.raises(IntegrityError) as caught, shelf.write() as tx:  # noqa: PT012 - the second one
            NEW.count(tx, **pot)
            NEW.count(tx, **pot)
        assert "424242" not in str(caught.value)

    def test_passes_an_error_of_the_statement_on_as_sqlalchemy_does(self, shelf: Database) -> None:
        nowhere: Select[tuple[str]] = select(column("name")).select_from(table("nowhere"))
        kinds = []
        for run in (lambda tx: Prepared(nowhere).rows(tx), lambda tx: tx.execute(nowhere)):
            with pytest.raises((DBAPIError, DatabaseAway)) as caught, shelf.read() as tx:
                run(tx)
            kinds.append((caught.type, str(caught.value.__cause__)))
        assert kinds[0] == kinds[1]

    def test_finds_a_broken_connection_and_the_next_one_serves(self, postgresql_url: str) -> None:
        alone = Database(postgresql_url, Settings(issuer="https://card.example.cn", pool_size=1))
        alive = Prepared(select(func.pg_backend_pid()))
        with pytest.raises(DatabaseAway), alone.read() as tx:  # noqa: PT012 - the second one finds it broken
            (row,) = alive.rows(tx)
            other = Database(postgresql_url)
            with other.read() as tx_of_other:
                tx_of_other.execute(select(func.pg_terminate_backend(row[0])))
            other.dispose()
            alive.rows(tx)
        with alone.read() as tx:
            assert alive.rows(tx)[0] != row
        alone.dispose()
