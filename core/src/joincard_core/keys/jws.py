"""Compact JWS with ES256 (RFC 7515, RFC 7518 section 3.4), for our own keys alone.

One algorithm, three header fields, nothing negotiable: what a general library must support, and what
attacks on it rest on, does not exist here. A test holds it equal to such a library in both directions.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

ES256 = ec.ECDSA(SHA256())


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


def header(kid: str, typ: str) -> str:
    """The encoded protected header."""
    return b64(orjson.dumps({"alg": "ES256", "kid": kid, "typ": typ}))


def sign(key: ec.EllipticCurvePrivateKey, encoded_header: str, claims: dict[str, Any]) -> str:
    """The compact JWS of ``claims``."""
    signed = f"{encoded_header}.{b64(orjson.dumps(claims))}"
    r, s = decode_dss_signature(key.sign(signed.encode("ascii"), ES256))
    return f"{signed}.{b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def parts(jws: str) -> tuple[dict[str, Any], str, str, str]:
    """Header, and the three encoded parts. Raises ``ValueError``."""
    encoded_header, payload, signature = jws.split(".")
    fields = orjson.loads(unb64(encoded_header))
    if not isinstance(fields, dict) or set(fields) != {"alg", "kid", "typ"} or fields["alg"] != "ES256":
        raise ValueError("not a header of ours")
    return fields, encoded_header, payload, signature


def check(
    key: ec.EllipticCurvePublicKey, encoded_header: str, payload: str, signature: str
) -> dict[str, Any]:
    """The claims, when the signature holds. Raises ``ValueError``."""
    raw = unb64(signature)
    if len(raw) != 64:
        raise ValueError("not an ES256 signature")
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    try:
        key.verify(der, f"{encoded_header}.{payload}".encode("ascii"), ES256)
    except InvalidSignature as error:
        raise ValueError("wrong signature") from error
    claims = orjson.loads(unb64(payload))
    if not isinstance(claims, dict):
        raise ValueError("claims are an object")
    return claims
