"""The signature algorithms of our own keys (RFC 7518 sections 3.3 to 3.5), and their public keys as JWKs.

RSA keys have 2048 bits, FAPI's least: what they sign is checked for minutes, and a longer key costs three
times as much at every token. RS256 exists for profiles of OpenID Connect that demand it, and only once an
operator adds a key for it.
"""

from collections.abc import Mapping
from typing import Literal, Protocol

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, Hash

from joincard_core.keys.jws import b64, unb64

Alg = Literal["ES256", "PS256", "RS256"]
PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey

RSA_BITS = 2048


class Algorithm(Protocol):
    """One way to sign. A key of another kind is a ``TypeError``."""

    def generate(self) -> PrivateKey:
        """A new private key."""

    def sign(self, private: PrivateKey, signed: bytes) -> bytes:
        """The signature as a JWS carries it."""

    def verify(self, public: PublicKey, signed: bytes, signature: bytes) -> None:
        """Raises ``ValueError`` for a wrong signature."""


class Es256:
    """ECDSA on P-256 with SHA-256; the two numbers of a signature have 32 bytes each."""

    scheme = ec.ECDSA(SHA256())

    def generate(self) -> PrivateKey:
        """A new private key."""
        return ec.generate_private_key(ec.SECP256R1())

    def sign(self, private: PrivateKey, signed: bytes) -> bytes:
        """64 bytes."""
        if not isinstance(private, ec.EllipticCurvePrivateKey):
            raise TypeError("ES256 takes a key on a curve")
        r, s = decode_dss_signature(private.sign(signed, self.scheme))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def verify(self, public: PublicKey, signed: bytes, signature: bytes) -> None:
        """Raises ``ValueError`` for a wrong signature."""
        if not isinstance(public, ec.EllipticCurvePublicKey):
            raise TypeError("ES256 takes a key on a curve")
        if len(signature) != 64:
            raise ValueError("not an ES256 signature")
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        try:
            public.verify(encode_dss_signature(r, s), signed, self.scheme)
        except InvalidSignature as error:
            raise ValueError("wrong signature") from error


class Rsa:
    """RSA with SHA-256 under one padding."""

    def __init__(self, scheme: padding.AsymmetricPadding) -> None:
        self.scheme = scheme

    def generate(self) -> PrivateKey:
        """A new private key."""
        return rsa.generate_private_key(65537, RSA_BITS)

    def sign(self, private: PrivateKey, signed: bytes) -> bytes:
        """As many bytes as the key has."""
        if not isinstance(private, rsa.RSAPrivateKey):
            raise TypeError("an RSA algorithm takes an RSA key")
        return private.sign(signed, self.scheme, SHA256())

    def verify(self, public: PublicKey, signed: bytes, signature: bytes) -> None:
        """Raises ``ValueError`` for a wrong signature."""
        if not isinstance(public, rsa.RSAPublicKey):
            raise TypeError("an RSA algorithm takes an RSA key")
        if len(signature) != public.key_size // 8:
            raise ValueError("not a signature of this key")
        try:
            public.verify(signature, signed, self.scheme, SHA256())
        except InvalidSignature as error:
            raise ValueError("wrong signature") from error


#: PSS salts are as long as the hash, no other length counts (RFC 7518 section 3.5).
ALGORITHMS: Mapping[Alg, Algorithm] = {
    "ES256": Es256(),
    "PS256": Rsa(padding.PSS(padding.MGF1(SHA256()), salt_length=32)),
    "RS256": Rsa(padding.PKCS1v15()),
}


def public_jwk(public: PublicKey, alg: Alg = "ES256") -> dict[str, str]:
    """The public JWK, its ``kid`` the thumbprint of RFC 7638. Raises ``TypeError`` for another curve."""
    members = _members(public)
    digest = Hash(SHA256())
    digest.update(orjson.dumps(members, option=orjson.OPT_SORT_KEYS))
    return {**members, "kid": b64(digest.finalize()), "use": "sig", "alg": alg}


def public_key(jwk: Mapping[str, str]) -> PublicKey:
    """The key of a JWK as ``public_jwk`` writes it. Raises ``ValueError`` or ``KeyError``."""
    if jwk["kty"] == "EC":
        return ec.EllipticCurvePublicNumbers(_int(jwk["x"]), _int(jwk["y"]), ec.SECP256R1()).public_key()
    return rsa.RSAPublicNumbers(_int(jwk["e"]), _int(jwk["n"])).public_key()


def _members(public: PublicKey) -> dict[str, str]:
    if isinstance(public, rsa.RSAPublicKey):
        rsa_numbers = public.public_numbers()
        return {"e": _text(rsa_numbers.e), "kty": "RSA", "n": _text(rsa_numbers.n)}
    if not isinstance(public.curve, ec.SECP256R1):
        raise TypeError("ES256 takes a key on P-256")
    numbers = public.public_numbers()
    x, y = (b64(n.to_bytes(32, "big")) for n in (numbers.x, numbers.y))
    return {"crv": "P-256", "kty": "EC", "x": x, "y": y}


def _text(number: int) -> str:
    return b64(number.to_bytes((number.bit_length() + 7) // 8, "big"))


def _int(text: str) -> int:
    return int.from_bytes(unb64(text), "big")
