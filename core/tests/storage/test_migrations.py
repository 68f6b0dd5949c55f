"""One set of migrations makes the tables of the code, on both databases."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from joincard_core.storage import (
    Database,
    MigrationNeeded,
    create_sqlite,
    current,
    head,
    migrate,
    require_head,
)
from joincard_core.storage.migrating import MIGRATIONS
from joincard_core.storage.schema import whole


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without tables."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.db'}"
        create_sqlite(url)
    else:
        url = request.getfixturevalue("postgresql_url")
    database = Database(url)
    if request.param == "postgresql":
        with database.write() as tx:
            tx.exec_driver_sql("DROP SCHEMA public CASCADE")
            tx.exec_driver_sql("CREATE SCHEMA public")
    yield database
    database.dispose()


SCHEMA = {
    "sqlite": """SELECT name, sql FROM sqlite_master WHERE tbl_name <> 'alembic_version'""",
    "postgresql": """
        SELECT indexname, indexdef FROM pg_indexes
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
        UNION ALL SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
        UNION ALL SELECT table_name || '.' || column_name,
            concat_ws(' ', udt_name, character_maximum_length, is_nullable, column_default)
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
    """,
}


def written_schema(database: Database) -> dict[str, list[str]]:
    """Every table, index and constraint in the words of the database, whatever their order."""
    with database.read() as tx:
        rows = tx.exec_driver_sql(SCHEMA[database.dialect])
        return {name: sorted((sql or "").replace(",", " ").split()) for name, sql in rows}


both = pytest.mark.parametrize("empty", ["sqlite", "postgresql"], indirect=True)


@both
class TestMigrations:
    def test_make_the_tables_of_the_code(self, empty: Database) -> None:
        migrate(empty)
        with empty.read() as tx:
            context = MigrationContext.configure(tx, opts={"compare_type": True})
            assert compare_metadata(context, whole()) == []

    def test_make_the_same_schema_to_the_letter(self, empty: Database) -> None:
        # The comparison above is blind to partial indexes, checks and tables without row numbers.
        migrate(empty)
        migrated = written_schema(empty)
        with empty.write() as tx:
            tx.exec_driver_sql("DROP TABLE alembic_version")
            whole().drop_all(tx)
        with empty.write() as tx:
            whole().create_all(tx)
        assert migrated == written_schema(empty)

    def test_go_from_nothing_to_the_head_and_then_stay(self, empty: Database) -> None:
        assert migrate(empty) == (None, head())
        assert migrate(empty) == (head(), head())

    def test_that_run_at_once_wait_for_each_other(self, empty: Database) -> None:
        another = Database(empty.url)
        with ThreadPoolExecutor(1) as other:
            second = other.submit(migrate, another)
            first = migrate(empty)
        another.dispose()
        assert sorted([first[0] or "", second.result()[0] or ""]) == ["", head()]


class TestTheHead:
    def test_is_the_last_of_one_unbroken_line(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        script = ScriptDirectory.from_config(config)
        assert script.get_heads() == [head()]
        numbers = [revision.revision for revision in script.walk_revisions()]
        assert numbers == [f"{number:04}" for number in range(len(numbers), 0, -1)]

    def test_is_required(self, database: Database) -> None:
        with database.write() as tx:
            require_head(tx)
            assert current(tx) == head()

    @pytest.mark.parametrize(("found", "remedy"), [("0000", "migrate"), ("9999", "newer release")])
    def test_of_another_release_is_refused_with_the_remedy(
        self, database: Database, found: str, remedy: str
    ) -> None:
        with database.write() as tx:
            tx.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{found}'")
            with pytest.raises(MigrationNeeded, match=remedy):
                require_head(tx)

    def test_newer_than_this_release_is_never_migrated(self, database: Database) -> None:
        with database.write() as tx:
            tx.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(MigrationNeeded):
            migrate(database)

    def test_of_an_empty_database_is_none(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'empty.db'}"
        create_sqlite(url)
        database = Database(url)
        with pytest.raises(MigrationNeeded, match="init"), database.read() as tx:
            require_head(tx)
        database.dispose()
