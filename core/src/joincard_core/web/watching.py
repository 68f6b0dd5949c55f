"""What an operator sees of each request: a line in the log, a count and a duration.

Routes are named by their rule, never by the address that was asked for, and no header or body is written: a
log holds no card number, no token and no assertion.
"""

import time
from dataclasses import dataclass, field

import structlog
from flask import Flask, Response, g, request
from prometheus_client import Counter, Histogram

REQUESTS = Counter("joincard_requests", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "joincard_request_seconds",
    "Time from the first to the last byte of our own work.",
    ["route"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)
METHODS = ("GET", "POST", "HEAD", "OPTIONS")

log = structlog.get_logger("joincard.web")


def register(app: Flask) -> None:
    """Watch every request of this application."""
    app.before_request(begin)
    app.after_request(end)


@dataclass(frozen=True, slots=True)
class Watch:
    """The watch of one request. ``began`` is a reading of ``time.perf_counter``."""

    began: float = field(default_factory=time.perf_counter)

    @classmethod
    def begin(cls, request_id: str) -> "Watch":
        """Start the watch, and let every line of the log name the request."""
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        return cls()

    def end(
        self, method: str, route: str, status: int, code: str | None = None, client: str | None = None
    ) -> None:
        """Count and log a finished request."""
        seconds = time.perf_counter() - self.began
        method = method if method in METHODS else "other"
        REQUESTS.labels(method, route, str(status)).inc()
        SECONDS.labels(route).observe(seconds)
        log.info(
            "request",
            method=method,
            route=route,
            status=status,
            ms=round(seconds * 1000, 1),
            code=code,
            client=client,
        )


def begin() -> None:
    """Start the watch of this request."""
    g.watch = Watch.begin(g.request_id)


def end(response: Response) -> Response:
    """End it."""
    watch: Watch = g.get("watch") or Watch()
    route = str(request.url_rule) if request.url_rule else "unknown"
    watch.end(request.method, route, response.status_code, g.get("code"), g.get("client_id"))
    return response
