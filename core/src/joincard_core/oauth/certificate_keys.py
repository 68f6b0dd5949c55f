"""Keys of a client's JWK Set as keys of its certificates (RFC 8705 section 2.2.2, RFC 7517 section 4.7).

Choices: more kinds of key than for signatures, since TLS has checked theirs: also P-384, P-521 and RSA up to
8192 bits. Where a JWK has ``x5c``, the first certificate there must be of the same key.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Mapping

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc.util import urlsafe_b64decode

from joincard_core.oauth.jwk import PRIVATE_MEMBERS, BadKey

RSA_BITS = (2048, 8192)
EC_BITS = 224
LONGEST = 16_384  # characters of one member
CURVES: Mapping[object, tuple[ec.EllipticCurve, int]] = {
    "P-256": (ec.SECP256R1(), 32),
    "P-384": (ec.SECP384R1(), 48),
    "P-521": (ec.SECP521R1(), 66),
}
UNREADABLE = (ValueError, UnsupportedAlgorithm, x509.InvalidVersion)
"""What the library raises for a certificate or key that cannot be read."""


def certificate_keys(jwks: Mapping[str, object]) -> frozenset[bytes]:
    """The keys of a set that can be a certificate's, as ``SubjectPublicKeyInfo``; others are left out."""
    keys = jwks.get("keys")
    found: set[bytes] = set()
    for jwk in keys if isinstance(keys, list) else []:
        try:
            found.add(certificate_key(jwk))
        except BadKey:
            continue
    return frozenset(found)


def certificate_key(jwk: object) -> bytes:
    """The key of a JWK as ``SubjectPublicKeyInfo`` (RFC 5280 section 4.1). Raises ``BadKey``."""
    if not isinstance(jwk, Mapping):
        raise BadKey("A key is a JSON object (JWK).")
    if PRIVATE_MEMBERS & set(jwk):
        raise BadKey("The key holds private or secret parts. Send the public key alone.")
    if jwk.get("use", "sig") != "sig":
        raise BadKey("The key of a certificate is for use sig, where it says so.")
    try:
        spki = _spki(jwk)
        first = _first_certificate(jwk)
    except UNREADABLE:
        raise BadKey(
            "A certificate's key is EC with the curve P-256, P-384 or P-521, OKP with the curve Ed25519, or "
            f"RSA of {RSA_BITS[0]} to {RSA_BITS[1]} bits; x5c is a list of certificates in base64."
        ) from None
    if first not in (None, spki):
        raise BadKey("The first certificate in x5c is of another key.")
    return spki


def is_strong(certificate: x509.Certificate) -> bool:
    """Whether its key is RSA of 2048 bits at least, EC of 224, or Ed25519 (FAPI 2.0 section 5.4.1)."""
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size >= RSA_BITS[0]
    if isinstance(key, ec.EllipticCurvePublicKey):
        return key.key_size >= EC_BITS
    return isinstance(key, Ed25519PublicKey)


def public_bytes(certificate: x509.Certificate) -> bytes:
    """The public key of a certificate as ``SubjectPublicKeyInfo``. Raises one of ``UNREADABLE``."""
    return certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _spki(jwk: Mapping[str, object]) -> bytes:
    key = KINDS[_known(jwk.get("kty"))](jwk)
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _known(kty: object) -> str:
    if not isinstance(kty, str) or kty not in KINDS:
        raise ValueError("kty")
    return kty


def _ec(jwk: Mapping[str, object]) -> ec.EllipticCurvePublicKey:
    name = jwk.get("crv")
    if not isinstance(name, str) or name not in CURVES:
        raise ValueError("crv")
    curve, length = CURVES[name]
    x, y = _member(jwk, "x"), _member(jwk, "y")
    if not len(x) == len(y) == length:
        raise ValueError("coordinate")
    return ec.EllipticCurvePublicNumbers(int.from_bytes(x), int.from_bytes(y), curve).public_key()


def _rsa(jwk: Mapping[str, object]) -> rsa.RSAPublicKey:
    n, e = int.from_bytes(_member(jwk, "n")), int.from_bytes(_member(jwk, "e"))
    if not RSA_BITS[0] <= n.bit_length() <= RSA_BITS[1]:
        raise ValueError("size")
    return rsa.RSAPublicNumbers(e, n).public_key()


def _ed25519(jwk: Mapping[str, object]) -> Ed25519PublicKey:
    if jwk.get("crv") != "Ed25519":
        raise ValueError("crv")
    return Ed25519PublicKey.from_public_bytes(_member(jwk, "x"))


KINDS: Mapping[str, Callable[[Mapping[str, object]], CertificatePublicKeyTypes]] = {
    "EC": _ec,
    "RSA": _rsa,
    "OKP": _ed25519,
}


def _member(jwk: Mapping[str, object], name: str) -> bytes:
    value = jwk.get(name)
    if not isinstance(value, str) or not value.isascii() or len(value) > LONGEST:
        raise ValueError(name)
    return urlsafe_b64decode(value.encode("ascii"))


def _first_certificate(jwk: Mapping[str, object]) -> bytes | None:
    chain = jwk.get("x5c")
    if chain is None:
        return None
    if not isinstance(chain, list) or not chain or not isinstance(chain[0], str) or len(chain[0]) > LONGEST:
        raise ValueError("x5c")
    return public_bytes(x509.load_der_x509_certificate(b64decode(chain[0], validate=True)))
