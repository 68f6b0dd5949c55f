"""The life of a verification, move by move."""

from itertools import product

import pytest
from joincard_core.verification import MOVES, IllegalMove, Move, Status
from joincard_core.verification.lifecycle import after


class TestTheTable:
    @pytest.mark.parametrize(("status", "move"), list(product(Status, Move)))
    def test_is_all_that_can_happen(self, status: Status, move: Move) -> None:
        if (status, move) in MOVES:
            assert after(status, move) is MOVES[status, move]
            return
        with pytest.raises(IllegalMove, match=f"that is {status.value} cannot {move.value}"):
            after(status, move)

    def test_ends(self) -> None:
        """From every status a verification comes to rest: no move leads back."""
        seen: set[Status] = set()
        front = {Status.OPEN}
        while front:
            assert not front & seen
            seen |= front
            front = {to for (at, _), to in MOVES.items() if at in front} - {Status.CLOSED}

    def test_says_what_is_allowed(self) -> None:
        with pytest.raises(IllegalMove, match="Allowed: close"):
            after(Status.SETTLED, Move.CANCEL)
        with pytest.raises(IllegalMove, match="Allowed: nothing"):
            after(Status.CANCELLED, Move.SETTLE)
