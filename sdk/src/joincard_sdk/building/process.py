"""One child process with a deadline and a measure for everything that it writes."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import IO, Self

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
    """Reads a stream to its end, keeps at most ``most`` bytes, and ends the child once past them."""

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


class Child:
    """A running child, to be used as a context: when the block is left, it and all it started are gone."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], folder: Path, limits: BuildLimits
    ) -> None:
        self._late_at = time.monotonic() + limits.seconds
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=dict(environment),
            cwd=folder,
            start_new_session=True,
        )
        # Both are pipes, which mypy cannot know.
        assert self._process.stdout and self._process.stderr  # noqa: S101, PT018 - see above
        self._result = _Drain(self._process.stdout, limits.result, self._process)
        self._printed = _Drain(self._process.stderr, limits.printed, self._process)
        self._result.start()
        self._printed.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def outcome(self) -> Outcome:
        """Wait for the end, never beyond the limits, and take what was written."""
        late = not self._waited()
        if late:
            self._say_where()
        self._end()
        too_much = self._result.overflowed or self._printed.overflowed
        status = self._process.returncode
        printed = self._printed.kept.decode("utf-8", "replace")
        return Outcome(_ending(status, late, too_much), status, bytes(self._result.kept), printed)

    def _waited(self) -> bool:
        """Whether the child ended in time. It is not reaped, where the system can tell that it ended."""
        seconds = max(0.0, self._late_at - time.monotonic())
        if hasattr(os, "waitid"):
            watch = threading.Thread(target=_watch, args=(self._process.pid,), daemon=True)
            watch.start()
            watch.join(seconds)
            return not watch.is_alive()
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _say_where(self) -> None:
        """Have an endless loop write down in which line it is."""
        if STACK_SIGNAL is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, STACK_SIGNAL)
            self._printed.stack_read.wait(_PATIENCE)

    def _end(self) -> None:
        # Killed before it is reaped: until then nobody else can have its number.
        _kill(self._process)
        self._process.wait()
        for drain in (self._result, self._printed):
            drain.join(timeout=5)


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
