"""An authority with a holder, and for each plan and variant the two clients of the conformance target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import Flask
from joincard_core.bootstrap import join
from joincard_core.cards import Cards
from joincard_core.clock import SHANGHAI, FixedClock
from joincard_core.credentials import CardNumber, Credentials
from joincard_core.issuance import Importing, Rooms
from joincard_core.keys import MasterKey, Vault
from joincard_core.people import Passwords, People

from demo.founding import say_everything
from demo.lines import card_number, import_file
from demo.persons import PERSONS
from tests.specs.fapi2.holder import Holder
from tests.specs.system import Running, founded
from tools.conformance.certificates import authority
from tools.conformance.clients import TestClient, pair
from tools.conformance.plans import ROWS, Row

START = datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)
PERSON = PERSONS[0]
HOLDER = Holder(PERSON.city, card_number(PERSON.key), "correct horse 电池")


@dataclass(frozen=True)
class Place:
    """The authority, and the clients of each row."""

    running: Running
    clients: dict[Row, tuple[TestClient, TestClient]]

    @property
    def app(self) -> Flask:
        """The application, for a browser of its own."""
        return self.running.web.application


def found(folder: Path) -> Place:
    """Found it in a folder. The terminator that its clients' certificates come through is on this machine."""
    issuer, trusted = authority("Conformance clients", START), folder / "clients.pem"
    trusted.write_text(issuer.pem, encoding="ascii")
    clock = FixedClock(START)
    running = founded(folder, clock, tls_terminators="127.0.0.1/32", client_ca_file=str(trusted))
    enrol(running, folder / "people.jsonl")
    fill_in(running)
    clients = {row: pair(row, issuer, made_at=START) for row in ROWS}
    for two in clients.values():
        for client in two:
            running.clients.add(client.registered())
    return Place(running, clients)


def enrol(running: Running, file: Path) -> None:
    """Import the holder with a card, and give them a password, as staff do."""
    database, master = running.database, MasterKey.read(running.settings.master_key_file)
    with database.read() as tx:
        vault = Vault.load(tx, master)
    rooms = Rooms(People(vault), Cards(), Credentials(vault))
    file.write_text(import_file(START.date(), [PERSON]), encoding="utf-8")
    Importing(database, rooms, running.clock).run(file, "tests")
    with database.read() as tx:
        shown = rooms.credentials.read(tx, CardNumber(HOLDER.region, HOLDER.number), START.date())
    assert shown is not None
    passwords = Passwords(vault)
    hashed = passwords.hashed(HOLDER.password)
    with database.write() as tx:
        passwords.keep(tx, shown.person, hashed, START)


def fill_in(running: Running) -> None:
    """The holder says everything that a profile has room for: the claims of the standard are all told."""
    parts = join(running.settings, running.clock)
    say_everything(parts, PERSON)
    parts.database.dispose()
