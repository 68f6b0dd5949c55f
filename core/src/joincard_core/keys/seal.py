"""AES-256-GCM with the place of the value as associated data.

A sealed value opens only in the table, column and row it was made for, so it cannot be copied to
another person's row. Layout: one version byte, a random nonce of 12 bytes, ciphertext with its tag.
Random nonces are safe to about 2**32 values per key (NIST SP 800-38D, section 8.3).
"""

import json
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from joincard_core.keys.errors import SealBroken

VERSION = b"\x01"
NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value lives."""

    table: str
    column: str
    row: str

    def to_bytes(self) -> bytes:
        """Unambiguous bytes for the associated data."""
        return json.dumps([self.table, self.column, self.row], separators=(",", ":")).encode()


class SealingKey:
    """One AES-256 key that seals and opens."""

    __slots__ = ("_cipher",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != 32:
            raise ValueError("A sealing key has 32 bytes.")
        self._cipher = AESGCM(secret)

    def seal(self, place: Place, clear: bytes) -> bytes:
        """The sealed value, to be stored at ``place`` and nowhere else."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return VERSION + nonce + self._cipher.encrypt(nonce, clear, place.to_bytes())

    def open(self, place: Place, sealed: bytes) -> bytes:
        """The clear value. Raises ``SealBroken``."""
        if sealed[:1] != VERSION or len(sealed) < 1 + NONCE_BYTES + 16:
            raise SealBroken(f"A sealed value in {place.table}.{place.column} has an unknown form.")
        nonce = sealed[1 : 1 + NONCE_BYTES]
        try:
            return self._cipher.decrypt(nonce, sealed[1 + NONCE_BYTES :], place.to_bytes())
        except InvalidTag:
            raise SealBroken(f"A sealed value in {place.table}.{place.column} does not open.") from None
