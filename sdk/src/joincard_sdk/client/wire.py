"""What the core of the client asks of the network, and what it gets: the only place that drivers differ.

The core is written once, as coroutines over ``Wire``. ``AsyncClient`` runs them on an event loop; ``Client``
runs them over a wire that blocks, so that they never wait for a loop.
"""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

from joincard_sdk.client.patience import Deadline

SMALL = 256 * 1024
"""Bytes of the largest answer that is read, a catalogue page apart."""

LARGE = 8 * 1024 * 1024
"""Bytes of the largest catalogue page that is read."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One HTTP request. Nothing of it that could be secret shows in ``repr``."""

    method: str
    url: str
    deadline: Deadline = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    limit: int = SMALL


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer that arrived.

    Names of headers are in lower case; ``cut`` says why a body was not read.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(default=b"", repr=False)
    cut: str = ""

    @property
    def media_type(self) -> str:
        """``application/json``, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Lost:
    """No answer arrived; the authority may or may not have acted. ``why`` is for people."""

    why: str


class Wire(Protocol):
    """A transport, a sleeper and a lock, blocking or not."""

    async def send(self, ask: Ask) -> Answer | Lost:
        """Send once, follow no redirect, read at most ``ask.limit`` bytes, end by ``ask.deadline``."""

    async def pause(self, seconds: float) -> None:
        """Wait."""

    def alone(self, deadline: Deadline) -> AbstractAsyncContextManager[None]:
        """Keep others out meanwhile. Raises ``AuthorityUnavailable`` when the turn does not come in time."""


class Gathering:
    """The bytes of one answer as they come in, up to a limit."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._chunks: list[bytes] = []
        self._size = 0

    def take(self, chunk: bytes) -> bool:
        """Whether to read on.

        Asked after each chunk, so that an answer that drips cannot outlive the deadline.
        """
        self._size += len(chunk)
        self._chunks.append(chunk)
        return self._size <= self._ask.limit and self._ask.deadline.left > 0

    def answer(self, status: int, headers: Mapping[str, str]) -> Answer | Lost:
        """The whole answer, or why there is none."""
        if self._size > self._ask.limit:
            return Answer(status, headers, cut=f"it is longer than {self._ask.limit} bytes")
        if self._ask.deadline.left <= 0:
            return Lost("the answer came too slowly")
        # Compression was not asked for; unpacking a small body could give a huge one.
        if headers.get("content-encoding", "identity").lower() != "identity":
            return Answer(status, headers, cut="it is compressed, which was not asked for")
        return Answer(status, headers, b"".join(self._chunks))
