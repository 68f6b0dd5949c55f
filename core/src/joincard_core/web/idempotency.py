"""The ``Idempotency-Key`` header (draft-ietf-httpapi-idempotency-key-header).

Choice: the draft's quoted form and the bare form that most clients send are both read, and mean the same.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import request

from joincard_core.credentials import MalformedPresentation
from joincard_core.oauth import Caller
from joincard_core.verification import IdempotencyMismatch
from joincard_core.web.errors import IdempotencyKeyMissing, InvalidMembers, NotJson
from joincard_core.web.parts import parts
from joincard_core.web.sections import Section

NAME = "Idempotency-Key"
QUOTED = re.compile(r'"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"')
UNREADABLE = (InvalidMembers, NotJson, MalformedPresentation)
"""A body that is wrong in itself was never answered: with a key that was, it is another request."""

PARAMETER = {
    "in": "header",
    "name": NAME,
    "required": True,
    "description": "A new text for each new request; the same again to repeat one whose answer was lost.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}


def key() -> str:
    """The key of this request. Raises ``IdempotencyKeyMissing``; the story checks its form."""
    sent = request.headers.get(NAME)
    if sent is None:
        raise IdempotencyKeyMissing
    quoted = QUOTED.fullmatch(sent)
    return re.sub(r'\\(["\\])', r"\1", quoted[1]) if quoted else sent


def idempotent(section: Section) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give the view the key as an argument after the caller, and describe the header."""

    def decorator(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def wrapper(caller: Caller, *args: Any, **kwargs: Any) -> Any:
            sent = key()
            try:
                return view(caller, sent, *args, **kwargs)
            except UNREADABLE:
                if parts().authority.remembers(sent, caller):
                    raise IdempotencyMismatch from None
                raise

        return section.also(parameters=[PARAMETER])(wrapper)

    return decorator
