"""One row of the verification log, and what it is committed to."""

import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from joincard_sdk.bundle import canonical

from joincard_core.keys import Place

SALT_BYTES = 32
ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
"""The id of a verification: nothing else is looked for."""


class Kind(StrEnum):
    """What happened: a decision, or a move of a permitted use."""

    PERMITTED = "permitted"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    SETTLED = "settled"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row. ``price`` and ``deposit`` are fen; ``opens`` says that the use opened an item.

    ``commitment`` binds the facts of a decision without telling them; ``sealed`` holds them, the salt and
    the full reasons under the person's key, at the place ``sealed_at(id, step)``.
    """

    id: str
    step: int
    kind: Kind
    at: datetime
    provider_id: str
    client_id: str
    person_id: str
    card_id: str
    service: str
    city: str
    presentation: str
    catalogue: str
    price: int | None
    deposit: int | None
    opens: bool
    commitment: bytes = field(repr=False)
    sealed: bytes = field(repr=False)
    receipt: str = field(repr=False)

    @property
    def network(self) -> str:
        """Sector and group of the service: rides on one network follow one another."""
        return network_of(self.service)


def network_of(service: str) -> str:
    """``transport.bus`` of ``transport.bus.jiaxing``."""
    return service.rpartition(".")[0]


def new_salt() -> bytes:
    """A salt for one commitment."""
    return secrets.token_bytes(SALT_BYTES)


def commitment(salt: bytes, told: object) -> bytes:
    """SHA-256 over a salt of 32 random bytes and canonical JSON.

    Without the salt, which is sealed with the person's data, a value cannot be tried against it.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"A salt has {SALT_BYTES} bytes.")
    return sha256(salt + canonical.encode(told)).digest()


def sealed_at(verification: str, step: int) -> Place:
    """Where the sealed part of a row lives."""
    return Place("verification_log", "sealed", f"{verification}:{step}")
