"""Nonces for DPoP proofs (RFC 9449 section 8 and 9).

A nonce is a keyed hash of the present minute: every worker knows it without a table, nobody else can know
it before it is given out. The one before is still taken, so a nonce is good for one to two minutes.
Choice: a nonce is asked for only where the setting ``proof_nonce`` says so, since every proof is taken once
anyway; a nonce that a client sends is always checked.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hmac import compare_digest

from joincard_core.keys import Vault

PERIOD = 60  # s


@dataclass(frozen=True, slots=True)
class Nonces:
    """Makes and knows nonces. ``required``: whether a proof without one is refused."""

    vault: Vault
    required: bool

    def current(self, now: int) -> str:
        """The nonce to give out. ``now`` is in seconds since 1970."""
        return self._of(now // PERIOD)

    def accepts(self, nonce: object, now: int) -> bool:
        """Whether a proof with this nonce, or without (``None``), may be looked at."""
        if nonce is None:
            return not self.required
        if not isinstance(nonce, str) or not nonce.isascii():
            return False
        period = now // PERIOD
        return any(compare_digest(nonce, self._of(each)) for each in (period, period - 1))

    def _of(self, period: int) -> str:
        return urlsafe_b64encode(self.vault.index("dpop-nonce", str(period))).rstrip(b"=").decode("ascii")
