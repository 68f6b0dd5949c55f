"""One child process with a deadline and a measure for everything that it writes."""

from __future__ import annotations

import contextlib
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
_PATIENCE = 2.0  # seconds for a child to say where it is
_OUTERMOST = b"_run_module_as_main"  # the last line of a stack, innermost first

#: The signal at which a child writes its stack to standard error; none where the system has no signals.
STACK_SIGNAL: int | None = getattr(signal, "SIGUSR1", None)


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
        self.stack_read = threading.Event()

    def run(self) -> None:
        """Read until the other side closes."""
        with self.stream:
            while block := os.read(self.stream.fileno(), _BLOCK):
                if len(self.kept) + len(block) > self.most:
                    self.overflowed = True
                    _kill(self.child)
                    return
                self.kept += block
                if _OUTERMOST in self.kept[-_BLOCK:]:
                    self.stack_read.set()


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
    late = not _ended(child, limits.seconds)
    if late:
        _ask_for_stack(child, printed)
    # The child is not reaped yet, so nobody else can have its number.
    _kill(child)
    child.wait()
    for drain in (result, printed):
        drain.join(timeout=5)
    ending = _ending(child.returncode, late, result.overflowed or printed.overflowed)
    return Outcome(ending, child.returncode, bytes(result.kept), printed.kept.decode("utf-8", "replace"))


def _ask_for_stack(child: subprocess.Popen[bytes], printed: _Drain) -> None:
    """Have an endless loop say in which line it is, and wait for the answer."""
    if STACK_SIGNAL is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child.pid, STACK_SIGNAL)
        printed.stack_read.wait(_PATIENCE)


def _ended(child: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait for the end of the child, without reaping it where the system can tell it apart."""
    if hasattr(os, "waitid"):
        watch = threading.Thread(target=_watch, args=(child.pid,), daemon=True)
        watch.start()
        watch.join(seconds)
        return not watch.is_alive()
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _watch(pid: int) -> None:
    """Return when the child has ended; it stays to be reaped."""
    with contextlib.suppress(ChildProcessError):
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)


def _ending(status: int, late: bool, overflowed: bool) -> Ending:
    if overflowed:
        return Ending.TOO_MUCH
    if late:
        return Ending.TIMEOUT
    return Ending.DONE if status == 0 else Ending.DIED


def _kill(child: subprocess.Popen[bytes]) -> None:
    """End the child and everything that it started, unless it was reaped already and its number is free."""
    if child.returncode is not None:
        return
    try:
        if os.name == "posix":
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    except (ProcessLookupError, PermissionError):
        pass  # it has ended already
