"""Comparing addresses (RFC 3986 section 6.2.2 and 6.2.3), as RFC 9449 section 4.3 asks for ``htu``."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
UNRESERVED = re.compile(r"[A-Za-z0-9\-._~]")


def normalised(uri: str) -> tuple[str, str, int, str] | None:
    """Scheme, host, port and path in normal form, or ``None``. Query and fragment are left out."""
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or parts.username is not None:
        return None
    return parts.scheme, parts.hostname, port or DEFAULT_PORTS[parts.scheme], _path(parts.path or "/")


def _path(path: str) -> str:
    """Escapes of plain characters are undone, the others written in capitals."""
    return ESCAPE.sub(lambda found: _unescaped(found[1]), path)


def _unescaped(digits: str) -> str:
    char = chr(int(digits, 16))
    return char if UNRESERVED.fullmatch(char) else f"%{digits.upper()}"
