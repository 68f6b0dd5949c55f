"""Providers and what they are accredited for, publishers and their keys, admitted bundles."""

from joincard_core.registry import providers, publishers, releases
from joincard_core.registry.errors import (
    AccreditationMalformed,
    BundleMalformed,
    BundleOlder,
    BundleOverlaps,
    BundleRefused,
    BundleUnsigned,
    ProviderExists,
    ProviderMalformed,
    ProviderUnknown,
    PublisherKeyRefused,
    PublisherUnknown,
    RegistryError,
)
from joincard_core.registry.model import EVERYWHERE, Accreditation, Provider, Release
from joincard_core.registry.providers import Accredited

__all__ = [
    "EVERYWHERE",
    "Accreditation",
    "AccreditationMalformed",
    "Accredited",
    "BundleMalformed",
    "BundleOlder",
    "BundleOverlaps",
    "BundleRefused",
    "BundleUnsigned",
    "Provider",
    "ProviderExists",
    "ProviderMalformed",
    "ProviderUnknown",
    "PublisherKeyRefused",
    "PublisherUnknown",
    "RegistryError",
    "Release",
    "providers",
    "publishers",
    "releases",
]
