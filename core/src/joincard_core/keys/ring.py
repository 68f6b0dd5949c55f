"""The ring of signing keys: one current ES256 key per use, older ones kept for checking.

Keys live in the database, their private halves sealed under the master key. A worker holds them in
memory; one that meets an unknown ``kid`` looks into the database again, so a rotation needs no restart.
"""

import json
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from sqlalchemy import select, update

from joincard_core.keys import jws as compact
from joincard_core.keys.errors import BadSignature, KeysMissing
from joincard_core.keys.master import MasterKey
from joincard_core.keys.seal import Place
from joincard_core.keys.store import signing_keys
from joincard_core.storage import Database, Tx

KeyUse = Literal["token", "receipt", "snapshot"]
KEY_USES: tuple[KeyUse, ...] = get_args(KeyUse)
REREAD_AFTER = 1.0  # s; an unknown kid must not let a stranger make us query at will


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One key of the ring."""

    kid: str
    use: KeyUse
    private: ec.EllipticCurvePrivateKey = field(repr=False)
    public: ec.EllipticCurvePublicKey
    jwk: dict[str, str]


class KeyRing:
    """Signs as the authority, and recognises what the authority signed."""

    def __init__(self, database: Database, master: MasterKey) -> None:
        self._database = database
        self._master = master
        self._keys: dict[str, SigningKey] = {}
        self._current: dict[KeyUse, SigningKey] = {}
        self._headers: dict[tuple[str, str], str] = {}
        self._read_at = float("-inf")

    @staticmethod
    def create(tx: Tx, master: MasterKey, use: KeyUse, now: datetime) -> str:
        """Make a key, which becomes the current one for its use; the answer is its ``kid``."""
        private = ec.generate_private_key(ec.SECP256R1())
        jwk = public_jwk(private.public_key())
        der = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        row = {
            "kid": jwk["kid"],
            "use": use,
            "public_jwk": json.dumps(jwk),
            "private_sealed": master.sealing.seal(place_of(jwk["kid"]), der),
            "created_at": now,
        }
        tx.execute(signing_keys.insert(), row)
        return jwk["kid"]

    @staticmethod
    def create_missing(tx: Tx, master: MasterKey, now: datetime) -> tuple[KeyUse, ...]:
        """Make a key for every use that has none; the answer is those uses."""
        there = set(
            tx.execute(select(signing_keys.c.use).where(signing_keys.c.retired_at.is_(None))).scalars()
        )
        missing = tuple(use for use in KEY_USES if use not in there)
        for use in missing:
            KeyRing.create(tx, master, use, now)
        return missing

    @staticmethod
    def retire(tx: Tx, kid: str, now: datetime) -> None:
        """Stop trusting a key: it signs nothing more and leaves the JWKS."""
        tx.execute(update(signing_keys).where(signing_keys.c.kid == kid).values(retired_at=now))

    def refresh(self) -> None:
        """Read the keys again, as a worker does from time to time. Raises ``SealBroken``."""
        newest_last = select(signing_keys).where(signing_keys.c.retired_at.is_(None))
        with self._database.read() as tx:
            rows = tx.execute(newest_last.order_by(signing_keys.c.created_at, signing_keys.c.kid)).all()
        keys = [self._opened(row) for row in rows]
        self._keys = {key.kid: key for key in keys}
        self._current = {key.use: key for key in keys}
        self._read_at = time.monotonic()

    def sign(self, use: KeyUse, typ: str, claims: dict[str, Any]) -> str:
        """A compact JWS under the current key. Raises ``KeysMissing``."""
        if use not in self._current:
            self._reread()
        key = self._current.get(use)
        if key is None:
            raise KeysMissing(f"There is no {use} key. Run joincard-authority init.")
        encoded = self._headers.get((key.kid, typ))
        if encoded is None:
            encoded = self._headers[key.kid, typ] = compact.header(key.kid, typ)
        return compact.sign(key.private, encoded, claims)

    def verify(self, use: KeyUse, jws: str, typ: str) -> dict[str, Any]:
        """The claims of what we signed for this use and type. Raises ``BadSignature``.

        Times, audience and the like are the caller's to check.
        """
        try:
            fields, encoded_header, payload, signature = compact.parts(jws)
            key = self._keys.get(fields["kid"]) or self._reread().get(fields["kid"])
            if key is None or key.use != use or fields["typ"] != typ:
                raise BadSignature
            return compact.check(key.public, encoded_header, payload, signature)
        except (ValueError, TypeError):
            raise BadSignature from None

    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """The public keys (RFC 7517), as ``jwks_uri`` serves them."""
        if not self._keys:
            self._reread()
        return {"keys": [key.jwk for key in self._keys.values()]}

    def _reread(self) -> dict[str, SigningKey]:
        if time.monotonic() - self._read_at >= REREAD_AFTER:
            self.refresh()
        return self._keys

    def _opened(self, row: Any) -> SigningKey:
        der = self._master.sealing.open(place_of(row.kid), row.private_sealed)
        private = load_der_private_key(der, password=None)
        if not isinstance(private, ec.EllipticCurvePrivateKey):
            raise TypeError("a signing key is an elliptic curve key")
        return SigningKey(row.kid, row.use, private, private.public_key(), json.loads(row.public_jwk))


def place_of(kid: str) -> Place:
    """Where the private half of a key is sealed."""
    return Place("signing_keys", "private_sealed", kid)


def public_jwk(public: ec.EllipticCurvePublicKey) -> dict[str, str]:
    """The public JWK, its ``kid`` the thumbprint of RFC 7638."""
    numbers = public.public_numbers()
    point = {"crv": "P-256", "kty": "EC"}
    point["x"], point["y"] = (compact.b64(n.to_bytes(32, "big")) for n in (numbers.x, numbers.y))
    digest = Hash(SHA256())
    digest.update(json.dumps(point, sort_keys=True, separators=(",", ":")).encode())
    return {**point, "kid": compact.b64(digest.finalize()), "use": "sig", "alg": "ES256"}
