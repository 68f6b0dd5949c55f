"""What holders say of themselves: they read it, change it and take it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from joincard_core.clock import Clock
from joincard_core.keys import Vault
from joincard_core.people import Contacts, OwnSay
from joincard_core.storage import Database


@dataclass(frozen=True, slots=True)
class Profiles:
    """The holder's own profile."""

    database: Database
    vault: Vault
    clock: Clock

    def of(self, person_id: str) -> OwnSay:
        """All that is on file. Raises ``KeyErased``."""
        with self.database.read() as tx:
            return Contacts(self.vault, self.clock).own_say(tx, person_id)

    def change(self, person_id: str, typed: Mapping[str, str]) -> OwnSay:
        """Put what is said now in the place of what was; the answer is what is on file then.

        Raises ``BadProfile`` and ``KeyErased``.
        """
        contacts = Contacts(self.vault, self.clock)
        with self.database.write() as tx:
            contacts.say(tx, person_id, typed)
            return contacts.own_say(tx, person_id)
