"""``client doctor``: what is wrong with a client's set-up, before its provider finds out."""

import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta

import click
from rich.console import Console
from rich.text import Text

from joincard_core import registry
from joincard_core.cli.opening import Opened, opened
from joincard_core.clock import SystemClock
from joincard_core.oauth import (
    Anchors,
    Client,
    ClientEvents,
    Clients,
    ClientUnknown,
    Finding,
    Grade,
    Patient,
    covers,
    current_keys,
    examined_client,
)
from joincard_core.registry import Accreditation

CLOCK = SystemClock()
SOON = timedelta(days=30)
COLOURS = {Grade.OK: "green", Grade.NOTE: "yellow", Grade.WRONG: "red"}
ACCREDIT = "Accredit it with: joincard-authority provider accredit {} SCOPE"


@click.command("doctor")
@click.argument("client_id", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def doctor(client_id: str, form: str) -> None:
    """Check the set-up of a client and say what will fail, each with its remedy.

    Its keys are fetched from its jwks_uri, if it has one. The status is 1 when something fails now.
    """
    with opened() as authority:
        found = tuple(findings(authority, client_id))
    if form == "json":
        click.echo(json.dumps([finding.to_json() for finding in found], ensure_ascii=False, indent=2))
    else:
        told(found)
    sys.exit(1 if any(finding.grade is Grade.WRONG for finding in found) else 0)


def told(found: tuple[Finding, ...]) -> None:
    """Findings for people."""
    console = Console(highlight=False, soft_wrap=True)
    for finding in found:
        console.print(Text(f"{finding.grade.value:5}", COLOURS[finding.grade]), Text(finding.sentence))
        if finding.remedy:
            console.print(Text(f"      {finding.remedy}"))


def findings(authority: Opened, client_id: str) -> Iterator[Finding]:
    """Every finding about a client. Raises ``ClientUnknown``."""
    clients = Clients(authority.database, CLOCK)
    client = clients.find(client_id)
    yield from examined_client(
        Patient(
            client=client,
            settings=authority.settings,
            now=CLOCK.now(),
            jwks=current_keys(client, authority.settings),
            anchors=Anchors.of_file(authority.settings.client_ca_file),
            events=ClientEvents(authority.database, CLOCK).newest(client_id, 1_000),
            siblings=clients.of_provider(client.provider_id),
            named={name: known(clients, name) for name in client.metadata.subcontractors},
        )
    )
    with authority.database.read() as tx:
        kept = registry.providers.accreditations_of(tx, client.provider_id)
    yield from accredited(client, tuple(accreditation for _, accreditation in kept), CLOCK.now().date())


def accredited(client: Client, kept: tuple[Accreditation, ...], today: date) -> Iterator[Finding]:
    """What its provider is accredited for, and for how long, beside what the client is registered for."""
    if "verify" not in client.scopes:
        return
    standing = [one for one in kept if one.since <= today <= one.until]
    remedy = ACCREDIT.format(client.provider_id)
    if not standing:
        yield Finding(Grade.WRONG, f"{client.provider_id} is accredited for nothing today.", remedy)
        return
    for service in client.metadata.services:
        if not any(meet(one.scope, service) for one in standing):
            sentence = f"The client is registered for {service}, its provider is not accredited for it."
            yield Finding(Grade.WRONG, sentence, remedy)
    within = [one for one in standing if of_use(one, client)]
    for one in within:
        if one.until - today < SOON and not goes_on(one, kept):
            sentence = f"The accreditation for {one.scope} in {one.city} ends after {one.until}."
            yield Finding(Grade.NOTE, sentence, remedy)
    names = ", ".join(sorted({one.scope for one in within})) or "nothing that the client may ask about"
    yield Finding(Grade.OK, f"{client.provider_id} is accredited for {names}.")


def of_use(one: Accreditation, client: Client) -> bool:
    """Whether an accreditation lets this client ask about anything."""
    services = client.metadata.services
    return not services or any(meet(one.scope, service) for service in services)


def goes_on(one: Accreditation, kept: tuple[Accreditation, ...]) -> bool:
    """Whether another accreditation covers the same from the day after."""
    if one.until == date.max:
        return True
    next_day = one.until + timedelta(days=1)
    return any(
        covers(other.scope, one.scope)
        and other.city in (registry.EVERYWHERE, one.city)
        and other.since <= next_day <= other.until
        for other in kept
    )


def meet(one: str, other: str) -> bool:
    """Whether two scopes have a service in common."""
    return covers(one, other) or covers(other, one)


def known(clients: Clients, client_id: str) -> Client | None:
    """A client, if there is one."""
    try:
        return clients.find(client_id)
    except ClientUnknown:
        return None
