"""Stands for a hardware module in tests: keys are made and used in this process, and never leave it.

One JSON object per line: ``{"create": alg}`` or ``{"sign": reference, "alg": alg, "bytes": hex}``.
"""

import json
import secrets
import sys
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PADDINGS: dict[str, padding.AsymmetricPadding] = {
    "PS256": padding.PSS(padding.MGF1(SHA256()), salt_length=32),
    "RS256": padding.PKCS1v15(),
}


class Inside:
    """What lies in the module."""

    def __init__(self) -> None:
        self.keys: dict[str, Any] = {}

    def create(self, alg: str) -> dict[str, str]:
        reference = "slot-" + secrets.token_hex(4)
        es256 = alg == "ES256"
        private: Any = (
            ec.generate_private_key(ec.SECP256R1()) if es256 else rsa.generate_private_key(65537, 2048)
        )
        self.keys[reference] = private
        public = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return {"public": public.hex(), "reference": reference}

    def sign(self, reference: str, alg: str, signed: bytes) -> dict[str, str]:
        private = self.keys[reference]
        if alg != "ES256":
            return {"signature": private.sign(signed, PADDINGS[alg], SHA256()).hex()}
        r, s = decode_dss_signature(private.sign(signed, ec.ECDSA(SHA256())))
        return {"signature": (r.to_bytes(32, "big") + s.to_bytes(32, "big")).hex()}


def serve() -> None:
    """Answer until the pipe is closed."""
    inside = Inside()
    for line in sys.stdin:
        asked = json.loads(line)
        if "create" in asked:
            answer = inside.create(asked["create"])
        else:
            answer = inside.sign(asked["sign"], asked["alg"], bytes.fromhex(asked["bytes"]))
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    serve()
