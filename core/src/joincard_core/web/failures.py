"""Every failure becomes a problem, in one place; what is inside goes to the log alone."""

import traceback

import orjson
import structlog
from flask import Flask, Response, g, request
from werkzeug import exceptions as http

from joincard_core.errors import JoincardError
from joincard_core.oauth import REGISTRATION_PATH, OAuthError
from joincard_core.web.api.oauth import ENDPOINTS, nonce_for, refused
from joincard_core.web.errors import (
    AddressUnknown,
    MethodNotAllowed,
    RequestError,
    TooLarge,
    Unexpected,
    WrongMediaType,
)
from joincard_core.web.explaining import explain
from joincard_core.web.parts import parts
from joincard_core.web.problems import MEDIA_TYPE, Problem, problem

log = structlog.get_logger("joincard.web")


def register(app: Flask) -> None:
    """Answer every error of this application with a problem."""
    app.register_error_handler(JoincardError, told)
    app.register_error_handler(http.HTTPException, of_http)
    app.register_error_handler(Exception, unexpected)


def told(error: JoincardError) -> Response:
    """An error that was raised on purpose."""
    g.code = error.code
    found = problem(error, parts().settings.issuer, g.request_id)
    if found.status == 500 and not isinstance(error, Unexpected):
        note(error)
    if isinstance(error, OAuthError):
        explain(error)
    if request.path in ENDPOINTS or request.path.startswith(REGISTRATION_PATH + "/"):
        return refused(error)
    response = answered(found)
    response.headers.update(nonce_for(error))
    return response


def of_http(error: http.HTTPException) -> Response:
    """An error of the layer below: no such address, no such method, a body that broke off."""
    if isinstance(error, http.NotFound):
        return told(AddressUnknown())
    if isinstance(error, http.MethodNotAllowed):
        return told(MethodNotAllowed(error.valid_methods or ()))
    if isinstance(error, http.RequestEntityTooLarge):
        return told(TooLarge(request.max_content_length or 0))
    if isinstance(error, http.UnsupportedMediaType):
        return told(WrongMediaType("application/json"))
    if error.code is not None and 400 <= error.code < 500:
        return told(RequestError("The request cannot be read."))
    if error.response is not None or (error.code or 500) < 400:
        return Response(status=error.code, headers=error.get_headers())
    return unexpected(error)


def unexpected(error: Exception) -> Response:
    """A fault of ours."""
    note(error)
    return told(Unexpected())


def note(error: BaseException) -> None:
    """Log where it failed. The message of an exception may quote what was sent, so it stays out."""
    frames = [f"{f.filename}:{f.lineno} in {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    shown = str(error) if parts().settings.debug else ""
    log.error("request failed", kind=type(error).__name__, frames=frames, shown=shown)


def answered(found: Problem) -> Response:
    """A problem as a response."""
    response = Response(orjson.dumps(found.members), found.status, mimetype=MEDIA_TYPE)
    response.headers.update(found.headers)
    return response
