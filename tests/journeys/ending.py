"""Every worker of a served authority by itself, and how soon all of them know that something has ended.

A connection that stays open stays with the worker that took it. Which one that is, the operating system tells.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from time import perf_counter

import psutil

from tests.journeys.place import START, Place

MOST = 200
"""Connections to be opened until each worker has taken one; they are shared out by chance."""


@dataclass(frozen=True)
class Worker:
    """One process that answers, asked over a connection of its own."""

    pid: int
    connection: HTTPConnection

    def status(self, path: str, headers: Mapping[str, str], method: str = "GET", body: bytes = b"") -> int:
        """What it answers."""
        return self.answer(path, headers, method, body)[0]

    def answer(
        self, path: str, headers: Mapping[str, str], method: str = "GET", body: bytes = b""
    ) -> tuple[int, bytes]:
        """What it answers, and with which body."""
        self.connection.request(method, path, body or None, dict(headers))
        with self.connection.getresponse() as answer:
            return answer.status, answer.read()


@contextmanager
def every_worker(place: Place) -> Iterator[Sequence[Worker]]:
    """A connection to each worker of a place; they are kept open by use, so not for longer than seconds."""
    pids = worker_pids(place.port)
    with ExitStack() as held:
        found: dict[int, Worker] = {}
        for _ in range(MOST):
            if found.keys() == pids:
                break
            connection = held.enter_context(closing(HTTPConnection("localhost", place.port, timeout=START)))
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            own = connection.sock.getsockname()[1]
            pid = next(pid for pid in pids if own in ports_asked_by(pid))
            found.setdefault(pid, Worker(pid, connection))
        assert found.keys() == pids
        yield tuple(found.values())


def worker_pids(port: int) -> frozenset[int]:
    """The processes below the one that listens at a port."""
    for process in psutil.Process().children(recursive=True):
        if any(
            each.status == "LISTEN" and each.laddr.port == port for each in process.net_connections("tcp")
        ):
            workers = process.children()
            return frozenset(worker.pid for worker in workers) or worker_pids_of(process)
    raise AssertionError(f"Nobody listens at port {port}.")


def worker_pids_of(process: psutil.Process) -> frozenset[int]:
    """A worker listens, too: those beside it."""
    parent = process.parent()
    assert parent is not None
    return frozenset(worker.pid for worker in parent.children())


def ports_asked_by(pid: int) -> frozenset[int]:
    """The ports at the other end of a process's connections."""
    connections = psutil.Process(pid).net_connections("tcp")
    return frozenset(each.raddr.port for each in connections if each.raddr)


def seconds_until_refused(
    end: Callable[[], None], workers: Sequence[Worker], let_in: Callable[[Worker], bool]
) -> float:
    """Seconds from the beginning of ``end`` until each worker has refused, once ``end`` is done.

    The first request of every worker must be refused.
    """
    assert all(let_in(worker) for worker in workers)
    began = perf_counter()
    end()
    refused = [not let_in(worker) for worker in workers]
    took = perf_counter() - began
    assert all(refused), "A worker let somebody in after it was over."
    return took


def told(what: str, place: Place, times: Sequence[float]) -> str:
    """The figures in a line."""
    kind = place.database_url.partition(":")[0]
    middle, most = statistics.median(times) * 1000, max(times) * 1000
    return f"{what}, {kind}: {len(times)} tries, 2 workers; all refuse after {middle:.0f} ms (median), {most:.0f} ms (most)"
