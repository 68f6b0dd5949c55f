"""The web processes of the demo: start them, wait until they answer, stop them."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path
from typing import IO

import httpx2

from demo.place import Place

AUTHORITY = ("joincard-authority", "serve")
START_WAIT = 60.0  # seconds; a slow disk, never a normal start
STOP_WAIT = 15.0
PAUSE = 0.05
LINES_SHOWN = 20


class NotServing(Exception):
    """The web processes ended, or did not answer in time."""


class Server:
    """``joincard-authority serve`` in a process group of its own.

    So Ctrl-C reaches the demo alone, which then lets the requests in hand finish. ``programs`` is the
    folder with the command.
    """

    def __init__(self, place: Place, programs: Path) -> None:
        self._place = place
        self._command = (str(programs / AUTHORITY[0]), *AUTHORITY[1:])
        self._process: subprocess.Popen[bytes] | None = None
        self._held: IO[bytes] | None = None

    def start(self) -> None:
        """Return when the authority answers verifications. Raises ``NotServing``."""
        self._held = self._place.hold()
        with self._place.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                env=self._place.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_until_ready(self._place, self._process)

    def wait(self) -> None:
        """Return when the server has ended by itself. Raises ``NotServing``, since nobody asked it to."""
        if self._process is not None:
            self._process.wait()
            raise NotServing(f"The authority has ended. It wrote: {self._place.log}")

    def stop(self) -> None:
        """Let the requests in hand finish, then end the server and give the folder back."""
        self._end()
        if self._held is not None:
            self._held.close()

    def _end(self) -> None:
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_WAIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_ready(place: Place, server: subprocess.Popen[bytes]) -> None:
    """Return when the authority answers verifications. Raises ``NotServing``."""
    ends = time.monotonic() + START_WAIT
    with httpx2.Client(timeout=2.0, trust_env=False) as http:
        while time.monotonic() < ends:
            if server.poll() is not None:
                break
            if answers(http, f"{place.address}/readyz"):
                return
            time.sleep(PAUSE)
    last = place.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LINES_SHOWN:]
    raise NotServing("\n".join(("The authority did not start. It wrote:", *last)))


def answers(http: httpx2.Client, url: str) -> bool:
    """Whether an address answers that all is well."""
    try:
        return http.get(url).status_code == httpx2.codes.OK
    except httpx2.TransportError:
        return False
