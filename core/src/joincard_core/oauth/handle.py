"""Handles: what a stranger holds and must not be able to guess (RFC 6749 section 10.10).

Codes, refresh tokens, request addresses and pages in progress are each 256 random bits. The database keeps
only a digest, so that its reader cannot use one.
"""

from __future__ import annotations

import secrets
from hashlib import sha256

BYTES = 32
LONGEST = 128


def new() -> str:
    """A new handle, 43 characters of base64url."""
    return secrets.token_urlsafe(BYTES)


def digest(handle: str) -> bytes:
    """What is kept of it. Total over every text; one that is too long to be ours fits no row."""
    return sha256(handle[:LONGEST].encode("utf-8", "surrogatepass")).digest()
