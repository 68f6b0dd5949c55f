"""Keys: the master key, sealing under per-person keys, blind indexes, and the signing keys."""

from joincard_core.keys.algorithms import Alg
from joincard_core.keys.backend import SealedKeys, SigningBackend
from joincard_core.keys.errors import (
    BadSignature,
    KeyErased,
    KeyNotAllowed,
    KeysMissing,
    KeyUnknown,
    RotatedTooSoon,
    SealBroken,
    UnsafeKey,
)
from joincard_core.keys.keeper import Keeper, KeyEntry, entries, find, require_rest
from joincard_core.keys.lifecycle import KEY_USES, STANDARD, KeyUse, State
from joincard_core.keys.master import MasterKey
from joincard_core.keys.ring import KeyRing
from joincard_core.keys.seal import Place, SealingKey
from joincard_core.keys.vault import Vault

__all__ = [
    "KEY_USES",
    "STANDARD",
    "Alg",
    "BadSignature",
    "Keeper",
    "KeyEntry",
    "KeyErased",
    "KeyNotAllowed",
    "KeyRing",
    "KeyUnknown",
    "KeyUse",
    "KeysMissing",
    "MasterKey",
    "Place",
    "RotatedTooSoon",
    "SealBroken",
    "SealedKeys",
    "SealingKey",
    "SigningBackend",
    "State",
    "UnsafeKey",
    "Vault",
    "entries",
    "find",
    "require_rest",
]
