"""``init``: keys and database, made once; a second run makes only what is missing."""

from collections.abc import Iterator
from pathlib import Path

import click

from joincard_core.cli.opening import database_of
from joincard_core.clock import SystemClock
from joincard_core.keys import KeyRing, MasterKey, UnsafeKey, Vault
from joincard_core.settings import Settings
from joincard_core.storage import Database, create_sqlite, current, migrate


@click.command()
def init() -> None:
    """Make the master key, the database with its tables, and the signing keys.

    What is there already is kept. Nothing is ever overwritten.
    """
    for made in make(Settings.from_environment()):
        click.echo(made)
    click.echo("Ready. See what is left to do with: joincard-authority doctor")


def make(settings: Settings) -> Iterator[str]:
    """Make what is missing, a sentence for each thing made."""
    if settings.database_url.startswith("sqlite") and create_sqlite(settings.database_url):
        yield f"Made the database {settings.database_url}"
    with database_of(settings) as database:
        keys_have_their_master(settings, database)
        if MasterKey.create(settings.master_key_file, demo=settings.demo):
            yield f"Made the master key {settings.master_key_file}. Keep a copy apart from the database."
        master = MasterKey.read(settings.master_key_file, demo=settings.demo)
        before, after = migrate(database)
        if before != after:
            yield f"Brought the tables to revision {after}"
        with database.write() as tx:
            if Vault.create(tx, master):
                yield "Made the key of the blind index"
            for use in KeyRing.create_missing(tx, master, SystemClock().now()):
                yield f"Made the {use} signing keys"


def keys_have_their_master(settings: Settings, database: Database) -> None:
    """A second master key beside sealed keys would lock everybody out; refuse it."""
    if Path(settings.master_key_file).exists():
        return
    with database.read() as tx:
        sealed = current(tx) is not None and Vault.exists(tx)
    if sealed:
        raise UnsafeKey(
            f"The database holds keys, but their master key {settings.master_key_file} is gone. "
            "Restore it from its backup; a new one cannot open them."
        )
