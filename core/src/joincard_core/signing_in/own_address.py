"""The address that codes for signing in go to: who changes it cannot keep the holder from learning of it.

A change is written down for the holder, and told to the address that was confirmed before: the new one may
already be somebody else's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from joincard_core.clock import Clock
from joincard_core.signing_in import step_rows
from joincard_core.signing_in.changes import write
from joincard_core.signing_in.ways import Ways
from joincard_core.storage import Tx

NAMED, BY_STAFF = "email-named", "email-changed-by-staff"
BETWEEN_LETTERS = timedelta(hours=1)
Letter = Callable[[], bool]
"""Sends a letter, for after the commit; ``False`` when none went out."""


@dataclass(frozen=True, slots=True)
class OwnAddress:
    """Notes what happens to a holder's confirmed e-mail address."""

    clock: Clock
    ways: Ways

    def named(self, tx: Tx, person: str) -> Letter:
        """The holder named another one, which counts once it is confirmed. Raises ``KeyErased``.

        Of many within an hour the first is noted and told: nobody fills the letter box, or pushes what else
        has changed off the holder's page.
        """
        before, now = self.ways.address(tx, person), self.clock.now()
        if before is None or step_rows.changed_since(tx, person, NAMED, now - BETWEEN_LETTERS):
            return lambda: False
        step_rows.note_change(tx, person, NAMED, now)
        return lambda: write(self.ways.post, before, NAMED)

    def changed_by_staff(self, tx: Tx, person: str, before: str | None) -> Letter:
        """Staff changed, confirmed or removed it; ``before`` is what was confirmed until now.

        Codes that are on their way to the old one are good no more. Raises ``KeyErased``.
        """
        if before == self.ways.address(tx, person):
            return lambda: False
        step_rows.note_change(tx, person, BY_STAFF, self.clock.now())
        step_rows.end_all(tx, person)
        return lambda: write(self.ways.post, before, BY_STAFF)
