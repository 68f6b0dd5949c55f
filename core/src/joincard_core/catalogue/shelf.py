"""The shelf: holds the catalogue in use, looks for a newer one, and swaps it whole.

Every answer is given from one immutable object, so a swap in the middle of a request changes nothing for it.
A snapshot that cannot be verified, or that is older than one taken before, is refused and the last good one
stays.
"""

import time
from collections.abc import Callable
from threading import Lock

import structlog

from joincard_core.catalogue import store
from joincard_core.catalogue.errors import NoCatalogue, SnapshotOlder, SnapshotRefused
from joincard_core.catalogue.loading import loaded
from joincard_core.catalogue.metrics import REFUSED, SERIAL
from joincard_core.catalogue.onoffer import OnOffer
from joincard_core.keys import KeyRing
from joincard_core.storage import Database, DatabaseAway, Tx

AGAIN_AFTER = 10.0
"""Seconds before a refused snapshot is looked at again; it may have been restored."""

log = structlog.get_logger(__name__)


class Shelf:
    """The catalogue of one process.

    ``current`` is cheap: it looks into the database once per ``poll`` seconds.
    """

    def __init__(
        self,
        database: Database,
        keys: KeyRing,
        poll: float = 0.5,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._keys = keys
        self._poll = poll
        self._ticks = ticks
        self._turn = Lock()
        self._held: OnOffer | None = None
        self._highest = 0
        self._marked = 0
        self._looked = float("-inf")
        self._refused_at = float("-inf")
        self.refused: SnapshotRefused | None = None
        self._past: dict[str, OnOffer] = {}

    def current(self) -> OnOffer:
        """The catalogue in use, at most ``poll`` seconds behind the database. Raises ``NoCatalogue``.

        While the database is away the last good catalogue stays.
        """
        held = self._held
        if held is not None and self._ticks() - self._looked < self._poll:
            return held
        # One thread looks; the others go on with what is held, and wait only when nothing is.
        if self._turn.acquire(blocking=held is None):
            try:
                self._look()
            finally:
                self._turn.release()
        if self._held is None:
            raise NoCatalogue
        return self._held

    def at(self, digest: str) -> OnOffer:
        """A catalogue of the past, to repeat a decision. Raises ``NoCatalogue`` or ``SnapshotRefused``."""
        held = self._held
        if held is not None and held.digest == digest:
            return held
        if digest not in self._past:
            with self._database.read() as tx:
                found = store.of_digest(tx, digest)
                if found is None:
                    raise NoCatalogue
                self._past = {digest: loaded(tx, *found, self._keys)}
        return self._past[digest]

    def _look(self) -> None:
        if self._held is not None and self._ticks() - self._looked < self._poll:
            return
        try:
            with self._database.read() as tx:
                self._read_newer(tx)
        except DatabaseAway:
            if self._held is None:
                raise
        self._looked = self._ticks()
        if self._marked < self._highest:
            self._mark(self._highest)

    def _read_newer(self, tx: Tx) -> None:
        newest = store.newest_serial(tx)
        if self._held is not None and newest == self._held.serial:
            self.refused = None
            return
        if self.refused and newest == self.refused.serial and self._ticks() - self._refused_at < AGAIN_AFTER:
            return
        self._marked = store.highest_taken(tx)
        highest = max(self._highest, self._marked)
        if newest < highest:
            self._refuse(SnapshotOlder(newest, f"snapshot {highest} was in use before."))
            return
        for serial in store.serials_from(tx, max(highest, 1)):
            if self._held is not None and serial <= self._held.serial:
                return
            if self._take(tx, serial):
                return

    def _take(self, tx: Tx, serial: int) -> bool:
        """Swap in a snapshot; ``False`` when it is refused."""
        try:
            taken = loaded(tx, serial, store.document(tx, serial), self._keys)
        except SnapshotRefused as refused:
            self._refuse(refused)
            return False
        self._held = taken
        self._highest = serial
        self.refused = self.refused if self.refused and self.refused.serial > serial else None
        SERIAL.set(serial)
        log.info("catalogue taken", serial=serial, digest=taken.digest, services=len(taken.terms))
        return True

    def _mark(self, serial: int) -> None:
        try:
            with self._database.write() as tx:
                store.note_taken(tx, serial)
            self._marked = serial
        except DatabaseAway:
            # It is kept in memory too, and the next look tries again.
            log.warning("catalogue mark not written", serial=serial)

    def _refuse(self, refused: SnapshotRefused) -> None:
        self.refused = refused
        self._refused_at = self._ticks()
        REFUSED.labels(refused.code).inc()
        log.error("catalogue refused", serial=refused.serial, code=refused.code, why=str(refused))
