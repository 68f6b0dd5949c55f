"""The life of a signing key: next, current, previous, retired.

``next`` is published before it signs, so that whoever keeps our key set knows it already; ``previous`` stays
published until nothing that it signed counts any more. What is not in ``MOVES`` cannot happen.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Literal, get_args

from joincard_core.keys.algorithms import Alg

KeyUse = Literal["token", "receipt", "snapshot"]
KEY_USES: tuple[KeyUse, ...] = get_args(KeyUse)

#: The algorithms of each use that every authority has.
STANDARD: Mapping[KeyUse, tuple[Alg, ...]] = {
    "token": ("ES256", "PS256"),
    "receipt": ("ES256",),
    "snapshot": ("ES256",),
}
#: Those that an operator may add, since a profile of OpenID Connect demands them.
OPTIONAL: Mapping[KeyUse, tuple[Alg, ...]] = {"token": ("RS256",), "receipt": (), "snapshot": ()}

#: What they signed is checked for years: receipts by those who keep them, snapshots to repeat a decision.
LASTING: frozenset[KeyUse] = frozenset({"receipt", "snapshot"})

#: The least time between two rotations: the longest life of a token (600 s), the time for which a key set is
#: kept by others (60 s), and a minute for their clocks.
REST = timedelta(seconds=720)


class State(StrEnum):
    """Where a key stands."""

    NEXT = "next"
    CURRENT = "current"
    PREVIOUS = "previous"
    RETIRED = "retired"


class Move(StrEnum):
    """What can become of a key."""

    BEGIN = "begin to sign"
    CEASE = "cease to sign"
    LAPSE = "lapse"
    REVOKE = "be revoked"


MOVES: Mapping[tuple[State, Move], State] = {
    (State.NEXT, Move.BEGIN): State.CURRENT,
    (State.CURRENT, Move.CEASE): State.PREVIOUS,
    (State.PREVIOUS, Move.LAPSE): State.RETIRED,
    (State.NEXT, Move.REVOKE): State.RETIRED,
    (State.CURRENT, Move.REVOKE): State.RETIRED,
    (State.PREVIOUS, Move.REVOKE): State.RETIRED,
}


def rotation(use: KeyUse) -> tuple[tuple[State, Move], ...]:
    """What a rotation does to the keys of a use, in this order: never two of them sign."""
    moves = ((State.CURRENT, Move.CEASE), (State.NEXT, Move.BEGIN))
    return moves if use in LASTING else ((State.PREVIOUS, Move.LAPSE), *moves)
