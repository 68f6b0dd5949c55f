"""One plan from its file: each module from its creation to its end, one after the other."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tools.conformance.by_hand import BY_HAND
from tools.conformance.suite import Module, Plan, Suite

LIMIT = 240.0  # seconds for one module; several wait for a minute until something has expired
PAUSE = 0.3
WAITS = "CONFIGURED"
ENDED = ("FINISHED", "INTERRUPTED")
HUNG = "HUNG"
TOLD = ("FAILURE", "WARNING", "REVIEW")
GOOD = frozenset({"PASSED", "SKIPPED", "REVIEW"})


@dataclass(frozen=True, slots=True)
class Result:
    """How a module ended. ``notes`` are the entries of its log that are not plain successes."""

    module: str
    run: str
    result: str
    seconds: float
    notes: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Neither failed, nor warned, nor hung."""
        return self.result in GOOD


def results(suite: Suite, plan: Plan, only: Iterable[str] = (), limit: float = LIMIT) -> Iterator[Result]:
    """Each module's result as soon as it has ended; of those that ``only`` names, where it names any."""
    wanted = frozenset(only)
    for module in plan.modules:
        if not wanted or module.name in wanted:
            yield one(suite, plan, module, limit)


def one(
    suite: Suite,
    plan: Plan,
    module: Module,
    limit: float,
    sleep: Callable[[float], None] = time.sleep,
    by_hand: Mapping[str, Callable[[], None]] = BY_HAND,
) -> Result:
    """Run a module to its end, or for as many seconds as it may take."""
    started = time.monotonic()
    run = suite.start(plan, module)
    result, done = "", False
    while not result:
        info = suite.info(run)
        if info["status"] == WAITS and not done and module.name in by_hand:
            by_hand[module.name]()
            suite.go_on(run)
            done = True
        elif info["status"] in ENDED:
            result = str(info.get("result") or info["status"])
        elif time.monotonic() - started > limit:
            suite.stop(run)
            result = HUNG
        else:
            sleep(PAUSE)
    return Result(
        module.name, run, result, round(time.monotonic() - started, 1), tuple(notes(suite.log(run)))
    )


def notes(log: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """What is not a plain success, in a line each."""
    for entry in log:
        if entry.get("result") in TOLD:
            yield f"{entry['result']} {entry.get('src')}: {entry.get('msg')}"


def counted(found: Iterable[Result]) -> str:
    """``56 modules: 55 passed, 1 warning``."""
    counts = Counter(result.result.lower() for result in found)
    told = ", ".join(f"{number} {name}" for name, number in sorted(counts.items(), key=lambda item: -item[1]))
    return f"{counts.total()} modules: {told}"
