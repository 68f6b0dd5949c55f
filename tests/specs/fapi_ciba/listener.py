"""A clerk's notification endpoint over TLS: it keeps what it was sent, and answers as it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from core.tests.oauth.servers import Served, answers, serving

PATH = "/ciba-notification-endpoint"
Answer = tuple[int, bytes, dict[str, str]]
GOOD: Answer = (204, b"", {})


@dataclass
class Listener:
    """``answer`` is what the next ping gets, and all after it."""

    served: Served
    answer: Answer = field(default=GOOD)

    @property
    def address(self) -> str:
        """What a client registers."""
        return self.served.origin + PATH

    @property
    def heard(self) -> list[dict[str, str]]:
        """Every ping so far."""
        return self.served.seen

    def forget(self) -> None:
        """Begin anew."""
        self.served.seen.clear()
        self.answer = GOOD


@contextmanager
def listening(folder: Path) -> Iterator[Listener]:
    """A server with a certificate for localhost in ``folder``."""
    found: list[Listener] = []

    def habit(handler: BaseHTTPRequestHandler, served: Served) -> None:
        status, body, headers = found[0].answer
        answers(body, status, "text/plain", **headers)(handler, served)

    with serving(habit, folder) as served:
        found.append(Listener(served))
        yield found[0]
