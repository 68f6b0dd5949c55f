"""Signed tokens as they arrive (RFC 7515 compact form, RFC 7519 claims), read strictly.

Reading and verifying are two steps, because the key is often named inside: nothing that :func:`read`
returns may be believed before :func:`is_signed_by` said yes.
Choices: three algorithms (FAPI 2.0, section 5.4.1), and RS256 only where a reader asks for it; a name that
occurs twice is refused, ``crit`` and nested tokens are refused, keys are never fetched from an address in a
header.
"""

from __future__ import annotations

import binascii
from collections.abc import Mapping
from dataclasses import dataclass

from joserfc.jwk import Key
from joserfc.jws import JWSRegistry
from joserfc.util import urlsafe_b64decode

from joincard_core.oauth.strict_json import NotStrict, read_object

ALGORITHMS = ("ES256", "PS256", "EdDSA")
SIGN_IN_ALG = "RS256"
"""What OpenID Connect takes for granted (section 15.1) and FAPI 2.0 forbids: no system's token has it."""
ACCEPTED = (*ALGORITHMS, "Ed25519")  # RFC 9864 names the curve; most clients still say EdDSA for it
NOT_ALLOWED = f"The token must be signed with one of {', '.join(ALGORITHMS)}."
LONGEST = 8192  # characters; an assertion with an RSA key in its header needs about 2,000

_REGISTRY = JWSRegistry(algorithms=("ES256", "PS256", "Ed25519", SIGN_IN_ALG))


class MalformedToken(ValueError):
    """Not a token that may be looked at; the message says what was expected, never what was sent."""


@dataclass(frozen=True, slots=True)
class UnverifiedToken:
    """A well-formed token whose signature nobody has checked yet."""

    header: Mapping[str, object]
    claims: Mapping[str, object]
    signed_bytes: bytes
    signature: bytes

    @property
    def alg(self) -> str:
        """One of ``ALGORITHMS``, or ``SIGN_IN_ALG``."""
        return algorithm(str(self.header["alg"]))

    @property
    def kid(self) -> str | None:
        """The name of the key, if the header gives one."""
        kid = self.header.get("kid")
        return kid if isinstance(kid, str) else None

    @property
    def typ(self) -> str | None:
        """The media type in small letters, without ``application/`` (RFC 7515 section 4.1.9)."""
        typ = self.header.get("typ")
        return None if typ is None else str(typ).lower().removeprefix("application/")


def read(compact: str, *, also: tuple[str, ...] = ()) -> UnverifiedToken:
    """Take a compact token apart; ``also``: algorithms beside the usual ones. Raises ``MalformedToken``."""
    if len(compact) > LONGEST or not compact.isascii():
        raise MalformedToken(f"A token is at most {LONGEST} ASCII characters.")
    parts = compact.encode("ascii").split(b".")
    if len(parts) != 3 or not all(parts):
        raise MalformedToken("A token is three base64url parts joined by dots.")
    header, payload, signature = (_bytes(part) for part in parts)
    return UnverifiedToken(
        header=_checked(_object(header), (*ACCEPTED, *also)),
        claims=_object(payload),
        signed_bytes=parts[0] + b"." + parts[1],
        signature=signature,
    )


def is_signed_by(token: UnverifiedToken, key: Key) -> bool:
    """Whether ``key`` made the signature, by an algorithm that suits the key."""
    model = _REGISTRY.get_alg("Ed25519" if token.alg == "EdDSA" else token.alg)
    return key.key_type == model.key_type and model.verify(token.signed_bytes, token.signature, key)


def algorithm(name: str) -> str:
    """The one name for an algorithm that has two (RFC 9864)."""
    return "EdDSA" if name == "Ed25519" else name


def _bytes(part: bytes) -> bytes:
    try:
        return urlsafe_b64decode(part)
    except binascii.Error:
        raise MalformedToken("A part of the token is not base64url without padding.") from None


def _object(raw: bytes) -> dict[str, object]:
    try:
        return read_object(raw)
    except NotStrict as error:
        raise MalformedToken(f"A part of the token is not a JSON object: {error}") from None


def _checked(header: dict[str, object], accepted: tuple[str, ...]) -> dict[str, object]:
    if header.get("alg") not in accepted:
        raise MalformedToken(NOT_ALLOWED)
    if "crit" in header or "b64" in header:
        raise MalformedToken("The header members crit and b64 are not supported.")
    if "cty" in header:
        raise MalformedToken("A token inside a token is not accepted.")
    # Read as absent, a name of another type would count as no name at all.
    if not all(isinstance(header[name], str) for name in ("typ", "kid") if name in header):
        raise MalformedToken("The header members typ and kid are texts.")
    return header
