"""The worker that ``serve`` runs: gunicorn's threads, with our answers in place of its own pages."""

from contextlib import suppress
from socket import socket
from typing import Any

from gunicorn.http import errors, wsgi  # type: ignore[import-untyped]  # no types in the library
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]  # the same

from joincard_core.errors import JoincardError
from joincard_core.web import HeadTooLarge, LineTooLong, RequestError, Unexpected, answer_below

wsgi.SERVER = "joincard"  # the Server header of every answer: which software and version is nobody's business
OURS = (errors.ConfigurationProblem, errors.InvalidResponseHeader, errors.InvalidResponseHeaderName)


class Worker(ThreadWorker):  # type: ignore[misc]  # no types in the library
    """Answers what cannot be read as HTTP with a problem (RFC 9457) and the headers of every answer."""

    def handle_error(self, req: object, client: socket, addr: object, exc: Exception) -> None:
        """Called by gunicorn for a request that it cannot read, and for a failure outside the application."""
        application: Any = self.wsgi
        with suppress(OSError):  # the caller may have left
            client.sendall(answer_below(application, told(exc), exc))


def told(error: Exception) -> JoincardError:
    """What to say of an error of gunicorn."""
    if isinstance(error, errors.LimitRequestLine):
        return LineTooLong()
    if isinstance(error, errors.LimitRequestHeaders):
        return HeadTooLarge()
    if isinstance(error, errors.ParseException) and not isinstance(error, OURS):
        return RequestError("The request is not HTTP/1.1 that can be read.")
    return Unexpected()
