"""Redirect URIs that may be registered (RFC 6749 section 3.1.2, RFC 9700 section 2.1).

They are compared character by character later, so what two readers could take for two addresses is refused
here: other cases of letters in the host, dots in the path, a backslash. Choice: systems of providers run on
servers, so there are no loopback addresses or schemes of apps; plain http is for the demo on this machine.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

LONGEST = 2_000  # characters
# A label may not be empty, so neither "a..b" nor a dot at the end.
HOST = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*|\[[0-9a-f:.]+\]"
)
PLAIN = re.compile(r"[A-Za-z0-9\-._~:/?\[\]@!$&'()+,;=%]*")
BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
DOTS = re.compile(r"/(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE)
# What an answer adds to the address; a client that sees one of them twice may take the wrong one.
OURS = frozenset({"code", "error", "error_description", "error_uri", "iss", "response", "state"})
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})


def fault(uri: str, *, local: bool = False) -> str | None:
    """What is wrong with a redirect URI; ``None`` for a good one. ``local``: http on this machine may be."""
    if len(uri) > LONGEST:
        return f"An address has {LONGEST} characters at most."
    if "#" in uri:
        return "An address has no fragment."
    if "*" in uri:
        return "An address is complete: there are no wildcards."
    if not PLAIN.fullmatch(uri) or BROKEN_ESCAPE.search(uri):
        return "An address has only the characters of RFC 3986, all others percent-encoded."
    return _of_parts(uri, local)


def _of_parts(uri: str, local: bool) -> str | None:
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError:
        return "An address is an absolute URL with a host, and a port only if it is a number."
    host = parts.netloc.removesuffix(f":{port}") if port is not None else parts.netloc
    if "@" in parts.netloc:
        return "An address holds no user name and no password."
    if not HOST.fullmatch(host):
        return (
            "An address is an absolute URL with a host in small letters, and a port only if it is a number."
        )
    # Of the text itself: the reader above makes its letters small.
    if not uri.startswith("https://") and not (local and uri.startswith("http://") and host in LOCAL_HOSTS):
        return "An address begins with https://" + (
            ", or in this demo with http://localhost." if local else "."
        )
    if DOTS.search(parts.path):
        return "A path has no parts that are dots."
    if OURS & {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}:
        return f"A query holds none of the names that answers have: {', '.join(sorted(OURS))}."
    return None
