"""Bundles and catalogues that cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: What each code of a ``BundleError`` means, for the reference.
BUNDLE_CODES: Mapping[str, str] = MappingProxyType(
    {
        "bundle.too-large": "The bundle is over a limit: bytes, services, examples, facts, sets of cities.",
        "bundle.not-canonical": "The bytes are not canonical JSON (RFC 8785), or were cut short.",
        "bundle.format": "A member is missing, unknown or of another type than the format says.",
        "bundle.contract": "The bundle was built for a contract that this release does not know.",
        "bundle.invalid": "A service, rule, fee, fact, text or example in the bundle breaks its own rules.",
        "bundle.duplicate": "Two services, facts or sets in the bundle have one name.",
        "bundle.foreign-sector": "A service stands outside the sector of the plugin.",
        "bundle.not-normal": "The bundle says the right thing in another form than the one a build writes.",
        "catalogue.overlap": "Two bundles of a catalogue bring the same service.",
        "catalogue.two-releases": "Two bundles of a catalogue are releases of one plugin.",
        "service.unknown": "No service of the catalogue has this code.",
    }
)


class BundleError(ValueError):
    """A bundle that cannot be loaded. ``code`` is stable; the message says where and what is allowed."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class CatalogueError(BundleError):
    """Bundles that do not go together."""


class UnknownService(BundleError):
    """No service of the catalogue has this code."""

    def __init__(self, service: str) -> None:
        super().__init__("service.unknown", f"{service[:100]!r} is not a service of this catalogue.")
        self.service = service
