"""What an operator sees of each request: a line in the log, a count and a duration.

Routes are named by their rule, never by the address that was asked for, and no header or body is written: a
log holds no card number, no token and no assertion.
"""

import time

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


def begin() -> None:
    """Start the watch, and let every line of the log name the request."""
    g.began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def end(response: Response) -> Response:
    """Count and log a finished request."""
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    route = str(request.url_rule) if request.url_rule else "unknown"
    method = request.method if request.method in METHODS else "other"
    REQUESTS.labels(method, route, str(response.status_code)).inc()
    SECONDS.labels(route).observe(seconds)
    log.info(
        "request",
        method=method,
        route=route,
        status=response.status_code,
        ms=round(seconds * 1000, 1),
        code=g.get("code"),
        client=g.get("client_id"),
    )
    return response
