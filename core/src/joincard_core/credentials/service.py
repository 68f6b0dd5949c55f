"""Read a presentation, register a number, disclose it."""

from collections.abc import Iterable
from datetime import date

from joincard_core.credentials.errors import NumberTaken
from joincard_core.credentials.model import NUMBER_KIND, CardNumber, Holding, Presentation, Shown
from joincard_core.credentials.store import BY_INDEX, SEALED, card_numbers
from joincard_core.keys import Place, Vault
from joincard_core.storage import Database, Tx

CARD_NUMBER = "card_number"


class Credentials:
    """Leads from what was shown to a card."""

    DISCLOSES = frozenset({CARD_NUMBER})

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def read(self, tx: Tx, presentation: Presentation, on: date) -> Shown | None:
        """The card that was shown, or ``None``.

        One keyed hash and one query, whatever the number: one that does not exist costs exactly what
        one of another region costs, since the index is over both. Nothing is unsealed here.
        """
        row = tx.execute(BY_INDEX, {"number_index": self.index(presentation)}).first()
        if row is None:
            return None
        return Shown(row.card_id, row.person_id, row.facts_id, presentation.region, NUMBER_KIND, on)

    def index(self, number: CardNumber) -> bytes:
        """The blind index of a number: equal for equal numbers of one region, and for nothing else."""
        return self._vault.index(NUMBER_KIND, number.region, number.number)

    def taken(self, tx: Tx, number: CardNumber) -> bool:
        """Whether the region has issued this number already."""
        return tx.execute(BY_INDEX, {"number_index": self.index(number)}).first() is not None

    def register(self, tx: Tx, number: CardNumber, holding: Holding) -> None:
        """Let a number lead to a card. Raises ``NumberTaken``."""
        key = self._vault.key(tx, holding.person)
        new = Database.unique(
            tx,
            card_numbers,
            number_index=self.index(number),
            region=number.region,
            card_id=holding.card,
            person_id=holding.person,
            facts_id=holding.facts,
            number_sealed=key.seal(place_of(holding.card), number.number.encode()),
        )
        if not new:
            raise NumberTaken("This region has issued that card number already.")

    def disclose(self, tx: Tx, shown: Shown, elements: Iterable[str]) -> dict[str, object]:
        """``card_number``, when it is among ``elements``; every other element is another room's."""
        return self.disclose_of_card(tx, shown.person, shown.card, elements)

    def disclose_of_card(self, tx: Tx, person: str, card: str, elements: Iterable[str]) -> dict[str, object]:
        """The same for a card that is known without having been shown."""
        if CARD_NUMBER not in elements:
            return {}
        sealed = tx.execute(SEALED, {"card": card}).scalar_one()
        return {CARD_NUMBER: self._vault.key(tx, person).open(place_of(card), sealed).decode()}


def place_of(card: str) -> Place:
    """Where a card's number is sealed."""
    return Place("card_numbers", "number_sealed", card)
