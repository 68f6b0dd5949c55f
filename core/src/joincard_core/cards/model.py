"""A card's statuses and moves, and the frozen values of this room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType


class Status(StrEnum):
    """Where a card is in its life."""

    PENDING = "pending"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    LOST = "lost"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Move(StrEnum):
    """What can happen to a card."""

    ACTIVATE = "activate"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REPORT_LOST = "report_lost"
    FIND = "find"
    EXPIRE = "expire"
    CANCEL = "cancel"


#: The whole life of a card. What is not here cannot happen; from one status, each move leads elsewhere.
MOVES: Mapping[tuple[Status, Move], Status] = MappingProxyType(
    {
        (Status.PENDING, Move.ACTIVATE): Status.ACTIVE,
        (Status.PENDING, Move.REPORT_LOST): Status.LOST,
        (Status.PENDING, Move.CANCEL): Status.CANCELLED,
        (Status.ACTIVE, Move.SUSPEND): Status.SUSPENDED,
        (Status.ACTIVE, Move.REPORT_LOST): Status.LOST,
        (Status.ACTIVE, Move.EXPIRE): Status.EXPIRED,
        (Status.ACTIVE, Move.CANCEL): Status.CANCELLED,
        (Status.SUSPENDED, Move.REINSTATE): Status.ACTIVE,
        (Status.SUSPENDED, Move.REPORT_LOST): Status.LOST,
        (Status.SUSPENDED, Move.EXPIRE): Status.EXPIRED,
        (Status.SUSPENDED, Move.CANCEL): Status.CANCELLED,
        (Status.LOST, Move.FIND): Status.ACTIVE,
        (Status.LOST, Move.CANCEL): Status.CANCELLED,
        (Status.EXPIRED, Move.CANCEL): Status.CANCELLED,
    }
)


def leading_to(status: Status, wanted: Status) -> Move | None:
    """The one move from ``status`` to ``wanted``, if there is one."""
    return next((move for (at, move), to in MOVES.items() if at is status and to is wanted), None)


def present_status(stored: Status, expires_on: date | None, today: date) -> Status:
    """A card past its last day is expired, whether or not anything has recorded that yet.

    The last day itself still counts. Lost and cancelled cards stay what they are.
    """
    past = expires_on is not None and expires_on < today
    return Status.EXPIRED if past and (stored, Move.EXPIRE) in MOVES else stored


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCard:
    """A card as it is issued or imported."""

    status: Status
    issue_city: str
    expires_on: date | None = None
    transit_purse: bool | None = None
    purse_topped_on: date | None = None


@dataclass(frozen=True, slots=True)
class Because:
    """Who changes a card, when and why; kept with the change."""

    actor: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CardChange:
    """One recorded change of a card. ``before`` is ``None`` for the card's beginning."""

    before: Status | None
    after: Status
    because: Because
