"""Verified claims in the claims parameter (OpenID Connect for Identity Assurance 1.0 section 5).

Choices: told by userinfo, and only where they were asked for there: what is asked for an ID token alone is
passed over, since no data of a card is ever in one. ``purpose``, which the final text leaves to others, is
taken as its drafts had it: the holder reads it beside the claim. Claims that no register vouches for are
passed over (section 5.7.2). ``essential`` changes nothing in what is told (section 5.7.1): it is for the
holder to see. The values that a client wants of a person are data of that person: of them a keyed index is
kept, which can be compared and not read.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from joincard_core.keys import Vault
from joincard_core.oauth.registers import VERIFIED, Register, vouching
from joincard_core.oauth.verified_shape import (
    MEMBERS,
    VERIFICATION,
    entries,
    members,
    refused,
    wish,
)

MOST_CLAIMS = 64
ONE_OF = "one_of"  # instead of value and values, once they are hidden


@dataclass(frozen=True, slots=True)
class VerifiedClaim:
    """One claim that is asked for. ``wish`` is how, as the client wrote it; ``None`` is without a wish."""

    name: str
    wish: Mapping[str, Any] | None = field(default=None, repr=False)

    @property
    def essential(self) -> bool:
        """Whether the client says that it cannot do without."""
        return self.wish is not None and self.wish.get("essential") is True

    @property
    def purpose(self) -> str:
        """Why, in the client's own words; empty where it gives none."""
        return str((self.wish or {}).get("purpose", ""))

    def hidden(self, vault: Vault) -> VerifiedClaim:
        """The same with an index of each value, instead of the value."""
        wish = dict(self.wish or {})
        given = [wish.pop("value")] if "value" in wish else wish.pop("values", None)
        if given is None:
            return self
        return replace(self, wish={**wish, ONE_OF: [value_index(vault, self.name, each) for each in given]})

    def fits(self, value: object, vault: Vault) -> bool:
        """Whether a value is one of those that it is asked for with, if there are any."""
        one_of = (self.wish or {}).get(ONE_OF)
        return one_of is None or value_index(vault, self.name, value) in one_of


@dataclass(frozen=True, slots=True)
class VerifiedRequest:
    """One element of ``verified_claims``: a template of the verification, and the claims asked for with it.

    Without any claim it asks how the holder was verified, and nothing more.
    """

    verification: Mapping[str, Any] = field(repr=False)
    claims: tuple[VerifiedClaim, ...]

    @property
    def names(self) -> frozenset[str]:
        """The claims by name."""
        return frozenset(claim.name for claim in self.claims)

    @property
    def evidence(self) -> bool:
        """Whether it wants to be told by which evidence."""
        return "evidence" in self.verification

    def registers(self, claim: str | None = None) -> tuple[Register, ...]:
        """The registers that could vouch for one of its claims, or for any of them."""
        return vouching(self.names if claim is None else (claim,))

    def only(self, names: Collection[str]) -> VerifiedRequest | None:
        """What is left when the holder withholds every other name; ``None`` when it is nothing."""
        left = tuple(claim for claim in self.claims if claim.name in names)
        return replace(self, claims=left) if left or not self.claims else None

    def to_json(self) -> dict[str, object]:
        """As the wire has it."""
        claims = {claim.name: None if claim.wish is None else dict(claim.wish) for claim in self.claims}
        return {"verification": dict(self.verification), "claims": claims or None}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> VerifiedRequest:
        """What ``to_json`` wrote."""
        claims = (kept["claims"] or {}).items()
        return cls(kept["verification"], tuple(VerifiedClaim(name, wish) for name, wish in claims))


Verified = tuple[VerifiedRequest, ...]


def read(place: Mapping[str, object]) -> Verified:
    """What one place of the claims parameter asks for. Raises ``InvalidRequest``."""
    if "verified_claims" not in place:
        return ()
    asked = place["verified_claims"]
    each = entries(asked, "an array of them") if isinstance(asked, list) else [asked]
    return tuple(_one(members(item, "each of them")) for item in each)


def hidden(verified: Verified, vault: Vault) -> Verified:
    """Requests as they may be kept: without the values that their client wants of a person."""
    return tuple(
        replace(each, claims=tuple(claim.hidden(vault) for claim in each.claims)) for each in verified
    )


def value_index(vault: Vault, claim: str, value: object) -> str:
    """By what a value of a claim is found equal to another: the same JSON, whatever the order of members."""
    return vault.index("verified claim", claim, json.dumps(value, sort_keys=True)).hex()


def kept(verified: Verified) -> str:
    """For a column of ours."""
    return json.dumps([each.to_json() for each in verified]) if verified else ""


def of_kept(column: str) -> Verified:
    """What ``kept`` wrote."""
    return tuple(map(VerifiedRequest.from_json, json.loads(column))) if column else ()


def within(asked: Verified, remembered: Verified) -> bool:
    """Whether each of these is among those, word by word: another purpose is another question."""
    known = [each.to_json() for each in remembered]
    return all(each.to_json() in known for each in asked)


def _one(item: Mapping[str, object]) -> VerifiedRequest:
    for missing in (name for name in ("verification", "claims") if name not in item):
        raise refused("each of them", f"an object with the member {missing}")
    VERIFICATION(item["verification"], "verification")
    asked = {} if item["claims"] is None else members(item["claims"], "claims")
    if (item["claims"] is not None and not asked) or len(asked) > MOST_CLAIMS:
        raise refused("claims", f"null or an object with 1 to {MOST_CLAIMS} members")
    claims = []
    for name, how in asked.items():
        # A name that is not ours is not repeated: it may be anything.
        wish(how, name if name in VERIFIED else "a claim")
        if name in VERIFIED:
            given = None if how is None else members(how, name)
            known = given and {each: value for each, value in given.items() if each in MEMBERS}
            claims.append(VerifiedClaim(name, known))
    return VerifiedRequest(members(item["verification"], "verification"), tuple(claims))
