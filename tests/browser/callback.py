"""The site of a client, as much of it as a browser needs that is sent back there: one page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.browser.holder import TAGS

PAGE = '<!doctype html><html lang="{}"><title>Back</title><main><h1>Back</h1></main></html>'


class Back(BaseHTTPRequestHandler):
    """The page, at every address."""

    def do_GET(self) -> None:
        """Answer in the language of the browser."""
        language = self.headers.get("Accept-Language", "en")[:2]
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE.format(TAGS[language]).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def listening() -> Iterator[str]:
    """Its address, within the block."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Back) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://localhost:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
