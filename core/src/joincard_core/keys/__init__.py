"""Keys: the master key, sealing under per-person keys, blind indexes, and the signing keys."""

from joincard_core.keys.errors import BadSignature, KeyErased, KeysMissing, SealBroken, UnsafeKey
from joincard_core.keys.master import MasterKey
from joincard_core.keys.ring import KEY_USES, KeyRing, KeyUse
from joincard_core.keys.seal import Place, SealingKey
from joincard_core.keys.vault import Vault

__all__ = [
    "KEY_USES",
    "BadSignature",
    "KeyErased",
    "KeyRing",
    "KeyUse",
    "KeysMissing",
    "MasterKey",
    "Place",
    "SealBroken",
    "SealingKey",
    "UnsafeKey",
    "Vault",
]
