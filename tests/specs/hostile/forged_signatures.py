"""Tokens whose signature proves nothing: no algorithm, a borrowed one, a known key as a secret, numbers at the edge."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from itertools import product

from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from joserfc.jwk import ECKey, JWKRegistry, Key, RSAKey

from tests.specs.hostile.genuine import FORGERS, MISSING, Genuine, Mutant, forger, named, signer
from tests.specs.system import b64, public

#: Every spelling of none in two cases, and what looks like it.
NOTHING: tuple[object, ...] = (
    *("".join(each) for each in product("nN", "oO", "nN", "eE")),
    *("none ", " none", "none\u0000", "n\u043ene", "\uff4e\uff4f\uff4e\uff45", "", "null", "NULL"),
    *(None, MISSING, 0, 1, True, False, 2.5, [], ["none"], ["ES256", "none"], {}, {"alg": "none"}),
)
OTHERS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "ES256K"),
    *("EdDSA", "Ed25519", "Ed448", "HS256", "HS384", "HS512", "dir", "A128KW", "RSA-OAEP", "ML-DSA-44"),
    *("es256", "ES256 ", " ES256", "ES256\u0000", "Es256", "ECDSA", "SHA256withECDSA", "ES256,none"),
)
SAME = {"EdDSA": {"EdDSA", "Ed25519"}}
HASHES = {"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"}
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
#: Keys that are too weak, or on another curve; each with what signs.
STRANGERS: tuple[tuple[str, Key, str], ...] = (
    ("P-384", ECKey.generate_key("P-384"), "ES384"),
    ("P-521", ECKey.generate_key("P-521"), "ES512"),
    ("secp256k1", ECKey.generate_key("secp256k1"), "ES256K"),
    ("RSA", RSAKey.generate_key(2048), "RS256"),
    ("RSA with padding of hashes", FORGERS["RSA"], "PS384"),
    *((kind, key, {"EC": "ES256", "RSA": "PS256", "OKP": "EdDSA"}[kind]) for kind, key in FORGERS.items()),
)


def no_algorithm(of: Genuine) -> Iterator[Mutant]:
    """``alg`` none, in every spelling, with no signature, the right one, or any."""

    def made() -> Iterator[tuple[object, str]]:
        for alg in NOTHING:
            text = of.signed(header=_renamed(of, alg)).rpartition(".")[0]
            for end in (".", "", f".{b64(of.signature)}", ".AA"):
                yield alg, text + end

    return named("no algorithm", made())


def borrowed_algorithm(of: Genuine) -> Iterator[Mutant]:
    """The right key under the name of another algorithm, and other keys under their own."""

    def made() -> Iterator[tuple[object, str]]:
        for alg in OTHERS:
            if alg not in SAME.get(of.alg, {of.alg}):
                yield alg, of.signed(header=_renamed(of, alg))
        for name, key, alg in STRANGERS:
            for called in dict.fromkeys((alg, of.alg)):
                yield f"{name} as {called}", of.signed(header=_renamed(of, called), signer=signer(key, alg))

    return named("borrowed algorithm", made())


def public_key_as_secret(of: Genuine) -> Iterator[Mutant]:
    """A message authentication code, keyed with what everybody knows."""

    def made() -> Iterator[tuple[object, str]]:
        for (called, hashed), (what, secret) in product(HASHES.items(), _known_secrets(of)):
            text = of.input(_renamed(of, called), of.claims)
            yield f"{called} with {what}", f"{text}.{b64(hmac.digest(secret, text.encode(), hashed))}"
            kept = of.input(of.header, of.claims)
            yield f"{what} under {of.alg}", f"{kept}.{b64(hmac.digest(secret, kept.encode(), hashed))}"

    return named("public key as a secret", made())


def edges_of_the_signature(of: Genuine) -> Iterator[Mutant]:
    """Signatures of zeros, of other lengths and orders, of something else."""
    text, right = of.input(of.header, of.claims), of.signature
    half, size = len(right) // 2, len(right)
    other = of.signer(of.input(of.header, {**of.claims, "x": 1}).encode())
    made = {
        "of zeros": bytes(size),
        "of ones": b"\xff" * size,
        "halves swapped": right[half:] + right[:half],
        "backwards": right[::-1],
        "of other claims": other,
        "of the payload alone": of.signer(text.partition(".")[2].encode()),
        "of the bytes within": of.signer(b".".join(urlsafe_b64decode(p + "==") for p in text.split("."))),
        "of the hash": of.signer(b""),
        "first half twice": right[:half] * 2,
        "with zeros in front": b"\x00" + right,
        "with zeros at the end": right + b"\x00",
        "doubled": right * 2,
        "inverted": bytes(each ^ 255 for each in right),
        "in hexadecimal": right.hex().encode(),
        "in base64": b64(right).encode(),
        **{f"cut to {length}": right[:length] for length in (1, half - 1, half, size - 1)},
        **{
            f"filled to {length}": right + bytes(length - size)
            for length in (96, 128, 132, 512)
            if length > size
        },
    }
    if of.alg == "ES256":
        made |= _on_the_curve(right)
    return named("signature", ((what, f"{text}.{b64(raw)}") for what, raw in made.items()))


def single_characters(of: Genuine) -> Iterator[Mutant]:
    """One character changed, at ninety places from the first to the last."""
    compact = of.compact

    def made() -> Iterator[tuple[object, str]]:
        for step in range(90):
            at = step * (len(compact) - 1) // 89
            other = "A" if compact[at] != "A" else "B"
            yield f"at {at}", compact[:at] + other + compact[at + 1 :]

    return named("one character", made())


def _renamed(of: Genuine, alg: object) -> dict[str, object]:
    kept = {name: value for name, value in of.header.items() if name != "alg"}
    return kept if alg is MISSING else {"alg": alg, **kept}


def _known_secrets(of: Genuine) -> Iterator[tuple[str, bytes]]:
    key = JWKRegistry.import_key(dict(of.known))  # type: ignore[arg-type]  # the values are texts
    pem = key.as_pem(private=False)  # type: ignore[union-attr]  # no secret key is among them
    yield "its PEM", pem
    yield "its PEM without the end of the line", pem.rstrip(b"\n")
    yield "its PEM with the lines of Windows", pem.replace(b"\n", b"\r\n")
    yield "its DER", key.as_der(private=False)  # type: ignore[union-attr]  # the same
    jwk = public(key)
    yield "its JWK", json.dumps(jwk).encode()
    yield "its JWK, compact and sorted", json.dumps(jwk, separators=(",", ":"), sort_keys=True).encode()
    for name in ("x", "y", "n", "kid"):
        if name in of.known:
            yield f"its {name}", str(of.known[name]).encode()
            yield f"the bytes of its {name}", urlsafe_b64decode(str(of.known[name]) + "==")
    yield "nothing", b""
    yield "a null", b"\x00"
    yield "a word", b"secret"


def _on_the_curve(right: bytes) -> dict[str, bytes]:
    """Pairs of numbers that a careless ECDSA takes, and the DER form that JWS does not have."""
    r, s = int.from_bytes(right[:32], "big"), int.from_bytes(right[32:], "big")
    edges = {"0": 0, "1": 1, "n": ORDER, "n-1": ORDER - 1, "n+1": ORDER + 1, "r": r, "s": s}
    pairs = {
        f"r={a} s={b}": x.to_bytes(32, "big") + y.to_bytes(32, "big")
        for (a, x), (b, y) in product(edges.items(), edges.items())
        if (a, b) != ("r", "s")
    }
    return {**pairs, "in DER": encode_dss_signature(r, s), "twin in DER": encode_dss_signature(r, ORDER - s)}


def unsigned_by_us(of: Genuine) -> Iterator[Mutant]:
    """The forger's signature under the very same header and claims."""
    _, sign = forger(of)
    return named("another key", iter([("its signature", of.signed(signer=sign))]))


FAMILIES = (
    no_algorithm,
    borrowed_algorithm,
    public_key_as_secret,
    edges_of_the_signature,
    single_characters,
    unsigned_by_us,
)
