"""Answers to requests that never reach the application: the server below it cannot read them."""

import secrets
from http import HTTPStatus

import orjson
import structlog
from flask import Flask

from joincard_core.errors import JoincardError
from joincard_core.web import headers
from joincard_core.web.failures import note
from joincard_core.web.parts import parts
from joincard_core.web.problems import MEDIA_TYPE, problem
from joincard_core.web.watching import REQUESTS

log = structlog.get_logger("joincard.web")


def answer_below(app: Flask, told: JoincardError, cause: BaseException) -> bytes:
    """A whole HTTP response, the last one of its connection; counted and logged as every other.

    Nothing of the request is told or logged: it could not be read.
    """
    with app.app_context():
        issuer, request_id = parts().settings.issuer, secrets.token_hex(8)
        found = problem(told, issuer, request_id)
        if found.status >= 500:
            note(cause)
    REQUESTS.labels("other", "unknown", str(found.status)).inc()
    log.info(
        "request", route="unknown", status=found.status, code=found.code, request_id=request_id, below=True
    )
    body = orjson.dumps(found.members)
    lines = {
        **headers.surrounding(issuer, request_id),
        **found.headers,
        "Content-Type": MEDIA_TYPE,
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {found.status} {HTTPStatus(found.status).phrase}\r\n{head}\r\n".encode("ascii") + body
