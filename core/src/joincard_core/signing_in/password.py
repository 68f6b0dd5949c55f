"""The story of signing in with a card number and a password.

Between two short transactions the password is hashed, outside of both: on SQLite nobody else could write
meanwhile. An unknown card, one without a password and a wrong password take the same way, and as long.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

from argon2 import PasswordHasher

from joincard_core.cards import Cards, Status
from joincard_core.clock import SHANGHAI, Clock
from joincard_core.credentials import CardNumber, Credentials, MalformedPresentation, Shown
from joincard_core.keys import Vault
from joincard_core.people import OWASP, KeptPassword, Passwords
from joincard_core.signing_in import store, throttle
from joincard_core.signing_in.errors import CardAtItsEnd, SignInMalformed, SignInRefused
from joincard_core.signing_in.model import Keyed, SignedIn
from joincard_core.signing_in.throttle import Attempt
from joincard_core.storage import Database, Tx

ENDED = frozenset({Status.LOST, Status.EXPIRED, Status.CANCELLED})
STATUS = "card.status"
ANY_NUMBER = "000000"
PRUNE_EVERY = timedelta(minutes=5)


class SignIn:
    """Signs holders in."""

    def __init__(
        self, database: Database, vault: Vault, clock: Clock, hasher: PasswordHasher = OWASP
    ) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._credentials = Credentials(vault)
        self._passwords = Passwords(vault, hasher)
        self._pruned = clock.now() - PRUNE_EVERY

    def with_password(self, keyed: Keyed) -> SignedIn:
        """Sign a holder in.

        Raises ``SignInMalformed``, ``TooManySignIns``, ``SignInRefused``, or ``CardAtItsEnd`` when the
        password was right.
        """
        number, now = number_of(keyed), self._clock.now()
        attempt = Attempt.of(self._vault, (number.region, number.number), keyed.address, now)
        shown, kept = self._looked_up(number, attempt, now)
        checked = self._passwords.check(kept, keyed.password)
        if not checked.right or shown is None or kept is None:
            raise SignInRefused
        renewed = self._passwords.rehashed(keyed.password) if checked.outdated else None
        with self._database.write() as tx:
            throttle.succeeded(tx, attempt, now)
            if renewed is not None:
                self._passwords.renew(tx, kept, renewed)
            status = card_status(tx, shown.card, now)
        refuse_ended(status)
        return SignedIn(shown.person, shown.card, now)

    def require_good(self, card_id: str) -> None:
        """The card of who signed in is not at its end meanwhile. Raises ``CardAtItsEnd``."""
        with self._database.read() as tx:
            refuse_ended(card_status(tx, card_id, self._clock.now()))

    def _looked_up(
        self, number: CardNumber, attempt: Attempt, now: datetime
    ) -> tuple[Shown | None, KeptPassword | None]:
        with self._database.write() as tx:
            throttle.admit(tx, attempt, now)
            self._prune(tx, now)
            shown = self._credentials.read(tx, number, now.astimezone(SHANGHAI).date())
            return shown, self._passwords.of(tx, None if shown is None else shown.person)

    def _prune(self, tx: Tx, now: datetime) -> None:
        if now - self._pruned >= PRUNE_EVERY:
            store.prune(tx, now, now - throttle.SLOW_CLOCK)
            self._pruned = now


def card_stands(tx: Tx, card_id: str, now: datetime) -> bool:
    """Whether a card is not at its end. One query, for each use of a token that its holder gave."""
    known = Cards().facts(tx, card_id, frozenset({STATUS}), now)
    return STATUS in known and Status(str(known[STATUS])) not in ENDED


def card_status(tx: Tx, card_id: str, now: datetime) -> Status:
    """The status of a card that there is."""
    return Status(str(Cards().facts(tx, card_id, frozenset({STATUS}), now)[STATUS]))


def refuse_ended(status: Status) -> None:
    """Raises ``CardAtItsEnd`` for a card with which nobody signs in any more."""
    if status in ENDED:
        raise CardAtItsEnd(status.value)


def number_of(keyed: Keyed) -> CardNumber:
    """The card that was named. Raises ``SignInMalformed``.

    Letters and digits of full width, as a Chinese keyboard gives them, are the usual ones.
    """
    region, number = typed(keyed.region), typed(keyed.number)
    for field, tried in (("region", (region, ANY_NUMBER)), ("number", (region, number))):
        try:
            found = CardNumber(*tried)
        except MalformedPresentation as error:
            raise SignInMalformed(field, error.sentence) from None
    if not keyed.password:
        raise SignInMalformed("password", "Type the password of this card's holder.")
    return found


def typed(text: str) -> str:
    """A code as it was meant: without the width of its letters and the space around it."""
    return unicodedata.normalize("NFKC", text[:100]).strip()
