"""``provider``: who may ask, and about what."""

from datetime import date, datetime

import click

from joincard_core import registry
from joincard_core.cli.opening import opened
from joincard_core.clock import SystemClock
from joincard_core.registry import EVERYWHERE, Accreditation, Provider

CLOCK = SystemClock()
DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def provider() -> None:
    """Add providers and accredit them."""


@provider.command("add")
@click.argument("provider_id", metavar="ID")
@click.option("--name", required=True, help="What the provider is called.")
def add(provider_id: str, name: str) -> None:
    """Add a provider under an ID of small letters, digits and hyphens."""
    with opened() as authority, authority.database.write() as tx:
        registry.providers.add(tx, Provider(provider_id, name), CLOCK.now())
    click.echo(f"Added {provider_id}. Next: joincard-authority provider accredit {provider_id} SCOPE")


@provider.command("accredit")
@click.argument("provider_id", metavar="ID")
@click.argument("scope")
@click.option("--city", default=EVERYWHERE, show_default=True, help="Six-digit code of a city, or all.")
@click.option("--from", "since", type=DAY, help="First day; no beginning when absent.")
@click.option("--until", type=DAY, help="Last day; no end when absent.")
def accredit(provider_id: str, scope: str, city: str, since: datetime | None, until: datetime | None) -> None:
    """Let a provider ask about a SCOPE.

    A SCOPE is a service (healthcare.registration.walk_in), a group (healthcare.registration.*), a sector
    (healthcare) or everything ('*').
    """
    wanted = Accreditation(
        provider_id,
        scope,
        city,
        since.date() if since else date.min,
        until.date() if until else date.max,
    )
    with opened() as authority, authority.database.write() as tx:
        number = registry.providers.accredit(tx, wanted, CLOCK.now())
    click.echo(f"{number}\t{line(wanted)}")


@provider.command("end")
@click.argument("provider_id", metavar="ID")
@click.argument("number", type=int)
@click.option("--last", type=DAY, required=True, help="Last day on which the provider may ask.")
def end(provider_id: str, number: int, last: datetime) -> None:
    """End the accreditation of this NUMBER; show lists them."""
    with opened() as authority, authority.database.write() as tx:
        registry.providers.find(tx, provider_id)
        if not registry.providers.end(tx, provider_id, number, last.date()):
            raise click.ClickException(f"{provider_id} has no accreditation {number}.")
    click.echo(f"Accreditation {number} of {provider_id} ends after {last.date()}.")


@provider.command("show")
@click.argument("provider_id", metavar="ID")
def show(provider_id: str) -> None:
    """Show a provider and its accreditations, each with its number."""
    with opened() as authority, authority.database.read() as tx:
        found = registry.providers.find(tx, provider_id)
        accredited = registry.providers.accreditations_of(tx, provider_id)
    click.echo(f"{found.id}\t{found.name}")
    for number, accreditation in accredited:
        click.echo(f"{number}\t{line(accreditation)}")


@provider.command("list")
def list_() -> None:
    """List all providers."""
    with opened() as authority, authority.database.read() as tx:
        for found in registry.providers.every(tx):
            click.echo(f"{found.id}\t{found.name}")


def line(accreditation: Accreditation) -> str:
    """An accreditation for people."""
    since = "any day" if accreditation.since == date.min else accreditation.since.isoformat()
    until = "no end" if accreditation.until == date.max else accreditation.until.isoformat()
    return f"{accreditation.scope}\t{accreditation.city}\tfrom {since}\tuntil {until}"
