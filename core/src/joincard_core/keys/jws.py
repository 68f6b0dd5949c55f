"""Compact JWS (RFC 7515) for our own keys alone.

Three header fields, nothing negotiable: what a general library must support, and what attacks on it rest
on, does not exist here. A test holds it equal to such a library in both directions.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from collections.abc import Callable
from typing import Any

import orjson

NAMES = ("ES256", "PS256", "RS256")


def b64(raw: bytes) -> str:
    """Base64url without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def unb64(text: str) -> bytes:
    """The bytes of base64url in its one canonical form. Raises ``ValueError``."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except BadBase64 as error:
        raise ValueError("not base64url") from error
    if b64(raw) != text:  # stray characters, or spare bits that would give one signature two spellings
        raise ValueError("not canonical base64url")
    return raw


def header(kid: str, typ: str, alg: str = "ES256") -> str:
    """The encoded protected header."""
    return b64(orjson.dumps({"alg": alg, "kid": kid, "typ": typ}))


def sign(signer: Callable[[bytes], bytes], encoded_header: str, claims: dict[str, Any]) -> str:
    """The compact JWS of ``claims``."""
    signed = f"{encoded_header}.{b64(orjson.dumps(claims))}"
    return f"{signed}.{b64(signer(signed.encode('ascii')))}"


def parts(jws: str) -> tuple[dict[str, Any], str, str, str]:
    """Header, and the three encoded parts. Raises ``ValueError``.

    The caller must hold ``alg`` to that of the key which ``kid`` names: a header chooses nothing.
    """
    encoded_header, payload, signature = jws.split(".")
    fields = orjson.loads(unb64(encoded_header))
    if not isinstance(fields, dict) or set(fields) != {"alg", "kid", "typ"} or fields["alg"] not in NAMES:
        raise ValueError("not a header of ours")
    return fields, encoded_header, payload, signature


def check(
    verifier: Callable[[bytes, bytes], None], encoded_header: str, payload: str, signature: str
) -> dict[str, Any]:
    """The claims, when the signature holds. Raises ``ValueError``."""
    verifier(f"{encoded_header}.{payload}".encode("ascii"), unb64(signature))
    return claims(payload)


def claims(payload: str) -> dict[str, Any]:
    """The claims of an encoded payload. Raises ``ValueError``."""
    found = orjson.loads(unb64(payload))
    if not isinstance(found, dict):
        raise ValueError("claims are an object")
    return found
