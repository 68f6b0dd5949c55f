"""The claims parameter (OpenID Connect Core section 5.5): what a client asks to be told of the holder.

Choices: claims of the card are told by userinfo, wherever they were asked for; claims about the sign-in are
in every ID token; any other is passed over, as the section wants it, but ``verified_claims``, of which
``verified_request`` speaks. Two requests bind all the same: a ``sub`` by value is this holder or nobody, an
essential ``acr`` by value is signed in like this or not at all (section 5.5.1 and 5.5.1.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from joincard_core.oauth import verified_request
from joincard_core.oauth.acr import at_least
from joincard_core.oauth.card_claims import CLAIMS
from joincard_core.oauth.errors import InvalidRequest, LoginRequired, OAuthError, UnmetAuthentication
from joincard_core.oauth.strict_json import NotStrict, read_object
from joincard_core.oauth.verified_request import Verified, VerifiedRequest

LONGEST = 8_192  # characters
PURPOSE = (3, 300)  # characters, fewest and most (OpenID Connect for Identity Assurance)
PLACES = ("id_token", "userinfo")
VERIFIED_CLAIMS = "verified_claims"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be true of a sign-in, and which claims of the card are asked for.

    ``subs``: one of these names of the holder, ``acrs``: one of these ways; empty is any. ``verified``:
    claims that are asked for together with how they were verified. ``essential``: claims without which the
    client cannot do its work; ``purposes``: claims with what each is for, in the client's words.
    """

    subs: tuple[str, ...] = field(default=(), repr=False)
    acrs: tuple[str, ...] = ()
    claims: frozenset[str] = frozenset()
    verified: Verified = ()
    essential: frozenset[str] = frozenset()
    purposes: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, object]:
        """For a row of ours."""
        return {
            "subs": list(self.subs),
            "acrs": list(self.acrs),
            "claims": sorted(self.claims),
            "verified": [each.to_json() for each in self.verified],
            "essential": sorted(self.essential),
            "purposes": dict(self.purposes),
        }

    def unmet(self, sub: str, acr: str) -> OAuthError | None:
        """Why this sign-in is not the one that was asked for."""
        if self.subs and sub not in self.subs:
            return LoginRequired("Somebody signed in, but not the holder that the claims parameter names.")
        if self.acrs and not any(at_least(acr, each) for each in self.acrs):
            return UnmetAuthentication(acr)
        return None

    @classmethod
    def from_json(cls, members: Mapping[str, Any]) -> Wanted:
        """What was kept in a row of ours."""
        return cls(
            tuple(members["subs"]),
            tuple(members["acrs"]),
            frozenset(members.get("claims", ())),
            tuple(map(VerifiedRequest.from_json, members.get("verified", ()))),
            frozenset(members.get("essential", ())),
            tuple(members.get("purposes", {}).items()),
        )


ANY = Wanted()


def read(raw: str) -> Wanted:
    """What a ``claims`` parameter asks for. Raises ``InvalidRequest``."""
    if len(raw) > LONGEST:
        raise InvalidRequest(f"The claims parameter has {LONGEST} characters at most.")
    try:
        # JSON in a request object can spell half a character: it must come out as no UTF-8.
        asked = read_object(raw.encode("utf-8", "surrogatepass"))
    except NotStrict as error:
        raise InvalidRequest(f"The claims parameter cannot be read: {error}") from None
    each = {place: _members(asked.get(place), place) for place in PLACES}
    for place, claims in each.items():
        for name, claim in claims.items():
            if name != VERIFIED_CLAIMS:
                _members(claim, place)
    verified = {place: verified_request.read(claims) for place, claims in each.items()}
    sub, acr = (_members(each["id_token"].get(name), name) for name in ("sub", "acr"))
    acrs = _values(acr, "acr") if acr.get("essential") is True else ()
    of_card = [
        (name, _members(claim, name))
        for claims in each.values()
        for name, claim in claims.items()
        if name in CLAIMS
    ]
    return Wanted(
        subs=_values(sub, "sub"),
        acrs=acrs,
        claims=frozenset(name for name, _ in of_card),
        verified=verified["userinfo"],
        essential=frozenset(name for name, claim in of_card if claim.get("essential") is True),
        purposes=tuple({name: said for name, claim in of_card if (said := _purpose(claim))}.items()),
    )


def _members(value: object, name: str) -> Mapping[str, object]:
    """An object, which may be left out or null."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InvalidRequest(f"In the claims parameter, {name} and its claims are objects or null.")
    return value


def _purpose(claim: Mapping[str, object]) -> str:
    """What a claim is for, in the client's words; empty where it does not say."""
    fewest, most = PURPOSE
    given = claim.get("purpose", "")
    if (
        not isinstance(given, str)
        or not given.isprintable()
        or not (fewest <= len(given) <= most or not given)
    ):
        raise InvalidRequest(
            f"In the claims parameter, a purpose has {fewest} to {most} printable characters."
        )
    return given


def _values(claim: Mapping[str, object], name: str) -> tuple[str, ...]:
    """The one value, or the values, that a claim is asked for with."""
    given = [claim["value"]] if "value" in claim else claim.get("values", [])
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise InvalidRequest(f"In the claims parameter, value and values of {name} are texts.")
    return tuple(str(each) for each in given)
