"""Transactions on both databases: what is kept, what is undone, and what if there is no database."""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.settings import Settings
from joincard_core.storage import Database, DatabaseAway, DatabaseBusy, Instant, create_sqlite, new_id
from sqlalchemy import Column, Dialect, Integer, MetaData, String, Table, func, insert, make_url, select, text
from sqlalchemy.exc import IntegrityError

SQLITE, POSTGRESQL = (make_url(f"{name}://").get_dialect()() for name in ("sqlite", "postgresql+psycopg"))
LOCAL = MetaData()
jars = Table(
    "jars", LOCAL, Column("name", String(20), primary_key=True), Column("count", Integer, nullable=False)
)
moments = Table("moments", LOCAL, Column("id", Integer, primary_key=True), Column("at", Instant))
IMPATIENT = Settings(issuer="https://card.example.cn", lock_wait=1, pool_size=1, pool_wait=0, connect_wait=1)


@pytest.fixture
def jar(database: Database) -> Database:
    """``database`` with a jar that holds nothing yet."""
    with database.write() as tx:
        LOCAL.create_all(tx)
        tx.execute(insert(jars), {"name": "honey", "count": 0})
    return database


def fails() -> bool:
    """Fail in the midst of a transaction."""
    return 1 / 0 > 0


def honey(database: Database) -> int:
    with database.read() as tx:
        return int(tx.execute(select(jars.c.count).where(jars.c.name == "honey")).scalar_one())


class TestAWrite:
    def test_is_kept_when_the_block_ends(self, jar: Database) -> None:
        with jar.write() as tx:
            tx.execute(jars.update().values(count=1))
        assert honey(jar) == 1

    def test_is_undone_when_the_block_raises(self, jar: Database) -> None:
        with pytest.raises(ZeroDivisionError), jar.write() as tx:  # noqa: PT012 - the block is what is undone
            tx.execute(jars.update().values(count=1))
            fails()
        assert honey(jar) == 0

    def test_is_not_seen_by_others_before_its_end(self, jar: Database) -> None:
        with jar.write() as tx:
            tx.execute(jars.update().values(count=1))
            assert honey(jar) == 0

    def test_loses_no_increment_among_many_threads(self, jar: Database) -> None:
        def add(_: int) -> None:
            with jar.write() as tx:
                tx.execute(jars.update().values(count=jars.c.count + 1))

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(add, range(40)))
        assert honey(jar) == 40

    def test_that_breaks_a_constraint_says_so_without_the_values(self, jar: Database) -> None:
        with pytest.raises(IntegrityError) as caught, jar.write() as tx:
            tx.execute(insert(jars), {"name": "honey", "count": 424242})
        assert "424242" not in str(caught.value)


class TestUnique:
    def test_tells_the_first_from_all_others(self, jar: Database) -> None:
        with jar.write() as tx:
            assert Database.unique(tx, jars, name="jam", count=1)
            assert not Database.unique(tx, jars, name="jam", count=2)

    def test_has_one_winner_among_many_threads(self, jar: Database) -> None:
        def take(count: int) -> bool:
            with jar.write() as tx:
                return Database.unique(tx, jars, name="jam", count=count)

        with ThreadPoolExecutor(8) as threads:
            assert sum(threads.map(take, range(24))) == 1

    def test_is_free_again_when_the_winner_fails(self, jar: Database) -> None:
        with pytest.raises(ZeroDivisionError), jar.write() as tx:
            assert Database.unique(tx, jars, name="jam", count=1) == fails()
        with jar.write() as tx:
            assert Database.unique(tx, jars, name="jam", count=2)


class TestABusyDatabase:
    def test_says_so_when_a_lock_is_not_had_in_time(self, jar: Database, database_url: str) -> None:
        other = Database(database_url, IMPATIENT)
        with jar.write() as tx:
            tx.execute(jars.update().values(count=1))
            with pytest.raises(DatabaseBusy), other.write() as waiting:
                waiting.execute(jars.update().values(count=2))
        other.dispose()
        assert honey(jar) == 1

    def test_says_so_when_every_connection_is_taken(self, database_url: str) -> None:
        small = Database(database_url, IMPATIENT)
        with small.read(), pytest.raises(DatabaseBusy), small.read():
            pass
        small.dispose()


class TestADatabaseThatIsAway:
    def test_because_nobody_listens(self) -> None:
        away = Database("postgresql://localhost:1/joincard", IMPATIENT)
        with pytest.raises(DatabaseAway), away.read():
            pass

    def test_because_it_does_not_exist(self, postgresql_url: str) -> None:
        away = Database(postgresql_url.replace("/test_", "/missing_"), IMPATIENT)
        with pytest.raises(DatabaseAway), away.read():
            pass

    def test_because_there_is_no_file_and_makes_none(self, tmp_path: Path) -> None:
        file = tmp_path / "mistyped.db"
        with pytest.raises(DatabaseAway), Database(f"sqlite:///{file}").read():
            pass
        assert not file.exists()

    def test_because_the_file_is_no_database(self, tmp_path: Path) -> None:
        file = tmp_path / "text.db"
        file.write_text("This is a letter, not a database. " * 100)
        with pytest.raises(DatabaseAway), Database(f"sqlite:///{file}").read() as tx:
            tx.exec_driver_sql("SELECT 1 FROM jars")

    def test_breaks_off_and_is_there_again_for_the_next(self, postgresql_url: str) -> None:
        database = Database(postgresql_url)
        with pytest.raises(DatabaseAway), database.read() as tx:
            tx.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
        with database.read() as tx:
            assert tx.exec_driver_sql("SELECT 1").scalar_one() == 1
        database.dispose()

    def test_shows_neither_address_nor_password(self) -> None:
        away = Database("postgresql://joincard:secret@localhost:1/joincard", IMPATIENT)
        with pytest.raises(DatabaseAway) as caught, away.read():
            pass
        assert "secret" not in str(caught.value)
        assert "localhost" not in str(caught.value)


class TestAFileThatIsNoLongerInItsPlace:
    @pytest.fixture
    def file(self, sqlite_url: str) -> Path:
        return Path(sqlite_url.removeprefix("sqlite:///"))

    @pytest.fixture
    def opened(self, sqlite_url: str) -> Iterator[Database]:
        """A database with a connection in its pool."""
        database = Database(sqlite_url)
        with database.write() as tx:
            LOCAL.create_all(tx)
            tx.execute(insert(jars), {"name": "honey", "count": 0})
        yield database
        database.dispose()

    def test_is_away_for_reading_and_writing(self, opened: Database, file: Path) -> None:
        file.unlink()
        for transaction in (opened.read, opened.write):
            with pytest.raises(DatabaseAway), transaction():
                pytest.fail("The transaction began.")

    def test_acknowledges_no_write_that_began_before(self, opened: Database, file: Path) -> None:
        with pytest.raises(DatabaseAway), opened.write() as tx:  # noqa: PT012 - it is the end that fails
            tx.execute(jars.update().values(count=1))
            file.unlink()

    def test_is_not_confused_with_another_in_its_place(self, opened: Database, file: Path) -> None:
        Path(shutil.copy(file, file.with_suffix(".copy"))).rename(file)
        for _ in range(2):
            with pytest.raises(DatabaseAway, match="Restart"), opened.write():
                pytest.fail("The transaction began.")

    def test_is_not_confused_with_another_by_a_new_connection(self, opened: Database, file: Path) -> None:
        Path(shutil.copy(file, file.with_suffix(".copy"))).rename(file)
        opened.dispose()
        with pytest.raises(DatabaseAway, match="Restart"), opened.read():
            pytest.fail("The transaction began.")

    def test_serves_again_once_it_is_back(self, opened: Database, file: Path) -> None:
        away = file.rename(file.with_suffix(".away"))
        with pytest.raises(DatabaseAway), opened.write():
            pytest.fail("The transaction began.")
        away.rename(file)
        with opened.write() as tx:
            tx.execute(jars.update().values(count=2))
        assert honey(opened) == 2


class TestAForkedProcess:
    @pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
    def test_has_connections_of_its_own(self, jar: Database) -> None:
        assert honey(jar) == 0  # a connection now lies in the pool
        child = os.fork()
        if child == 0:
            try:
                with jar.write() as tx:
                    tx.execute(jars.update().values(count=7))
                os._exit(0)
            finally:
                os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert honey(jar) == 7


class TestAnInstant:
    zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
    moments = st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30), timezones=zones)

    @given(moments, moments)
    def test_sorts_as_text_as_it_does_in_time(self, one: datetime, other: datetime) -> None:
        stored = [Instant().process_bind_param(moment, SQLITE) for moment in (one, other)]
        assert (stored[0] < stored[1]) == (one < other)
        assert Instant().process_result_value(stored[0], SQLITE) == one

    def test_comes_back_the_same_moment(self, jar: Database) -> None:
        at = datetime(2026, 3, 2, 23, 59, 59, 999_999, tzinfo=UTC)
        with jar.write() as tx:
            tx.execute(insert(moments), [{"id": 1, "at": at}, {"id": 2, "at": None}])
            assert tx.execute(select(moments.c.at).order_by(moments.c.id)).scalars().all() == [at, None]
            assert tx.execute(select(func.count()).where(moments.c.at <= at)).scalar_one() == 1

    @pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL])
    def test_without_a_zone_is_refused(self, dialect: Dialect) -> None:
        with pytest.raises(ValueError, match="time zone"):
            Instant().process_bind_param(datetime(2026, 1, 1), dialect)


class TestANewFile:
    def test_is_private_and_made_once(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path}/new/joincard.db"
        assert create_sqlite(url)
        assert not create_sqlite(url)
        assert (tmp_path / "new" / "joincard.db").stat().st_mode & 0o777 == 0o600


def test_identifiers_are_random_and_never_repeat() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000


def test_the_pool_has_the_size_of_the_setting(database_url: str) -> None:
    database = Database(database_url, replace(IMPATIENT, pool_size=3))
    with database.read(), database.read(), database.read(), pytest.raises(DatabaseBusy), database.read():
        pass
    database.dispose()


def test_foreign_keys_hold(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as tx:
        tx.execute(text("INSERT INTO holders (person_id, facts_id) VALUES ('nobody', 'nothing')"))
