"""The main story: a provider asks whether a card may use a service, here, now, and at what price."""

from joincard_core.verification.authority import Authority
from joincard_core.verification.errors import (
    BadSettlement,
    BasisMissing,
    CardUnknown,
    FactMistyped,
    FactNotRead,
    FactNotYours,
    FactRefused,
    FactUnknown,
    IdempotencyKeyMalformed,
    IdempotencyMismatch,
    IllegalMove,
    NotAccredited,
    NoTariffForBasis,
    NotTheHolders,
    ProbingLimit,
    UseLedgerOnly,
    UseMistyped,
    VerificationError,
    VerificationUnknown,
)
from joincard_core.verification.lifecycle import MOVES, Move, Status
from joincard_core.verification.model import Answer, MoveAsked, Outcome, VerificationAsked
from joincard_core.verification.replaying import CommitmentBroken, Replayed, replayed
from joincard_core.verification.rooms import Asker, Limits, Rooms
from joincard_core.verification.who_asked import Asked, AskedPage, Told, WhoAsked

__all__ = [
    "MOVES",
    "Answer",
    "Asked",
    "AskedPage",
    "Asker",
    "Authority",
    "BadSettlement",
    "BasisMissing",
    "CardUnknown",
    "CommitmentBroken",
    "FactMistyped",
    "FactNotRead",
    "FactNotYours",
    "FactRefused",
    "FactUnknown",
    "IdempotencyKeyMalformed",
    "IdempotencyMismatch",
    "IllegalMove",
    "Limits",
    "Move",
    "MoveAsked",
    "NoTariffForBasis",
    "NotAccredited",
    "NotTheHolders",
    "Outcome",
    "ProbingLimit",
    "Replayed",
    "Rooms",
    "Status",
    "Told",
    "UseLedgerOnly",
    "UseMistyped",
    "VerificationAsked",
    "VerificationError",
    "VerificationUnknown",
    "WhoAsked",
    "replayed",
]
