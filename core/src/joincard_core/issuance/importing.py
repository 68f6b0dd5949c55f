"""Import a file of people: first all of it is checked, then all of it goes in, in batches.

A stop in between loses nothing: the next run recognises what is there by its reference and goes on.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from joincard_core.cards import Because, Cards
from joincard_core.clock import SHANGHAI, Clock
from joincard_core.credentials import Credentials, Holding
from joincard_core.issuance.checking import Checking
from joincard_core.issuance.errors import BadImport
from joincard_core.issuance.lines import Fault, PersonLine, read_line
from joincard_core.people import People
from joincard_core.storage import Database, Tx

BATCH = 200
Item = TypeVar("Item")
Step = Callable[[str, int, int], None]
"""Told after each batch: what is being done, how many lines are done, how many there are."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """The nouns that an import joins."""

    people: People
    cards: Cards
    credentials: Credentials


@dataclass(frozen=True, slots=True)
class Imported:
    """How many persons were added, and how many were there already."""

    added: int
    known: int


class Importing:
    """People, their facts and cards, from a file of JSON lines."""

    def __init__(self, database: Database, rooms: Rooms, clock: Clock) -> None:
        self._database = database
        self._rooms = rooms
        self._clock = clock

    def run(self, file: Path, actor: str, step: Step = lambda doing, done, total: None) -> Imported:
        """Import everything or, when anything is wrong, nothing. Raises ``BadImport``."""
        total = self._check(file, step)
        added = done = 0
        # Permit holders first, so that a family may stand in any order.
        for holders in (True, False):
            for batch in batches(lines(file), BATCH):
                with self._database.write() as tx:
                    added += sum(self._add(tx, text, actor, holders) for _, text in batch)
                done += len(batch)
                step("importing", done, 2 * total)
        return Imported(added, total - added)

    def _check(self, file: Path, step: Step) -> int:
        """Every line, and the lines against one another and the database; the answer is their number."""
        total = sum(1 for _ in lines(file))
        done, checking = 0, Checking(self._rooms.people, self._rooms.cards, self._rooms.credentials)
        for batch in batches(lines(file), BATCH):
            with self._database.read() as tx:
                for number, text in batch:
                    self._check_line(tx, checking, number, text)
            done += len(batch)
            step("checking", done, total)
        with self._database.read() as tx:
            faults = checking.faults(tx)
        if faults:
            raise BadImport(faults)
        return total

    def _check_line(self, tx: Tx, checking: Checking, number: int, text: str) -> None:
        try:
            checking.take(tx, number, self._read(text))
        except Fault as fault:
            checking.fault(number, str(fault))

    def _read(self, text: str) -> PersonLine:
        return read_line(text, self._clock.now().astimezone(SHANGHAI).date())

    def _add(self, tx: Tx, text: str, actor: str, holders: bool) -> bool:
        line = self._read(text)
        if (line.principal is None) != holders or self._rooms.people.known(tx, line.reference, line.content):
            return False
        now = self._clock.now()
        person = self._rooms.people.register(tx, line.identity, line.reference, line.content, now)
        if line.email is not None:
            contacts = self._rooms.people.contacts(self._clock)
            contacts.set_email(tx, person, line.email.address, line.email.verified)
        facts = self._rooms.cards.add_facts(tx, person, {**line.columns, **self._link(tx, line)})
        if line.card is not None and line.number is not None:
            because = Because(actor, "Imported.", now)
            card = self._rooms.cards.issue(tx, person, facts, line.card, because)
            self._rooms.credentials.register(tx, line.number, Holding(card, person, facts))
        return True

    def _link(self, tx: Tx, line: PersonLine) -> dict[str, str | None]:
        if line.principal is None:
            return {}
        principal = self._rooms.people.by_reference(tx, line.principal)
        return {"principal_id": None if principal is None else self._rooms.cards.facts_of(tx, principal)}


def lines(file: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, each with its number in the file. Raises ``BadImport``."""
    try:
        with file.open("rb") as opened:
            for number, raw in enumerate(opened, 1):
                if raw.strip():
                    yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8")
    except OSError as error:
        raise BadImport([f"{file} cannot be read: {error.strerror}."]) from None
    except UnicodeDecodeError:
        raise BadImport([f"{file} is not UTF-8."]) from None


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of at most ``size`` items."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
