"""``client events``: why requests of clients were refused."""

import json

import click

from joincard_core import registry
from joincard_core.cli.opening import opened
from joincard_core.clock import SystemClock
from joincard_core.oauth import ClientEvents, Clients, Event, Position


@click.command("events")
@click.argument("client_id", metavar="[ID]", required=False)
@click.option("--provider", help="Of all clients of a provider, instead of one client.")
@click.option("--since", metavar="TIME", help="From a time on, such as 2026-03-02T04:00:00Z.")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=100, show_default=True, help="Events at most."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def events(client_id: str | None, provider: str | None, since: str | None, limit: int, form: str) -> None:
    """Show refused requests of a client or of a provider, each with its cause and remedy.

    Without --since, the newest of a client; otherwise from the time on, the oldest first.
    """
    if (client_id is None) == (provider is None):
        raise click.UsageError("Give the ID of a client, or --provider.")
    try:
        begin = Position.of(since) if since else None
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    with opened() as authority:
        kept = ClientEvents(authority.database, SystemClock())
        if client_id is not None:
            owner = Clients(authority.database, SystemClock()).find(client_id).provider_id
        else:
            owner = str(provider)
            with authority.database.read() as tx:
                registry.providers.find(tx, owner)
        if client_id is not None and begin is None:
            found = kept.newest(client_id, limit)
        else:
            found = kept.of_provider(owner, begin, limit, client_id).events
    for event in found:
        click.echo(json.dumps(event.to_json()) if form == "json" else text(event))


def text(event: Event) -> str:
    """An event for people."""
    told = event.to_json()
    return (
        f"{told['at']}  {told['client_id']}  {told['endpoint']}  {told['error']}  ({told['request_id']})\n"
        f"  {told['cause']}\n  -> {told['remedy']}"
    )
