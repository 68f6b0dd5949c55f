"""How a connection is made and set up on each database."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

from joincard_core.settings import Settings

LIMITS = {"pool_size": 8, "pool_wait": 5, "connect_wait": 3, "lock_wait": 5, "threads": 8}


def engine_for(url: str, settings: Settings | None) -> Engine:
    """An engine with its pool; the defaults of the settings table apply without ``settings``."""
    limits = limits_of(settings)
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return sqlite_engine(parsed, limits)
    return postgresql_engine(parsed, limits)


def limits_of(settings: Settings | None) -> dict[str, int]:
    """Sizes and waits, in seconds."""
    return {name: getattr(settings, name, default) for name, default in LIMITS.items()}


def pooled(url: URL | str, limits: dict[str, int], **rest: Any) -> Engine:
    """One pool for both; no overflow, so that the setting is the whole truth."""
    return create_engine(
        url,
        pool_size=limits["pool_size"],
        max_overflow=0,
        pool_timeout=limits["pool_wait"],
        pool_use_lifo=True,
        hide_parameters=True,  # values of a failed statement are personal data
        **rest,
    )


def sqlite_engine(url: URL, limits: dict[str, int]) -> Engine:
    """SQLite in a file that exists: only ``create_sqlite`` makes one, never a mistyped path."""
    path = Path(url.database or "").absolute()
    engine = pooled(
        f"sqlite:///file:{path}?mode=rw&uri=true",
        limits,
        connect_args={"timeout": limits["lock_wait"], "isolation_level": None, "check_same_thread": False},
    )
    event.listen(engine, "connect", set_up_sqlite)
    return engine


def set_up_sqlite(connection: Any, record: object) -> None:
    """Durable and checked: WAL, a sync at every commit, foreign keys."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def wait_in_sqlite(tx: Connection, seconds: float) -> None:
    """Let a transaction that is about to begin wait so long for the write lock."""
    driver = tx.connection.driver_connection
    if driver is not None and tx.info.get("joincard_wait") != seconds:
        driver.execute(f"PRAGMA busy_timeout={seconds * 1000:.0f}").close()
        tx.info["joincard_wait"] = seconds


def wait_in_postgresql(tx: Connection, seconds: float) -> None:
    """Let the statements of this transaction wait for a lock for so long."""
    tx.exec_driver_sql(f"SET LOCAL lock_timeout = {seconds * 1000:.0f}")


def create_sqlite(url: str) -> bool:
    """Make the empty database file, readable by its owner alone; ``False`` if it is there already."""
    path = Path(make_url(url).database or "")
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    return True


def postgresql_engine(url: URL, limits: dict[str, int]) -> Engine:
    """PostgreSQL through psycopg 3: READ COMMITTED, UTC, a sync at every commit, locks that give up."""
    options = f"-c timezone=UTC -c synchronous_commit=on -c lock_timeout={limits['lock_wait']}s"
    return pooled(
        url.set(drivername="postgresql+psycopg"),
        limits,
        isolation_level="READ COMMITTED",
        connect_args={
            "connect_timeout": limits["connect_wait"],
            "options": f"{url.query.get('options', '')} {options}".strip(),
            "application_name": "joincard",
            "prepare_threshold": 2,
        },
    )
