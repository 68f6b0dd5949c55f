"""Whose card a clerk named: for requests that wait until the holder has signed in and decided."""

from __future__ import annotations

from dataclasses import dataclass

from joincard_core.cards import Cards, Status
from joincard_core.clock import SHANGHAI, Clock
from joincard_core.credentials import CardNumber, Credentials, MalformedPresentation
from joincard_core.keys import KeyErased, Vault
from joincard_core.oauth import CardHolder
from joincard_core.signing_in.password import ENDED, STATUS, typed
from joincard_core.storage import Tx


@dataclass(frozen=True, slots=True)
class NamedCards:
    """Leads from a region and a number to the holder, and says nothing about why it does not."""

    vault: Vault
    clock: Clock

    def holder(self, tx: Tx, region: str, number: str) -> CardHolder | None:
        """The holder of a card with which somebody can sign in; ``None`` for every other text."""
        try:
            named = CardNumber(typed(region), typed(number))
        except MalformedPresentation:
            return None
        now = self.clock.now()
        shown = Credentials(self.vault).read(tx, named, now.astimezone(SHANGHAI).date())
        if shown is None:
            return None
        try:
            self.vault.key(tx, shown.person)
        except KeyErased:
            return None
        found = Cards().facts(tx, shown.card, frozenset({STATUS}), now)
        if Status(str(found[STATUS])) in ENDED:
            return None
        return CardHolder(shown.person, shown.card)
