"""Serving the site: threads beside the demo's own story, enough for a handful of visitors."""

from __future__ import annotations

import logging
from threading import Thread

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from demo.place import Place
from demo.portal.registering import Registered
from demo.portal.site import site
from demo.portal.visits import Visits

HOST = "127.0.0.1"


class WithoutQueries(WSGIRequestHandler):
    """Writes no query into the log: a code is in it when somebody comes back from signing in."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """One line."""
        self.log("info", "%s %s %s", self.command, self.path.partition("?")[0], code)


class PortalServer:
    """Serves the site on the port after the authority's, from ``start`` to ``stop``."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._visits = Visits(place)
        self._server: ThreadedWSGIServer | None = None
        self._thread: Thread | None = None

    def start(self, registered: Registered) -> None:
        """Listen. Raises ``OSError`` when the port is in use."""
        handler = logging.FileHandler(self._place.folder / "portal.log", encoding="utf-8")
        log = logging.getLogger("werkzeug")
        log.handlers, log.propagate = [handler], False
        log.setLevel(logging.INFO)
        app = site(self._place, registered, self._visits)
        self._server = ThreadedWSGIServer(HOST, self._place.port + 1, app, WithoutQueries)
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop listening."""
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
        self._visits.close()
