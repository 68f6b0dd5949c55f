"""``verification``: repeat decisions of the log, for an auditor."""

import click

from joincard_core.bootstrap import join
from joincard_core.errors import JoincardError
from joincard_core.settings import Settings


@click.group()
def verification() -> None:
    """Repeat decisions of the log."""


@verification.command("replay")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
def replay(ids: tuple[str, ...]) -> None:
    """Decide verifications again and compare each with the log; status 1 when one differs.

    Each is decided from its own facts, under the catalogue of its day. No card is read.
    """
    parts = join(Settings.from_environment())
    well = True
    for each in ids:
        try:
            again = parts.authority.replay(each)
        except JoincardError as error:
            well = False
            click.echo(f"{each}\tnot repeated\t{error.sentence}")
            continue
        well = well and again.same
        click.echo(f"{each}\t{'same' if again.same else 'DIFFERENT'}\t{again.entry.kind.value}")
    parts.database.dispose()
    if not well:
        raise click.exceptions.Exit(1)
