"""``client``: the systems that providers ask with."""

import json
from dataclasses import replace
from datetime import datetime, time
from typing import Any

import click

from joincard_core import registry
from joincard_core.cli.client_doctor import doctor
from joincard_core.cli.client_events import events
from joincard_core.cli.client_inviting import invitations, invite, withdraw
from joincard_core.cli.client_keys import keys
from joincard_core.cli.client_options import members, metadata_options, registration, shown
from joincard_core.cli.opening import Opened, opened
from joincard_core.clock import SHANGHAI, SystemClock
from joincard_core.oauth import Client, ClientMetadata, Clients, NewClient, registered_members

CLOCK = SystemClock()
DAY = click.DateTime(["%Y-%m-%d"])
USUAL = ClientMetadata()


@click.group()
def client() -> None:
    """Add OAuth clients of providers."""


@client.command("add")
@click.argument("client_id", metavar="ID")
@click.option("--provider", required=True, help="The provider whose system it is.")
@metadata_options
@click.option("--expires", type=DAY, help="Last day on which it gets tokens; no end when absent.")
def add(client_id: str, provider: str, expires: datetime | None, **given: Any) -> None:
    """Register a system under an ID, which it signs its assertions with.

    It is told the ID and this authority's issuer, and nothing secret. The set of public keys comes from
    `joincard key public FILE`.
    """
    with opened() as authority:
        with authority.database.read() as tx:
            registry.providers.find(tx, provider)
        found = registration(authority, members(given, {}))
        new = NewClient(
            id=client_id,
            provider_id=provider,
            name=found.name or client_id,
            jwks=found.jwks,
            scopes=found.scopes,
            expires_at=end_of(expires),
            metadata=found.metadata,
        )
        added = of(authority).add(new)
        click.echo(f"Added {added.id} of {provider}. Its issuer and audience is {authority.settings.issuer}")


@client.command("change")
@click.argument("client_id", metavar="ID")
@metadata_options
@click.option("--unset", multiple=True, metavar="MEMBER", help="A member of its metadata to take away.")
@click.option("--expires", type=DAY, help="Last day on which it gets tokens.")
def change(client_id: str, unset: tuple[str, ...], expires: datetime | None, **given: Any) -> None:
    """Change a client; what no option names stays as it is.

    With --metadata, the file replaces all that the client registered. Members have the names that `show`
    gives them.
    """
    with opened() as authority:

        def changed(found: Client) -> Client:
            known = registered_members(found)
            if strangers := set(unset) - set(known):
                raise click.ClickException(f"{client_id} has no {', '.join(sorted(strangers))}.")
            wanted = {name: value for name, value in members(given, known).items() if name not in unset}
            read = registration(authority, wanted, signs_in=found.metadata.signs_in)
            return replace(
                found,
                name=read.name or client_id,
                jwks=read.jwks,
                scopes=read.scopes,
                metadata=read.metadata,
                expires_at=end_of(expires) or found.expires_at,
            )

        of(authority).change(client_id, changed)
    click.echo(f"Changed {client_id}. See it with: joincard-authority client show {client_id}")


@client.command("show")
@click.argument("client_id", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def show(client_id: str, form: str) -> None:
    """Show a client: its status, the names of its keys, and its metadata."""
    with opened() as authority:
        found = of(authority).find(client_id)
    if form == "json":
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=2))
        return
    for line in lines(found):
        click.echo(line)


@client.command("list")
@click.argument("provider")
def list_(provider: str) -> None:
    """List the clients of a PROVIDER, each with its status."""
    with opened() as authority:
        for found in of(authority).of_provider(provider):
            click.echo(f"{found.id}\t{found.status(CLOCK.now()).value}\t{found.name}")


@client.command("suspend")
@click.argument("client_id", metavar="ID")
def suspend(client_id: str) -> None:
    """Refuse a client at once, also with tokens that it has."""
    with opened() as authority:
        of(authority).suspend(client_id)
    click.echo(
        f"{client_id} is suspended. Take it back with: joincard-authority client reinstate {client_id}"
    )


@client.command("reinstate")
@click.argument("client_id", metavar="ID")
def reinstate(client_id: str) -> None:
    """Take a suspended client back."""
    with opened() as authority:
        of(authority).reinstate(client_id)
        status = of(authority).find(client_id).status(CLOCK.now()).value
    click.echo(f"{client_id} is {status}.")


@client.command("expire")
@click.argument("client_id", metavar="ID")
@click.option("--last", type=DAY, help="Last day on which it gets tokens; at once when absent.")
@click.option("--never", is_flag=True, help="Take the end away.")
def expire(client_id: str, last: datetime | None, never: bool) -> None:
    """End a client, at once or after a day, or take its end away."""
    if last and never:
        raise click.UsageError("Either --last or --never.")
    until = None if never else end_of(last) or CLOCK.now()
    with opened() as authority:
        found = of(authority).expire(client_id, until)
    click.echo(f"{client_id} is {found.status(CLOCK.now()).value}; until {last_day(found)}.")


@client.command("remove")
@click.argument("client_id", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(client_id: str, yes: bool) -> None:
    """Remove a client with its grants and tokens, for good. Its ID is not given again."""
    with opened() as authority:
        of(authority).find(client_id)
        if not yes:
            click.confirm(f"Remove {client_id} for good?", abort=True)
        of(authority).remove(client_id)
    click.echo(f"{client_id} is removed.")


for command in (keys, invite, invitations, withdraw, events, doctor):
    client.add_command(command)


def of(authority: Opened) -> Clients:
    """The clients of the opened authority."""
    return Clients(authority.database, CLOCK)


def end_of(day: datetime | None) -> datetime | None:
    """The last moment of a day."""
    return datetime.combine(day, time.max, SHANGHAI) if day else None


def last_day(found: Client) -> str:
    """The last day of a client for people."""
    return found.expires_at.date().isoformat() if found.expires_at else "no end"


def as_json(found: Client) -> dict[str, object]:
    """A client for programs."""
    return {
        "client_id": found.id,
        "provider": found.provider_id,
        "status": found.status(CLOCK.now()).value,
        "added": found.created_at.isoformat(),
        "expires": found.expires_at.isoformat() if found.expires_at else None,
        **registered_members(found),
    }


def lines(found: Client) -> tuple[str, ...]:
    """A client for people."""
    keys = found.jwks["keys"]
    assert isinstance(keys, list)  # noqa: S101 - checked when it was registered
    names = ", ".join(str(key.get("kid", "without kid")) for key in keys)
    told = {"client_name", "scope", "jwks"}
    rest = {name: value for name, value in registered_members(found).items() if name not in told}
    return (
        f"id        {found.id}",
        f"name      {found.name}",
        f"provider  {found.provider_id}",
        f"status    {found.status(CLOCK.now()).value}",
        f"scopes    {' '.join(sorted(found.scopes))}",
        f"keys      {names or found.metadata.jwks_uri or 'none'}",
        f"added     {found.created_at.date().isoformat()}",
        f"until     {last_day(found)}",
        "",
        *(f"{name}  {shown(value)}" for name, value in rest.items()),
    )
