"""Real HTTP servers on loopback, each with one habit."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from core.tests.oauth.certificates import DAY, NOW, named, started


@dataclass
class Served:
    """A server: how to reach it, and the heads of the requests that reached it."""

    origin: str
    seen: list[dict[str, str]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)


Habit = Callable[[BaseHTTPRequestHandler, Served], None]


@contextmanager
def serving(habit: Habit, folder: Path | None = None) -> Iterator[Served]:
    """A server with a habit; over TLS, with a certificate for localhost in ``folder``, if one is given."""
    served = Served("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.seen.append({"path": self.path, **{name.lower(): v for name, v in self.headers.items()}})
            habit(self, served)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found = {"body": body.decode(), "type": self.headers["Content-Type"], "path": self.path}
            served.seen.append({**found, "authorization": self.headers.get("Authorization", "")})
            habit(self, served)

        def log_message(self, *_: Any) -> None:
            """Nothing: what it saw is in ``seen``."""

    server = Quiet(("127.0.0.1", 0), Handler)
    if folder is not None:
        server.socket = tls(folder).wrap_socket(server.socket, server_side=True)
    served.origin = f"{'https' if folder else 'http'}://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        served.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


class Quiet(ThreadingHTTPServer):
    """A client that hangs up is what these tests are about."""

    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Nothing."""


def tls(folder: Path) -> ssl.SSLContext:
    """TLS with a certificate for localhost that nobody vouches for, written to ``folder``."""
    key = ec.generate_private_key(ec.SECP256R1())
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    made = started(named("localhost"), named("localhost"), key, NOW - 10 * DAY, NOW + 3650 * DAY)
    made = made.add_extension(x509.SubjectAlternativeName(names), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / "localhost.pem"
    path.write_bytes(secret + made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def answers(body: object, status: int = 200, content_type: str = "application/json", **headers: str) -> Habit:
    """A server that answers this."""
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()

    def habit(handler: BaseHTTPRequestHandler, _: Served) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", content_type)
        handler.send_header("Content-Length", str(len(sent)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(sent)

    return habit


def drips(begin: bytes, drop: bytes) -> Habit:
    """A server that sends a beginning, and then a drop again and again, and never ends."""

    def habit(handler: BaseHTTPRequestHandler, served: Served) -> None:
        handler.wfile.write(begin)
        while not served.stop.wait(0.01):
            handler.wfile.write(drop)

    return habit


def floods(handler: BaseHTTPRequestHandler, served: Served) -> None:
    """A server that sends without end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    while not served.stop.is_set():
        handler.wfile.write(b" " * 65_536)
