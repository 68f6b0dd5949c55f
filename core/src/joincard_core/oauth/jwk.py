"""Public keys of others (RFC 7517, RFC 7518 section 6, RFC 8037), read strictly.

Choices: the curve P-256, the curve Ed25519, or RSA of 2048 to 4096 bits. The bounds on RSA keep a
stranger's key from costing us more to use than it costs them to send. The last keys are kept ready for use,
found by the very text of their members: a client sends the same one with every request.
"""

from __future__ import annotations

import binascii
from collections.abc import Mapping
from functools import lru_cache

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey, thumbprint
from joserfc.util import urlsafe_b64decode

PRIVATE_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
RSA_BITS = (2048, 4096)
COORDINATE_BYTES = 32  # of both curves; a shorter coordinate is malformed (RFC 7518 section 6.2.1.2)
LARGEST_EXPONENT = 2**32
FIELD = 2**255 - 19  # of Ed25519
OF_ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
# Points of a small order, by their y in each spelling: anybody can sign for them (RFC 8725 section 3.4).
SMALL_ORDER = frozenset({0, 1, FIELD - 1, FIELD, FIELD + 1, OF_ORDER_8, FIELD - OF_ORDER_8})
NO_CURVE = ""
LONGEST_MEMBER = 1024  # characters
KEPT_READY = 1024  # keys


class BadKey(ValueError):
    """The key cannot be used; the message says what is allowed and echoes nothing of the key."""


def public_key(jwk: object) -> Key:
    """The key that ``jwk`` describes. Raises ``BadKey``, also when it holds private parts."""
    if not isinstance(jwk, Mapping):
        raise BadKey("A key is a JSON object (JWK).")
    if PRIVATE_MEMBERS & set(jwk):
        raise BadKey("The key holds private or secret parts. Send the public key alone.")
    build = KINDS.get((str(jwk.get("kty")), str(jwk.get("crv", NO_CURVE))))
    if build is None:
        raise BadKey(
            "A key is EC with the curve P-256, OKP with the curve Ed25519, or RSA of 2048 to 4096 bits."
        )
    try:
        return build(jwk)
    except (JoseError, ValueError):  # a point that is not on the curve, for example
        raise BadKey("The members of the key do not form a public key that is allowed here.") from None


def jkt(key: Key) -> str:
    """The SHA-256 thumbprint of a key (RFC 7638), as ``cnf.jkt`` carries it."""
    members = key.as_dict(private=False)
    return _thumbprint(tuple((name, members[name]) for name in ("kty", *REQUIRED[key.key_type])))


@lru_cache(KEPT_READY)
def _thumbprint(members: tuple[tuple[str, str], ...]) -> str:
    return thumbprint(dict(members))


def _ec(jwk: Mapping[str, object]) -> Key:
    return _point(_text(jwk, "x"), _text(jwk, "y"))


@lru_cache(KEPT_READY)
def _point(x: str, y: str) -> Key:
    return ECKey.import_key({"kty": "EC", "crv": "P-256", "x": _coordinate(x), "y": _coordinate(y)})


def _ed25519(jwk: Mapping[str, object]) -> Key:
    x = _coordinate(_text(jwk, "x"))
    if int.from_bytes(_raw(x), "little") % 2**255 in SMALL_ORDER:  # the highest bit is the sign
        raise ValueError("small order")
    return OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": x})


def _rsa(jwk: Mapping[str, object]) -> Key:
    return _modulus(_text(jwk, "n"), _text(jwk, "e"))


@lru_cache(KEPT_READY)
def _modulus(modulus: str, exponent: str) -> Key:
    n, e = _number(modulus), _number(exponent)
    if (
        not RSA_BITS[0] <= n.bit_length() <= RSA_BITS[1]
        or not 3 <= e < LARGEST_EXPONENT
        or n % 2 == 0
        or e % 2 == 0
    ):
        raise ValueError("RSA size")
    return RSAKey.import_key({"kty": "RSA", "n": modulus, "e": exponent})


KINDS = {("EC", "P-256"): _ec, ("OKP", "Ed25519"): _ed25519, ("RSA", NO_CURVE): _rsa}
REQUIRED = {"EC": ("crv", "x", "y"), "OKP": ("crv", "x"), "RSA": ("n", "e")}


def _text(jwk: Mapping[str, object], name: str) -> str:
    value = jwk.get(name)
    if not isinstance(value, str) or not value.isascii() or len(value) > LONGEST_MEMBER:
        raise ValueError(name)
    return value


def _raw(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text.encode("ascii"))
    except binascii.Error:
        raise ValueError("not base64url") from None


def _coordinate(text: str) -> str:
    if len(_raw(text)) != COORDINATE_BYTES:
        raise ValueError("not a coordinate")
    return text


def _number(text: str) -> int:
    return int.from_bytes(_raw(text), "big")
