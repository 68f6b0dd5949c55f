"""The services on offer: a signed, immutable snapshot of the admitted bundles."""

from joincard_core.catalogue import store
from joincard_core.catalogue.errors import (
    BadFilter,
    CatalogueError,
    CityUnknown,
    NoCatalogue,
    ServiceNotCovered,
    ServiceNotInForce,
    ServiceUnknown,
    SnapshotBroken,
    SnapshotForged,
    SnapshotOlder,
    SnapshotRefused,
)
from joincard_core.catalogue.loading import compiled
from joincard_core.catalogue.model import Filters, Page
from joincard_core.catalogue.onoffer import OnOffer
from joincard_core.catalogue.shelf import Shelf
from joincard_core.catalogue.snapshot import Part, Snapshot

__all__ = [
    "BadFilter",
    "CatalogueError",
    "CityUnknown",
    "Filters",
    "NoCatalogue",
    "OnOffer",
    "Page",
    "Part",
    "ServiceNotCovered",
    "ServiceNotInForce",
    "ServiceUnknown",
    "Shelf",
    "Snapshot",
    "SnapshotBroken",
    "SnapshotForged",
    "SnapshotOlder",
    "SnapshotRefused",
    "compiled",
    "store",
]
