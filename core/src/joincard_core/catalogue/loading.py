"""From rows to a catalogue that decides: check, read, compile. Only data is read: no plugin code runs."""

from joincard_sdk.bundle import Catalogue, canonical, load

from joincard_core.catalogue import store
from joincard_core.catalogue.errors import SnapshotBroken
from joincard_core.catalogue.onoffer import OnOffer
from joincard_core.catalogue.snapshot import Snapshot, read
from joincard_core.keys import KeyRing
from joincard_core.storage import Tx


def loaded(tx: Tx, serial: int, document: str, keys: KeyRing) -> OnOffer:
    """Check a snapshot and compile it. Raises ``SnapshotForged`` or ``SnapshotBroken``."""
    snapshot = read(document, serial, keys)
    contents = store.contents(tx, tuple(part.digest for part in snapshot.parts))
    return compiled(snapshot, contents)


def compiled(snapshot: Snapshot, contents: dict[str, bytes]) -> OnOffer:
    """Read the bundles of a snapshot and compile every service. Raises ``SnapshotBroken``."""
    serial = snapshot.serial
    for part in snapshot.parts:
        content = contents.get(part.digest)
        if content is None:
            raise SnapshotBroken(serial, f"the bundle {part.plugin} {part.version} is missing.")
        if canonical.digest(content) != part.digest:
            raise SnapshotBroken(serial, f"the bundle {part.plugin} {part.version} was cut short or altered.")
    try:
        catalogue = Catalogue.from_bundles([load(contents[part.digest]) for part in snapshot.parts])
    except ValueError as error:
        raise SnapshotBroken(serial, f"this release cannot read it: {error}") from error
    if catalogue.digest != snapshot.digest:
        raise SnapshotBroken(serial, "its bundles do not make up the catalogue that it names.")
    return OnOffer(serial, catalogue.digest, catalogue.terms)
