"""The ring of signing keys: what signs now, and what is still recognised.

Keys live in the database, their private halves sealed under the master key. A worker holds them in memory
and looks into the database again by itself, so that rotating or revoking a key needs no restart.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from threading import Lock
from typing import Any

import structlog
from sqlalchemy import select

from joincard_core.keys import jws as compact
from joincard_core.keys.algorithms import ALGORITHMS, Alg, PublicKey, public_jwk, public_key
from joincard_core.keys.backend import SigningBackend
from joincard_core.keys.checked import Checked
from joincard_core.keys.errors import BadSignature, KeysMissing, SealBroken
from joincard_core.keys.keeper import BUILT_IN, Keeper, KeyEntry, place_of
from joincard_core.keys.lifecycle import KEY_USES, KeyUse, State
from joincard_core.keys.master import MasterKey
from joincard_core.keys.store import signing_keys
from joincard_core.storage import Database, DatabaseAway, Tx

REREAD_AFTER = 0.5  # s; half of the second within which every worker follows
UNKNOWN_AFTER = 0.05  # s; an unknown kid must not let a stranger make us query at will
LONGEST_HELD = 5.0  # s; for so long a look may be put off while every connection is in use

NOT_RETIRED = select(signing_keys).where(signing_keys.c.state != State.RETIRED.value)
IN_ORDER = NOT_RETIRED.order_by(signing_keys.c.created_at, signing_keys.c.kid)
JWKS_ORDER = (State.CURRENT, State.NEXT, State.PREVIOUS)  # who takes the first that fits takes the right one

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One key of the ring. ``reference`` is empty when the key will not sign again."""

    kid: str
    use: KeyUse
    alg: Alg
    state: State
    public: PublicKey
    jwk: dict[str, str]
    reference: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Held:
    """The keys as they were in the database at one moment."""

    keys: Mapping[str, SigningKey]
    current: Mapping[tuple[KeyUse, Alg], SigningKey]


class KeyRing:
    """Signs as the authority, and recognises what the authority signed.

    ``ticks`` counts seconds from any beginning. ``backend`` keeps the private keys.
    """

    def __init__(
        self,
        database: Database,
        master: MasterKey,
        ticks: Callable[[], float] = time.monotonic,
        backend: SigningBackend = BUILT_IN,
    ) -> None:
        self._database = database
        self._master = master
        self._ticks = ticks
        self._backend = backend
        self._keeper = Keeper(master, backend)
        self._held: Held | None = None
        self._looked = float("-inf")
        self._turn = Lock()
        self._headers: dict[tuple[str, str], str] = {}
        self._checked = Checked()
        self._refused: set[str] = set()

    @staticmethod
    def create(tx: Tx, master: MasterKey, use: KeyUse, now: datetime, alg: Alg = "ES256") -> str:
        """Make a key, which becomes the current one for its use; the answer is its ``kid``."""
        return Keeper(master).create(tx, use, now, alg)

    @staticmethod
    def create_missing(tx: Tx, master: MasterKey, now: datetime) -> tuple[KeyUse, ...]:
        """Make the keys that every authority has and this one has not; the answer is their uses."""
        return Keeper(master).create_missing(tx, now)

    def rotate(self, tx: Tx, use: KeyUse, alg: Alg, now: datetime) -> str:
        """Let the next key sign; the answer is its ``kid``. Raises ``KeysMissing``."""
        return self._keeper.rotate(tx, use, alg, now)

    def revoke(self, tx: Tx, kid: str, now: datetime) -> KeyEntry:
        """Stop trusting a key on every worker within a second. Raises ``KeyUnknown``."""
        return self._keeper.revoke(tx, kid, now)

    def sign(self, use: KeyUse, typ: str, claims: dict[str, Any], alg: Alg = "ES256") -> str:
        """A compact JWS under the current key. Raises ``KeysMissing``."""
        key = self._signing(use, alg)
        if key is None:
            raise KeysMissing(f"There is no {use} key for {alg}. Run joincard-authority init.")
        encoded = self._headers.get((key.kid, typ))
        if encoded is None:
            encoded = self._headers[key.kid, typ] = compact.header(key.kid, typ, alg)
        return compact.sign(partial(self._backend.sign, key.reference, alg), encoded, claims)

    def can_sign(self, use: KeyUse, alg: Alg) -> bool:
        """Whether ``sign`` would find a key; one that was made this moment counts."""
        return self._signing(use, alg) is not None

    def _signing(self, use: KeyUse, alg: Alg) -> SigningKey | None:
        wanted = use, alg
        return self._look().current.get(wanted) or self._look(UNKNOWN_AFTER).current.get(wanted)

    def verify(self, use: KeyUse, jws: str, typ: str) -> dict[str, Any]:
        """The claims of what we signed for this use and type. Raises ``BadSignature``.

        Times, audience and the like are the caller's to check.
        """
        try:
            fields, encoded_header, payload, signature = compact.parts(jws)
            kid = fields["kid"]
            key = self._look().keys.get(kid) or self._look(UNKNOWN_AFTER).keys.get(kid)
            # The algorithm is the key's; a header that names another one is a trick.
            if key is None or (key.use, key.alg, typ) != (use, fields["alg"], fields["typ"]):
                raise BadSignature
            if jws in self._checked:
                return compact.claims(payload)
            verifier = partial(ALGORITHMS[key.alg].verify, key.public)
            claims = compact.check(verifier, encoded_header, payload, signature)
            self._checked.add(jws)
            return claims
        except (ValueError, TypeError):
            raise BadSignature from None

    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """The public keys (RFC 7517), as ``jwks_uri`` serves them: next, current and previous."""
        keys = sorted(self._look().keys.values(), key=_published_order)
        return {"keys": [key.jwk for key in keys]}

    def algorithms(self, use: KeyUse) -> tuple[Alg, ...]:
        """The algorithms that ``sign`` takes for a use, the usual one first."""
        current = self._look().current
        return tuple(alg for alg in ALGORITHMS if (use, alg) in current)

    def refresh(self) -> None:
        """Look into the database now. Raises ``SealBroken`` for keys of another master key."""
        with self._turn:
            self._read()

    def _look(self, after: float = REREAD_AFTER) -> Held:
        """The keys, read again when they are older than ``after``, in seconds."""
        held = self._held
        if held is not None and self._ticks() - self._looked < after:
            return held
        # One thread looks and the others go on: they may hold the connection that it waits for.
        if self._turn.acquire(blocking=held is None):
            try:
                if self._held is None or self._ticks() - self._looked >= after:
                    self._read_if_possible()
            finally:
                self._turn.release()
        return self._held or self._read()

    def _read_if_possible(self) -> None:
        """Read, but keep what is held while the database is away, or has no connection to spare."""
        held_for = self._ticks() - self._looked
        if self._held is not None and not self._database.has_spare and held_for < LONGEST_HELD:
            return
        try:
            self._read()
        except DatabaseAway:
            if self._held is None:
                raise
            self._looked = self._ticks()
            log.warning("keys not read again", held_for=round(held_for, 1))

    def _read(self) -> Held:
        at = self._ticks()  # before the query: what is committed after it may not be in the answer
        with self._database.read() as tx:
            rows = tx.execute(IN_ORDER).all()
        keys = [key for row in rows if (key := self._known(row)) is not None]
        current = {(key.use, key.alg): key for key in keys if key.state == State.CURRENT}
        self._held = held = Held({key.kid: key for key in keys}, current)
        self._looked = at
        return held

    def _known(self, row: Any) -> SigningKey | None:
        """A key that is held already is not opened again; one that cannot be opened is passed over."""
        before = self._held.keys.get(row.kid) if self._held is not None else None
        if before is not None:
            return replace(before, state=State(row.state))
        try:
            return self._opened(row)
        except SealBroken:
            if self._held is None:  # at the start: another master key, most likely
                raise
            if row.kid not in self._refused:
                self._refused.add(row.kid)
                log.error("signing key refused", kid=row.kid)
            return None

    def _opened(self, row: Any) -> SigningKey:
        reference = self._master.sealing.open(place_of(row.kid), row.private_sealed)
        jwk = json.loads(row.public_jwk)
        public = public_key(jwk)
        # Only the master key seals for a kid, and the kid is the thumbprint: nobody else can bring in a key.
        if public_jwk(public, row.alg) != jwk or jwk["kid"] != row.kid:
            raise SealBroken("A signing key was altered in the database. Restore it from its backup.")
        return SigningKey(row.kid, row.use, row.alg, State(row.state), public, jwk, reference)


def _published_order(key: SigningKey) -> tuple[int, str, int]:
    return KEY_USES.index(key.use), key.alg, JWKS_ORDER.index(key.state)
