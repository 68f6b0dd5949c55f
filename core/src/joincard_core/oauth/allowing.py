"""What of a request a holder may withhold, and what is left when they do (RFC 6749 section 3.3, RFC 9396).

Choices: needed is what the client cannot do without: ``openid``, scopes that it registered as needed, claims
that it asks for as essential, and the service of a detail that names one alone. A service stands or falls in
all details at once, since that is how the API asks about it, and each detail keeps one service at least: a
grant without details would hold every service. A scope that only names claims goes with the last of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Self

from joincard_core.oauth import authorization_details, card_claims
from joincard_core.oauth.asked import Asked
from joincard_core.oauth.authorization_details import Details
from joincard_core.oauth.errors import ChoiceRefused
from joincard_core.oauth.model import Client
from joincard_core.oauth.verified_request import Verified

OPENID, VERIFY = "openid", "verify"
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a holder allows, by name; ``services`` is ``None`` for every service that was asked for."""

    claims: frozenset[str]
    scopes: frozenset[str]
    services: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """What a holder did not allow of what was asked for, by name."""

    claims: frozenset[str] = NOTHING
    scopes: frozenset[str] = NOTHING
    services: frozenset[str] = NOTHING

    def __bool__(self) -> bool:
        return bool(self.claims or self.scopes or self.services)

    def __or__(self, other: Withheld) -> Withheld:
        return Withheld(
            self.claims | other.claims, self.scopes | other.scopes, self.services | other.services
        )

    def to_text(self) -> str | None:
        """For a column of ours; ``None`` where nothing was withheld."""
        kept = {"claims": self.claims, "scopes": self.scopes, "services": self.services}
        return json.dumps({name: sorted(each) for name, each in kept.items()}) if self else None

    @classmethod
    def of_text(cls, column: str | None) -> Self:
        """What ``to_text`` wrote."""
        kept = json.loads(column) if column else {}
        return cls(*(frozenset(kept.get(name, ())) for name in ("claims", "scopes", "services")))


NOTHING_WITHHELD = Withheld()


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a request: what a grant holds, and what it does not."""

    scopes: frozenset[str]
    claims: frozenset[str]
    verified: Verified
    details: Details
    withheld: Withheld = NOTHING_WITHHELD


def named_by(scope: str) -> frozenset[str]:
    """The claims that a scope stands for, if it stands for claims."""
    return card_claims.of_scopes(frozenset({scope}))


def claims_of(asked: Asked) -> frozenset[str]:
    """Every claim that a request names: by scope, by itself, or together with how it was verified."""
    return asked.claims.union(*(each.names for each in asked.wanted.verified))


def needed(asked: Asked, client: Client) -> Allowed:
    """What cannot be withheld."""
    marked = frozenset(client.metadata.needed_scopes) | {OPENID}
    scopes = asked.scopes & (marked | {VERIFY} if asked.details else marked)
    sole = len(asked.scopes) == 1 and not any(map(named_by, asked.scopes))
    essential = [claim.name for each in asked.wanted.verified for claim in each.claims if claim.essential]
    return Allowed(
        claims=asked.wanted.essential.union(essential, card_claims.of_scopes(scopes)),
        scopes=scopes or (asked.scopes if sole else NOTHING),
        services=NOTHING.union(*(each.services for each in asked.details if len(each.services) == 1)),
    )


def left(asked: Asked, client: Client, allowed: Allowed | None) -> Left:
    """What a grant holds, when this is allowed; ``None`` is all of it. Raises ``ChoiceRefused``."""
    if allowed is None:
        return Left(asked.scopes, asked.wanted.claims, asked.wanted.verified, asked.details)
    named, listed = claims_of(asked), authorization_details.services_of(asked.details)
    services = listed if allowed.services is None else allowed.services
    if not (allowed.claims <= named and allowed.scopes <= asked.scopes and services <= listed):
        raise ChoiceRefused("more", "The form allows something that was not asked for. Open the page again.")
    needs = needed(asked, client)
    if not (
        needs.claims <= allowed.claims
        and needs.scopes <= allowed.scopes
        and (needs.services or NOTHING) <= services
    ):
        raise ChoiceRefused("needed", "What is marked as needed cannot be left out. You can still not agree.")
    details = authorization_details.only(asked.details, services)
    if len(details) < len(asked.details):
        raise ChoiceRefused("services", "Leave at least one service for each purpose, or do not agree.")
    scopes = frozenset(each for each in allowed.scopes if stands(each, allowed.claims))
    if not scopes:
        raise ChoiceRefused("scopes", "Leave at least one thing that it may do, or do not agree.")
    claims = asked.wanted.claims & allowed.claims
    verified = tuple(
        kept for each in asked.wanted.verified if (kept := each.only(allowed.claims)) is not None
    )
    by_scope = card_claims.of_scopes(scopes) & allowed.claims
    told = claims.union(by_scope, *(each.names for each in verified))
    return Left(
        scopes=scopes,
        claims=claims,
        verified=verified,
        details=details,
        withheld=Withheld(named - told, asked.scopes - scopes, listed - services),
    )


def stands(scope: str, claims: frozenset[str]) -> bool:
    """Whether a scope still means something: one that only names claims needs one of them."""
    named = named_by(scope)
    return not named or bool(named & claims)
