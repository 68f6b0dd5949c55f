"""Reading bodies: bounded, of the right type, strict."""

from collections.abc import Mapping

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

from joincard_core.oauth import NotStrict, read_object
from joincard_core.web.errors import NotJson, RequestError, TooLarge, WrongMediaType

JSON = "application/json"


def json_object(request: Request) -> Mapping[str, object]:
    """The JSON object that a request carries; an empty body is an empty object.

    Raises ``WrongMediaType``, ``TooLarge`` or ``NotJson``.
    """
    body = raw(request)
    if not body and not request.content_type:
        return {}
    if request.mimetype != JSON or request.headers.get("Content-Encoding"):
        raise WrongMediaType(JSON)
    try:
        return read_object(body)
    except NotStrict as error:
        raise NotJson(str(error)) from None


def raw(request: Request) -> bytes:
    """The bytes of a body. Raises ``TooLarge``, or ``RequestError`` for one that broke off."""
    try:
        return request.get_data()
    except RequestEntityTooLarge:
        raise TooLarge(request.max_content_length or 0) from None
    except Exception as error:  # each server has errors of its own for a broken chunk or a caller that left
        raise RequestError("The body broke off before its end.") from error
