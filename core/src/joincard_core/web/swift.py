"""The endpoints that providers' systems ask all day, answered in front of Flask.

What Flask does around a view costs a good part of what a token does. Here is what a usual request needs, and
no more: one that is unusual goes to Flask untouched, and a refusal is told by the handlers that Flask would
call. A test holds both ways equal, answer by answer and line by line of the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson
from flask import Flask, Response, g

from joincard_core.oauth import (
    INTROSPECTION_MEDIA_TYPE,
    INTROSPECTION_PATH,
    PUSHED_PATH,
    TOKEN_PATH,
    FormRequest,
    InvalidRequest,
)
from joincard_core.web import headers
from joincard_core.web.arriving import arrived
from joincard_core.web.parts import Parts
from joincard_core.web.watching import Watch

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

JSON = "application/json"
BROKEN_OFF = "The body broke off before its end."
Answering = Callable[[Parts, FormRequest], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """``status`` of a success, and what answers."""

    status: str
    answer: Answering


ENDPOINTS: Mapping[str, Endpoint] = {
    TOKEN_PATH: Endpoint("200 OK", lambda parts, asked: parts.oauth.token.token(asked).to_json()),
    PUSHED_PATH: Endpoint("201 CREATED", lambda parts, asked: parts.oauth.pushed.push(asked).to_json()),
    INTROSPECTION_PATH: Endpoint(
        "200 OK", lambda parts, asked: parts.oauth.introspection.introspect(asked).members
    ),
}


@dataclass(frozen=True, slots=True)
class Swift:
    """In front of ``behind``, which is the same application in Flask's own way."""

    app: Flask
    parts: Parts
    behind: WSGIApplication

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, or let Flask answer."""
        path = environ.get("PATH_INFO", "")
        endpoint = ENDPOINTS.get(path)
        if endpoint is None or not self._is_usual(environ):
            return self.behind(environ, start_response)
        request_id = headers.id_of(environ.get("HTTP_X_REQUEST_ID", ""))
        watch = Watch.begin(request_id)
        try:
            asked = arrived(environ, path, body(environ), self.parts.settings)
            told = orjson.dumps(endpoint.answer(self.parts, asked))
        except Exception as error:  # whatever it is, Flask has a handler for it
            return self._refused(environ, error, watch, request_id)(environ, start_response)
        sent = [("Content-Type", JSON), ("Content-Length", str(len(told)))]
        sent += headers.surrounding(self.parts.settings.issuer, request_id).items()
        watch.end("POST", path, int(endpoint.status[:3]))
        start_response(endpoint.status, sent)
        return (told,)

    def _is_usual(self, environ: WSGIEnvironment) -> bool:
        """A POST that says how long its body is, which is not too long, and takes JSON for an answer."""
        length = environ.get("CONTENT_LENGTH", "")
        return (
            environ["REQUEST_METHOD"] == "POST"
            and length.isascii()
            and length.isdigit()
            and int(length) <= self.parts.settings.body_limit
            and "HTTP_TRANSFER_ENCODING" not in environ
            and INTROSPECTION_MEDIA_TYPE not in environ.get("HTTP_ACCEPT", "")
        )

    def _refused(self, environ: WSGIEnvironment, error: Exception, watch: Watch, request_id: str) -> Response:
        with self.app.request_context(environ):
            g.request_id, g.watch = request_id, watch
            response = self.app.make_response(self.app.handle_user_exception(error))
            return self.app.process_response(response)


def body(environ: WSGIEnvironment) -> bytes:
    """All of the body. Raises ``InvalidRequest`` when it breaks off."""
    length = int(environ["CONTENT_LENGTH"])
    try:
        read: bytes = environ["wsgi.input"].read(length)
    except Exception as error:  # each server has errors of its own for a caller that left
        raise InvalidRequest(BROKEN_OFF) from error
    if len(read) != length:
        raise InvalidRequest(BROKEN_OFF)
    return read
