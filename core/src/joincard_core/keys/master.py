"""The master key: a file of its own, readable by the authority's user alone.

It wraps every other key and seals nothing else, so that replacing it means wrapping keys again,
not touching a person's data.
"""

import json
import os
import secrets
import stat
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from pathlib import Path

from joincard_core.keys.errors import UnsafeKey
from joincard_core.keys.seal import SealingKey


@dataclass(frozen=True, slots=True)
class MasterKey:
    """An opened master key. ``demo`` marks one that must never seal a real person's data."""

    sealing: SealingKey = field(repr=False)
    demo: bool

    @classmethod
    def create(cls, path: Path | str, *, demo: bool = False) -> bool:
        """Write a new key with mode 0600; ``False`` when the file is there already."""
        key = {
            "kty": "oct",
            "alg": "A256GCM",
            "k": urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            "demo": demo,
        }
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return False
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump(key, file)
            file.flush()
            os.fsync(file.fileno())  # data sealed under a key that was never on the disk is lost
        return True

    @classmethod
    def read(cls, path: Path | str, *, demo: bool = False) -> "MasterKey":
        """Open the file. Raises ``UnsafeKey`` with the remedy."""
        try:
            with open(path, encoding="ascii") as file:
                mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
                raw = json.load(file)
            key = cls(SealingKey(urlsafe_b64decode(raw["k"])), raw["demo"] is True)
        except FileNotFoundError:
            raise UnsafeKey(f"There is no master key at {path}. Run joincard-authority init.") from None
        except OSError as error:
            raise UnsafeKey(f"The master key {path} cannot be read: {error.strerror}.") from None
        except (ValueError, KeyError, TypeError):
            raise UnsafeKey(f"The master key {path} is damaged. Restore it from its backup.") from None
        if mode & 0o077:
            raise UnsafeKey(f"The master key {path} can be read by others. Run: chmod 600 {path}")
        if key.demo and not demo:
            raise UnsafeKey(f"The master key {path} was made for the demo. Make a new one with init.")
        return key
