"""``client``: the systems that providers ask with."""

from datetime import datetime, time
from pathlib import Path

import click

from joincard_core import registry
from joincard_core.cli.opening import Opened, opened
from joincard_core.clock import SHANGHAI, SystemClock
from joincard_core.oauth import SCOPES, Client, ClientMalformed, Clients, NewClient, NotStrict, read_object

CLOCK = SystemClock()
LARGEST = 64 * 1024  # bytes of a key file


@click.group()
def client() -> None:
    """Add OAuth clients of providers."""


@client.command("add")
@click.argument("client_id", metavar="ID")
@click.option("--provider", required=True, help="The provider whose system it is.")
@click.option(
    "--jwks",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File with its public keys: a JWK set, or one JWK.",
)
@click.option("--name", default="", help="A name for people; the ID when absent.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    default=("verify",),
    type=click.Choice(sorted(SCOPES)),
    show_default=True,
)
@click.option(
    "--expires",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Last day on which it gets tokens; no end when absent.",
)
def add(
    client_id: str, provider: str, jwks: Path, name: str, scopes: tuple[str, ...], expires: datetime | None
) -> None:
    """Register a system under an ID, which it signs its assertions with.

    It is told the ID and this authority's issuer, and nothing secret. The set of public keys comes from
    `joincard key public FILE`.
    """
    new = NewClient(
        id=client_id,
        provider_id=provider,
        name=name or client_id,
        jwks=key_set(jwks),
        scopes=frozenset(scopes),
        expires_at=datetime.combine(expires, time.max, SHANGHAI) if expires else None,
    )
    with opened() as authority:
        with authority.database.read() as tx:
            registry.providers.find(tx, provider)
        added = of(authority).add(new)
        click.echo(f"Added {added.id} of {provider}. Its issuer and audience is {authority.settings.issuer}")


@client.command("show")
@click.argument("client_id", metavar="ID")
def show(client_id: str) -> None:
    """Show a client and the names of its keys."""
    with opened() as authority:
        for line in lines(of(authority).find(client_id)):
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


def of(authority: Opened) -> Clients:
    """The clients of the opened authority."""
    return Clients(authority.database, CLOCK)


def key_set(path: Path) -> dict[str, object]:
    """The JWK set in a file; one JWK is a set of one. Raises ``ClientMalformed``."""
    if path.stat().st_size > LARGEST:
        raise ClientMalformed(f"{path} is too large for a set of keys.")
    try:
        found = read_object(path.read_bytes())
    except NotStrict as error:
        raise ClientMalformed(f"{path} is not a JWK set: {error}") from None
    return found if "keys" in found else {"keys": [found]}


def lines(found: Client) -> tuple[str, ...]:
    """A client for people."""
    keys = found.jwks["keys"]
    assert isinstance(keys, list)  # noqa: S101 - checked when it was registered
    names = ", ".join(str(key.get("kid", "without kid")) for key in keys)
    until = found.expires_at.date().isoformat() if found.expires_at else "no end"
    return (
        f"id        {found.id}",
        f"name      {found.name}",
        f"provider  {found.provider_id}",
        f"status    {found.status(CLOCK.now()).value}",
        f"scopes    {' '.join(sorted(found.scopes))}",
        f"keys      {names}",
        f"added     {found.created_at.date().isoformat()}",
        f"until     {until}",
    )
