"""Receipts: what was answered, as a JWS (RFC 7515) that anyone can check against the authority's JWKS."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from joincard_sdk.money import Money

from joincard_core.audit.model import Entry
from joincard_core.clock import to_epoch
from joincard_core.keys import KeyRing

TYP = "joincard-receipt+jwt"


@dataclass(frozen=True, slots=True)
class Receipts:
    """Signs as the issuer. A receipt holds no fact and no value of a data element: only names."""

    issuer: str
    keys: KeyRing

    def decision(self, entry: Entry, disclosed: Sequence[str], request: str) -> str:
        """The receipt of a decision. ``request`` is the digest of the bytes that were asked."""
        claims = self._claims(entry) | {"outcome": entry.kind.value, "disclosed": list(disclosed)}
        claims |= {"deposit": _yuan(entry.deposit), "catalogue": entry.catalogue, "request": request}
        return self.keys.sign("receipt", TYP, claims)

    def move(self, entry: Entry) -> str:
        """The receipt of a move; ``price`` is what stands after it."""
        return self.keys.sign("receipt", TYP, self._claims(entry) | {"status": entry.kind.value})

    def _claims(self, entry: Entry) -> dict[str, Any]:
        return {
            "iss": self.issuer,
            "aud": entry.client_id,
            "jti": entry.id,
            "iat": to_epoch(entry.at),
            "service": entry.service,
            "city": entry.city,
            "presentation": entry.presentation,
            "price": _yuan(entry.price),
            "currency": None if entry.price is None else "CNY",
        }


def _yuan(minor: int | None) -> str | None:
    return None if minor is None else Money(minor).yuan
