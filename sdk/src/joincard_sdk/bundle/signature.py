"""Signatures over a bundle: compact JWS (RFC 7515), ES256, in a JSON list beside the bundle.

A signature states ``{"bundle", "plugin", "role", "version"}``: the digest binds the bytes, the role says in
which capacity the signer speaks. Choice: only the header members ``alg``, ``kid`` and ``typ``; a token that
brings its own key, or a critical extension, is refused before any cryptography.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from joincard_sdk.bundle import canonical
from joincard_sdk.bundle.load import load
from joincard_sdk.bundle.model import Bundle
from joincard_sdk.keys import ALGORITHM

Role = Literal["publisher", "authority"]
ROLES: tuple[Role, ...] = get_args(Role)
TYPE = "joincard-bundle+jws"
MOST = 16  # signatures in one file
LARGEST = 64 * 1024  # bytes of a signature file


class SignatureError(ValueError):
    """A signature is missing or does not hold; ``code`` says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Signature:
    """A statement whose signature held: ``kid`` said in ``role`` that these bytes are this release."""

    kid: str
    role: Role
    bundle: str
    plugin: str
    version: str


def sign(bundle: Bundle, key: ECKey, role: Role) -> str:
    """A compact JWS over the digest of a bundle."""
    statement = {"bundle": bundle.digest, "plugin": bundle.plugin, "role": role, "version": bundle.version}
    header = {"alg": ALGORITHM, "kid": key.kid, "typ": TYPE}
    return jws.serialize_compact(header, canonical.encode(statement), key, algorithms=[ALGORITHM])


def write_list(signatures: Collection[str]) -> bytes:
    """The content of a ``.sig`` file."""
    return json.dumps(list(signatures), indent=1).encode() + b"\n"


def read_list(written: bytes) -> tuple[str, ...]:
    """The compact signatures of a ``.sig`` file. Raises ``SignatureError``."""
    try:
        if len(written) > LARGEST:
            raise ValueError(f"it is over {LARGEST} bytes")
        listed = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise SignatureError(
            "signature.unreadable", f"The signature file is not complete JSON: {error}."
        ) from None
    if (
        not isinstance(listed, list)
        or len(listed) > MOST
        or not all(isinstance(item, str) for item in listed)
    ):
        message = f"A signature file is a JSON list of at most {MOST} compact signatures."
        raise SignatureError("signature.unreadable", message)
    return tuple(listed)


def add(signatures: Collection[str], new: str) -> tuple[str, ...]:
    """The list with ``new``, which takes the place of an older one by the same key in the same role."""
    return (*(old for old in signatures if _author(old) != _author(new)), new)


def verify(
    data: bytes, signatures: bytes, trusted: Mapping[Role, KeySet], required: Collection[Role] = ()
) -> tuple[Signature, ...]:
    """The signatures over ``data`` that hold, each by a key trusted for its role.

    Every role in ``required`` needs one. Without ``required`` there must be one, and none by a stranger.
    Raises ``SignatureError``; a signature by a known key that does not hold is never passed over.
    """
    listed = read_list(signatures)
    if not listed:
        raise SignatureError("signature.missing", "The signature file holds no signature.")
    held, strangers = [], []
    for token in listed:
        claim = _claim(token)
        key = _key(claim, trusted)
        if key is None:
            strangers.append(claim.kid)
        else:
            held.append(_held(token, key, claim, canonical.digest(data)))
    missing = [role for role in required if role not in {signature.role for signature in held}]
    if strangers and (missing or not required):
        message = f"A signature names the key {strangers[0]!r}, which is not in the key set given."
        raise SignatureError("signature.unknown-key", message)
    if missing:
        raise SignatureError("signature.missing", f"No signature in the role {missing[0]!r}.")
    return tuple(held)


def load_signed(
    data: bytes, signatures: bytes, trusted: Mapping[Role, KeySet], required: Collection[Role] = ()
) -> tuple[Bundle, tuple[Signature, ...]]:
    """Verify first, then load. Raises ``SignatureError`` and ``BundleError``."""
    held = verify(data, signatures, trusted, required)
    bundle = load(data)
    for signature in held:
        if (signature.plugin, signature.version) != (bundle.plugin, bundle.version):
            message = (
                f"A signature speaks of {signature.plugin} {signature.version}, which this bundle is not."
            )
            raise SignatureError("signature.wrong-bundle", message)
    return bundle, held


def _claim(token: str) -> Signature:
    """What a token claims, unproven: a well-formed header and statement. Raises ``SignatureError``."""
    try:
        claimed = jws.extract_compact(token.encode("ascii"))
    except (JoseError, ValueError, TypeError):
        message = "A signature is truncated or is not a compact JWS of three parts."
        raise SignatureError("signature.unreadable", message) from None
    kid = _kid(claimed.protected)
    return _statement(claimed.payload or b"", kid)


def _kid(header: object) -> str:
    """The key that a right header names."""
    if not isinstance(header, dict) or header.get("alg") != ALGORITHM:
        raise SignatureError("signature.wrong-algorithm", f"A signature is not made with {ALGORITHM}.")
    if header.get("typ") != TYPE:
        raise SignatureError(
            "signature.wrong-type", f"A signature is not of type {TYPE}, so it signs something else."
        )
    kid = header.get("kid")
    if set(header) != {"alg", "kid", "typ"} or not isinstance(kid, str):
        message = "The header of a signature holds exactly alg, kid and typ."
        raise SignatureError("signature.wrong-header", message)
    return kid


def _statement(payload: bytes, kid: str) -> Signature:
    try:
        stated = canonical.decode(payload)
    except canonical.CanonicalError:
        stated = None
    if not isinstance(stated, dict) or set(stated) != {"bundle", "plugin", "role", "version"}:
        message = "A signature states exactly bundle, plugin, role and version, in canonical form."
        raise SignatureError("signature.wrong-statement", message)
    role = next((role for role in ROLES if role == stated["role"]), None)
    if role is None:
        raise SignatureError("signature.wrong-statement", f"The role of a signature is {' or '.join(ROLES)}.")
    return Signature(kid, role, str(stated["bundle"]), str(stated["plugin"]), str(stated["version"]))


def _key(claim: Signature, trusted: Mapping[Role, KeySet]) -> ECKey | None:
    """The key of the role that the token claims; ``None`` when nobody given has that ``kid``.

    Looked up in the role's own set: else a publisher could give its key the authority's ``kid``.
    """
    for key in trusted.get(claim.role, KeySet([])).keys:
        if isinstance(key, ECKey) and key.kid == claim.kid:
            return key
    if any(key.kid == claim.kid for keys in trusted.values() for key in keys.keys):
        message = f"The key {claim.kid!r} is not trusted in the role {claim.role!r}."
        raise SignatureError("signature.wrong-role", message)
    return None


def _held(token: str, key: ECKey, claim: Signature, digest: str) -> Signature:
    try:
        jws.deserialize_compact(token, key, algorithms=[ALGORITHM])
    except (JoseError, ValueError):
        message = (
            f"The signature by the key {claim.kid!r} does not hold: it was changed, or made with another key."
        )
        raise SignatureError("signature.bad", message) from None
    if claim.bundle != digest:
        message = (
            f"The signature is over {claim.bundle}, the bundle is {digest}: it was changed, or is another."
        )
        raise SignatureError("signature.wrong-bundle", message)
    return claim


def _author(token: str) -> tuple[str, str]:
    """Key and role that a token claims; used only to replace, never to trust."""
    claim = _claim(token)
    return claim.kid, claim.role
