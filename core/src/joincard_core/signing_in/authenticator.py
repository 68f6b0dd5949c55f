"""Time-based one-time passwords (RFC 6238) of an authenticator application.

SHA-1, six digits and 30 seconds, the defaults of the RFC: what every application computes. A code is good for
its time step and the one on each side of it (section 5.2), once. A secret that waits for its first code is
sealed for the session that it was shown in: no other session of the holder is shown it, or lets it count.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pyotp import TOTP, random_base32
from sqlalchemy import delete, insert, select, update

from joincard_core.clock import from_epoch, to_epoch
from joincard_core.keys import KeyErased, Place, SealBroken, Vault
from joincard_core.signing_in.step_tables import authenticator_uses, authenticators
from joincard_core.storage import Database, Tx

PERIOD, DIGITS = 30, 6
SECRET_LENGTH = 32  # characters of base32: 160 bits, the length of an HMAC-SHA-1 (RFC 4226 section 4)
WINDOW = (0, -1, 1)
NAME = "Join in Card"
SETTING_UP = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Offered:
    """A secret for an application: ``uri`` for its camera, ``secret`` in base32 for the holder's fingers."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)


class Authenticators:
    """Gives secrets to holders' applications, and checks their codes."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def since(self, tx: Tx, person: str) -> datetime | None:
        """When the application of a person was confirmed; ``None`` where there is none that counts."""
        same = authenticators.c.person_id == person
        found: datetime | None = tx.execute(select(authenticators.c.confirmed_at).where(same)).scalar()
        return found

    def offer(self, tx: Tx, person: str, session: str, account: str, now: datetime) -> Offered:
        """The secret that waits in this session for its first code, or a new one, in the place of others.

        ``account``: its name in the application.

        Raises ``KeyErased``. Whoever has an application that counts must remove it first.
        """
        waiting = self._waiting(tx, person, session, now)
        if waiting is None:
            waiting = random_base32(SECRET_LENGTH)
            forget(tx, person, confirmed=False)
            sealed = self._vault.key(tx, person).seal(place_of(person, session), waiting.encode())
            tx.execute(insert(authenticators), {"person_id": person, "secret": sealed, "made_at": now})
        return Offered(waiting, TOTP(waiting).provisioning_uri(name=account, issuer_name=NAME))

    def confirm(self, tx: Tx, person: str, session: str, code: str, now: datetime) -> bool:
        """Let an application count once its first code is right, in the session that was shown its secret."""
        secret = self._waiting(tx, person, session, now)
        if secret is None or not used_up(tx, person, secret, code, now):
            return False
        sealed = self._vault.key(tx, person).seal(place_of(person), secret.encode())
        same = authenticators.c.person_id == person
        tx.execute(update(authenticators).where(same).values(secret=sealed, confirmed_at=now))
        return True

    def check(self, tx: Tx, person: str, code: str, now: datetime) -> bool:
        """Whether a code is right and was not used before; it is used now."""
        row = row_of(tx, person)
        if row is None or row.confirmed_at is None:
            return False
        try:
            secret = self._vault.key(tx, person).open(place_of(person), row.secret).decode()
        except KeyErased:
            return False
        return used_up(tx, person, secret, code, now)

    def _waiting(self, tx: Tx, person: str, session: str, now: datetime) -> str | None:
        row = row_of(tx, person)
        if row is None or row.confirmed_at is not None or row.made_at < now - SETTING_UP:
            return None
        try:
            return self._vault.key(tx, person).open(place_of(person, session), row.secret).decode()
        except (KeyErased, SealBroken):  # another session's does not open
            return None


def row_of(tx: Tx, person: str) -> Any:
    """The row of a person; ``None`` where there is none."""
    return tx.execute(select(authenticators).where(authenticators.c.person_id == person)).first()


def forget(tx: Tx, person: str, *, confirmed: bool) -> bool:
    """Remove an application, one that counts or one that waits; ``False`` where there was none."""
    counts = authenticators.c.confirmed_at.is_not(None)
    same = authenticators.c.person_id == person
    return tx.execute(delete(authenticators).where(same & (counts if confirmed else ~counts))).rowcount == 1


def used_up(tx: Tx, person: str, secret: str, code: str, now: datetime) -> bool:
    """Whether a code is right for a time step that was not used yet. Every step is compared: no early end."""
    current = to_epoch(now) // PERIOD
    found = [current + offset for offset in WINDOW if right(secret, current + offset, code)]
    if not found:
        return False
    ends = from_epoch((found[0] + len(WINDOW)) * PERIOD)
    return Database.unique(tx, authenticator_uses, person_id=person, step=found[0], expires_at=ends)


def right(secret: str, step: int, code: str) -> bool:
    """Whether this is the code of a time step."""
    return hmac.compare_digest(TOTP(secret).at(step * PERIOD).encode(), code.encode("utf-8", "surrogatepass"))


def place_of(person: str, session: str | None = None) -> Place:
    """Where the secret of a person is sealed: one that counts, or one that waits in a session."""
    return Place("authenticators", "secret", person if session is None else f"{person}/{session}")
