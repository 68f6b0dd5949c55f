"""How long an author waits: from ``plugin new`` to a green test, and to a first decision."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from joincard_sdk.client import Outcome
from joincard_sdk.testing.authority import authority

from bench.measuring import Figure

ROUNDS = 3
ROOT = Path(__file__).parents[1]
JOINCARD = Path(sys.executable).with_name("joincard")
SERVICE, CITY, PERSONA = "education.library.visit", "330400", "stephen"


def figures() -> Iterator[Figure]:
    """Seconds of the wall clock, the median of some rounds, each in a new folder."""
    rounds = [_round() for _ in range(ROUNDS)]
    green, decided = (median(part) for part in zip(*rounds, strict=True))
    yield Figure("from plugin new to a green test", green, "s", "two commands, offline; goal 10")
    yield Figure(
        "from plugin new to a first decision", decided, "s", "two commands; built, served and asked over HTTP"
    )


def _round() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "library"
        started = time.perf_counter()
        _run(folder, str(JOINCARD), "plugin", "new", "education.library", "--into", str(project))
        made = time.perf_counter()
        _run(project, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
        green = time.perf_counter() - started
        asked = time.perf_counter()
        _run(ROOT, sys.executable, "-c", ASK, str(project))
        return green, made - started + time.perf_counter() - asked


ASK = "import sys; from bench.authoring import ask; ask(sys.argv[1])"
"""A process of its own, as an author's would be: nothing is imported yet."""


def ask(project: str) -> None:
    """Build the plugin in a folder, serve it, and ask about a persona's card."""
    with authority(project) as opened:
        found = opened.client().verify(SERVICE, CITY, opened.card(PERSONA))
    if found.outcome is not Outcome.PERMITTED:
        raise AssertionError(f"{PERSONA} is refused: {found.reasons}")


def _run(folder: str | Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stdout + done.stderr)
