"""An authenticator of our own for tests, written from WebAuthn Level 3, CTAP 2.2 and RFC 9052.

It makes passkeys and signs with them as a browser would hand the answers on, and can be told to lie in each
single part. Nothing here uses the library that the authority reads answers with.
"""

from __future__ import annotations

import json
import secrets
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

ORIGIN = "https://card.example.cn"
UP, UV, BE, BS, AT, ED = 0x01, 0x04, 0x08, 0x10, 0x40, 0x80
PRESENT, SYNCED = UP | UV, UP | UV | BE | BS
ES256, EDDSA, RS256 = -7, -8, -257


def cbor(value: object) -> bytes:
    """A value in CBOR (RFC 8949), as far as authenticators need it; members keep their order."""
    match value:
        case int():
            return head(0, value) if value >= 0 else head(1, -1 - value)
        case bytes():
            return head(2, len(value)) + value
        case str():
            return head(3, len(value.encode())) + value.encode()
        case list():
            return head(4, len(value)) + b"".join(map(cbor, value))
        case dict():
            return head(5, len(value)) + b"".join(cbor(k) + cbor(v) for k, v in value.items())
    raise TypeError(value)


def head(major: int, number: int) -> bytes:
    """The first bytes of a data item (RFC 8949 section 3)."""
    if number < 24:
        return bytes([major << 5 | number])
    for info, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << 8 * size:
            return bytes([major << 5 | info]) + number.to_bytes(size, "big")
    raise ValueError(number)


def encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Credential:
    """A key pair within the authenticator, with the user that it is for."""

    algorithm: int
    user: bytes
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    count: int = 0
    private: Any = None

    def __post_init__(self) -> None:
        if self.algorithm == ES256:
            self.private = ec.generate_private_key(ec.SECP256R1())
        elif self.algorithm == EDDSA:
            self.private = ed25519.Ed25519PrivateKey.generate()
        else:
            self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @property
    def public(self) -> dict[int, object]:
        """The public key as COSE has it (RFC 9053 section 7, RFC 8230 section 4)."""
        found = self.private.public_key()
        if self.algorithm == ES256:
            point = found.public_numbers()
            return {1: 2, 3: ES256, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        if self.algorithm == EDDSA:
            return {1: 1, 3: EDDSA, -1: 6, -2: found.public_bytes_raw()}
        numbers = found.public_numbers()
        return {1: 3, 3: RS256, -1: numbers.n.to_bytes(256, "big"), -2: numbers.e.to_bytes(3, "big")}

    def sign(self, message: bytes) -> bytes:
        signed: bytes
        if self.algorithm == ES256:
            signed = self.private.sign(message, ec.ECDSA(hashes.SHA256()))
        elif self.algorithm == EDDSA:
            signed = self.private.sign(message)
        else:
            signed = self.private.sign(message, padding.PKCS1v15(), hashes.SHA256())
        return signed


@dataclass
class Authenticator:
    """A browser with an authenticator. ``counts``: whether it keeps a counter, as synced ones do not."""

    origin: str = ORIGIN
    algorithm: int = ES256
    flags: int = PRESENT
    counts: bool = True
    credentials: list[Credential] = field(default_factory=list)

    def make(self, options: Mapping[str, Any], **lies: Any) -> str:
        """The answer to ``navigator.credentials.create`` (section 6.3.2)."""
        assert options["attestation"] == "none"
        assert options["authenticatorSelection"]["userVerification"] == "required"
        assert self.algorithm in [each["alg"] for each in options["pubKeyCredParams"]]
        known = {decoded(each["id"]) for each in options["excludeCredentials"]}
        assert lies or not known & {each.id for each in self.credentials}
        made = Credential(self.algorithm, decoded(options["user"]["id"]), **lies.pop("own", {}))
        self.credentials.append(made)
        client_data = self.client_data("webauthn.create", options["challenge"], lies)
        key = lies.get("key", made.public)
        attested = lies.get("aaguid", bytes(16)) + struct.pack(">H", len(made.id)) + made.id + cbor(key)
        auth_data = self.auth_data(options["rp"]["id"], made, AT, lies) + lies.get("attested", attested)
        whole = {"fmt": "none", "attStmt": {}, "authData": auth_data}
        return self.answer(
            made,
            {
                "clientDataJSON": client_data,
                "attestationObject": lies.get("attestation", cbor(whole)),
            },
            {"transports": lies.get("transports", ["internal", "hybrid"])},
        )

    def sign(self, options: Mapping[str, Any], **lies: Any) -> str:
        """The answer to ``navigator.credentials.get`` (section 6.3.3)."""
        assert (options["userVerification"], options["allowCredentials"]) == ("required", [])
        used: Credential = lies.get("credential") or self.credentials[-1]
        used.count += self.counts
        client_data = self.client_data("webauthn.get", options["challenge"], lies)
        auth_data = self.auth_data(options["rpId"], used, 0, lies) + lies.get("extensions", b"")
        signature = used.sign(auth_data + sha256(client_data).digest())
        return self.answer(
            used,
            {
                "clientDataJSON": client_data,
                "authenticatorData": auth_data,
                "signature": lies.get("signature", signature),
                "userHandle": lies.get("user", used.user),
            },
        )

    def client_data(self, kind: str, challenge: str, lies: Mapping[str, Any]) -> bytes:
        """Section 5.8.1."""
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps({**said, **lies.get("said", {})}, separators=(",", ":")).encode()

    def auth_data(self, rp_id: str, used: Credential, more: int, lies: Mapping[str, Any]) -> bytes:
        """Section 6.1, without the attested credential data."""
        rp = sha256(str(lies.get("rp_id", rp_id)).encode()).digest()
        return rp + struct.pack(">BI", lies.get("flags", self.flags) | more, lies.get("count", used.count))

    def answer(
        self, used: Credential, parts: Mapping[str, bytes], more: Mapping[str, object] | None = None
    ) -> str:
        """Section 5.1, as ``toJSON`` writes it."""
        response = {name: encoded(value) for name, value in parts.items()}
        return json.dumps(
            {
                "id": encoded(used.id),
                "rawId": encoded(used.id),
                "type": "public-key",
                "authenticatorAttachment": "platform",
                "clientExtensionResults": {},
                "response": {**response, **(more or {})},
            }
        )


def changed(answer: str, name: str, change: Callable[[bytes], bytes]) -> str:
    """An answer in which the bytes of one part are other ones."""
    found = json.loads(answer)
    place = found if name in found else found["response"]
    place[name] = encoded(change(decoded(place[name])))
    if name == "id":
        found["rawId"] = found["id"]
    return json.dumps(found)
