"""A holder stays signed in: one session for each browser, under a cookie that is new at every sign-in.

The row is read with every request, on every worker, and so is the card: what the holder or staff end is over
with the next request. Nothing of it is kept in memory.
Choices: a session ends for good with its card, also when the card is found again; and one that is weaker than
what the operator wants by now does not count, whenever it was begun.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from joincard_core import oauth
from joincard_core.cards import Cards, Status
from joincard_core.clock import Clock, to_epoch
from joincard_core.errors import JoincardError
from joincard_core.keys import KeyErased, Place, Vault
from joincard_core.settings import Settings
from joincard_core.signing_in import session_rows
from joincard_core.signing_in.acr import at_least, named
from joincard_core.signing_in.errors import CardAtItsEnd
from joincard_core.signing_in.model import SignedIn
from joincard_core.signing_in.password import ENDED, STATUS
from joincard_core.storage import Database, Tx, new_id

BYTES = 32
LONGEST_COOKIE = 128
LONGEST_ABOUT = 60
NOTED_EVERY = timedelta(minutes=1)
"""How exactly the last use is kept: a write with each request would be in the way of all others."""


@dataclass(frozen=True, slots=True)
class Session:
    """One browser in which a holder is signed in. ``about`` is its kind, such as ``Firefox, Windows``."""

    id: str
    about: str = field(repr=False)
    card_id: str = field(repr=False)
    acr: str
    signed_in_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session. ``cookie`` is for the browser alone: 256 random bits, of which only a digest is kept."""

    cookie: str = field(repr=False)
    session: Session
    signed_in: oauth.SignedIn


class Sessions:
    """Opens, finds and ends sessions."""

    def __init__(self, database: Database, vault: Vault, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._idle = timedelta(seconds=settings.session_idle)
        self._lifetime = timedelta(seconds=settings.session_lifetime)
        self._least = named(settings.sign_in_least)
        self._cards = Cards()

    def open(self, signed_in: SignedIn, about: str = "", instead_of: str = "") -> Opened:
        """Begin a session after a sign-in; that of the cookie ``instead_of`` ends, whosever it was.

        Raises ``KeyErased``.
        """
        cookie, now = secrets.token_urlsafe(BYTES), self._clock.now()
        session = Session(
            id=new_id(),
            about=about[:LONGEST_ABOUT],
            card_id=signed_in.card_id,
            acr=signed_in.acr,
            signed_in_at=signed_in.auth_time,
            seen_at=now,
            expires_at=now + self._lifetime,
        )
        row = {
            "id": session.id,
            "digest": digest(cookie),
            "person_id": signed_in.person_id,
            "card_id": session.card_id,
            "signed_in_at": session.signed_in_at,
            "acr": session.acr,
            "amr": " ".join(signed_in.amr),
            "seen_at": now,
            "expires_at": session.expires_at,
        }
        with self._database.write() as tx:
            if instead_of:
                person, until = signed_in.person_id, session.expires_at
                session_rows.replace(tx, digest(instead_of), person, session.id, until, now)
            key = self._vault.key(tx, signed_in.person_id)
            row["about"] = key.seal(place_of(session.id), session.about.encode())
            session_rows.add(tx, row)
        return Opened(cookie, session, held(session.id, signed_in))

    def current(self, cookie: str) -> oauth.SignedIn | None:
        """Who is signed in with this cookie, ``None`` when nobody is (any more)."""
        if not cookie:
            return None
        now = self._clock.now()
        with self._database.read() as tx:
            row = session_rows.find(tx, digest(cookie))
            if row is None or not self._stands(tx, row, now):
                return None
        if now - row.seen_at >= NOTED_EVERY and not self._seen(row.id, now):
            return None
        return held(row.id, SignedIn(row.person_id, row.card_id, row.signed_in_at, row.acr, amr_of(row)))

    def of_person(self, person_id: str) -> tuple[Session, ...]:
        """Where a person is signed in now, the newest first. Raises ``KeyErased``."""
        now = self._clock.now()
        with self._database.read() as tx:
            key = self._vault.key(tx, person_id)
            rows = [row for row in session_rows.of_person(tx, person_id) if self._stands(tx, row, now)]
        return tuple(
            Session(
                id=row.id,
                about=key.open(place_of(row.id), row.about).decode(),
                card_id=row.card_id,
                acr=row.acr,
                signed_in_at=row.signed_in_at,
                seen_at=row.seen_at,
                expires_at=row.expires_at,
            )
            for row in rows
        )

    def end(self, person_id: str, session_id: str) -> bool:
        """Sign a person out of one browser; ``False`` when there is no such session of theirs."""
        if not session_id.isprintable():  # PostgreSQL refuses a text with a null
            return False
        with self._database.write() as tx:
            return bool(session_rows.end(tx, person_id, self._clock.now(), session_id))

    def end_all(self, person_id: str) -> int:
        """Sign a person out everywhere; the answer is of how many browsers."""
        with self._database.write() as tx:
            return len(session_rows.end(tx, person_id, self._clock.now()))

    def over_by(self, tx: Tx, signed_in: oauth.SignedIn, now: datetime) -> JoincardError | None:
        """Why a sign-in counts no more, read in the transaction of who wants to know."""
        status = self._cards.facts(tx, signed_in.card_id, frozenset({STATUS}), now).get(STATUS)
        if status is not None and Status(str(status)) in ENDED:
            return CardAtItsEnd(str(status))
        if signed_in.session_id is None:
            return None if status is not None else oauth.SignInOver()
        row = session_rows.hold(tx, signed_in.session_id)
        whose = row and (row.person_id, row.card_id)
        good = whose == (signed_in.person_id, signed_in.card_id) and self._stands(tx, row, now)
        return None if good else oauth.SignInOver()

    def _stands(self, tx: Tx, row: Any, now: datetime) -> bool:
        if now >= row.expires_at or now - row.seen_at >= self._idle or not at_least(row.acr, self._least):
            return False
        try:
            self._vault.key(tx, row.person_id)
        except KeyErased:
            return False
        known = self._cards.facts(tx, row.card_id, frozenset({STATUS}), now)
        if STATUS not in known or Status(str(known[STATUS])) in ENDED:
            return False
        since = row.signed_in_at
        changes = self._cards.changes(tx, row.card_id)
        return not any(each.after in ENDED and each.because.at >= since for each in changes)

    def _seen(self, session_id: str, now: datetime) -> bool:
        with self._database.write() as tx:
            return session_rows.seen(tx, session_id, now)


def card_has(tx: Tx, person_id: str, card_id: str, status: Status, now: datetime) -> None:
    """A card has got this status: at its end every session with it ends, and the clients of it are told.

    ``Sessions`` looks at the card itself each time; this is for those who cannot.
    """
    if status in ENDED:
        session_rows.end_with_card(tx, person_id, card_id, now)


def held(session_id: str, signed_in: SignedIn) -> oauth.SignedIn:
    """Who is signed in, in the words of OAuth."""
    return oauth.SignedIn(
        person_id=signed_in.person_id,
        card_id=signed_in.card_id,
        auth_time=to_epoch(signed_in.auth_time),
        acr=signed_in.acr,
        amr=signed_in.amr,
        session_id=session_id,
    )


def amr_of(row: Any) -> tuple[str, ...]:
    """How somebody signed in, as a row has it."""
    return tuple(row.amr.split())


def digest(cookie: str) -> bytes:
    """What is kept of a cookie. Total over every text; one that is too long to be ours fits no row."""
    return sha256(cookie[:LONGEST_COOKIE].encode("utf-8", "surrogatepass")).digest()


def place_of(session_id: str) -> Place:
    """Where the kind of browser is sealed."""
    return Place("holder_sessions", "about", session_id)
