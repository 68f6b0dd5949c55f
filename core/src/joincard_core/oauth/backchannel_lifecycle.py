"""The life of a backchannel authentication request (OpenID CIBA Core section 7): what cannot happen, cannot.

Time ends a request from any state. Whether an approved one gave its tokens already is a unique row, not a
state: of many polls in one moment one is the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Status(StrEnum):
    """Where a request stands."""

    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"


class Move(StrEnum):
    """What the holder may do."""

    APPROVE = "approve"
    DENY = "deny"


MOVES: Mapping[tuple[Status, Move], Status] = {
    (Status.PENDING, Move.APPROVE): Status.APPROVED,
    (Status.PENDING, Move.DENY): Status.DENIED,
}
