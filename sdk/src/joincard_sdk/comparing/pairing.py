"""Two lists of the same kind of thing: what stayed, what came, what went, and what became something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Paired(Generic[Thing]):
    """``changed`` pairs old and new of one likeness; ``moved`` says that those that stayed changed order."""

    added: tuple[Thing, ...]
    removed: tuple[Thing, ...]
    changed: tuple[tuple[Thing, Thing], ...]
    moved: bool

    @classmethod
    def of(
        cls, old: Sequence[Thing], new: Sequence[Thing], likeness: Callable[[Thing], object]
    ) -> Paired[Thing]:
        """Pair them: equal things first, each once, then in written order those of one likeness."""
        gone, come = _without(old, new), _without(new, old)
        changed: list[tuple[Thing, Thing]] = []
        removed: list[Thing] = []
        for thing in gone:
            like = next((other for other in come if likeness(other) == likeness(thing)), None)
            if like is None:
                removed.append(thing)
            else:
                come.remove(like)
                changed.append((thing, like))
        return cls(tuple(come), tuple(removed), tuple(changed), _stayed(old, new) != _stayed(new, old))


def _without(these: Sequence[Thing], those: Sequence[Thing]) -> list[Thing]:
    """What is left of these when each of those is taken away once."""
    left = list(these)
    for thing in those:
        if thing in left:
            left.remove(thing)
    return left


def _stayed(these: Sequence[Thing], those: Sequence[Thing]) -> list[Thing]:
    left, stayed = list(those), []
    for thing in these:
        if thing in left:
            left.remove(thing)
            stayed.append(thing)
    return stayed
