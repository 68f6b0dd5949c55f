"""``card set``: change the status of a card."""

import click

from joincard_core.cards import Because, Status
from joincard_core.cli.opening import actor, opened
from joincard_core.clock import SystemClock
from joincard_core.credentials import CardNumber
from joincard_core.signing_in import end_sessions_at_end


@click.group()
def card() -> None:
    """Change the status of a card."""


@card.command("set")
@click.argument("region")
@click.argument("number")
@click.option("--status", "wanted", required=True, type=click.Choice([status.value for status in Status]))
@click.option("--reason", required=True, help="Why; kept with the change, and the holder can read it.")
@click.option("--by", default=actor, show_default="your user name", help="Who; kept with the change.")
def set_(region: str, number: str, wanted: str, reason: str, by: str) -> None:
    """Give the card with this NUMBER of a REGION another status.

    Only the moves of a card's life are possible. Every check from now on sees the new status. A NUMBER of
    - is asked for, so that it stays out of the history of the shell.
    """
    if number == "-":
        number = click.prompt("Card number", hide_input=True)
    now = SystemClock().now()
    presented = CardNumber(region, number)
    with opened() as authority, authority.database.write() as tx:
        shown = authority.rooms.credentials.read(tx, presented, now.date())
        if shown is None:
            raise click.ClickException("This region has issued no card with this number.")
        status = authority.rooms.cards.set_status(tx, shown.card, Status(wanted), Because(by, reason, now))
        end_sessions_at_end(tx, shown.person, shown.card, status, now)
    click.echo(f"The card is {status.value}.")
