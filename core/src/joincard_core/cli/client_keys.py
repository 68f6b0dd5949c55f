"""``client keys``: rotating the keys of a client, the old and the new one overlapping."""

from pathlib import Path

import click

from joincard_core.cli.client_options import FILE, key_set
from joincard_core.cli.opening import opened
from joincard_core.clock import SystemClock
from joincard_core.oauth import Client, Clients, key_names, listed_keys


@click.command("keys")
@click.argument("client_id", metavar="ID")
@click.option("--add", "more", type=FILE, help="File with further public keys: a JWK set, or one JWK.")
@click.option("--remove", "kid", metavar="KID", help="A key to refuse from now on, by its kid or thumbprint.")
def keys(client_id: str, more: Path | None, kid: str | None) -> None:
    """List the keys of a client, or add and remove some.

    Add the next key first: both are taken. When the system signs with the new one, remove the old one.
    """
    with opened() as authority:
        clients = Clients(authority.database, SystemClock())
        found = clients.find(client_id)
        if more is not None:
            found = clients.add_keys(client_id, key_set(more))
        if kid is not None:
            found = clients.remove_key(client_id, kid)
    if found.metadata.jwks_uri is not None:
        click.echo(f"The keys stand at {found.metadata.jwks_uri}")
    for line in lines(found):
        click.echo(line)


def lines(found: Client) -> list[str]:
    """The keys of a client: what each goes by, its kind, and what it is for."""
    return [
        f"{' '.join(sorted(key_names(jwk)))}\t{jwk['kty']}\t{jwk.get('alg', 'any algorithm of its kind')}"
        for jwk in listed_keys(found.jwks)
    ]
