"""``person import``: people, facts and cards from a file of JSON lines."""

from pathlib import Path

import click

from joincard_core.cli.opening import actor, opened
from joincard_core.cli.progress import progress
from joincard_core.clock import SystemClock
from joincard_core.issuance import Importing


@click.group()
def person() -> None:
    """Import people and their cards."""


@person.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", default=actor, show_default="your user name", help="Who imports; kept with each card.")
def import_(file: Path, by: str) -> None:
    """Import the people of FILE, one JSON object a line.

    The whole file is checked first; one fault and nothing is imported. A person whose reference was
    imported before is skipped, so a run that was interrupted can simply be repeated.
    """
    with opened() as authority, progress() as step:
        imported = Importing(authority.database, authority.rooms, SystemClock()).run(file, by, step)
    click.echo(f"Persons imported: {imported.added}. There already: {imported.known}.")
