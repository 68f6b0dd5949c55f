"""A limit on failed authentications (RFC 6749 section 2.3.1 and 10.10; RFC 9700 section 2.5).

Only failures count, per address and client and, more generously, per address alone: a stranger elsewhere
cannot lock a provider out by failing in its name. An unknown client counts like a known one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from joincard_core.oauth import store
from joincard_core.oauth.errors import TooManyFailures
from joincard_core.storage import Tx

WINDOW = timedelta(seconds=60)
PER_CLIENT = 10
PER_ADDRESS = 60


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to authenticate, from an ``address`` as ``client_id`` (which is only a claim)."""

    address: str
    client_id: str

    def subjects(self) -> tuple[tuple[store.Subject, int], tuple[store.Subject, int]]:
        """What its failures are counted for, with the limit of each."""
        return ((self.address, self.client_id), PER_CLIENT), ((self.address,), PER_ADDRESS)


def admit(tx: Tx, attempt: Attempt, now: datetime) -> None:
    """Raises ``TooManyFailures`` when this attempt must wait."""
    (one, _), (other, _) = attempt.subjects()
    failed = store.failures(tx, one, other, now - WINDOW)
    for subject, limit in attempt.subjects():
        count, first = failed.get(subject, (0, now))
        if count >= limit:
            raise TooManyFailures(max(1, int((first + WINDOW - now).total_seconds())))


def note(tx: Tx, attempt: Attempt, now: datetime) -> None:
    """Count a failed attempt."""
    for subject, _ in attempt.subjects():
        store.note_failure(tx, subject, now)
