"""Passwords of holders: Argon2id with the parameters of OWASP, the rules of NIST SP 800-63B section 3.1.1.

A hash is sealed under its person's key: a copy of the database alone cannot be guessed against, and who is
erased leaves no hash behind. Hashing takes long on purpose, so nothing here hashes inside a transaction.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError
from sqlalchemy import insert, select, update

from joincard_core.keys import KeyErased, Place, Vault
from joincard_core.people.errors import PasswordRefused
from joincard_core.people.store import person_passwords
from joincard_core.storage import Tx

SHORTEST, LONGEST = 8, 128  # code points after normalisation to NFC
ALLOWED = f"A password has {SHORTEST} to {LONGEST} characters of any kind, spaces and Chinese included"
OWASP = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)  # KiB: 19 MiB
REPEATED = re.compile(r"(.{1,4}?)\1+.{0,3}", re.DOTALL)
# What is tried first everywhere, and is neither a run nor a repetition.
COMMON = frozenset(
    {
        "1314520520",
        "1q2w3e4r",
        "1qaz2wsx",
        "5201314520",
        "a1234567",
        "a12345678",
        "a123456789",
        "abc12345",
        "abcd1234",
        "admin123",
        "asdfghjkl",
        "iloveyou",
        "letmein1",
        "p@ssw0rd",
        "passw0rd",
        "password",
        "password1",
        "password123",
        "q1w2e3r4",
        "qq123456",
        "qwer1234",
        "qwertyui",
        "qwertyuiop",
        "welcome1",
        "woaini1314",
        "woaini520",
        "zxcvbnm123",
    }
)


@dataclass(frozen=True, slots=True)
class KeptPassword:
    """A person's password as it was read: the hash, and the sealed bytes by which it is recognised."""

    person: str
    hashed: str = field(repr=False)
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a password was right, and whether its hash should be made anew with today's parameters."""

    right: bool
    outdated: bool = False


class Passwords:
    """Sets, checks and renews passwords. ``hasher`` says what a hash costs."""

    def __init__(self, vault: Vault, hasher: PasswordHasher = OWASP) -> None:
        self._vault = vault
        self._hasher = hasher
        self._decoy = decoy(hasher)

    def hashed(self, password: str, apart_from: Iterable[str] = ()) -> str:
        """The hash of a new password, ``apart_from`` the holder's numbers. Raises ``PasswordRefused``."""
        chosen = normalised(password)
        require_fit(chosen, apart_from)
        return self._hasher.hash(chosen)

    def keep(self, tx: Tx, person: str, hashed: str, now: datetime) -> None:
        """Give a person a password, in the place of the one before. Raises ``KeyErased``."""
        row = {"hash": self._sealed(tx, person, hashed), "changed_at": now}
        same = person_passwords.c.person_id == person
        if tx.execute(update(person_passwords).where(same).values(**row)).rowcount == 0:
            tx.execute(insert(person_passwords), {"person_id": person, **row})

    def of(self, tx: Tx, person: str | None) -> KeptPassword | None:
        """The password of a person; ``None`` for one without, for one who was erased, and for nobody.

        The same queries in each case, so that their time tells nothing either.
        """
        same = person_passwords.c.person_id == (person or "")
        sealed = tx.execute(select(person_passwords.c.hash).where(same)).scalar()
        try:
            key = self._vault.key(tx, person or "")
        except KeyErased:
            return None
        if person is None or sealed is None:
            return None
        return KeptPassword(person, key.open(place_of(person), sealed).decode(), bytes(sealed))

    def check(self, kept: KeptPassword | None, password: str) -> Checked:
        """Whether a password is right. Without one to compare with it takes as long, and is wrong."""
        try:
            self._hasher.verify(self._decoy if kept is None else kept.hashed, as_bytes(password))
        except VerifyMismatchError:
            return Checked(right=False)
        except (VerificationError, InvalidHashError):  # a hash that another program wrote
            return Checked(right=False)
        if kept is None:
            return Checked(right=False)
        return Checked(right=True, outdated=self._hasher.check_needs_rehash(kept.hashed))

    def rehashed(self, password: str) -> str:
        """The hash of a password that was right, by today's parameters."""
        return self._hasher.hash(as_bytes(password))

    def renew(self, tx: Tx, kept: KeptPassword, hashed: str) -> None:
        """Put a new hash in the place of the one that was read, unless the password was changed since."""
        same = (person_passwords.c.person_id == kept.person) & (person_passwords.c.hash == kept.sealed)
        sealed = self._sealed(tx, kept.person, hashed)
        tx.execute(update(person_passwords).where(same).values(hash=sealed))

    def _sealed(self, tx: Tx, person: str, hashed: str) -> bytes:
        return self._vault.key(tx, person).seal(place_of(person), hashed.encode())


def password_since(tx: Tx, person: str) -> datetime | None:
    """When a person was given their password; ``None`` for one without."""
    same = person_passwords.c.person_id == person
    found: datetime | None = tx.execute(select(person_passwords.c.changed_at).where(same)).scalar()
    return found


def decoy(hasher: PasswordHasher) -> str:
    """A hash of nothing, which costs as much to compare with: no answer's time tells which cards exist."""
    salt, digest = (
        b64encode(secrets.token_bytes(length)).rstrip(b"=").decode()
        for length in (hasher.salt_len, hasher.hash_len)
    )
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${digest}"


def normalised(password: str) -> str:
    """The password in NFC: one that is typed on two keyboards is one password."""
    return unicodedata.normalize("NFC", password)


def as_bytes(password: str) -> bytes:
    """What is hashed. Total: a sign that no keyboard has makes a password wrong, not a failure."""
    return normalised(password).encode("utf-8", "surrogatepass")


def require_fit(password: str, apart_from: Iterable[str]) -> None:
    """Raises ``PasswordRefused``, which says what is allowed. ``password`` is in NFC."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordRefused(f"{ALLOWED}.")
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in password):
        raise PasswordRefused(f"{ALLOWED}, but no control characters.")
    if is_trivial(password):
        raise PasswordRefused(
            f"{ALLOWED}, but not one that is tried first: a run, a repetition, a row of keys."
        )
    plain = compared(password)
    if any(number and compared(number) in plain for number in apart_from):
        raise PasswordRefused(f"{ALLOWED}, but not a number that is printed on the card.")


def is_trivial(password: str) -> bool:
    """A repetition such as ``abcabcabc``, a run such as ``87654321``, or one that everybody tries."""
    steps = {ord(after) - ord(before) for before, after in pairwise(password)}
    folded = password.casefold()
    return steps in ({1}, {-1}) or REPEATED.fullmatch(folded) is not None or compared(password) in COMMON


def compared(text: str) -> str:
    """A text without spaces and capitals."""
    return "".join(text.split()).casefold()


def place_of(person: str) -> Place:
    """Where the hash of a person is sealed."""
    return Place("person_passwords", "hash", person)
