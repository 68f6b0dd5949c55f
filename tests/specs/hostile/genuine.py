"""A token that is in order, and what a forger makes out of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from joserfc.jwk import ECKey, Key, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

from tests.specs.system import ALGORITHMS, b64, public

Signer = Callable[[bytes], bytes]
MISSING = object()
"""In the place of a value: the member is left out."""


@dataclass(frozen=True)
class Mutant:
    """A token that must not be accepted. ``name`` says what is wrong with it."""

    name: str
    compact: str = field(repr=False)


@dataclass(frozen=True)
class Genuine:
    """A token in parts. ``signer`` is its own key, ``known`` the public half; ``beside`` is what it goes with."""

    header: Mapping[str, object]
    claims: Mapping[str, object]
    signer: Signer = field(repr=False)
    known: Mapping[str, object]
    beside: str = ""

    @property
    def alg(self) -> str:
        """What it is signed with."""
        return str(self.header["alg"])

    @property
    def compact(self) -> str:
        """The token itself."""
        return self.signed()

    @property
    def signature(self) -> bytes:
        """Its signature, made anew."""
        return self.signer(self.input(self.header, self.claims).encode())

    @staticmethod
    def input(header: Mapping[str, object] | bytes, claims: Mapping[str, object] | bytes) -> str:
        """What is signed, in base64url."""
        return f"{b64(spelt(header))}.{b64(spelt(claims))}"

    def signed(
        self,
        header: Mapping[str, object] | bytes | None = None,
        claims: Mapping[str, object] | bytes | None = None,
        signer: Signer | None = None,
    ) -> str:
        """A token with another header, other claims or another signature."""
        text = self.input(
            self.header if header is None else header, self.claims if claims is None else claims
        )
        return f"{text}.{b64((signer or self.signer)(text.encode()))}"

    def with_header(self, signer: Signer | None = None, /, **members: object) -> str:
        """Members of the header changed."""
        return self.signed(header=changed(self.header, members), signer=signer)

    def with_claims(self, **members: object) -> str:
        """Claims changed, rightly signed."""
        return self.signed(claims=changed(self.claims, members))


def changed(old: Mapping[str, object], members: Mapping[str, object]) -> dict[str, object]:
    """A copy with other members; those that are ``MISSING`` are left out."""
    return {name: value for name, value in {**old, **members}.items() if value is not MISSING}


def spelt(part: Mapping[str, object] | bytes) -> bytes:
    """A part as bytes; ``null`` stays."""
    return part if isinstance(part, bytes) else json.dumps(part).encode()


def signer(key: Key, alg: str | None = None) -> Signer:
    """What signs with a key."""
    name = alg or ALGORITHMS[key.key_type]
    return partial(_sign, JWSRegistry.algorithms["Ed25519" if name == "EdDSA" else name], key)


def _sign(model: object, key: Key, text: bytes) -> bytes:
    made: bytes = model.sign(text, key)  # type: ignore[attr-defined]  # each algorithm has it
    return made


def of_key(key: Key, header: Mapping[str, object], claims: Mapping[str, object], beside: str = "") -> Genuine:
    """A token of a client, signed with its key."""
    return Genuine({"alg": ALGORITHMS[key.key_type], **header}, claims, signer(key), public(key), beside)


FORGERS: Mapping[str, Key] = {
    "EC": ECKey.generate_key("P-256"),
    "RSA": RSAKey.generate_key(2048),
    "OKP": OKPKey.generate_key("Ed25519"),
}
"""Keys of the forger's own, of each kind."""


def forger(of: Genuine) -> tuple[Key, Signer]:
    """The forger's key of the same kind."""
    key = FORGERS[str(of.known["kty"])]
    return key, signer(key)


def named(name: str, compacts: Iterator[tuple[object, str]]) -> Iterator[Mutant]:
    """Mutants of one family."""
    return (Mutant(f"{name}: {shown(what)}", compact) for what, compact in compacts)


def shown(what: object) -> str:
    """A value in the name of a mutant."""
    text = "missing" if what is MISSING else ascii(what)
    return text if len(text) < 60 else f"{text[:57]}..."
