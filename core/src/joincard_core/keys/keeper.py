"""Making keys, and moving them through their states."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from joincard_core.keys.algorithms import Alg, public_jwk
from joincard_core.keys.backend import SealedKeys, SigningBackend
from joincard_core.keys.errors import KeyNotAllowed, KeysMissing, KeyUnknown, RotatedTooSoon
from joincard_core.keys.lifecycle import (
    KEY_USES,
    MOVES,
    OPTIONAL,
    REST,
    STANDARD,
    KeyUse,
    Move,
    State,
    rotation,
)
from joincard_core.keys.master import MasterKey
from joincard_core.keys.seal import Place
from joincard_core.keys.store import signing_keys
from joincard_core.storage import Tx

BUILT_IN = SealedKeys()
IN_PAIRS = (State.CURRENT, State.NEXT)


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A key as operators see it. ``moved_at`` is ``None`` for one that is as it was made."""

    kid: str
    use: KeyUse
    alg: Alg
    state: State
    created_at: datetime
    moved_at: datetime | None

    @property
    def since(self) -> datetime:
        """When it came into its state."""
        return self.moved_at or self.created_at


@dataclass(frozen=True, slots=True)
class Keeper:
    """Writes the table of signing keys. Workers see what it did within a second."""

    master: MasterKey = field(repr=False)
    backend: SigningBackend = BUILT_IN

    def create(self, tx: Tx, use: KeyUse, now: datetime, alg: Alg = "ES256") -> str:
        """Make a key that signs at once; the one that did until now becomes previous."""
        lock(tx)
        _move_all(tx, use, alg, State.CURRENT, Move.CEASE, now)
        return self._make(tx, use, alg, State.CURRENT, now)

    def create_missing(self, tx: Tx, now: datetime) -> tuple[KeyUse, ...]:
        """Make what every authority has and this one has not; the answer is the uses that got a key."""
        lock(tx)
        made = []
        for use in KEY_USES:
            there = {(key.alg, key.state) for key in entries(tx) if key.use == use}
            missing = [pair for pair in _pairs(STANDARD[use]) if pair not in there]
            for alg, state in missing:
                self._make(tx, use, alg, state, now)
            made += [use] if missing else []
        return tuple(made)

    def add(self, tx: Tx, use: KeyUse, alg: Alg, now: datetime) -> str:
        """Begin to sign with one more algorithm. Raises ``KeyNotAllowed``."""
        lock(tx)
        if alg not in STANDARD[use] + OPTIONAL[use]:
            allowed = " or ".join(STANDARD[use] + OPTIONAL[use])
            raise KeyNotAllowed(f"A {use} key is for {allowed}, not for {alg}.")
        if any(key.state in IN_PAIRS for key in family(tx, use, alg)):
            raise KeyNotAllowed(f"There is a {use} key for {alg} already. To replace it, use keys rotate.")
        kid = self._make(tx, use, alg, State.CURRENT, now)
        self._make(tx, use, alg, State.NEXT, now)
        return kid

    def rotate(self, tx: Tx, use: KeyUse, alg: Alg, now: datetime) -> str:
        """Let the next key sign and make another next one; the answer is the ``kid`` that signs now.

        Raises ``KeysMissing``. It does not look at the time: ``require_rest`` does.
        """
        lock(tx)
        begins = [key.kid for key in family(tx, use, alg) if key.state == State.NEXT]
        if not begins:
            # One that nobody knows yet would be refused by all who keep our key set.
            raise KeysMissing(f"There is no next {use} key for {alg}. Run joincard-authority init.")
        for state, move in rotation(use):
            _move_all(tx, use, alg, state, move, now)
        self._erase_unused(tx, use, alg)
        self._make(tx, use, alg, State.NEXT, now)
        return begins[0]

    def revoke(self, tx: Tx, kid: str, now: datetime) -> KeyEntry:
        """Stop trusting a key at once; the next one takes its place. Raises ``KeyUnknown``.

        The answer is the key as it was.
        """
        lock(tx)
        revoked = find(tx, kid)
        use, alg = revoked.use, revoked.alg
        _move(tx, revoked, Move.REVOKE, now)
        if revoked.state == State.CURRENT:
            _move_all(tx, use, alg, State.NEXT, Move.BEGIN, now)
        self._erase_unused(tx, use, alg)
        there = {key.state for key in family(tx, use, alg)}
        for state in IN_PAIRS:
            if revoked.state in IN_PAIRS and state not in there:
                self._make(tx, use, alg, state, now)
        return revoked

    def _make(self, tx: Tx, use: KeyUse, alg: Alg, state: State, now: datetime) -> str:
        public, reference = self.backend.create(use, alg)
        jwk = public_jwk(public, alg)
        row = {
            "kid": jwk["kid"],
            "use": use,
            "alg": alg,
            "state": state.value,
            "public_jwk": json.dumps(jwk),
            "private_sealed": self.master.sealing.seal(place_of(jwk["kid"]), reference),
            "created_at": now,
        }
        tx.execute(signing_keys.insert(), row)
        return jwk["kid"]

    def _erase_unused(self, tx: Tx, use: KeyUse, alg: Alg) -> None:
        """Forget the private halves of keys that will never sign again: nobody can date a forgery back."""
        done = (State.PREVIOUS.value, State.RETIRED.value)
        there = select(signing_keys.c.kid).where(signing_keys.c.use == use, signing_keys.c.alg == alg)
        for kid in tx.execute(there.where(signing_keys.c.state.in_(done))).scalars().all():
            empty = self.master.sealing.seal(place_of(kid), b"")
            tx.execute(update(signing_keys).where(signing_keys.c.kid == kid).values(private_sealed=empty))


def require_rest(tx: Tx, use: KeyUse, alg: Alg, now: datetime) -> None:
    """Raise ``RotatedTooSoon`` while what the previous key signed still counts."""
    lock(tx)
    keys = family(tx, use, alg)
    began = min((key.created_at for key in keys), default=now)
    # A key that is younger than the others took the place of one that was revoked.
    moved = max((key.since for key in keys if key.moved_at or key.created_at > began), default=None)
    if moved is not None and now - moved < REST:
        at, again = (moment.isoformat(timespec="seconds") for moment in (moved, moved + REST))
        raise RotatedTooSoon(
            f"The {use} keys for {alg} were replaced at {at}, and what was signed before still counts. "
            f"Rotate again after {again}, or sooner with --force."
        )


def entries(tx: Tx) -> tuple[KeyEntry, ...]:
    """The keys that are not retired, by use, algorithm and age."""
    order = (signing_keys.c.use, signing_keys.c.alg, signing_keys.c.created_at, signing_keys.c.kid)
    wanted = select(signing_keys).where(signing_keys.c.state != State.RETIRED.value).order_by(*order)
    return tuple(_entry(row) for row in tx.execute(wanted))


def find(tx: Tx, kid: str) -> KeyEntry:
    """One key that is not retired. Raises ``KeyUnknown``."""
    found = next((key for key in entries(tx) if key.kid == kid), None)
    if found is None:
        raise KeyUnknown(kid)
    return found


def family(tx: Tx, use: KeyUse, alg: Alg) -> tuple[KeyEntry, ...]:
    """The keys that take each other's place."""
    return tuple(key for key in entries(tx) if (key.use, key.alg) == (use, alg))


def place_of(kid: str) -> Place:
    """Where the private half of a key is sealed."""
    return Place("signing_keys", "private_sealed", kid)


def lock(tx: Tx) -> None:
    """Let others who move keys wait; SQLite lets one transaction write at a time anyway."""
    if tx.dialect.name == "postgresql":
        tx.exec_driver_sql("LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE")


def _entry(row: Any) -> KeyEntry:
    return KeyEntry(row.kid, row.use, row.alg, State(row.state), row.created_at, row.moved_at)


def _pairs(algs: tuple[Alg, ...]) -> list[tuple[Alg, State]]:
    return [(alg, state) for alg in algs for state in IN_PAIRS]


def _move_all(tx: Tx, use: KeyUse, alg: Alg, state: State, move: Move, now: datetime) -> None:
    for key in family(tx, use, alg):
        if key.state == state:
            _move(tx, key, move, now)


def _move(tx: Tx, key: KeyEntry, move: Move, now: datetime) -> None:
    after = MOVES[key.state, move]
    changed = update(signing_keys).where(signing_keys.c.kid == key.kid)
    tx.execute(changed.values(state=after.value, moved_at=now))
