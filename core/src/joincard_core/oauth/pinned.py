"""Connections to addresses that were checked before, each step within one deadline (see ``fetching``).

The HTTP library's own limits are per step: a server that sends a byte a second would keep us for hours.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore2

from joincard_core.oauth.public_address import Address


class Deadline:
    """The end of a whole exchange, so many seconds from now."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """What remains, in seconds. Raises the library's ``TimeoutException`` when nothing does."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("The deadline is over.")
        return left


class PinnedBackend(httpcore2.NetworkBackend):
    """Connects to the given addresses, in turn, whatever host the library asks for."""

    def __init__(self, addresses: tuple[Address, ...], deadline: Deadline) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._network = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address that answers; each has its share of the time."""
        for others, address in zip(
            range(len(self._addresses), 1, -1), self._addresses, strict=False
        ):  # all but the last
            share = self._deadline.left() / others
            try:
                return self._connected(address, port, share)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return self._connected(self._addresses[-1], port, self._deadline.left())

    def _connected(self, address: Address, port: int, seconds: float) -> httpcore2.NetworkStream:
        return BoundedStream(self._network.connect_tcp(str(address), port, seconds), self._deadline)


class BoundedStream(httpcore2.NetworkStream):
    """A connection whose steps share one deadline."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes."""
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """All bytes."""
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        """No more."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same connection under TLS."""
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return BoundedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the library asks of its own streams."""
        return self._stream.get_extra_info(info)
