"""The worker that ``serve`` runs: gunicorn's threads, with our answers in place of its own pages."""

from contextlib import suppress
from select import POLLIN, poll
from socket import socket
from threading import Lock
from typing import Any

from gunicorn.http import errors, wsgi  # type: ignore[import-untyped]  # no types in the library
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]  # the same

from joincard_core.errors import JoincardError
from joincard_core.web import HeadTooLarge, LineTooLong, RequestError, Unexpected, answer_below

wsgi.SERVER = "joincard"  # the Server header of every answer: which software and version is nobody's business
MOMENT = 2  # ms
OURS = (errors.ConfigurationProblem, errors.InvalidResponseHeader, errors.InvalidResponseHeaderName)


class Worker(ThreadWorker):  # type: ignore[misc]  # no types in the library
    """Answers what cannot be read as HTTP with a problem (RFC 9457) and the headers of every answer.

    A thread that has answered waits a moment for the next request of the same connection, while no other
    connection waits for a thread: handing a connection back and forth costs as much as reading a request.
    """

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._queued = 0
        self._counting = Lock()

    def enqueue_req(self, conn: Any) -> None:
        """Called by gunicorn when a connection has a request."""
        self._count(1)
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> object:
        """Called by gunicorn in a thread. Returns whether the connection stays open."""
        self._count(-1)
        kept: object = super().handle(conn)
        while kept is True and self.alive and not self._queued and speaks(conn.sock, MOMENT):
            kept = super().handle(conn)
        return kept

    def _count(self, more: int) -> None:
        with self._counting:
            self._queued += more

    def handle_error(self, req: object, client: socket, addr: object, exc: Exception) -> None:
        """Called by gunicorn for a request that it cannot read, and for a failure outside the application."""
        application: Any = self.wsgi
        with suppress(OSError):  # the caller may have left
            client.sendall(answer_below(application, told(exc), exc))


def speaks(client: socket, within: int) -> bool:
    """Whether something comes from a caller within so many milliseconds."""
    watch = poll()
    try:
        watch.register(client, POLLIN)
        return bool(watch.poll(within))
    except (OSError, ValueError):  # closed already
        return False


def told(error: Exception) -> JoincardError:
    """What to say of an error of gunicorn."""
    if isinstance(error, errors.LimitRequestLine):
        return LineTooLong()
    if isinstance(error, errors.LimitRequestHeaders):
        return HeadTooLarge()
    if isinstance(error, errors.ParseException) and not isinstance(error, OURS):
        return RequestError("The request is not HTTP/1.1 that can be read.")
    return Unexpected()
