"""HTTP on this machine: the standard library's threaded server, and values for request and reply."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

LARGEST = 65_536
"""Bytes of a body."""

POLL = 0.01
"""Seconds between two looks at whether to stop: closing must not cost each test half a second."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it arrived. Names of headers are in lower case; ``body`` is None when it is too large."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """What to answer."""

    status: int
    body: bytes = field(default=b"", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, status: int, told: object, headers: Mapping[str, str] | None = None) -> Reply:
        """An answer of JSON, which nobody may keep unless ``headers`` say so."""
        usual = {"Content-Type": "application/json", "Cache-Control": "no-store"}
        return cls(status, json.dumps(told, ensure_ascii=False).encode(), usual | dict(headers or {}))


Answering = Callable[[Request], Reply]


class _Threads(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A client that hangs up is no event.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Server:
    """Serves on a free port of 127.0.0.1 from ``start`` to ``stop``. ``now`` is in seconds since 1970."""

    def __init__(self, answering: Answering, now: Callable[[], float]) -> None:
        self._http = _Threads(("127.0.0.1", 0), _handler(answering, now))
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": POLL}, daemon=True
        )

    @property
    def address(self) -> str:
        """The address, without a slash at its end."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Answer no more, and free the port."""
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


def _handler(answering: Answering, now: Callable[[], float]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 10
        disable_nagle_algorithm = True

        def serve(self) -> None:
            reply = answering(self._request())
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = serve  # noqa: N815 - called by the verb

        def _request(self) -> Request:
            length = self.headers.get("Content-Length") or "0"
            body: bytes | None = None
            if length.isascii() and length.isdigit() and int(length) <= LARGEST:
                body = self.rfile.read(int(length))
            else:
                self.close_connection = True  # what was not read would be taken for the next request
            address = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            return Request(self.command, address.path, address.query, headers, body)

        def date_time_string(self, timestamp: Any = None) -> str:
            return formatdate(now(), usegmt=True)

        def log_message(self, *_: object) -> None:
            """Nothing: a test's output is its own."""

    return Handler
