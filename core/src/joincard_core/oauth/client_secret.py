"""Client secrets (RFC 6749 section 2.3.1), for clients that only sign people in.

Choices: we make the secret, of 256 random bits, and keep its digest alone; with so many bits a slow hash
would protect nothing. A system that asks about cards has no secret, ever (FAPI 2.0 section 5.3.2.1).
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import compare_digest
from urllib.parse import unquote_plus

from joincard_core.oauth import handle
from joincard_core.oauth.errors import InvalidClient

BASIC, POST = "client_secret_basic", "client_secret_post"
METHODS = (BASIC, POST)
LONGEST = 1_024  # characters of the header
NOTHING = bytes(32)
SCHEME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,32}")


@dataclass(frozen=True, slots=True)
class Shown:
    """A client id with the secret that came with it, and how it came."""

    client_id: str
    secret: str = field(repr=False)
    method: str


def new() -> str:
    """A new secret, 43 characters."""
    return handle.new()


def digest(secret: str) -> bytes:
    """What is kept of a secret. Total over every text."""
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()


def fits(secret: str, kept: bytes | None) -> bool:
    """Whether it is the secret; compared in the same time where there is none."""
    return compare_digest(digest(secret), kept or NOTHING) and kept is not None


def shown(sent: Mapping[str, str], authorization: str) -> Shown:
    """The secret of a request, by header or in the form. Raises ``InvalidClient`` for both, or none."""
    if authorization and "client_secret" in sent:
        raise InvalidClient(
            "The client authenticates once: by header or in the form.", scheme_of(authorization)
        )
    if authorization:
        return _basic(authorization, sent.get("client_id"))
    return Shown(sent.get("client_id", ""), sent["client_secret"], POST)


def _basic(authorization: str, client_id: str | None) -> Shown:
    """Both parts are form-encoded before they are joined (RFC 6749 section 2.3.1)."""
    try:
        scheme, _, encoded = authorization[:LONGEST].partition(" ")
        if scheme.lower() != "basic":
            raise ValueError
        name, colon, secret = b64decode(encoded.strip(), validate=True).decode("utf-8").partition(":")
        found = Shown(unquote_plus(name, errors="strict"), unquote_plus(secret, errors="strict"), BASIC)
    except (ValueError, binascii.Error):
        raise InvalidClient(MALFORMED, scheme_of(authorization)) from None
    if not colon or client_id not in (None, found.client_id):
        raise InvalidClient(MALFORMED, "Basic")
    return found


def scheme_of(authorization: str) -> str:
    """The scheme of an Authorization header, if it is one (RFC 6749 section 5.2)."""
    found = SCHEME.match(authorization)
    return found[0] if found else ""


MALFORMED = "The Authorization header is Basic with the base64 of client_id:client_secret, of one client."
