"""A snapshot: which bundles make up the catalogue from this serial on, signed by the authority."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from joincard_core.catalogue.errors import SnapshotBroken, SnapshotForged
from joincard_core.keys import BadSignature, KeyRing

TYP = "joincard-snapshot+jws"


@dataclass(frozen=True, slots=True)
class Part:
    """One active bundle."""

    plugin: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The active bundles in the order of their plugins; ``digest`` is that of the catalogue they make."""

    serial: int
    digest: str
    created_at: datetime
    parts: tuple[Part, ...]

    def signed(self, keys: KeyRing) -> str:
        """The document: a compact JWS under the authority's snapshot key."""
        bundles = [{"plugin": p.plugin, "version": p.version, "digest": p.digest} for p in self.parts]
        claims = {"serial": self.serial, "catalogue": self.digest, "bundles": bundles}
        return keys.sign("snapshot", TYP, claims | {"created_at": self.created_at.isoformat()})


def read(document: str, serial: int, keys: KeyRing) -> Snapshot:
    """Check the signature of the document stored under ``serial`` and read it.

    Raises ``SnapshotForged`` for a signature that does not hold, also of a document that was cut short, and
    ``SnapshotBroken`` for one that holds over something else than this snapshot.
    """
    try:
        claims = keys.verify("snapshot", document, TYP)
    except BadSignature:
        raise SnapshotForged(serial, "its signature does not hold; it was cut short or altered.") from None
    snapshot = _read(claims, serial)
    if snapshot.serial != serial:
        raise SnapshotBroken(serial, f"it is signed as snapshot {snapshot.serial}.")
    return snapshot


def _read(claims: Mapping[str, object], serial: int) -> Snapshot:
    try:
        bundles = claims["bundles"]
        if not isinstance(bundles, list):
            raise TypeError("bundles is a list")
        parts = tuple(Part(str(b["plugin"]), str(b["version"]), str(b["digest"])) for b in bundles)
        moment = datetime.fromisoformat(str(claims["created_at"]))
        return Snapshot(int(str(claims["serial"])), str(claims["catalogue"]), moment, parts)
    except (KeyError, TypeError, ValueError):
        raise SnapshotBroken(serial, "its form is not known to this release.") from None
