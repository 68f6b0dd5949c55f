"""Every token that stands for a holder, for that holder: who was given it, when, how, and for what.

Choice: the line is written in the transaction that issues the token, so none leaves without one. A token
of a system that acts for itself concerns nobody, and leaves no line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select

from joincard_core.oauth import scope
from joincard_core.oauth.issue import Issue
from joincard_core.oauth.model import Client
from joincard_core.oauth.tables import token_notes
from joincard_core.storage import Bookmark, Tx, after, new_id

NEWEST = (
    select(token_notes)
    .where(token_notes.c.person_id == bindparam("person"))
    .order_by(token_notes.c.at.desc(), token_notes.c.id)
    .limit(bindparam("most"))
)
OLDER = NEWEST.where(after(token_notes.c.at, token_notes.c.id))


@dataclass(frozen=True, slots=True)
class TokenNote:
    """One token. ``grant_type`` is how it was come by, ``services`` are those that it may verify."""

    id: str
    at: datetime
    client_id: str
    provider_id: str
    grant_type: str
    scopes: frozenset[str]
    services: frozenset[str]


def add(tx: Tx, issue: Issue, client: Client, grant_type: str, now: datetime) -> None:
    """Write a line down for whoever the token stands for, if for anybody."""
    if issue.grant is None or issue.grant.person_id is None:
        return
    row = {
        "id": new_id(),
        "person_id": issue.grant.person_id,
        "client_id": client.id,
        "provider_id": client.provider_id,
        "at": now,
        "grant_type": grant_type,
        "scopes": scope.text(issue.scopes),
        "services": " ".join(sorted({service for each in issue.details for service in each.services})),
    }
    tx.execute(insert(token_notes), row)


def of_person(tx: Tx, person_id: str, start: Bookmark | None, most: int) -> tuple[TokenNote, ...]:
    """At most so many tokens, the newest first, from a bookmark on or from the newest."""
    asked = {"person": person_id, "most": most}
    rows = tx.execute(NEWEST, asked) if start is None else tx.execute(OLDER, asked | start.bound())
    return tuple(
        TokenNote(
            id=row.id,
            at=row.at,
            client_id=row.client_id,
            provider_id=row.provider_id,
            grant_type=row.grant_type,
            scopes=frozenset(row.scopes.split()),
            services=frozenset(row.services.split()),
        )
        for row in rows
    )
