"""Canonical JSON (RFC 8785) for the values that a bundle may hold.

One value has one row of bytes, so a digest names a meaning and not a spelling.
Choice: no floating-point numbers at all. A decimal is a string, since the numbers of JSON are doubles and
would lose fen; an integer must fit a double exactly (section 3.2.2.3 with I-JSON, RFC 7493 section 2.2).
"""

from __future__ import annotations

import hashlib
import json
from typing import NoReturn

JSON = bool | int | str | None | list["JSON"] | dict[str, "JSON"]

LARGEST_INTEGER = 2**53 - 1
DEPTH = 200


class CanonicalError(ValueError):
    """A value or a row of bytes is outside the canonical form; ``code`` says in which way."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def encode(value: object) -> bytes:
    """The one canonical form of ``value``. Raises ``CanonicalError`` for what has none."""
    text = json.dumps(_ordered(value, "$", DEPTH), ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise CanonicalError(
            "canonical.text", "A text holds half of a surrogate pair; write whole characters."
        ) from None


def decode(data: bytes) -> JSON:
    """Read canonical bytes. Raises ``CanonicalError`` for anything else, another spelling of a value too."""
    try:
        value: JSON = json.loads(data.decode("utf-8"), parse_float=_no_float, parse_constant=_no_float)
    except CanonicalError:
        raise
    except RecursionError:
        raise CanonicalError("canonical.depth", f"The JSON is nested deeper than {DEPTH} levels.") from None
    except ValueError as error:
        raise CanonicalError(
            "canonical.unreadable", f"The bytes are not complete JSON in UTF-8: {error}."
        ) from None
    if encode(value) != data:
        raise CanonicalError(
            "canonical.form",
            "The JSON is not canonical (RFC 8785): sorted keys, no spaces, each key once, shortest escapes.",
        )
    return value


def digest(data: bytes) -> str:
    """``sha256:`` and 64 hexadecimal digits: the name of these bytes."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _no_float(_: str) -> NoReturn:
    raise CanonicalError(
        "canonical.number", "A number with a fraction or an exponent is refused; write a decimal as a string."
    )


def _ordered(value: object, path: str, depth: int) -> JSON:
    """A copy whose objects are in key order. ``json`` then writes them as they stand."""
    if depth == 0:
        raise CanonicalError("canonical.depth", f"The value is nested deeper than {DEPTH} levels.")
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise CanonicalError(
                "canonical.number", f"{path} is an integer beyond 2^53 - 1; write it as a string."
            )
        return int(value)
    if isinstance(value, list | tuple):
        return [_ordered(item, f"{path}[{n}]", depth - 1) for n, item in enumerate(value)]
    if isinstance(value, dict):
        return {key: _ordered(value[key], f"{path}.{key}", depth - 1) for key in sorted(value, key=_utf16)}
    raise CanonicalError(
        "canonical.type",
        f"{path} is of type {type(value).__name__}; it must be what JSON has, without fractions.",
    )


def _utf16(key: object) -> bytes:
    """Keys sort by UTF-16 code units (section 3.2.3), which differ from code points beyond U+FFFF."""
    if not isinstance(key, str):
        raise CanonicalError("canonical.type", "An object has a key that is not a text.")
    return key.encode("utf-16-be", "surrogatepass")
