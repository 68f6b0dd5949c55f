"""A quota of one, asked for fifty times at once: exactly one is permitted."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

from joincard_core.verification import Limits

if TYPE_CHECKING:
    from core.tests.verification.conftest import World

MANY = 50
THREADS = 8


def at_once(world: World, code: str) -> Counter[str]:
    """Ask many times from several threads that start together."""
    start = Barrier(THREADS)

    def ask(_: int) -> list[str]:
        start.wait()
        return [world.ask(code)["outcome"] for _ in range(MANY // THREADS + 1)]

    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(outcome for outcomes in pool.map(ask, range(THREADS)) for outcome in outcomes)


class TestAQuotaOfOne:
    def test_is_given_once(self, world: World) -> None:
        found = at_once(world.with_limits(Limits(refusals=1000)), "trial.quota.once")
        assert found["permitted"] == 1
        assert found["refused"] >= MANY - 1


class TestAQuotaOfTwo:
    def test_is_given_twice(self, world: World) -> None:
        assert at_once(world.with_limits(Limits(refusals=1000)), "trial.quota.daily")["permitted"] == 2


class TestAServiceWithoutAQuota:
    def test_loses_no_count(self, world: World) -> None:
        found = at_once(world, "trial.plain.flat")
        (row,) = [row for row in world.rows()["usage"] if "trial.plain.flat" in row]
        assert found["permitted"] in row
        assert found["permitted"] * 1200 in row
