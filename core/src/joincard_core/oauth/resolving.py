"""From a host's name to the addresses that we may connect to, once: what is checked is what is used.

A name that led to a public address when it was checked and to a private one when it was used (DNS
rebinding) leads nowhere here, since nothing resolves it a second time.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from queue import Empty, SimpleQueue

from joincard_core.oauth.public_address import Address

MOST_ADDRESSES = 4  # tried for one name
AT_ONCE = threading.BoundedSemaphore(16)

Resolve = Callable[[str, float], tuple[Address, ...]]


def addresses_of(host: str, seconds: float) -> tuple[Address, ...]:
    """The addresses of a host, none if it has none or the answer takes longer than ``seconds``.

    The system's resolver knows no limit of time, so a thread asks it; there are never more than 16.
    """
    if not AT_ONCE.acquire(blocking=False):
        return ()
    answers: SimpleQueue[tuple[Address, ...]] = SimpleQueue()
    threading.Thread(target=_ask, args=(host, answers), name="resolving", daemon=True).start()
    try:
        return answers.get(timeout=max(seconds, 0.0))
    except Empty:
        return ()


def _ask(host: str, answers: SimpleQueue[tuple[Address, ...]]) -> None:
    try:
        with suppress(OSError, UnicodeError):  # no such host; a label that is too long
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            answers.put(tuple(dict.fromkeys(ip_address(place[4][0]) for place in found)))
            return
        answers.put(())
    finally:
        AT_ONCE.release()
