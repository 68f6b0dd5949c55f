"""Bundles and catalogues that cannot be used."""

from __future__ import annotations


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
