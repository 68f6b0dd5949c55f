"""Admit a bundle: the publisher's signature, the rules of the catalogue, our own signature, a new snapshot.

All of it happens in one transaction. Whatever is refused leaves the active catalogue as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from joincard_sdk.bundle import Bundle, BundleError, Catalogue, load
from joincard_sdk.bundle import signature as signatures
from sqlalchemy.exc import IntegrityError

from joincard_core import catalogue, registry
from joincard_core.catalogue import Part, Snapshot
from joincard_core.clock import Clock
from joincard_core.keys import KeyRing
from joincard_core.registry import (
    BundleMalformed,
    BundleOlder,
    BundleOverlaps,
    BundleRefused,
    BundleUnsigned,
    Release,
)
from joincard_core.storage import Database, Tx

PUBLISHER: tuple[signatures.Role, ...] = ("publisher",)


@dataclass(frozen=True, slots=True)
class Admitted:
    """What became of a bundle. ``changed`` is false when it was the active one already."""

    release: Release
    serial: int
    services: int
    changed: bool


class Admission:
    """Takes bundles into the catalogue, one at a time."""

    def __init__(self, database: Database, keys: KeyRing, clock: Clock) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock

    def admit(self, content: bytes, signed: bytes) -> Admitted:
        """Make a bundle the active release of its plugin. ``signed`` is the content of its ``.sig`` file.

        Raises ``PublisherUnknown``, ``BundleUnsigned``, ``BundleMalformed``, ``BundleOlder``,
        ``BundleOverlaps`` or plain ``BundleRefused``.
        """
        try:
            with self._database.write() as tx:
                return self._admit(tx, content, signed)
        except IntegrityError as error:
            raise BundleRefused("Another bundle was admitted at the same moment. Try again.") from error

    def _admit(self, tx: Tx, content: bytes, signed: bytes) -> Admitted:
        bundle = self._verified(tx, content, signed)
        # The serial first: an admission that commits after this line takes the next serial, and ours is
        # refused. The other way round it could be missing from ``active`` and so from our snapshot.
        serial = catalogue.store.newest_serial(tx)
        active = registry.releases.active(tx)
        release = Release(bundle.plugin, bundle.version, bundle.digest, bundle.publisher, active=True)
        if release in active:
            return Admitted(release, serial, len(bundle.services), changed=False)
        newer(bundle, active)
        others = tuple(other for other in active if other.plugin != bundle.plugin)
        together = self._together(tx, bundle, others)
        listed = signatures.add(signatures.read_list(signed), self._countersigned(bundle))
        written = signatures.write_list(listed).decode()
        now = self._clock.now()
        registry.releases.activate(tx, release, written, now)
        catalogue.store.keep_bundle(tx, bundle.digest, content)
        parts = tuple(Part(b.plugin, b.version, b.digest) for b in together.bundles)
        snapshot = Snapshot(serial + 1, together.digest, now, parts)
        catalogue.store.keep_snapshot(tx, snapshot.serial, snapshot.digest, snapshot.signed(self._keys), now)
        return Admitted(release, snapshot.serial, len(bundle.services), changed=True)

    def _verified(self, tx: Tx, content: bytes, signed: bytes) -> Bundle:
        """The bundle, once the signature of its own publisher holds over exactly these bytes."""
        try:
            bundle = load(content)
            trusted = registry.publishers.keys_of(tx, bundle.publisher)
            return signatures.load_signed(content, signed, {"publisher": trusted}, required=PUBLISHER)[0]
        except signatures.SignatureError as error:
            raise BundleUnsigned(f"The bundle is refused: {error}") from None
        except BundleError as error:
            raise BundleMalformed(f"The bundle is refused: {error}") from None

    def _together(self, tx: Tx, bundle: Bundle, others: Iterable[Release]) -> Catalogue:
        digests = tuple(other.digest for other in others)
        contents = catalogue.store.contents(tx, digests)
        if len(contents) != len(digests):
            # Going on would take a whole sector out of the catalogue without a word.
            raise BundleRefused(
                "The bundle of another active plugin is missing from the database. Restore it."
            )
        try:
            return Catalogue.from_bundles([bundle, *(load(content) for content in contents.values())])
        except BundleError as error:
            raise BundleOverlaps(f"The bundle is refused: {error}") from None

    def _countersigned(self, bundle: Bundle) -> str:
        # In the order of canonical JSON, so that the statement has the one form that ``verify`` takes.
        statement = {
            "bundle": bundle.digest,
            "plugin": bundle.plugin,
            "role": "authority",
            "version": bundle.version,
        }
        return self._keys.sign("snapshot", signatures.TYPE, statement)


def newer(bundle: Bundle, active: Iterable[Release]) -> None:
    """Refuse a version that is not above the active one's. Raises ``BundleOlder``."""
    for release in active:
        if release.plugin == bundle.plugin and number(bundle.version) <= number(release.version):
            raise BundleOlder(
                f"{bundle.plugin} {release.version} is active; version {bundle.version} is not above it."
            )


def number(version: str) -> tuple[int, ...]:
    """The parts of a version ``1.2.3``, to compare by: 1.10.0 is above 1.9.0."""
    return tuple(int(part) for part in version.split("."))
