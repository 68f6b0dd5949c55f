"""Limits on guessing one-time codes, and on letters with them (NIST SP 800-63B section 3.2.2).

Who can try a code knows the password already, so nobody else can use these limits up. Counted in windows of
an hour, per person and address, and per person from wherever it is tried; the latter lets a holder through
from every address where they gave a right code before. A code is counted before it is looked at: at the
limit, a right one and a wrong one get the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from joincard_core.keys import Vault
from joincard_core.signing_in import store
from joincard_core.signing_in.throttle import KNOWN_FOR, count_each, network, window_end
from joincard_core.storage import Tx

WINDOW = 3_600  # s
PER_PERSON_AND_ADDRESS = 20
PER_PERSON = 30
LETTERS_PER_PERSON_AND_ADDRESS = 6
LETTERS_PER_PERSON = 12


@dataclass(frozen=True, slots=True)
class CodeAttempt:
    """One try: keyed digests of whose code it is and where it comes from."""

    person: bytes
    both: bytes
    place: bytes
    ends_at: datetime
    limits: tuple[int, int]

    @classmethod
    def code(cls, vault: Vault, person: str, address: str, now: datetime) -> CodeAttempt:
        """A try with a code."""
        return cls._of(vault, "code", (PER_PERSON_AND_ADDRESS, PER_PERSON), person, address, now)

    @classmethod
    def letter(cls, vault: Vault, person: str, address: str, now: datetime) -> CodeAttempt:
        """A wish for a letter."""
        limits = (LETTERS_PER_PERSON_AND_ADDRESS, LETTERS_PER_PERSON)
        return cls._of(vault, "letter", limits, person, address, now)

    @classmethod
    def _of(
        cls, vault: Vault, kind: str, limits: tuple[int, int], person: str, address: str, now: datetime
    ) -> CodeAttempt:
        origin = network(address)
        return cls(
            person=vault.index(f"{kind} person", person),
            both=vault.index(f"{kind} person and address", person, origin),
            place=vault.index("code place", person, origin),
            ends_at=window_end(now, WINDOW),
            limits=limits,
        )


def admit(tx: Tx, attempt: CodeAttempt, now: datetime) -> None:
    """Count a try. Raises ``TooManySignIns`` when it has to wait; it is not counted then."""
    here, anywhere = attempt.limits
    limits = [(attempt.both, here)]
    if not store.is_known(tx, attempt.place, now):
        limits.append((attempt.person, anywhere))
    count_each(tx, limits, attempt.ends_at, now)


def succeeded(tx: Tx, attempt: CodeAttempt, now: datetime) -> None:
    """Take a try back that was the holder's own, and know the address from now on."""
    store.forgive(tx, attempt.both, attempt.ends_at)
    if not store.is_known(tx, attempt.place, now):
        store.forgive(tx, attempt.person, attempt.ends_at)
    store.know(tx, attempt.place, now + KNOWN_FOR)
