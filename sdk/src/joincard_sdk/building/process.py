"""One child process with a deadline and a measure for everything that it writes."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import IO

from joincard_sdk.building.limits import BuildLimits

_BLOCK = 64 * 1024


class Ending(Enum):
    """How a child ended."""

    DONE = "done"
    TIMEOUT = "timeout"
    TOO_MUCH = "too much output"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a child left behind. ``result`` is its standard output, ``printed`` its standard error."""

    ending: Ending
    status: int
    result: bytes
    printed: str


class _Drain(threading.Thread):
    """Reads a stream to its end, keeps at most ``most`` bytes, and calls ``overflow`` once past them."""

    def __init__(self, stream: IO[bytes], most: int, child: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self.stream = stream
        self.most = most
        self.child = child
        self.kept = bytearray()
        self.overflowed = False

    def run(self) -> None:
        """Read until the other side closes."""
        with self.stream:
            while block := os.read(self.stream.fileno(), _BLOCK):
                if len(self.kept) + len(block) > self.most:
                    self.overflowed = True
                    _kill(self.child)
                    return
                self.kept += block


def run(command: Sequence[str], environment: Mapping[str, str], folder: Path, limits: BuildLimits) -> Outcome:
    """Run ``command`` in ``folder`` with nothing but ``environment``; never waits beyond the limits."""
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(environment),
        cwd=folder,
        start_new_session=True,
    )
    assert child.stdout and child.stderr  # noqa: S101, PT018 - both are pipes, which mypy cannot know
    result = _Drain(child.stdout, limits.result, child)
    printed = _Drain(child.stderr, limits.printed, child)
    result.start()
    printed.start()
    late = _waits_too_long(child, limits.seconds)
    # Also what the child left running: it would hold the pipes open, and the network after that.
    _kill(child)
    for drain in (result, printed):
        drain.join(timeout=5)
    ending = _ending(child.returncode, late, result.overflowed or printed.overflowed)
    return Outcome(ending, child.returncode, bytes(result.kept), printed.kept.decode("utf-8", "replace"))


def _waits_too_long(child: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        _kill(child)
        child.wait()
        return True
    return False


def _ending(status: int, late: bool, overflowed: bool) -> Ending:
    if overflowed:
        return Ending.TOO_MUCH
    if late:
        return Ending.TIMEOUT
    return Ending.DONE if status == 0 else Ending.DIED


def _kill(child: subprocess.Popen[bytes]) -> None:
    """End the child and everything that it started."""
    try:
        if os.name == "posix":
            os.killpg(child.pid, signal.SIGKILL)
        elif child.poll() is None:
            child.kill()
    except (ProcessLookupError, PermissionError):
        pass  # it has ended already
