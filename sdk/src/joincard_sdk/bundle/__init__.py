"""Bundles: what a release of a plugin becomes. Loading one runs no code of the plugin.

Signatures are in ``joincard_sdk.bundle.signature``, which needs the extra ``cli`` or ``client``.
"""

from joincard_sdk.bundle.catalogue import Catalogue
from joincard_sdk.bundle.contents import ChangeKind, Example, Outcome, ServiceChange, Texts
from joincard_sdk.bundle.contract import CONTRACT, ContractRange, ContractVersion
from joincard_sdk.bundle.errors import BundleError, CatalogueError, UnknownService
from joincard_sdk.bundle.limits import LIMITS, Limits
from joincard_sdk.bundle.load import load
from joincard_sdk.bundle.model import Bundle

__all__ = [
    "CONTRACT",
    "LIMITS",
    "Bundle",
    "BundleError",
    "Catalogue",
    "CatalogueError",
    "ChangeKind",
    "ContractRange",
    "ContractVersion",
    "Example",
    "Limits",
    "Outcome",
    "ServiceChange",
    "Texts",
    "UnknownService",
    "load",
]
