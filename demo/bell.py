"""A clerk's notification endpoint (OpenID CIBA Core section 10.2): it rings when the holder has decided."""

from __future__ import annotations

import json
import secrets
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from demo.place import Place

LONGEST = 4_096  # bytes of a ping


class Bell:
    """Listens while it is open. ``token`` is what the authority has to show, new at each start.

    Raises ``OSError`` where something else listens on its port.
    """

    def __init__(self, place: Place) -> None:
        address = urlsplit(place.bell)
        self.token = secrets.token_urlsafe()
        self._path = address.path
        self._rung: set[str] = set()
        self._changed = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", address.port or 0), self._handler())

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, name="bell", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def wait(self, auth_req_id: str, seconds: float) -> bool:
        """Whether it rang for a request, by now or within so many seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: auth_req_id in self._rung, seconds)

    def ring(self, path: str, authorization: str, body: bytes) -> HTTPStatus:
        """What a ping is answered with; only one with our token is believed."""
        right = f"Bearer {self.token}".encode()
        if path != self._path or not secrets.compare_digest(authorization.encode(), right):
            return HTTPStatus.UNAUTHORIZED
        try:
            auth_req_id = json.loads(body)["auth_req_id"]
        except (ValueError, TypeError, KeyError):
            return HTTPStatus.BAD_REQUEST
        with self._changed:
            self._rung.add(str(auth_req_id))
            self._changed.notify_all()
        return HTTPStatus.NO_CONTENT

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        bell = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = min(LONGEST, int(self.headers.get("Content-Length", 0)))
                answer = bell.ring(self.path, self.headers.get("Authorization", ""), self.rfile.read(size))
                self.send_response(answer)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Nothing: the terminal says what matters."""

        return Handler
