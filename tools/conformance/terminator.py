"""The TLS terminator as a process: start it, wait until it listens, stop it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tools.conformance.place import Target
from tools.node import node_path

PROGRAM = Path(__file__).with_name("terminator.mjs")
READY = "ready"
STOP_WAIT = 10.0  # seconds


class NoTerminator(Exception):
    """The TLS terminator did not start."""


class Terminator:
    """``terminator.mjs`` in front of a target. It ends with this process, whatever happens to it."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Return when it takes connections. Raises ``NoTerminator``."""
        target = self._target
        self._process = subprocess.Popen(
            (
                node_path(),
                PROGRAM,
                str(target.tls_port),
                str(target.port),
                target.certificate,
                target.certificate_key,
            ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        if self._process.stdout is None or self._process.stdout.readline().strip() != READY:
            _, said = self._process.communicate(timeout=STOP_WAIT)
            raise NoTerminator(f"The TLS terminator did not start: {said.strip()}")

    def stop(self) -> None:
        """Let the requests in hand finish, then end it."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.communicate(timeout=STOP_WAIT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
