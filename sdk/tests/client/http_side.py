"""A real HTTP server on this machine, which can fail in every way that networks and proxies do."""

import json
import socket
import struct
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Seen:
    """A request as it arrived. Names of headers are in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """What to answer. ``drop`` resets the connection instead, after the server has done its work."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False

    @classmethod
    def of(cls, status: int, body: object, headers: Mapping[str, str] | None = None) -> "Reply":
        """JSON."""
        kind = {"Content-Type": "application/json"}
        return cls(status, json.dumps(body).encode(), kind | dict(headers or {}))

    @classmethod
    def problem(
        cls, status: int, code: str, detail: str = "", headers: Mapping[str, str] | None = None
    ) -> "Reply":
        """problem+json."""
        body = {"title": "A problem", "status": status, "code": code, "detail": detail}
        kind = {"Content-Type": "application/problem+json"}
        return cls(status, json.dumps(body).encode(), kind | dict(headers or {}))


#: Takes a request and, if it wants it, what the server would answer; gives what is answered in the end.
Fault = Callable[[Seen, Callable[[Seen], Reply]], Reply]


class Quiet(ThreadingHTTPServer):
    """A client that hangs up early, as ours does at a limit, is no event."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class HttpServer:
    """Hands each request to ``answer``, or to the next planned fault of its path. Opened by ``with``."""

    def __init__(self, answer: Callable[[Seen], Reply], now: Callable[[], float]) -> None:
        self.seen: list[Seen] = []
        self.faults: dict[str, list[Fault]] = {}
        self._answer = answer
        self._now = now
        self._server = Quiet(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        # Asked often whether to stop: closing must not cost each test half a second.
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.005})

    def plan(self, path: str, *faults: Fault) -> None:
        """Let the next requests to ``path`` fail, one after the other."""
        self.faults.setdefault(path, []).extend(faults)

    def at(self, path: str) -> list[Seen]:
        """The requests that came for a path."""
        return [seen for seen in self.seen if seen.path == path]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _reply(self, seen: Seen) -> Reply:
        self.seen.append(seen)
        planned = self.faults.get(seen.path)
        return planned.pop(0)(seen, self._answer) if planned else self._answer(seen)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 5
            disable_nagle_algorithm = True

            def serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                address = urlsplit(self.path)
                headers = {name.lower(): value for name, value in self.headers.items()}
                reply = server._reply(Seen(self.command, address.path, address.query, headers, body))
                if reply.drop:
                    # Linger of zero: the peer sees a reset, not an orderly end.
                    linger = struct.pack("ii", 1, 0)
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    self.close_connection = True
                    self.connection.close()
                    return
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)

            do_GET = do_POST = serve  # noqa: N815 - the library calls methods by the verb

            def date_time_string(self, timestamp: Any = None) -> str:
                return formatdate(server._now(), usegmt=True)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def once(reply: Reply) -> Fault:
    """Answer this, and do nothing."""
    return lambda seen, answer: reply


def html(status: int, headers: Mapping[str, str] | None = None) -> Fault:
    """The page of a proxy."""
    page = b"<html><body>secret-page-of-a-proxy</body></html>"
    return once(Reply(status, page, {"Content-Type": "text/html"} | dict(headers or {})))


def dropped_before(seen: Seen, answer: Callable[[Seen], Reply]) -> Reply:
    """Reset the connection; nothing was done."""
    return Reply(0, drop=True)


def dropped_after(seen: Seen, answer: Callable[[Seen], Reply]) -> Reply:
    """Do the work, then reset the connection: the client cannot know."""
    answer(seen)
    return Reply(0, drop=True)


def altered(change: Callable[[dict[str, Any]], object]) -> Fault:
    """Do the work, and change the JSON of the answer."""

    def fault(seen: Seen, answer: Callable[[Seen], Reply]) -> Reply:
        reply = answer(seen)
        body = json.loads(reply.body)
        change(body)
        return Reply(reply.status, json.dumps(body).encode(), reply.headers)

    return fault
