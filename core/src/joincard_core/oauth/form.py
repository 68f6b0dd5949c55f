"""The form of a request to the token endpoint (RFC 6749 section 3.2 and appendix B).

A parameter without a value counts as absent, an unknown one is ignored, one that occurs twice is refused.
Choice: broken percent-encoding and bytes that are not UTF-8 are refused; usual form readers let both through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from joincard_core.oauth.errors import InvalidRequest

MEDIA_TYPE = "application/x-www-form-urlencoded"
LONGEST = 32_768  # bytes; an assertion of the longest kind, percent-encoded throughout, fits
MOST_PARAMETERS = 50
BROKEN_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")


def parameters(content_type: str, body: bytes, most: int = MOST_PARAMETERS) -> Mapping[str, str]:
    """The parameters of a form. Raises ``InvalidRequest``."""
    if content_type.partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise InvalidRequest(f"The body must be of type {MEDIA_TYPE}.")
    if len(body) > LONGEST or body.count(b"&") >= most:
        raise InvalidRequest(f"The body may have {LONGEST} bytes and {most} parameters at most.")
    found: dict[str, str] = {}
    for pair in filter(None, body.split(b"&")):
        name, _, value = pair.partition(b"=")
        _put(found, _decoded(name), _decoded(value))
    return {name: value for name, value in found.items() if value}


def _put(found: dict[str, str], name: str, value: str) -> None:
    if name in found:
        raise InvalidRequest("A parameter occurs twice.")
    found[name] = value


def _decoded(text: bytes) -> str:
    if BROKEN_ESCAPE.search(text):
        raise InvalidRequest("A percent sign in the form is not followed by two hexadecimal digits.")
    try:
        return unquote_to_bytes(text.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidRequest("The form is not UTF-8.") from None
