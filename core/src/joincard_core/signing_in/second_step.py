"""The story of the second step: after the password, a one-time code.

What is between the two is a state of one browser, under a cookie of its own, and opens nothing. A letter is
sent outside of every transaction.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from joincard_core import oauth
from joincard_core.clock import Clock, from_epoch
from joincard_core.keys import Vault
from joincard_core.mailing import MailNotSent
from joincard_core.people import password_since
from joincard_core.settings import Settings
from joincard_core.signing_in import code_throttle, step_rows
from joincard_core.signing_in.acr import AMR, PASSKEY, PASSWORD, PASSWORD_OTP, at_least, named
from joincard_core.signing_in.changes import tell
from joincard_core.signing_in.code_throttle import CodeAttempt, Whose
from joincard_core.signing_in.errors import (
    CodeRefused,
    PasskeyNeeded,
    SecondStepMissing,
    StepGone,
    TooManyLetters,
)
from joincard_core.signing_in.letters import GUESSED, MINUTES, code_letter
from joincard_core.signing_in.model import SignedIn
from joincard_core.signing_in.password import card_status, refuse_ended, typed
from joincard_core.signing_in.sessions import digest
from joincard_core.signing_in.ways import Second, Ways
from joincard_core.storage import Database, Tx

BYTES = 32
LIFETIME = timedelta(minutes=10)
CODE_LIFETIME = timedelta(minutes=MINUTES)
DIGITS = 8
MOST_TRIES, MOST_LETTERS = 5, 3
BETWEEN_LETTERS = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class NextStep:
    """The password was right, and a code is missing. ``cookie`` is for the browser alone."""

    cookie: str = field(repr=False)
    second: Second


@dataclass(frozen=True, slots=True)
class HalfWay:
    """What a page may say of a state: ``address`` is masked, ``sent`` whether a letter is on its way."""

    person_id: str = field(repr=False)
    card_id: str = field(repr=False)
    second: Second
    address: str = field(repr=False)
    sent: bool


class SecondSteps:
    """Leads from a right password to a session."""

    def __init__(
        self, database: Database, vault: Vault, clock: Clock, ways: Ways, settings: Settings
    ) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._ways = ways
        self._least = named(settings.sign_in_least)

    def begin(self, signed_in: SignedIn, wanted: Iterable[str] = (), before: str = "") -> NextStep | None:
        """The next step after a password; ``None``: none is needed, or none is possible and none a must.

        ``wanted``: ways of which the first possible one is tried. The state of the cookie ``before`` ends.
        Raises ``SecondStepMissing`` or ``PasskeyNeeded``.
        """
        if self._least == PASSKEY:
            raise PasskeyNeeded
        with self._database.write() as tx:
            second = self._ways.second(tx, signed_in.person_id)
            if second is None and at_least(self._least, PASSWORD_OTP):
                raise SecondStepMissing
            goal = oauth.reachable(wanted, self._ways.best(tx, signed_in.person_id)) or PASSWORD
            needed = second is Second.AUTHENTICATOR or at_least(max_of(self._least, goal), PASSWORD_OTP)
            if second is None or not needed:
                return None
            return self._begun(tx, signed_in.person_id, signed_in.card_id, None, second, before)

    def can_raise(self, held: oauth.SignedIn) -> bool:
        """Whether a session is short of a code alone, and its holder can get one."""
        with self._database.read() as tx:
            return held.acr == PASSWORD and self._ways.second(tx, held.person_id) is not None

    def raise_from(self, held: oauth.SignedIn, before: str = "") -> NextStep | None:
        """The step that a session with a password alone is short of; ``None`` where there is none."""
        with self._database.write() as tx:
            second = self._ways.second(tx, held.person_id)
            if second is None or held.acr != PASSWORD:
                return None
            since = from_epoch(held.auth_time)
            return self._begun(tx, held.person_id, held.card_id, since, second, before)

    def best(self, person_id: str) -> str:
        """The ``acr`` of the strongest way that a holder has."""
        with self._database.read() as tx:
            return self._ways.best(tx, person_id)

    def of(self, cookie: str) -> HalfWay:
        """The state of a browser. Raises ``StepGone``."""
        with self._database.read() as tx:
            row = step_rows.find(tx, digest(cookie), self._clock.now())
            if row is None:
                raise StepGone
            second = Second(row.way)
            address = self._ways.address(tx, row.person_id) if second is Second.EMAIL else None
        return HalfWay(row.person_id, row.card_id, second, masked(address or ""), row.sent_at is not None)

    def send(self, cookie: str, address: str) -> None:
        """Write a new code to the holder; the one before is over.

        Raises ``StepGone``, ``TooManyLetters``, ``TooManySignIns`` or ``MailNotSent``.
        """
        now, code = self._clock.now(), f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        with self._database.write() as tx:
            row = step_rows.find(tx, digest(cookie), now)
            to = None if row is None else self._ways.address(tx, row.person_id)
            if row is None or to is None or Second(row.way) is not Second.EMAIL:
                raise StepGone
            refuse_too_many(row, now)
            code_throttle.admit(tx, CodeAttempt.letter(self._vault, row.person_id, address, now), now)
            values = {"code": self._kept(row, code), "sent_at": now, "code_expires_at": now + CODE_LIFETIME}
            if not step_rows.count_letter(tx, row.digest, row.sends, values):
                raise TooManyLetters(int(BETWEEN_LETTERS.total_seconds()))
        try:
            self._ways.post.send(code_letter(to, code))
        except MailNotSent:
            with self._database.write() as tx:
                step_rows.unsent(tx, row.digest, row.sends + 1)
            raise

    def finish(self, cookie: str, code: str, address: str) -> SignedIn:
        """Who gave a right code. Where a session was made stronger, it is as old as its password.

        Wrong ones are told to the holder. Raises ``StepGone``, ``TooManySignIns``, ``CodesClosed``,
        ``CodeRefused`` or ``CardAtItsEnd``.
        """
        now, last, warned = self._clock.now(), False, False
        with self._database.write() as tx:
            row = step_rows.count_try(tx, digest(cookie), now, MOST_TRIES)
            if row is None:
                raise StepGone
            attempt = CodeAttempt.code(self._vault, self._whose(tx, row), address, now)
            code_throttle.admit(tx, attempt, now)
            right = self._right(tx, row, plain(code), now)
            last = row.tries >= MOST_TRIES
            if right:
                code_throttle.succeeded(tx, attempt, now)
            elif code_throttle.failed(tx, attempt):
                warned = True
                step_rows.note_change(tx, row.person_id, GUESSED, now)
            if right or last:
                step_rows.end(tx, row.digest)
            status = card_status(tx, row.card_id, now)
        if warned:
            tell(self._database, self._ways, row.person_id, GUESSED)
        if not right:
            raise StepGone if last else CodeRefused
        refuse_ended(status)
        return SignedIn(row.person_id, row.card_id, row.signed_in_at or now, PASSWORD_OTP, AMR[PASSWORD_OTP])

    def _begun(
        self, tx: Tx, person: str, card: str, since: datetime | None, second: Second, before: str
    ) -> NextStep:
        cookie, now = secrets.token_urlsafe(BYTES), self._clock.now()
        if before:
            step_rows.end(tx, digest(before))
        row = {
            "digest": digest(cookie),
            "person_id": person,
            "card_id": card,
            "signed_in_at": since,
            "way": second.value,
            "sends": 0,
            "tries": 0,
            "expires_at": now + LIFETIME,
        }
        step_rows.add(tx, row)
        return NextStep(cookie, second)

    def _whose(self, tx: Tx, row: Any) -> Whose:
        by_application = Second(row.way) is Second.AUTHENTICATOR
        since = self._ways.authenticators.since(tx, row.person_id) if by_application else None
        return Whose(row.person_id, password_since(tx, row.person_id), since)

    def _right(self, tx: Tx, row: Any, code: str, now: datetime) -> bool:
        if Second(row.way) is Second.AUTHENTICATOR:
            return self._ways.authenticators.check(tx, row.person_id, code, now)
        if row.code is None or now >= row.code_expires_at:
            return False
        return hmac.compare_digest(row.code, self._kept(row, code))

    def _kept(self, row: Any, code: str) -> bytes:
        """What is kept of a code: a keyed digest, since so few digits would be found from a plain one."""
        return self._vault.index("sign-in code", row.digest.hex(), code)


def refuse_too_many(row: Any, now: datetime) -> None:
    """Raises ``TooManyLetters``."""
    if row.sends >= MOST_LETTERS:
        raise TooManyLetters(int((row.expires_at - now).total_seconds()))
    if row.sent_at is not None and now - row.sent_at < BETWEEN_LETTERS:
        raise TooManyLetters(int((row.sent_at + BETWEEN_LETTERS - now).total_seconds()))


def max_of(one: str, other: str) -> str:
    """The stronger of two ways."""
    return one if at_least(one, other) else other


def plain(code: str) -> str:
    """A code as it was meant: without spaces and the width of its digits; other signs make it wrong."""
    found = "".join(typed(code).split())
    return found if found.isascii() and found.isdigit() else ""


def masked(address: str) -> str:
    """An address that its holder recognises, and nobody else learns."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}…@{domain}" if domain else ""
