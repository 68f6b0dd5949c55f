"""The one ``MetaData``, and the column types that behave alike on SQLite and PostgreSQL."""

import secrets
from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, DateTime, Dialect, MetaData, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from joincard_core.clock import SHANGHAI

Tx: TypeAlias = Connection
"""A connection inside a transaction, as ``Database.read`` and ``Database.write`` hand it out."""

# Named constraints, so that a migration can drop them on either database.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def new_id() -> str:
    """A random identifier, 32 hexadecimal digits.

    Not ordered by time on purpose: two rows made together must not be recognisable as a pair.
    """
    return secrets.token_hex(16)


class Instant(TypeDecorator[datetime]):
    """A moment with a time zone: ``timestamptz`` on PostgreSQL, UTC text of fixed width on SQLite.

    The text sorts and compares as time does. Read back in Asia/Shanghai. A moment without a zone is
    refused with ``ValueError``.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """``String(27)`` on SQLite, which has no type for time."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(27))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Python to database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A stored moment needs a time zone.")
        if dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Database to Python."""
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(SHANGHAI)
