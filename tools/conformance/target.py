"""``make conformance-target``: a fresh authority behind TLS, fresh clients, and a file for each plan."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

from joincard_core.bootstrap import join
from joincard_core.oauth import Clients
from joincard_core.settings import Settings
from joincard_core.web import Parts

from demo.commands import run
from demo.founding import STAFF, admit, fill_in, give_password, settings_of, today, written_plugins
from demo.lines import card_number, import_file, password
from demo.persons import PERSONS, Person
from demo.serving import Server
from demo.story import short
from demo.telling import console, heading, step
from tools.conformance.certificates import Certificate
from tools.conformance.clients import PROVIDER, TestClient, pair
from tools.conformance.configuration import Holder, Holders, configuration
from tools.conformance.counter import counter_configuration
from tools.conformance.counter import invitation as counter_invitation
from tools.conformance.phone import Phone
from tools.conformance.place import FOLDER, OWNER_ONLY, Target
from tools.conformance.plans import COUNTER_ROWS, EVERY, ROWS, SIGN_IN_ROWS, Row
from tools.conformance.sign_in import SignInClients, sign_in_clients, sign_in_configuration
from tools.conformance.terminator import Terminator

PROGRAMS = Path(sys.executable).parent
AGREES, REFUSES = PERSONS[:2]


@dataclass(frozen=True, slots=True)
class Founded:
    """The clients of every row, and with which invitation the suite registers those for a counter."""

    systems: dict[Row, tuple[TestClient, TestClient]]
    portals: list[SignInClients]
    counter_invitation: str = field(repr=False)
    parts: Parts


def serve(target: Target, suite: str) -> None:
    """Everything; then serve until Ctrl-C, a ``KeyboardInterrupt``."""
    heading("An authority for the OpenID Foundation's conformance suite")
    made = found(target, suite)
    holders = Holders(holder(AGREES), holder(REFUSES))
    server, terminator, phone = Server(target, PROGRAMS), Terminator(target), Phone(made.parts)
    try:
        with step(f"Starting the authority on {target.address}, and TLS in front of it on {target.issuer}"):
            server.start()
            terminator.start()
            phone.start()
        for row, two in made.systems.items():
            write(row, configuration(row, two, target, holders))
        for portal in made.portals:
            write(portal.row, sign_in_configuration(portal, target, holders))
        for row in COUNTER_ROWS:
            invited = made.counter_invitation
            write(row, counter_configuration(row, invited, target, holders.agrees, phone.address))
        invitation(target, suite)
        server.wait()
    finally:
        # TLS first: the authority then answers whoever still waits.
        terminator.stop()
        server.stop()
        phone.stop()
        made.parts.database.dispose()


def found(target: Target, suite: str) -> Founded:
    """Keys, database, catalogue, a holder with a password, and the clients of every row."""
    target.clear()
    issuer = target.certify()
    with settings_of(target):
        with step("Making keys and database: joincard-authority init"):
            run("joincard-authority", "init")
        with step("Building, signing and admitting the plugins"):
            for plugin in written_plugins():
                admit(target, plugin)
        with step(f"Importing {len(PERSONS)} invented people, two of whom have a password, one a profile"):
            target.persons.write_text(import_file(today()), encoding="utf-8")
            run("joincard-authority", "person", "import", str(target.persons), *STAFF)
            for person in (AGREES, REFUSES):
                give_password(person)
            fill_in(AGREES)
        with step(f"Registering clients for each of {len(EVERY)} plans"):
            return Founded(
                systems=register(issuer, suite),
                portals=[sign_in_clients(row, suite) for row in SIGN_IN_ROWS],
                counter_invitation=counter_invitation(),
                parts=join(Settings.from_environment()),
            )


def holder(person: Person) -> Holder:
    """What a person types into the sign-in page."""
    return Holder(person.city, card_number(person.key), password(person.key))


def register(issuer: Certificate, suite: str) -> dict[Row, tuple[TestClient, TestClient]]:
    """Two new clients of each row, as the authority's staff would add them."""
    run("joincard-authority", "provider", "add", PROVIDER, "--name", "Conformance suite")
    parts = join(Settings.from_environment())
    try:
        clients = Clients(parts.database, parts.clock)
        made = {row: pair(row, issuer, suite) for row in ROWS}
        for two in made.values():
            for client in two:
                clients.add(client.registered())
        return made
    finally:
        parts.database.dispose()


def path(name: str) -> Path:
    """The file of a row."""
    return FOLDER / f"{name}.json"


def write(row: Row, config: dict[str, object]) -> None:
    """The file of a row: for its owner only, since it holds private keys."""
    told = {"plan": row.plan, "variant": dict(row.variant), "config": config}
    path(row.name).touch(OWNER_ONLY)
    path(row.name).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def invitation(target: Target, suite: str) -> None:
    """What to do next."""
    console.print(f"\nWhat the suite is to be told lies in {short(path('NAME'))}, with one of these names:")
    for row in EVERY:
        console.print(f"  {row.name}")
    heading(f"Try in another terminal, with the public suite on {suite}")
    console.print("  make conformance                 [dim]# every plan, some minutes[/]")
    console.print(f"  make conformance ARGS={EVERY[-1].name}")
    console.print("  make conformance-page            [dim]# the results as docs/conformance.md[/]")
    console.print(f"\nServing on [bold]{target.issuer}[/] until Ctrl-C.")
