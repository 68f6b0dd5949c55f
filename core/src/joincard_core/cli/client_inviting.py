"""``client invite``: initial access tokens, with which providers register their own systems."""

from datetime import timedelta

import click

from joincard_core import registry
from joincard_core.cli.opening import Opened, opened
from joincard_core.clock import SystemClock
from joincard_core.oauth import REGISTRATION_PATH, SCOPES, InitialAccess, InvitationAsked


@click.command("invite")
@click.argument("provider")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    default=("verify",),
    show_default=True,
    type=click.Choice(sorted(SCOPES)),
)
@click.option(
    "--service",
    "services",
    multiple=True,
    metavar="SCOPE",
    help="What its clients may ask about; all of the provider's when absent.",
)
@click.option(
    "--uses",
    type=click.IntRange(1, 100),
    default=1,
    show_default=True,
    help="How many clients may be registered.",
)
@click.option(
    "--days", type=click.IntRange(1, 90), default=7, show_default=True, help="How long it may be used."
)
def invite(provider: str, scopes: tuple[str, ...], services: tuple[str, ...], uses: int, days: int) -> None:
    """Make an initial access token for a PROVIDER and print it, this once.

    Hand it over like a password. Its clients never get more than the scopes and services given here.
    """
    asked = InvitationAsked(provider, frozenset(scopes), services, uses, timedelta(days=days))
    with opened() as authority:
        with authority.database.read() as tx:
            registry.providers.find(tx, provider)
        made = of(authority).invite(asked)
        address = authority.settings.issuer + REGISTRATION_PATH
    click.echo(
        f"Invitation {made.invitation.id}, until {made.invitation.expires_at:%Y-%m-%d %H:%M}.", err=True
    )
    click.echo(f"The provider sends its client metadata to {address} with this token:", err=True)
    click.echo(made.token)


@click.command("invitations")
@click.argument("provider", required=False)
def invitations(provider: str | None) -> None:
    """List invitations that can still be used, of a PROVIDER or of all."""
    with opened() as authority:
        for found in of(authority).usable(provider):
            scope = " ".join(sorted(found.bounds.scopes))
            services = " ".join(found.bounds.services) or "all services"
            until = f"{found.expires_at:%Y-%m-%d %H:%M}"
            click.echo(
                f"{found.id}\t{found.provider_id}\t{found.uses_left} left\t{until}\t{scope}\t{services}"
            )


@click.command("withdraw")
@click.argument("invitation")
def withdraw(invitation: str) -> None:
    """Refuse the token of an INVITATION from now on. Clients that it registered stay."""
    with opened() as authority:
        of(authority).withdraw(invitation)
    click.echo(f"Invitation {invitation} is withdrawn.")


def of(authority: Opened) -> InitialAccess:
    """The invitations of the opened authority."""
    return InitialAccess(authority.database, SystemClock())
