"""The person with the phone, for modules of CIBA: an address that decides for the holder.

The suite posts ``auth_req_id`` and ``action`` there, instead of somebody who presses a button. It stands in
front of the authority's own decision, on this machine only and under a secret of this start; the authority
itself has no such address.
"""

from __future__ import annotations

import secrets
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from joincard_core.clock import to_epoch
from joincard_core.oauth import ACRS, BackchannelOutcome, SignedIn
from joincard_core.oauth.backchannel_rows import find
from joincard_core.web import Parts

HERE = "127.0.0.1"
GONE = {BackchannelOutcome.EXPIRED, BackchannelOutcome.DECIDED, BackchannelOutcome.GONE}
ALLOW, DENY = "allow", "deny"


class Phone:
    """Listens from ``start`` to ``stop``."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._secret = secrets.token_urlsafe()
        self._server = ThreadingHTTPServer((HERE, 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, name="phone", daemon=True)

    @property
    def address(self) -> str:
        """What the suite is told, with its own two words in braces."""
        query = "auth_req_id={auth_req_id}&action={action}"
        return f"http://{HERE}:{self._server.server_port}/{self._secret}?{query}"

    def start(self) -> None:
        """Listen, in a thread that ends with this process."""
        self._thread.start()

    def stop(self) -> None:
        """Listen no more."""
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()

    def decide(self, auth_req_id: str, action: str) -> BackchannelOutcome:
        """What the holder answers."""
        with self._parts.database.read() as tx:
            found = find(tx, auth_req_id)
        if found is None or found.holder is None or action not in (ALLOW, DENY):
            return BackchannelOutcome.GONE
        who = found.holder
        if action == DENY:
            return self._parts.counter.deny(who.person_id, found.id)
        now = to_epoch(self._parts.clock.now())
        signed_in = SignedIn(who.person_id, who.card_id, now, ACRS[0], ("pwd",))
        return self._parts.counter.approve(signed_in, found.id)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        phone = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                address = urlsplit(self.path)
                sent = {name: values[0] for name, values in parse_qs(address.query).items()}
                outcome = BackchannelOutcome.GONE
                if secrets.compare_digest(address.path.encode(), f"/{phone._secret}".encode()):
                    outcome = phone.decide(sent.get("auth_req_id", ""), sent.get("action", ""))
                told = outcome.value.encode("ascii")
                self.send_response(HTTPStatus.NOT_FOUND if outcome in GONE else HTTPStatus.OK)
                self.send_header("Content-Type", "text/plain")
                self.send_header("Content-Length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

            def log_message(self, *_: object) -> None:
                """Nothing: the suite keeps a log."""

        return Handler
