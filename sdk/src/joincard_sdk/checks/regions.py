"""The values of one fact that tests against constants leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from joincard_sdk.rules import Between, Compare, Constant, OneOf


@dataclass(frozen=True, slots=True)
class Bound:
    """An end of a range; ``strict`` leaves the value itself out."""

    value: Any
    strict: bool


@dataclass(frozen=True, slots=True)
class Region:
    """Listed values, or all values, between two ends and without some; all of one type."""

    listed: frozenset[Constant] | None = None
    without: frozenset[Constant] = frozenset()
    low: Bound | None = None
    high: Bound | None = None

    def cut(self, test: Compare | OneOf | Between) -> Region:
        """What is left of it where the test holds."""
        match test:
            case OneOf(values=values):
                return self._among(frozenset(values))
            case Between(low=low, high=high):
                return self._from(Bound(low, False))._to(Bound(high, False))
            case Compare(op="=", value=value):
                return self._among(frozenset((value,)))
            case Compare(op="!=", value=value):
                return replace(self, without=self.without | {value})
            case Compare(op=">=" | ">", value=value):
                return self._from(Bound(value, test.op == ">"))
            case Compare(value=value):
                return self._to(Bound(value, test.op == "<"))

    def holds(self, value: Any) -> bool:
        """Whether the value is in it."""
        low, high = self.low, self.high
        return (
            (self.listed is None or value in self.listed)
            and value not in self.without
            and (low is None or value > low.value or (value == low.value and not low.strict))
            and (high is None or value < high.value or (value == high.value and not high.strict))
        )

    @property
    def empty(self) -> bool:
        """Whether surely no value is in it."""
        if self.listed is not None:
            return not any(self.holds(value) for value in self.listed)
        if self.low is None or self.high is None:
            return False
        strict = self.low.strict or self.high.strict
        return bool(self.low.value > self.high.value or (self.low.value == self.high.value and strict))

    def within(self, other: Region) -> bool:
        """Whether surely every value of it is in the other."""
        if self.listed is not None:
            return all(other.holds(value) for value in self.listed if self.holds(value))
        return (
            other.listed is None
            and not any(self.holds(value) for value in other.without)
            and _tighter(self.low, other.low, lambda mine, theirs: mine > theirs)
            and _tighter(self.high, other.high, lambda mine, theirs: mine < theirs)
        )

    def _among(self, values: frozenset[Constant]) -> Region:
        return replace(self, listed=values if self.listed is None else self.listed & values)

    def _from(self, bound: Bound) -> Region:
        kept = self.low if _tighter(self.low, bound, lambda mine, theirs: mine > theirs) else bound
        return replace(self, low=kept)

    def _to(self, bound: Bound) -> Region:
        kept = self.high if _tighter(self.high, bound, lambda mine, theirs: mine < theirs) else bound
        return replace(self, high=kept)


def _tighter(mine: Bound | None, theirs: Bound | None, beyond: Callable[[Any, Any], bool]) -> bool:
    """Whether an end of mine is at least as tight as theirs."""
    if theirs is None:
        return True
    if mine is None:
        return False
    return beyond(mine.value, theirs.value) or (
        mine.value == theirs.value and (mine.strict or not theirs.strict)
    )
