"""Services that cannot be asked about, and snapshots that are not taken."""

from datetime import date

from joincard_core.errors import JoincardError


class CatalogueError(JoincardError):
    """Something is wrong with what was asked of the catalogue, or with the catalogue itself."""

    code = "catalogue.error"


class NoCatalogue(CatalogueError):
    """Nothing has been admitted yet, or no snapshot could be verified."""

    code = "catalogue.absent"

    def __init__(self) -> None:
        super().__init__("The authority has no verified catalogue at the moment.")


class ServiceUnknown(CatalogueError):
    """No active plugin registers this service."""

    code = "service.unknown"

    def __init__(self, service: str) -> None:
        super().__init__(f"The catalogue has no service {service[:120]}.")


class CityUnknown(CatalogueError):
    """No city has this code."""

    code = "city.unknown"

    def __init__(self) -> None:
        super().__init__("No city has this code. A city is named by the six digits of its GB/T 2260 code.")


class ServiceNotCovered(CatalogueError):
    """The service is not delivered in this city."""

    code = "service.not-covered"

    def __init__(self, service: str, city: str, coverage: str) -> None:
        super().__init__(f"{service} is not delivered in {city[:12]}. It is delivered in: {coverage}.")


class ServiceNotInForce(CatalogueError):
    """The service has not begun, or has ended."""

    code = "service.not-in-force"

    def __init__(self, service: str, since: date, until: date | None) -> None:
        end = f" until {until.isoformat()}" if until else ""
        super().__init__(f"{service} is in force from {since.isoformat()}{end} only.")


class BadFilter(CatalogueError):
    """A filter of the catalogue page has a value that is not allowed."""

    code = "catalogue.bad-filter"


class SnapshotRefused(CatalogueError):
    """A snapshot was not taken; the last good one stays. ``serial`` names it where it can be read."""

    code = "snapshot.refused"

    def __init__(self, serial: int, sentence: str) -> None:
        super().__init__(f"Snapshot {serial} is refused: {sentence}")
        self.serial = serial


class SnapshotForged(SnapshotRefused):
    """The signature is not one of this authority's snapshot keys."""

    code = "snapshot.bad-signature"


class SnapshotBroken(SnapshotRefused):
    """The document or a bundle in it is truncated, altered or cannot be read."""

    code = "snapshot.broken"


class SnapshotOlder(SnapshotRefused):
    """The serial is lower than one that was seen before."""

    code = "snapshot.older"
