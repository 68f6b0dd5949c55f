"""Verified claims (OpenID Connect for Identity Assurance 1.0 section 5; its Schema Definition section 5).

An element is told for each request whose template the holder's entries in the registers fit. Its claims are
those that one of these entries vouches for; a claim that is not as the request limits it is left out, and
left out with it is whatever nobody vouches for. Choice: no number and no date of a register's entry is told
as evidence, since each of them is a claim that the holder agrees to by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypedDict

from joincard_core.keys import Vault
from joincard_core.oauth import CHECK_METHOD, EVIDENCE, TRUST_FRAMEWORK, Register, VerifiedRequest
from joincard_core.telling.filtering import UNMET, Nothing, holds, told


class Element(TypedDict):
    """One element of the answer."""

    verification: dict[str, object]
    claims: dict[str, object]


@dataclass(frozen=True, slots=True)
class Verification:
    """What is known of how a holder was verified, and of the claims themselves, in their standard form.

    ``completed_at``: when the card was issued on it. ``entered``: in which registers the holder has an entry,
    by the register's type, and when it was matched.
    """

    vault: Vault
    completed_at: datetime
    entered: Mapping[str, datetime]
    claims: Mapping[str, object] = field(repr=False)

    def element(self, request: VerifiedRequest, now: datetime) -> Element | None:
        """The answer to one request; ``None`` where its template does not fit, or nothing vouches."""
        entries = [register for register in request.registers() if register.type in self.entered]
        if not self.entered:
            return None
        asked = {name: wish for name, wish in request.verification.items() if name != "evidence"}
        verification = told(asked, {"trust_framework": TRUST_FRAMEWORK, "time": utc(self.completed_at)}, now)
        if isinstance(verification, Nothing):
            return None
        if request.evidence:
            fitting = [(entry, self._evidence(request, entry, now)) for entry in entries]
            entries = [entry for entry, evidence in fitting if evidence is not UNMET]
            if not entries:
                return None
            evidence = [found[0] for _, found in fitting if not isinstance(found, Nothing)]
            verification |= {"evidence": evidence} if evidence else {}
        return Element(verification=verification, claims=self._claims(request, entries, now))

    def _evidence(
        self, request: VerifiedRequest, register: Register, now: datetime
    ) -> list[object] | Nothing:
        known = {
            "type": EVIDENCE,
            "check_details": [
                {"check_method": CHECK_METHOD, "time": utc(self.entered[register.type])},
            ],
            "record": {"type": register.type, "source": dict(register.source)},
        }
        found: list[object] | Nothing = told(request.verification["evidence"], [known], now, "evidence")
        return found

    def _claims(
        self, request: VerifiedRequest, entries: Iterable[Register], now: datetime
    ) -> dict[str, object]:
        vouched = frozenset().union(*(entry.claims for entry in entries))
        return {
            claim.name: self.claims[claim.name]
            for claim in request.claims
            if claim.name in vouched
            and self.claims.get(claim.name) not in (None, {})
            and claim.fits(self.claims[claim.name], self.vault)
            and holds(claim.wish or {}, self.claims[claim.name], now)
        }


def answered(elements: Iterable[Element]) -> dict[str, object]:
    """The member of the answer: an object, an array of several, or none."""
    found = list(elements)
    return {"verified_claims": found[0] if len(found) == 1 else found} if found else {}


def utc(at: datetime) -> str:
    """A time as the schema has it, which tells nobody where somebody was (section 9)."""
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
