"""The story of setting up an authenticator application, and of taking it away.

Each change is written down for the holder and told by e-mail, where an address is confirmed: whoever changes
it in the holder's place cannot keep the holder from learning of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from joincard_core.clock import Clock
from joincard_core.signing_in import authenticator, session_rows, step_rows
from joincard_core.signing_in.authenticator import Offered
from joincard_core.signing_in.changes import tell
from joincard_core.signing_in.errors import CodeRefused
from joincard_core.signing_in.second_step import plain
from joincard_core.signing_in.ways import Ways
from joincard_core.storage import Database, Tx

ADDED, REMOVED, BY_STAFF = "authenticator-added", "authenticator-removed", "authenticator-removed-by-staff"


@dataclass(frozen=True, slots=True)
class Change:
    """What has changed in how a person signs in: ``what`` is a name of ``letters.CHANGES``."""

    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnAuthenticator:
    """A holder's authenticator application, for the holder alone."""

    database: Database
    clock: Clock
    ways: Ways

    def since(self, person: str) -> datetime | None:
        """Since when it counts; ``None`` where there is none."""
        with self.database.read() as tx:
            return self.ways.authenticators.since(tx, person)

    def address(self, person: str) -> str | None:
        """The confirmed address to which codes can be sent. Raises ``KeyErased``."""
        with self.database.read() as tx:
            return self.ways.address(tx, person) if self.ways.post.goes_out else None

    def changes(self, person: str) -> tuple[Change, ...]:
        """What has changed, the latest first."""
        with self.database.read() as tx:
            return tuple(Change(row.what, row.at) for row in step_rows.changes(tx, person))

    def offer(self, person: str, session: str, account: str) -> Offered | None:
        """A secret for an application, shown in this session alone; ``None`` where one counts already.

        Raises ``KeyErased``.
        """
        with self.database.write() as tx:
            if self.ways.authenticators.since(tx, person) is not None:
                return None
            return self.ways.authenticators.offer(tx, person, session, account, self.clock.now())

    def confirm(self, person: str, session: str, code: str) -> None:
        """Let it count from now on, once its first code is right in this session. Raises ``CodeRefused``."""
        now = self.clock.now()
        with self.database.write() as tx:
            if not self.ways.authenticators.confirm(tx, person, session, plain(code), now):
                raise CodeRefused
            self._note(tx, person, ADDED, now)
        tell(self.database, self.ways, person, ADDED)

    def remove(self, person: str) -> bool:
        """Take it away; ``False`` where there is none."""
        return self._remove(person, REMOVED, end_sessions=False)

    def remove_by_staff(self, person: str) -> bool:
        """Take it away for somebody who lost it; they are signed out everywhere."""
        return self._remove(person, BY_STAFF, end_sessions=True)

    def _remove(self, person: str, what: str, *, end_sessions: bool) -> bool:
        now = self.clock.now()
        with self.database.write() as tx:
            if not authenticator.forget(tx, person, confirmed=True):
                return False
            self._note(tx, person, what, now)
            if end_sessions:
                session_rows.end(tx, person, now)
        tell(self.database, self.ways, person, what)
        return True

    @staticmethod
    def _note(tx: Tx, person: str, what: str, now: datetime) -> None:
        step_rows.note_change(tx, person, what, now)
        step_rows.end_all(tx, person)
