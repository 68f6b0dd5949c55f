"""Signing keys as JWK files (RFC 7517): ES256 and nothing else.

A private key stands alone in a file that only its owner can read. Public keys travel as a JWK set.
The ``kid`` is the thumbprint of RFC 7638, so two people name one key alike.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

ALGORITHM = "ES256"
CURVE = "P-256"
LARGEST = 64 * 1024  # bytes of a key file


class KeyFileError(ValueError):
    """A key file cannot be written or used; ``code`` says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def new_key() -> ECKey:
    """A fresh private key."""
    return ECKey.generate_key(CURVE, {"use": "sig", "alg": ALGORITHM}, private=True, auto_kid=True)


def write_private(key: ECKey, path: Path) -> None:
    """Write a private key to a new file of mode 0600. Raises ``KeyFileError``; never overwrites."""
    text = json.dumps(key.as_dict(private=True), indent=2, sort_keys=True) + "\n"
    try:
        # O_EXCL: of two writers one is told, and a symbolic link is not followed.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        message = (
            f"{path} exists already; a key is never overwritten. Name another file, or move that one away."
        )
        raise KeyFileError("key.exists", message) from None
    except OSError as error:
        raise KeyFileError("key.unwritable", f"{path} cannot be written: {error.strerror}.") from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def read_private(path: Path) -> ECKey:
    """Read a private key. Raises ``KeyFileError``, also when others on the machine can read the file."""
    written = _read(path)
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        message = f"Others on this machine can read the private key {path}; run: chmod 600 {path}"
        raise KeyFileError("key.exposed", message)
    if not isinstance(written, dict):
        raise KeyFileError("key.unreadable", f"{path} is not a JWK, which is a JSON object.")
    key = _import(written, path)
    if not key.is_private:
        raise KeyFileError("key.public-only", f"{path} holds a public key; signing needs the private one.")
    return key


def public_set(keys: Iterable[ECKey]) -> dict[str, object]:
    """The public halves as a JWK set."""
    return {"keys": [key.as_dict(private=False) for key in keys]}


def read_public(path: Path) -> KeySet:
    """Read a JWK set, or one public JWK. Raises ``KeyFileError``; a private part in it is refused."""
    return public_keys(_read(path), path)


def public_keys(written: object, shown_as: Path | str = "the key set") -> KeySet:
    """The ES256 keys of a JWK set that is already parsed. Raises ``KeyFileError``.

    Public keys of another kind beside them are passed over (RFC 7517 section 5): an authority's set has such.
    """
    members = written.get("keys", [written]) if isinstance(written, dict) else None
    if not isinstance(members, list) or not members or not all(isinstance(m, dict) for m in members):
        raise KeyFileError(
            "key.unreadable", f'{shown_as} is not a JWK set, which is {{"keys": [...]}} with a key.'
        )
    keys = [_import(member, shown_as) for member in list(filter(_fits, members)) or members]
    if any(_PRIVATE & member.keys() for member in members):
        message = (
            f"{shown_as} holds a private key; give a set of public keys, as joincard key public writes it."
        )
        raise KeyFileError("key.private", message)
    if len({key.kid for key in keys}) != len(keys):
        raise KeyFileError("key.duplicate", f"{shown_as} holds two keys of one kid.")
    return KeySet(list(keys))


def _read(path: Path) -> object:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise KeyFileError("key.unreadable", f"{path} cannot be read: {error.strerror}.") from None
    try:
        if len(data) > LARGEST:
            raise ValueError(f"it is over {LARGEST} bytes")
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise KeyFileError("key.unreadable", f"{path} is not a key file in JSON: {error}.") from None


def _fits(written: dict[str, object]) -> bool:
    kind = written.get("kty"), written.get("crv"), written.get("alg", ALGORITHM)
    return kind == ("EC", CURVE, ALGORITHM)


def _import(written: dict[str, object], shown_as: Path | str) -> ECKey:
    if not _fits(written):
        message = f"{shown_as} holds a key that is not for {ALGORITHM} (kty EC, crv {CURVE})."
        raise KeyFileError("key.algorithm", message)
    try:
        key = ECKey.import_key({name: str(value) for name, value in written.items() if name in _MEMBERS})
        key.ensure_kid()
        _ = key.public_key if not key.is_private else key.private_key
    except (JoseError, ValueError, TypeError) as error:
        raise KeyFileError(
            "key.unreadable", f"{shown_as} holds a key that cannot be read: {error}."
        ) from None
    return key


_PRIVATE = frozenset({"d", "k"})
_MEMBERS = frozenset({"kty", "crv", "x", "y", "d", "kid", "alg", "use"})
