"""``doctor``: what is missing or unsafe, each with its remedy."""

import sys
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from datetime import timedelta

import click
from rich.console import Console
from rich.text import Text

from joincard_core.catalogue import NoCatalogue, Shelf
from joincard_core.cli.opening import database_of
from joincard_core.clock import HolidayCalendar, SystemClock
from joincard_core.errors import JoincardError
from joincard_core.keys import (
    KEY_USES,
    STANDARD,
    Alg,
    KeyRing,
    KeyUse,
    MasterKey,
    State,
    Vault,
    entries,
)
from joincard_core.settings import Settings
from joincard_core.storage import Database, MigrationNeeded, durability_faults, head, require_head

CALENDAR_AHEAD = timedelta(days=60)
NO_LETTERS = (
    "JOINCARD_SIGN_IN_LEAST demands a code, and no letters are sent: only holders who have an authenticator "
    "application or a passkey can sign in. Set JOINCARD_MAIL_SERVER."
)


@dataclass(frozen=True, slots=True)
class Patient:
    """What a check may look at."""

    settings: Settings
    database: Database


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence, good or bad; a bad one says what to do.

    ``careful``: nothing is wrong, but some operators would want it otherwise.
    """

    well: bool
    sentence: str
    careful: bool = False

    @property
    def sign(self) -> Text:
        """How the line begins."""
        if self.careful:
            return Text("note ", "yellow")
        return Text("ok   ", "green") if self.well else Text("wrong", "red")


Check = Callable[[Patient], Iterator[Finding]]


def tables(patient: Patient) -> Iterator[Finding]:
    """The database answers, and has the tables of this release."""
    file = patient.database.file
    if file is not None and not file.exists():
        raise MigrationNeeded(f"There is no database at {file}. Run joincard-authority init.")
    with patient.database.read() as tx:
        require_head(tx)
        yield Finding(True, f"The {patient.database.dialect} database is at revision {head()}.")


def durability(patient: Patient) -> Iterator[Finding]:
    """What is acknowledged survives a power cut."""
    with patient.database.read() as tx:
        faults = durability_faults(tx)
    yield from (Finding(False, fault) for fault in faults)
    if not faults:
        yield Finding(True, "The database keeps what it acknowledged.")


def master_key(patient: Patient) -> Iterator[Finding]:
    """The master key is there, private, and not the demo's."""
    MasterKey.read(patient.settings.master_key_file, demo=patient.settings.demo)
    yield Finding(True, "The master key can be read by its owner alone.")


def keys(patient: Patient) -> Iterator[Finding]:
    """Every key opens under the master key, signs and is recognised, and another one stands ready."""
    master = MasterKey.read(patient.settings.master_key_file, demo=patient.settings.demo)
    with patient.database.read() as tx:
        Vault.load(tx, master)
        there = {(key.use, key.alg, key.state) for key in entries(tx)}
    ring = KeyRing(patient.database, master)
    for use in KEY_USES:
        for alg in ring.algorithms(use):
            ring.verify(use, ring.sign(use, "doctor", {}, alg), "doctor")
        yield from missing_keys(use, there)
    yield Finding(True, f"The index key and the {', '.join(KEY_USES)} keys work.")


def missing_keys(use: KeyUse, there: Set[tuple[KeyUse, Alg, State]]) -> Iterator[Finding]:
    """What ``init`` makes and an authority of an earlier release has not."""
    for alg in STANDARD[use]:
        for state in (State.CURRENT, State.NEXT):
            if (use, alg, state) not in there:
                remedy = "Run joincard-authority init: it makes what is missing."
                yield Finding(False, f"There is no {state} {use} key for {alg}. {remedy}")


def holidays(patient: Patient) -> Iterator[Finding]:
    """The calendar knows the next weeks; beyond it ``now.holiday`` is unknown and such rules refuse."""
    path = patient.settings.holiday_calendar
    calendar = HolidayCalendar.from_file(path) if path else HolidayCalendar.built_in()
    ahead = (SystemClock().now() + CALENDAR_AHEAD).date()
    if calendar.is_holiday(ahead) is None:
        remedy = "Name a newer one in JOINCARD_HOLIDAY_CALENDAR."
        yield Finding(False, f"The holiday calendar {calendar.version} does not list {ahead.year}. {remedy}")
    else:
        yield Finding(True, f"The holiday calendar {calendar.version} lists the next weeks.")


def catalogue(patient: Patient) -> Iterator[Finding]:
    """There is a catalogue, and the newest one can be verified and read."""
    master = MasterKey.read(patient.settings.master_key_file, demo=patient.settings.demo)
    shelf = Shelf(patient.database, KeyRing(patient.database, master))
    try:
        offered = shelf.current()
    except NoCatalogue:
        if shelf.refused is None:
            yield Finding(False, "There is no catalogue yet. Run: joincard-authority bundle admit")
    else:
        yield Finding(True, f"The catalogue {offered.digest} offers {len(offered.terms)} services.")
    if shelf.refused is not None:
        yield Finding(False, shelf.refused.sentence)


def letters(patient: Patient) -> Iterator[Finding]:
    """Where a code is demanded of everybody, one can be sent."""
    settings = patient.settings
    if settings.mail_server or settings.mail_folder:
        yield Finding(True, "Codes and news of changes are sent to holders by letter.")
    elif settings.sign_in_least == "password-otp":
        yield Finding(True, NO_LETTERS, careful=True)


#: Each room that has something to check adds a line here.
CHECKS: tuple[Check, ...] = (tables, durability, master_key, keys, catalogue, holidays, letters)


@click.command()
def doctor() -> None:
    """Say what is missing or unsafe, and what to do; status 1 when there is anything."""
    console = Console(highlight=False, soft_wrap=True)
    well = True
    for finding in dict.fromkeys(examined()):  # a missing database is missing to several checks
        well = well and finding.well
        console.print(finding.sign, finding.sentence)
    sys.exit(0 if well else 1)


def examined() -> Iterator[Finding]:
    """Every finding; a check that cannot be made is a bad one."""
    try:
        settings = Settings.from_environment()
    except JoincardError as error:
        yield Finding(False, error.sentence)
        return
    yield Finding(True, f"The settings are complete; the issuer is {settings.issuer}.")
    with database_of(settings) as database:
        for check in CHECKS:
            try:
                yield from check(Patient(settings, database))
            except JoincardError as error:
                yield Finding(False, error.sentence)
