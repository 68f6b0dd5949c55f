"""One run of a module: two clients of a variant, and the clock that both sides go by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from joincard_core.clock import FixedClock

from tests.specs.fapi2.party import Party
from tools.conformance.plans import Row


@dataclass(frozen=True)
class Suite:
    """What a module has at hand."""

    row: Row
    first: Party
    second: Party
    clock: FixedClock

    def wait(self, seconds: int) -> None:
        """Let time pass, for everybody."""
        self.clock.advance(timedelta(seconds=seconds))
