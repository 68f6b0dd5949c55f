"""The web processes of the demo: start them, wait until they answer, stop them."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from demo.place import Place

AUTHORITY = ("joincard-authority", "serve")
START_WAIT = 60.0  # seconds; a slow disk, never a normal start
STOP_WAIT = 15.0
PAUSE = 0.05
LINES_SHOWN = 20


class NotServing(Exception):
    """The web processes ended, or did not answer in time."""


@contextmanager
def serving(place: Place, programs: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Serve while the block runs; ``programs`` is the folder with ``joincard-authority``.

    A session of its own: Ctrl-C reaches the demo alone, which then stops the server in order.
    """
    with place.log.open("ab") as log:
        server = subprocess.Popen(
            (str(programs / AUTHORITY[0]), *AUTHORITY[1:]),
            env=place.environment(),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        wait_until_ready(place, server)
        yield server
    finally:
        stop(server)


def wait_until_ready(place: Place, server: subprocess.Popen[bytes]) -> None:
    """Return when the authority answers verifications. Raises ``NotServing``."""
    ends = time.monotonic() + START_WAIT
    with httpx2.Client(timeout=2.0, trust_env=False) as http:
        while time.monotonic() < ends:
            if server.poll() is not None:
                break
            if answers(http, f"{place.issuer}/readyz"):
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


def stop(server: subprocess.Popen[bytes]) -> None:
    """Let the requests in hand finish, then end the server."""
    if server.poll() is not None:
        return
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(STOP_WAIT)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
