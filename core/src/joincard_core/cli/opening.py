"""Open what the settings name: the database, the keys, the rooms that import and change cards."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from joincard_core.cards import Cards
from joincard_core.credentials import Credentials
from joincard_core.issuance import Rooms
from joincard_core.keys import MasterKey, Vault
from joincard_core.people import People
from joincard_core.settings import Settings
from joincard_core.storage import Database, require_head


@dataclass(frozen=True, slots=True)
class Opened:
    """An authority that is ready for a command."""

    settings: Settings
    database: Database
    master: MasterKey
    vault: Vault
    rooms: Rooms


@contextmanager
def database_of(settings: Settings) -> Iterator[Database]:
    """The database, closed at the end of the command."""
    database = Database.of(settings)
    try:
        yield database
    finally:
        database.dispose()


@contextmanager
def opened() -> Iterator[Opened]:
    """Everything, after the checks without which a command could do harm.

    Raises what the settings, the master key, the database and its revision raise.
    """
    settings = Settings.from_environment()
    master = MasterKey.read(settings.master_key_file, demo=settings.demo)
    with database_of(settings) as database:
        with database.read() as tx:
            require_head(tx)
            vault = Vault.load(tx, master)
        yield Opened(settings, database, master, vault, Rooms(People(vault), Cards(), Credentials(vault)))


def actor() -> str:
    """Who runs the command: the name of the user on this machine."""
    return getpass.getuser()
