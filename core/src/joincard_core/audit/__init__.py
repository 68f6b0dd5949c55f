"""The verification log: append-only entries and their signed receipts."""

from joincard_core.audit.errors import EntryExists
from joincard_core.audit.log import (
    append,
    decisions,
    entries,
    last_moves,
    last_on_network,
    last_use,
    of_person,
)
from joincard_core.audit.model import ID, SALT_BYTES, Entry, Kind, commitment, network_of, new_salt, sealed_at
from joincard_core.audit.receipts import TYP, Receipts

__all__ = [
    "ID",
    "SALT_BYTES",
    "TYP",
    "Entry",
    "EntryExists",
    "Kind",
    "Receipts",
    "append",
    "commitment",
    "decisions",
    "entries",
    "last_moves",
    "last_on_network",
    "last_use",
    "network_of",
    "new_salt",
    "of_person",
    "sealed_at",
]
