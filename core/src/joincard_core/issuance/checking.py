"""What one line cannot show: the same number twice, a permit holder who does not exist."""

from dataclasses import dataclass, field

from joincard_core.cards import Cards
from joincard_core.credentials import Credentials
from joincard_core.issuance.lines import PersonLine
from joincard_core.people import People, ReferenceTaken
from joincard_core.storage import Tx


@dataclass(slots=True)
class Checking:
    """The lines of one file seen so far. Holds blind indexes and references, no identifiers."""

    people: People
    cards: Cards
    credentials: Credentials
    _seen: dict[bytes, int] = field(default_factory=dict)
    _holders: set[str] = field(default_factory=set)
    _families: list[tuple[int, str]] = field(default_factory=list)
    _faults: list[tuple[int, str]] = field(default_factory=list)

    def fault(self, number: int, sentence: str) -> None:
        """Note a fault of a line."""
        self._faults.append((number, sentence))

    def take(self, tx: Tx, number: int, line: PersonLine) -> None:
        """Note a line, and whatever it repeats."""
        for what, index in self._marks(line):
            first = self._seen.setdefault(index, number)
            if first != number:
                self.fault(number, f"{what}: line {first} has the same.")
        if line.principal is None:
            self._holders.add(line.reference)
        else:
            self._families.append((number, line.principal))
        self._against_database(tx, number, line)

    def faults(self, tx: Tx) -> list[str]:
        """Every fault, by line."""
        for number, principal in self._families:
            if principal not in self._holders and not self._on_file(tx, principal):
                self.fault(number, "principal: there is no permit holder with this reference.")
        return [f"Line {number}, {sentence}" for number, sentence in sorted(self._faults)]

    def _on_file(self, tx: Tx, principal: str) -> bool:
        person = self.people.by_reference(tx, principal)
        return person is not None and self.cards.relation_of(tx, person) == "self"

    def _marks(self, line: PersonLine) -> list[tuple[str, bytes]]:
        marks = [("reference", self.people.index("reference", line.reference))]
        marks += [
            (f"identity.{kind}", self.people.index(kind, *parts))
            for kind, parts in line.identity.lookups().items()
        ]
        return (
            marks if line.number is None else [*marks, ("card.number", self.credentials.index(line.number))]
        )

    def _against_database(self, tx: Tx, number: int, line: PersonLine) -> None:
        try:
            if self.people.known(tx, line.reference, line.content) is not None:
                return
        except ReferenceTaken as error:
            self.fault(number, str(error))
            return
        taken = self.people.taken(tx, line.identity)
        if taken is not None:
            self.fault(number, f"identity.{taken}: another person is registered under this number.")
        if line.number is not None and self.credentials.taken(tx, line.number):
            self.fault(number, "card.number: this region has issued that card number already.")
