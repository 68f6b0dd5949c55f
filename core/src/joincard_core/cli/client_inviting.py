"""``client invite``: initial access tokens, with which providers register their own systems."""

from datetime import timedelta

import click

from joincard_core import registry
from joincard_core.cli.opening import Opened, opened
from joincard_core.clock import SystemClock, in_china
from joincard_core.keys import Keeper, entries
from joincard_core.oauth import (
    REGISTRATION_PATH,
    SCOPES,
    SIGN_IN_SCOPES,
    USUAL_SCOPES,
    InitialAccess,
    InvitationAsked,
)


@click.command("invite")
@click.argument("provider")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice(sorted(SCOPES)),
    help="What its clients may ask for: verify, or with --sign-in openid, profile and offline_access.",
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
@click.option(
    "--sign-in",
    "signs_in",
    is_flag=True,
    help="For clients that sign people in and do nothing else: they may have a secret (OpenID Connect).",
)
def invite(
    provider: str, scopes: tuple[str, ...], services: tuple[str, ...], uses: int, days: int, signs_in: bool
) -> None:
    """Make an initial access token for a PROVIDER and print it, this once.

    Hand it over like a password. Its clients never get more than the scopes and services given here.
    """
    asked = InvitationAsked(
        provider,
        frozenset(scopes) or (SIGN_IN_SCOPES if signs_in else USUAL_SCOPES),
        services,
        uses,
        timedelta(days=days),
        signs_in,
    )
    with opened() as authority:
        with authority.database.read() as tx:
            registry.providers.find(tx, provider)
        made = of(authority).invite(asked)
        if signs_in:
            sign_with_rs256(authority)
        address = authority.settings.issuer + REGISTRATION_PATH
    click.echo(f"Invitation {made.invitation.id}, until {in_china(made.invitation.expires_at)}.", err=True)
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
            until = in_china(found.expires_at)
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


def sign_with_rs256(authority: Opened) -> None:
    """Have a key for RS256, which OpenID Connect takes for granted (Core section 15.1) and no system uses."""
    with authority.database.write() as tx:
        if not any(key.use == "token" and key.alg == "RS256" for key in entries(tx)):
            Keeper(authority.master).add(tx, "token", "RS256", SystemClock().now())
            click.echo("Made a key that signs ID tokens with RS256.", err=True)


def of(authority: Opened) -> InitialAccess:
    """The invitations of the opened authority."""
    return InitialAccess(authority.database, SystemClock())
