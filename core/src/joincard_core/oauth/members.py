"""Members of a stranger's JSON, each read as one type or refused (RFC 7591 section 2).

``null`` counts as absent (RFC 7592 section 2.2). No value is echoed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from joincard_core.oauth.registration_errors import InvalidClientMetadata

LONGEST_TEXT = 200
LONGEST_URI = 2_000
MOST = 20
HTTPS = re.compile(r"https://[A-Za-z0-9\-._~:/?\[\]!$&'()+,;=%]+")


class Members:
    """Typed access. Everything raises ``InvalidClientMetadata``, naming the member and what is allowed."""

    def __init__(self, found: Mapping[str, object]) -> None:
        self._found = {name: value for name, value in found.items() if value is not None}

    def __contains__(self, name: str) -> bool:
        return name in self._found

    def raw(self, name: str) -> object:
        """A member as it came; ``None`` when absent."""
        return self._found.get(name)

    def text(self, name: str, longest: int = LONGEST_TEXT) -> str | None:
        """A printable text."""
        value = self._found.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or not printable(value, longest):
            raise InvalidClientMetadata(name, f"A text of 1 to {longest} printable characters.")
        return value

    def flag(self, name: str, default: bool) -> bool:
        """``true`` or ``false``."""
        value = self._found.get(name, default)
        if not isinstance(value, bool):
            raise InvalidClientMetadata(name, "true or false.")
        return value

    def texts(self, name: str, longest: int = LONGEST_TEXT) -> tuple[str, ...]:
        """A list of printable texts, each once; empty when absent."""
        value = self._found.get(name, [])
        if not isinstance(value, list) or len(value) > MOST:
            raise InvalidClientMetadata(name, f"A list of {MOST} texts at most.")
        found = tuple(
            dict.fromkeys(text for text in value if isinstance(text, str) and printable(text, longest))
        )
        if len(found) != len(value):
            raise InvalidClientMetadata(name, f"Different texts of 1 to {longest} printable characters each.")
        return found

    def choice(self, name: str, allowed: Iterable[str], default: str) -> str:
        """One of a few names."""
        value = self._found.get(name, default)
        if not isinstance(value, str) or value not in tuple(allowed):
            raise InvalidClientMetadata(name, f"One of {', '.join(allowed)}.")
        return value

    def choices(self, name: str, allowed: Iterable[str], default: tuple[str, ...]) -> tuple[str, ...]:
        """Some of a few names."""
        if name not in self:
            return default
        found = self.texts(name)
        if not set(found) <= set(allowed):
            raise InvalidClientMetadata(name, f"Out of {', '.join(allowed)}.")
        return found

    def address(self, name: str, *, http: bool = False) -> str | None:
        """An https address. ``http``: without TLS, too."""
        value = self.text(name, LONGEST_URI)
        if value is not None and not is_address(value, http):
            raise InvalidClientMetadata(name, "An https address with a host, without user name and fragment.")
        return value


def printable(text: str, longest: int) -> bool:
    """Whether a text may be shown and stored anywhere."""
    return 0 < len(text) <= longest and text.isprintable() and bool(text.strip())


def is_address(uri: str, http: bool = False) -> bool:
    """Whether it is an https address with a host; ``http``: without TLS, too."""
    if http and uri.startswith("http://"):
        uri = uri.replace("http", "https", 1)
    try:
        parts = urlsplit(uri)
        return bool(HTTPS.fullmatch(uri)) and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
