"""A whole verification over HTTP, against a Flask route that returns a constant, under the same gunicorn.

Both are asked by the same client over one connection that stays open. What counts is requests per CPU second
of the serving processes, read from the operating system, so that the client's own cost is left out.
"""

import contextlib
import cProfile
import logging
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import structlog

from bench.asking import Asked, Desk, send
from bench.measuring import Figure
from bench.ports import free_port, wait_for_port
from demo.founding import found, settings_of, today
from demo.place import Place
from demo.serving import wait_until_ready

COUNT = 400
ROUNDS = 3
PROGRAMS = Path(sys.executable).parent
PATH = "/v1/verifications"


def figures() -> Iterator[Figure]:
    """Cost of a verification, start-up, memory, and where the time goes."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder) / "demo", free_port())
        with contextlib.redirect_stdout(None):
            found(place, today())
        constant = _requests_per_cpu_second(_constant(place.port), place, verify=False)
        yield Figure("a constant Flask route", constant, "requests per CPU second", "gunicorn, one process")
        started = time.perf_counter()
        with _serving(_authority(place), place) as server:
            startup = time.perf_counter() - started
            desk = Desk(place)
            served = max(_rate(server, place, list(desk.requests(COUNT))) for _ in range(ROUNDS))
            memory = _memory(server)
        yield Figure("a whole verification", served, "requests per CPU second", "the same gunicorn")
        yield Figure("verification against the constant route", served / constant, "ratio", "later work: 1.0")
        yield Figure("start-up to the first ready answer", startup, "s", "one process, catalogue compiled")
        yield from memory
        yield from _shares(place)


def _authority(place: Place) -> list[str]:
    return [str(PROGRAMS / "joincard-authority"), "serve", "--workers", "1", "--threads", "1"]


def _constant(port: int) -> list[str]:
    options = ["--worker-class", "gthread", "--threads", "1", "--workers", "1", "--keep-alive", "5"]
    return [sys.executable, "-m", "gunicorn", *options, "--bind", f"127.0.0.1:{port}", "bench.constant:app"]


@contextlib.contextmanager
def _serving(command: list[str], place: Place) -> Iterator[psutil.Process]:
    log = Path(place.folder) / "bench.log"
    with log.open("ab") as written:
        process = subprocess.Popen(command, env=place.environment(), stdout=written, stderr=written)
    try:
        if "bench.constant:app" in command:
            wait_for_port(place.port)
        else:
            wait_until_ready(place, process)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _requests_per_cpu_second(command: list[str], place: Place, *, verify: bool) -> float:
    with _serving(command, place) as server:
        asked = [Asked({"Content-Type": "application/json"}, b"{}")] * (
            10 * COUNT
        )  # processor time is told in hundredths of a second
        return max(_rate(server, place, asked) for _ in range(ROUNDS))


def _rate(server: psutil.Process, place: Place, asked: list[Asked]) -> float:
    before = _cpu_seconds(server)
    send(place.port, PATH, asked)
    return len(asked) / (_cpu_seconds(server) - before)


def _cpu_seconds(server: psutil.Process) -> float:
    total = 0.0
    for process in server.children(recursive=True):
        times = process.cpu_times()
        total += times.user + times.system
    return total


def _memory(server: psutil.Process) -> list[Figure]:
    workers = server.children(recursive=True)
    own = [process.memory_full_info() for process in workers]
    share = sum(each.pss for each in own) / len(own) / 2**20
    alone = sum(each.uss for each in own) / len(own) / 2**20
    return [
        Figure("memory of a worker, its share of shared pages counted (PSS)", share, "MiB", "264 services"),
        Figure("memory of a worker alone (USS)", alone, "MiB", "after 1,200 verifications"),
    ]


#: Which function stands for which part of a verification; times include what it calls.
PARTS = {
    "token and proof (DPoP, RFC 9449)": ("bearer.py", "caller"),
    "the decision, with its price": ("deciding.py", "decide"),
    "the receipt's signature": ("ring.py", "sign"),
    "the whole story behind the view": ("authority.py", "verify"),
}


def _shares(place: Place) -> Iterator[Figure]:
    """Where the time goes: shares of one process that answers without a socket, under the profiler."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with settings_of(place):
        from joincard_core.bootstrap import create_app, warm
        from joincard_core.settings import Settings

        app = create_app(Settings.from_environment())
        warm(app)
        client = app.test_client()
        with _serving(_authority(place), place):
            asked = list(Desk(place).requests(200))
        profile = cProfile.Profile()
        profile.enable()
        for each in asked:
            answer = client.post(PATH, data=each.body, headers=each.headers)
            if answer.status_code != 201:
                raise AssertionError(answer.text)
        profile.disable()
    structlog.reset_defaults()
    stats: Any = pstats.Stats(profile)
    total = stats.total_tt
    for name, (file, function) in PARTS.items():
        spent = _spent(stats.stats, file, function)
        yield Figure(f"share: {name}", 100 * spent / total, "%", "one verification, profiled")
    commits = _spent(stats.stats, "~", "'commit'") + _spent(stats.stats, "~", "'execute'")
    yield Figure(
        "share: statements and commits of SQLite", 100 * commits / total, "%", "one verification, profiled"
    )


def _spent(stats: dict[tuple[str, int, str], Any], file: str, function: str) -> float:
    """Cumulative seconds of the functions of this name."""
    spent: float = sum(
        row[3]
        for (where, _, name), row in stats.items()
        if (Path(where).name == file and name == function) or (file == "~" == where and function in name)
    )
    return spent
