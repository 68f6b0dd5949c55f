"""Where private keys are kept and used. A hardware module takes the place of ``SealedKeys``.

The authority keeps what a backend calls its reference, sealed under the master key, and checks every
signature with the public key alone.
"""

from functools import lru_cache
from typing import Protocol

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from joincard_core.keys.algorithms import ALGORITHMS, Alg, PrivateKey, PublicKey
from joincard_core.keys.lifecycle import KeyUse


class SigningBackend(Protocol):
    """Makes keys and signs with them.

    ``sign`` is called from many threads at once, and by many processes with one reference. A failure may be
    any exception: the request fails with it, and nothing unsigned goes out.
    """

    def create(self, use: KeyUse, alg: Alg) -> tuple[PublicKey, bytes]:
        """A new key: its public half, and a reference by which ``sign`` finds the private one."""

    def sign(self, reference: bytes, alg: Alg, signed: bytes) -> bytes:
        """The signature over these bytes in the form of RFC 7518 (for ES256 64 bytes, not DER)."""


class SealedKeys:
    """The built-in backend: the reference is the private key itself, which the database holds sealed."""

    def create(self, use: KeyUse, alg: Alg) -> tuple[PublicKey, bytes]:
        """A new key."""
        private = ALGORITHMS[alg].generate()
        der = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return private.public_key(), der

    def sign(self, reference: bytes, alg: Alg, signed: bytes) -> bytes:
        """Sign in this process."""
        return ALGORITHMS[alg].sign(_opened(reference), signed)


# Reading an RSA key proves its primes, which takes longer than a signature.
@lru_cache(maxsize=16)
def _opened(der: bytes) -> PrivateKey:
    return load_der_private_key(der, password=None)  # type: ignore[return-value]  # made by ``create``
