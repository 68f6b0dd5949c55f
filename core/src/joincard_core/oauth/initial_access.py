"""Initial access tokens (RFC 7591 section 3): staff hand one to a provider, who registers its own systems.

A token is for one provider, a few uses and a few days, and bounds what may be registered with it. Only its
digest is kept; a use is one conditional update, so that two requests cannot share the last one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from joincard_core.clock import Clock
from joincard_core.oauth import handle
from joincard_core.oauth.model import SCOPES, USUAL_SCOPES
from joincard_core.oauth.registering import SERVICE, Bounds
from joincard_core.oauth.registration_checks import SIGN_IN_SCOPES
from joincard_core.oauth.registration_errors import InvitationMalformed, InvitationUnknown
from joincard_core.oauth.tables import initial_access_tokens as tokens
from joincard_core.storage import Database, Tx, new_id

MOST_USES = 100
LONGEST = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an initial access token allows."""

    id: str
    provider_id: str
    bounds: Bounds
    uses_left: int
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation with its token, which is shown once."""

    invitation: Invitation
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class InvitationAsked:
    """An invitation to be made. ``lifetime`` is how long the token may be used."""

    provider_id: str
    scopes: frozenset[str] = USUAL_SCOPES
    services: tuple[str, ...] = ()
    uses: int = 1
    lifetime: timedelta = timedelta(days=7)
    signs_in: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.uses <= MOST_USES or not timedelta(0) < self.lifetime <= LONGEST:
            raise InvitationMalformed(
                f"An invitation is for 1 to {MOST_USES} uses and for {LONGEST.days} days at most."
            )
        if self.signs_in and not self.scopes <= SIGN_IN_SCOPES:
            raise InvitationMalformed(
                f"An invitation to sign people in is for scopes out of: {' '.join(sorted(SIGN_IN_SCOPES))}."
            )
        if not self.scopes or not self.scopes <= set(SCOPES):
            raise InvitationMalformed(f"An invitation is for scopes out of: {' '.join(sorted(SCOPES))}.")
        if not all(SERVICE.fullmatch(service) and service.count(".") <= 2 for service in self.services):
            raise InvitationMalformed(
                "An invitation is for services such as healthcare.clinic.day_visit, healthcare.clinic.* or "
                "healthcare."
            )


@dataclass(frozen=True, slots=True)
class InitialAccess:
    """The invitations of this authority."""

    database: Database
    clock: Clock

    def invite(self, asked: InvitationAsked) -> Invited:
        """Make a token. That the provider exists is the caller's to check: the registry is another room."""
        now, token = self.clock.now(), handle.new()
        row = {
            "digest": handle.digest(token),
            "id": new_id(),
            "provider_id": asked.provider_id,
            "scopes": " ".join(sorted(asked.scopes)),
            "services": " ".join(asked.services),
            "uses_left": asked.uses,
            "signs_in": int(asked.signs_in),
            "created_at": now,
            "expires_at": now + asked.lifetime,
        }
        with self.database.write() as tx:
            tx.execute(insert(tokens), row)
            made = tx.execute(select(tokens).where(tokens.c.id == row["id"])).one()
        return Invited(_invitation(made), token)

    def usable(self, provider_id: str | None = None) -> tuple[Invitation, ...]:
        """Invitations that can still be used, of one provider or of all, the oldest first."""
        query = select(tokens).where(tokens.c.uses_left > 0, tokens.c.expires_at > self.clock.now())
        if provider_id is not None:
            query = query.where(tokens.c.provider_id == provider_id)
        with self.database.read() as tx:
            rows = tx.execute(query.order_by(tokens.c.created_at, tokens.c.id))
            return tuple(_invitation(row) for row in rows)

    def withdraw(self, invitation: str) -> None:
        """Refuse a token from now on. Raises ``InvitationUnknown``."""
        open_one = (tokens.c.id == invitation) & (tokens.c.uses_left > 0)
        with self.database.write() as tx:
            if tx.execute(update(tokens).where(open_one).values(uses_left=0)).rowcount != 1:
                raise InvitationUnknown


def find(tx: Tx, token: str, now: datetime) -> Invitation | None:
    """The invitation of a token that can be used now. Takes no use."""
    row = tx.execute(select(tokens).where(*_usable(token, now))).first()
    return None if row is None else _invitation(row)


def take(tx: Tx, token: str, now: datetime) -> bool:
    """Take one use; ``False`` when none is left."""
    taken = update(tokens).where(*_usable(token, now)).values(uses_left=tokens.c.uses_left - 1)
    return tx.execute(taken).rowcount == 1


def _usable(token: str, now: datetime) -> tuple[Any, ...]:
    return (tokens.c.digest == handle.digest(token), tokens.c.uses_left > 0, tokens.c.expires_at > now)


def _invitation(row: Any) -> Invitation:
    bounds = Bounds(frozenset(row.scopes.split()), tuple(row.services.split()), bool(row.signs_in))
    return Invitation(row.id, row.provider_id, bounds, row.uses_left, row.created_at, row.expires_at)
