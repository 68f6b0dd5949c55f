"""Limits on guessing one-time codes, and on letters with them (NIST SP 800-63B sections 3.2.2 and 3.1.4).

Who can try a code knows the password already, so nobody else can use these limits up. Counted in windows of
an hour and of a day, per person and address, and per person from wherever it is tried; the latter lets a
holder through from every address where they gave a right code before. A code is counted before it is looked
at: at the limit, a right one and a wrong one get the same answer.

An application's codes are short, so from new addresses they are closed after a row of wrong ones, until the
holder gives a right one where they are known; after a thousand in a year that opens them no more. This locks
nobody out who has such a place, or a passkey; for others there is the issuer: with a new password, or without
the application, everything is counted anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from joincard_core.keys import Vault
from joincard_core.signing_in import store
from joincard_core.signing_in.errors import CodesClosed
from joincard_core.signing_in.throttle import KNOWN_FOR, count_each, network, window_end
from joincard_core.storage import Tx

HOUR, DAY = 3_600, 86_400  # s
YEAR = 365 * DAY
PER_PERSON_AND_ADDRESS, PER_PERSON = 20, 30
A_DAY = 100
"""Wrong codes in a day, for each person from one known address, and from all new ones."""
IN_A_ROW = 100
"""Wrong codes of one application from new addresses, without a right one between them."""
IN_A_YEAR = 1_000
"""The same, whatever is between them."""
WARN_AT = 5
LETTERS_PER_PERSON_AND_ADDRESS = 6
LETTERS_PER_PERSON = 12


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom a code stands for. What staff renew is part of the name: with it the counts begin anew.

    ``password``: since when the password counts; ``application``: the same, ``None`` for a code by letter.
    """

    person: str
    password: datetime | None = None
    application: datetime | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """How often something may be counted until a window ends."""

    subject: bytes
    most: int
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class CodeAttempt:
    """One try: what it counts for here, and besides at a new address; keyed digests alone."""

    place: bytes
    here: tuple[Limit, ...]
    anywhere: tuple[Limit, ...]
    row: Limit | None = None
    year: Limit | None = None
    warned: Limit | None = None

    @classmethod
    def code(cls, vault: Vault, whose: Whose, address: str, now: datetime) -> CodeAttempt:
        """A try with a code."""
        person, origin, since = whose.person, network(address), str(whose.password)
        both = vault.index("code person and address", person, origin)
        day_here = vault.index("code person and address, a day", person, origin)
        anywhere = vault.index("code person", person, since)
        day = vault.index("code person, a day", person, since)
        row = vault.index("code row", person, since, str(whose.application))
        year = vault.index("code year", person, since, str(whose.application))
        year_ends = window_end(now, YEAR)
        hour_ends, day_ends = window_end(now, HOUR), window_end(now, DAY)
        return cls(
            place=vault.index("code place", person, origin),
            here=(Limit(both, PER_PERSON_AND_ADDRESS, hour_ends), Limit(day_here, A_DAY, day_ends)),
            anywhere=(Limit(anywhere, PER_PERSON, hour_ends), Limit(day, A_DAY, day_ends)),
            row=Limit(row, IN_A_ROW, year_ends) if whose.application else None,
            year=Limit(year, IN_A_YEAR, year_ends) if whose.application else None,
            warned=Limit(vault.index("code warning", person), WARN_AT, day_ends),
        )

    @classmethod
    def letter(cls, vault: Vault, person: str, address: str, now: datetime) -> CodeAttempt:
        """A wish for a letter."""
        origin, ends_at = network(address), window_end(now, HOUR)
        both = vault.index("letter person and address", person, origin)
        anywhere = vault.index("letter person", person)
        return cls(
            place=vault.index("code place", person, origin),
            here=(Limit(both, LETTERS_PER_PERSON_AND_ADDRESS, ends_at),),
            anywhere=(Limit(anywhere, LETTERS_PER_PERSON, ends_at),),
        )


def admit(tx: Tx, attempt: CodeAttempt, now: datetime) -> None:
    """Count a try. Raises ``TooManySignIns`` or ``CodesClosed``; it is not counted then."""
    known = store.is_known(tx, attempt.place, now)
    for limit in attempt.here if known else attempt.here + attempt.anywhere:
        count_each(tx, [(limit.subject, limit.most)], limit.ends_at, now)
    for closing in () if known else (attempt.row, attempt.year):
        if closing is not None and store.count(tx, closing.subject, closing.ends_at) > closing.most:
            raise CodesClosed


def failed(tx: Tx, attempt: CodeAttempt) -> bool:
    """Count a wrong code; whether the holder is to be warned of it, once in a day."""
    warned = attempt.warned
    return warned is not None and store.count(tx, warned.subject, warned.ends_at) == warned.most


def succeeded(tx: Tx, attempt: CodeAttempt, now: datetime) -> None:
    """Take a try back that was the holder's own, end the row, and know the address from now on."""
    known = store.is_known(tx, attempt.place, now)
    for limit in attempt.here if known else attempt.here + attempt.anywhere:
        store.forgive(tx, limit.subject, limit.ends_at)
    if attempt.row is not None:
        store.forget(tx, attempt.row.subject)
    if attempt.year is not None and not known:
        store.forgive(tx, attempt.year.subject, attempt.year.ends_at)
    store.know(tx, attempt.place, now + KNOWN_FOR)
