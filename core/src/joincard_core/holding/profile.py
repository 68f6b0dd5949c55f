"""What holders say of themselves: they read it, change it and take it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from joincard_core.clock import Clock
from joincard_core.keys import Vault
from joincard_core.people import Contacts, OwnSay
from joincard_core.storage import Database, Tx


@dataclass(frozen=True, slots=True)
class Profiles:
    """The holder's own profile.

    ``named`` notes that another e-mail address waits to be confirmed; its answer is for after the commit.
    """

    database: Database
    vault: Vault
    clock: Clock
    named: Callable[[Tx, str], Callable[[], object]]

    def of(self, person_id: str) -> OwnSay:
        """All that is on file. Raises ``KeyErased``."""
        with self.database.read() as tx:
            return Contacts(self.vault, self.clock).own_say(tx, person_id)

    def names_another_email(self, person_id: str, typed: Mapping[str, str]) -> bool:
        """Whether this would put a new address on file, to which codes could go once it is confirmed."""
        with self.database.read() as tx:
            return Contacts(self.vault, self.clock).names_another_email(tx, person_id, typed)

    def change(self, person_id: str, typed: Mapping[str, str]) -> OwnSay:
        """Put what is said now in the place of what was; the answer is what is on file then.

        Raises ``BadProfile`` and ``KeyErased``.
        """
        contacts = Contacts(self.vault, self.clock)
        with self.database.write() as tx:
            before = contacts.own_say(tx, person_id)
            contacts.say(tx, person_id, typed)
            after = contacts.own_say(tx, person_id)
            told = self.named(tx, person_id) if after.waiting not in (None, before.waiting) else None
        if told is not None:
            told()
        return after
