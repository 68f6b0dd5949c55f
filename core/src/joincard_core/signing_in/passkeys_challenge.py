"""Challenges for authenticators (WebAuthn Level 3 section 13.4.3), of which nothing is kept until the answer.

A challenge carries random bits, the moment of its end, and a seal under a key of the vault over both, what it
is for, and the browser that it was given to. So a page that is only looked at writes nothing, and every
worker knows a challenge of another one. Its answer is taken once: by a unique row, written with the answer.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from joincard_core.clock import from_epoch, to_epoch
from joincard_core.keys import Vault
from joincard_core.signing_in.passkeys_tables import passkey_challenges
from joincard_core.storage import Database, Tx

RANDOM, MOMENT, SEAL = 16, 8, 32  # bytes
Purpose = Literal["sign-in", "add"]


class ChallengeRefused(ValueError):
    """It is not one of ours, is another browser's or for another purpose, or its time is over."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """A challenge that is ours and still stands."""

    digest: bytes
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Challenges:
    """Makes and recognises challenges. ``lifetime`` is how long a page with one may stay open."""

    vault: Vault
    lifetime: timedelta

    def new(self, purpose: Purpose, browser: str, now: datetime) -> bytes:
        """A challenge for what a browser holds, such as its cookie."""
        until = to_epoch(now + self.lifetime)
        sealed = secrets.token_bytes(RANDOM) + until.to_bytes(MOMENT, "big")
        return sealed + self._seal(purpose, browser, sealed)

    def recognised(self, challenge: bytes, purpose: Purpose, browser: str, now: datetime) -> Challenge:
        """What an authenticator signed, as our challenge. Raises ``ChallengeRefused``."""
        sealed, seal = challenge[:-SEAL], challenge[-SEAL:]
        if not browser or len(sealed) != RANDOM + MOMENT:
            raise ChallengeRefused
        if not hmac.compare_digest(seal, self._seal(purpose, browser, sealed)):
            raise ChallengeRefused
        until = from_epoch(int.from_bytes(sealed[RANDOM:], "big"))
        if now >= until:
            raise ChallengeRefused
        return Challenge(sha256(challenge).digest(), until)

    def _seal(self, purpose: Purpose, browser: str, sealed: bytes) -> bytes:
        return self.vault.index("passkey challenge", purpose, browser, sealed.hex())


def use(tx: Tx, challenge: Challenge) -> bool:
    """Use a challenge up; ``False`` when it was answered before."""
    return Database.unique(tx, passkey_challenges, digest=challenge.digest, expires_at=challenge.expires_at)
