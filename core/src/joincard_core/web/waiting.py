"""One wait for the database per request, however many transactions it needs."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from joincard_core.storage import one_wait

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def patient(wsgi: "WSGIApplication", seconds: float) -> "WSGIApplication":
    """The same application; a request of it waits for locks for about so many seconds in all."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with one_wait(seconds):
            return wsgi(environ, start_response)

    return answer
