"""Timing several ways to do one thing in turn, so that a slow moment hits all of them."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table and of ``build/bench.json``."""

    name: str
    value: float
    unit: str
    against: str = ""


def seconds_each(ways: Mapping[str, Callable[[], object]], least: float = 0.002) -> dict[str, float]:
    """Seconds a call takes, by way: the best of several rounds, the ways in turn within each round."""
    loops = {name: _loops(call, least) for name, call in ways.items()}
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(ROUNDS):
        for name, call in ways.items():
            best[name] = min(best[name], _run(call, loops[name]) / loops[name])
    return best


def _loops(call: Callable[[], object], least: float) -> int:
    loops = 1
    while _run(call, loops) < least:
        loops *= 2
    return loops


def _run(call: Callable[[], object], loops: int) -> float:
    rounds = range(loops)
    start = time.perf_counter()
    for _ in rounds:
        call()
    return time.perf_counter() - start


def median_ratio(slower: Sequence[float], faster: Sequence[float]) -> float:
    """The median, case by case, of how many times faster the second is."""
    return statistics.median(a / b for a, b in zip(slower, faster, strict=True))
