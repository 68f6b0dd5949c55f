"""When something fails in the middle: nothing is acknowledged, and nothing is half-written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from joincard_core.keys import KeysMissing
from joincard_core.storage import Database, DatabaseAway, metadata
from sqlalchemy import create_engine, event

if TYPE_CHECKING:
    from core.tests.verification.conftest import World

LOAN, NAMED = "trial.library.loan", "trial.plain.named"


class Broken(Exception):
    """The failure that a test plants."""


@contextmanager
def failing(database: Database, number: int) -> Iterator[list[str]]:
    """Fail instead of the statement of this number, counted from 0 without BEGIN."""
    seen: list[str] = []

    def fail(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if statement.startswith("BEGIN"):
            return
        seen.append(statement)
        if len(seen) > number:
            raise Broken

    event.listen(database.engine, "before_cursor_execute", fail)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", fail)


def half_written(world: World, number: int, **asked: Any) -> bool | None:
    """Whether a failure at a statement leaves something behind; ``None`` when there is no such statement."""
    before = world.rows()
    try:
        with failing(world.rooms.database, number):
            world.ask(key="once", **asked)
    except Broken:
        return world.rows() != before
    return None


class TestAFailureAtAnyStatement:
    @pytest.mark.parametrize("code", [LOAN, NAMED])
    def test_of_a_question_leaves_nothing(self, world: World, code: str) -> None:
        world.ask("trial.plain.free")
        found = [half_written(world, number, code=code) for number in range(20)]
        failures = found[: found.index(None)]
        assert len(failures) >= 7
        assert not any(failures)

    def test_can_be_asked_again_with_the_same_key(self, world: World) -> None:
        world.ask("trial.plain.free")
        for number in range(8):
            half_written(world, number, code=LOAN)
        assert world.ask(LOAN, key="once")["outcome"] == "permitted"
        assert [world.ask(LOAN)["outcome"] for _ in range(2)] == ["permitted", "refused"]

    def test_of_a_refusal_leaves_nothing(self, world: World) -> None:
        world.lose("ann")
        world.ask("trial.plain.free")
        found = [half_written(world, number, code=LOAN) for number in range(20)]
        assert not any(found[: found.index(None)])

    @pytest.mark.parametrize("move", ["cancel", "settle", "close"])
    def test_of_a_move_leaves_nothing(self, world: World, move: str) -> None:
        told = world.ask(LOAN)
        failures = 0
        for number in range(20):
            before = world.rows()
            try:
                with failing(world.rooms.database, number):
                    world.move(move, told["id"], key="once", price="0")
            except Broken:
                failures += 1
                assert world.rows() == before
            else:
                break
        assert failures >= 6

    def test_would_be_seen_without_a_transaction(self, world: World) -> None:
        """The failing control: with a commit after each statement the same check finds what is left behind."""
        world.ask("trial.plain.free")

        class Careless(Database):
            """Commits every statement by itself."""

            def write(self) -> Any:
                return self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")

        careless = Careless(world.rooms.database.url)
        world.rooms = replace(world.rooms, database=careless)
        loose = type(world)(world.rooms, world.clock, world.keys, world.ticks, world.numbers, world.holders)
        found = [half_written(loose, number, code=LOAN) for number in range(20)]
        careless.dispose()
        assert any(found[: found.index(None)])


class TestAKeyThatIsMissing:
    def test_leaves_nothing(self, world: World) -> None:
        world.ask("trial.plain.free")
        with world.rooms.database.write() as tx:
            tx.execute(metadata.tables["signing_keys"].delete())
        world.keys.refresh()
        before = world.rows()
        with pytest.raises(KeysMissing):
            world.ask(LOAN)
        assert world.rows() == before


class TestADatabaseThatIsAway:
    def test_is_said_and_nothing_is_permitted(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        world.ask("trial.plain.free")
        with away(world, monkeypatch), pytest.raises(DatabaseAway):
            world.ask("trial.plain.free")
        assert world.ask("trial.plain.free")["outcome"] == "permitted"

    def test_does_not_take_the_catalogue_away(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        held = world.rooms.shelf.current()
        world.ticks.now += 10
        with away(world, monkeypatch):
            assert world.rooms.shelf.current() is held


@contextmanager
def away(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No connection can be had, as after the server was stopped."""
    real = world.rooms.database.engine
    url = (
        "sqlite:////nowhere/at/all.db"
        if world.rooms.database.dialect == "sqlite"
        else "postgresql+psycopg://nobody@127.0.0.1:1/none?connect_timeout=1"
    )
    monkeypatch.setattr(world.rooms.database, "engine", create_engine(url))
    yield
    monkeypatch.setattr(world.rooms.database, "engine", real)
