"""What holders agreed to: remembered, listed, and taken back.

A consent is remembered for what it named, until it ends; it is taken back by the holder at any time, and with
it every grant and token of the client for this holder. Single claims and services can be taken back as well.
Nothing is kept in memory: the next request of the client is refused, on every worker. What a holder withheld
is remembered, too: who asks for the same again gets the same, and a page comes when more is asked for.
Choice: a request with details (RFC 9396) is asked about each time, since it names a purpose of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import bindparam, delete, exists, insert, or_, select, update

from joincard_core.oauth import allowing, card_claims, grants, session_clients, verified_request
from joincard_core.oauth.allowing import Allowed, Withheld, claims_of
from joincard_core.oauth.asked import Asked
from joincard_core.oauth.authorization_details import services_of
from joincard_core.oauth.errors import ChoiceRefused
from joincard_core.oauth.grants import Grant
from joincard_core.oauth.model import Client
from joincard_core.oauth.tables import clients, remembered_consents
from joincard_core.oauth.tables import grants as granted
from joincard_core.oauth.verified_request import Verified
from joincard_core.storage import Tx

REMEMBERED = select(remembered_consents).where(
    remembered_consents.c.person_id == bindparam("person"),
    remembered_consents.c.client_id == bindparam("client"),
    remembered_consents.c.expires_at > bindparam("now"),
    # What stands is what the holder's list shows: with its last grant, a consent is forgotten.
    exists().where(
        granted.c.person_id == bindparam("person"),
        granted.c.client_id == bindparam("client"),
        granted.c.revoked_at.is_(None),
        granted.c.expires_at > bindparam("now"),
    ),
)
STANDING = (
    select(granted, clients.c.name)
    .join(clients, clients.c.id == granted.c.client_id)
    .where(
        granted.c.person_id == bindparam("person"),
        granted.c.revoked_at.is_(None),
        granted.c.expires_at > bindparam("now"),
    )
    .order_by(granted.c.created_at.desc(), granted.c.id)
)


GIVEN = (
    select(granted, clients.c.name)
    .join(clients, clients.c.id == granted.c.client_id)
    .where(granted.c.person_id == bindparam("person"))
    .order_by(granted.c.created_at.desc(), granted.c.id)
    .limit(bindparam("most"))
)
NAMES = select(clients.c.id, clients.c.name).where(clients.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a holder decided about a client, until ``expires_at``."""

    scopes: frozenset[str]
    claims: frozenset[str]
    verified: Verified
    withheld: Withheld
    expires_at: datetime

    @classmethod
    def of(cls, grant: Grant) -> Self:
        """What a grant stands for."""
        return cls(grant.scopes, grant.claims, grant.verified, grant.withheld, grant.expires_at)

    @property
    def told(self) -> frozenset[str]:
        """The claims that the client may be told."""
        return (self.claims | card_claims.of_scopes(self.scopes)) - self.withheld.claims

    @property
    def names(self) -> frozenset[str]:
        """The same, with those that are told together with how they were verified."""
        return self.told.union(*(each.names for each in self.verified)) - self.withheld.claims

    def allowed(self, asked: Asked, client: Client) -> Allowed | None:
        """What of a request was allowed, when each part of it was decided on; ``None``: ask."""
        if asked.details or "consent" in asked.prompt:
            return None
        allowed = Allowed(claims_of(asked) - self.withheld.claims, asked.scopes - self.withheld.scopes)
        try:
            left = allowing.left(asked, client, allowed)
        except ChoiceRefused:  # what was withheld is needed now
            return None
        known = left.scopes <= self.scopes and asked.claims & allowed.claims <= self.told
        return allowed if known and verified_request.within(left.verified, self.verified) else None

    def then(self, later: Remembered) -> Remembered:
        """With what was decided later."""
        rest = self.scopes - later.scopes - later.withheld.scopes
        kept = self.names - later.names - later.withheld.claims
        ends = min(self.expires_at, later.expires_at) if rest or kept else later.expires_at
        verified = tuple(
            less
            for each in self.verified
            if (less := each.only(each.names - later.withheld.claims)) is not None
            and less not in later.verified
        )
        return Remembered(
            scopes=later.scopes | rest,
            claims=later.claims | (self.claims - later.withheld.claims),
            verified=later.verified + verified,
            withheld=Withheld(
                (self.withheld.claims - later.names) | later.withheld.claims,
                (self.withheld.scopes - later.scopes) | later.withheld.scopes,
            ),
            expires_at=ends,
        )


@dataclass(frozen=True, slots=True)
class Consent:
    """One thing that a holder agreed to."""

    grant: Grant
    client_name: str


def remembered(tx: Tx, person_id: str, client_id: str, now: datetime) -> Remembered | None:
    """What a holder agreed to before, and has not taken back."""
    row = tx.execute(REMEMBERED, {"person": person_id, "client": client_id, "now": now}).first()
    if row is None:
        return None
    return Remembered(
        scopes=frozenset(row.scopes.split()),
        claims=frozenset(row.claims.split()),
        verified=verified_request.of_kept(row.verified),
        withheld=Withheld.of_text(row.withheld),
        expires_at=row.expires_at,
    )


def remember(tx: Tx, grant: Grant) -> None:
    """Ask no more for what a holder has just decided on. The last word counts.

    What they withhold now is taken from earlier grants of the client as well. What was decided before and is
    not spoken of now stays as it was, and all of it ends with what ends first.
    """
    if grant.person_id is None:
        return
    if grant.withheld.claims:
        take_back(tx, grant.person_id, grant.client_id, grant.withheld.claims, frozenset(), grant.created_at)
    if grant.details:
        return
    before = remembered(tx, grant.person_id, grant.client_id, grant.created_at)
    now = Remembered.of(grant) if before is None else before.then(Remembered.of(grant))
    _forget(tx, grant.person_id, grant.client_id)
    row = {
        "person_id": grant.person_id,
        "client_id": grant.client_id,
        "scopes": " ".join(sorted(now.scopes)),
        "claims": " ".join(sorted(now.claims)),
        "verified": verified_request.kept(now.verified),
        "withheld": now.withheld.to_text(),
        "granted_at": grant.created_at,
        "expires_at": now.expires_at,
    }
    tx.execute(insert(remembered_consents), row)


def of_person(tx: Tx, person_id: str, now: datetime) -> tuple[Consent, ...]:
    """What still stands, the newest first."""
    rows = tx.execute(STANDING, {"person": person_id, "now": now})
    return tuple(Consent(grants.of_row(row), row.name) for row in rows)


def given(tx: Tx, person_id: str, most: int = 100) -> tuple[Consent, ...]:
    """What a holder ever agreed to, ended or not, the newest first; what ended long ago is not kept."""
    rows = tx.execute(GIVEN, {"person": person_id, "most": most})
    return tuple(Consent(grants.of_row(row), row.name) for row in rows)


def client_names(tx: Tx, client_ids: Iterable[str]) -> dict[str, str]:
    """What these clients are called, also those that have gone."""
    return {row.id: row.name for row in tx.execute(NAMES, {"ids": sorted(set(client_ids))})}


def take_back(
    tx: Tx, person_id: str, client_id: str, claims: frozenset[str], services: frozenset[str], now: datetime
) -> bool:
    """Take single claims and services back from a client; ``False`` when it had none of them.

    A grant whose last service goes ends: without details it would hold every service.
    """
    theirs = select(granted).where(
        granted.c.person_id == person_id,
        or_(granted.c.client_id == client_id, granted.c.parent_client_id == client_id),
        granted.c.revoked_at.is_(None),
        granted.c.expires_at > now,
    )
    found = [grants.of_row(row) for row in tx.execute(theirs)]
    changed = [each for each in found if claims & each.names or services & services_of(each.details)]
    for each in changed:
        less = each.without(claims, services)
        if each.details and not less.details:
            grants.revoke(tx, each.id, now)
        else:
            grants.narrow(tx, less)
    _remember_less(tx, person_id, client_id, claims, now)
    return bool(changed)


def _remember_less(tx: Tx, person_id: str, client_id: str, claims: frozenset[str], now: datetime) -> None:
    before = remembered(tx, person_id, client_id, now)
    if before is None or not claims & before.names:
        return
    less = Withheld(claims=claims & before.names) | before.withheld
    mine = remembered_consents.c.person_id == person_id
    tx.execute(
        update(remembered_consents)
        .where(mine, remembered_consents.c.client_id == client_id)
        .values(withheld=less.to_text())
    )


def withdraw(tx: Tx, person_id: str, client_id: str, now: datetime) -> int:
    """Take everything back that a holder gave to a client; the answer is how many grants ended."""
    _forget(tx, person_id, client_id)
    theirs = select(granted.c.id).where(
        granted.c.person_id == person_id,
        or_(granted.c.client_id == client_id, granted.c.parent_client_id == client_id),
        granted.c.revoked_at.is_(None),
    )
    found: list[Any] = list(tx.execute(theirs).scalars())
    for grant_id in found:
        grants.revoke(tx, grant_id, now)
    session_clients.leave(tx, person_id, client_id, now)
    return len(found)


def _forget(tx: Tx, person_id: str, client_id: str) -> None:
    mine = remembered_consents.c.person_id == person_id
    tx.execute(delete(remembered_consents).where(mine, remembered_consents.c.client_id == client_id))
