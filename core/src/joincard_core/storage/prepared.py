"""Statements that are asked all day: turned into SQL once, and run by the driver itself.

What SQLAlchemy does around each execution costs several times what the statement does. The SQL, the names and
the conversions of values are SQLAlchemy's all the same, and so are the errors.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement

from joincard_core.storage.tables import Tx

Convert = Callable[[Any], Any]


def drive(tx: Tx, sql: str, parameters: Any = ()) -> Any:
    """The driver's own cursor for a statement. Raises ``DBAPIError``, as SQLAlchemy would."""
    dbapi: Any = tx.dialect.dbapi
    driver: Any = tx.connection.driver_connection
    try:
        return driver.execute(sql, parameters)
    except dbapi.Error as error:
        gone = tx.dialect.is_disconnect(error, driver, None)
        if gone:
            tx.invalidate(error)
        raise DBAPIError.instance(
            sql,
            None,  # values are personal data
            error,
            dbapi.Error,
            hide_parameters=True,
            connection_invalidated=gone,
            dialect=tx.dialect,
        ) from error


@dataclass(frozen=True, slots=True)
class Ready:
    """A statement in the words of one database.

    ``order``: of the parameters, where they have no names. ``constants`` were written into the statement.
    """

    sql: str
    order: tuple[str, ...] | None
    given: Mapping[str, Convert | None]
    constants: dict[str, Any]
    found: tuple[Convert | None, ...]
    row: Callable[..., Any]

    @classmethod
    def of(cls, statement: ClauseElement, dialect: Dialect) -> Ready:
        """Turn a statement into SQL."""
        compiled: Any = statement.compile(dialect=dialect)
        bound = {
            name: (each, each.type.dialect_impl(dialect).bind_processor(dialect))
            for each, name in compiled.bind_names.items()
        }
        columns = tuple(getattr(statement, "selected_columns", ()))
        return cls(
            sql=str(compiled),
            order=tuple(compiled.positiontup) if compiled.positional else None,
            given={name: convert for name, (each, convert) in bound.items() if each.required},
            constants={
                name: convert(each.value) if convert else each.value
                for name, (each, convert) in bound.items()
                if not each.required
            },
            found=tuple(each.type.dialect_impl(dialect).result_processor(dialect, None) for each in columns),
            row=namedtuple("Row", [each.key or "" for each in columns], rename=True),
        )

    def parameters(self, values: Mapping[str, Any]) -> Any:
        """The values, as the driver takes them. Raises ``KeyError`` for one that is missing."""
        sent = {
            name: values[name] if convert is None else convert(values[name])
            for name, convert in self.given.items()
        } | self.constants
        return sent if self.order is None else tuple(sent[name] for name in self.order)

    def read(self, fetched: tuple[Any, ...]) -> Any:
        """The values of one row, as the tables have them."""
        return self.row(
            *[
                value if convert is None else convert(value)
                for convert, value in zip(self.found, fetched, strict=True)
            ]
        )


class Prepared:
    """A statement whose every value is a named parameter."""

    __slots__ = ("_ready", "_statements")

    def __init__(self, statement: Executable | Mapping[str, Executable]) -> None:
        """One statement, or one for each database by the name of its dialect."""
        self._statements = statement
        self._ready: dict[str, Ready] = {}

    def rows(self, tx: Tx, **values: Any) -> list[Any]:
        """What it selects: named tuples."""
        ready = self._of(tx)
        return [ready.read(row) for row in drive(tx, ready.sql, ready.parameters(values)).fetchall()]

    def count(self, tx: Tx, **values: Any) -> int:
        """How many rows it changed."""
        ready = self._of(tx)
        changed: int = drive(tx, ready.sql, ready.parameters(values)).rowcount
        return changed

    def _of(self, tx: Tx) -> Ready:
        name = tx.dialect.name
        if name not in self._ready:
            found: Any = self._statements
            self._ready[name] = Ready.of(found[name] if isinstance(found, Mapping) else found, tx.dialect)
        return self._ready[name]
