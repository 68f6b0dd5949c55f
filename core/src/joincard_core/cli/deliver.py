"""``deliver``: take logout tokens and pings that wait to their clients, where ``serve`` does not run."""

import click

from joincard_core.bootstrap import join
from joincard_core.oauth import Round
from joincard_core.settings import Settings


@click.command()
def deliver() -> None:
    """Deliver logout tokens and pings that are due, and end.

    Each process of serve does the same every second. Run this from a timer where another server serves.
    """
    parts = join(Settings.from_environment())
    try:
        total = Round()
        for delivery in parts.oauth.deliveries:
            while (done := delivery.deliver()).any:
                total = total.and_(done)
    finally:
        parts.database.dispose()
    click.echo(
        f"Delivered: {total.delivered}. To be tried again: {total.put_off}. Given up: {total.given_up}."
    )
