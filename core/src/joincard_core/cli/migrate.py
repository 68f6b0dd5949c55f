"""``migrate``: bring the tables to this release."""

import click

from joincard_core.cli.opening import database_of
from joincard_core.settings import Settings
from joincard_core.storage import migrate as bring_to_head


@click.command()
def migrate() -> None:
    """Bring the database to this release, in one transaction; run it before the new processes start."""
    with database_of(Settings.from_environment()) as database:
        before, after = bring_to_head(database)
    if before == after:
        click.echo(f"The tables are at revision {after} already.")
    else:
        click.echo(f"Brought the tables from {before or 'nothing'} to revision {after}.")
