"""Queries of sessions. A session that has ended is a row that is gone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, insert, select, update

from joincard_core.oauth import session_clients
from joincard_core.signing_in import step_rows
from joincard_core.signing_in.store import holder_sessions as sessions
from joincard_core.storage import Tx

FOUND = select(sessions).where(sessions.c.digest == bindparam("digest"))
OF_PERSON = (
    select(sessions)
    .where(sessions.c.person_id == bindparam("person"))
    .order_by(sessions.c.signed_in_at.desc(), sessions.c.id)
)


def add(tx: Tx, row: Mapping[str, Any]) -> None:
    """Write a new session down."""
    tx.execute(insert(sessions), dict(row))


def find(tx: Tx, digest: bytes) -> Row[Any] | None:
    """The session of a cookie."""
    return tx.execute(FOUND, {"digest": digest}).first()


def hold(tx: Tx, session: str) -> Row[Any] | None:
    """A session by its id, which cannot end before this transaction does."""
    found = select(sessions).where(sessions.c.id == session).with_for_update(read=True)
    return tx.execute(found).first()


def of_person(tx: Tx, person: str) -> tuple[Row[Any], ...]:
    """A person's sessions, the newest first."""
    return tuple(tx.execute(OF_PERSON, {"person": person}))


def seen(tx: Tx, session: str, now: datetime) -> bool:
    """Note that a session was used; ``False`` when it has ended meanwhile."""
    return tx.execute(update(sessions).where(sessions.c.id == session).values(seen_at=now)).rowcount == 1


def replace(tx: Tx, digest: bytes, person: str, after: str, until: datetime, now: datetime) -> None:
    """End the session of a cookie, whosever it is; where it is the same person's, it goes on as ``after``."""
    gone = delete(sessions).where(sessions.c.digest == digest)
    before = tx.execute(gone.returning(sessions.c.id, sessions.c.person_id)).first()
    if before is None:
        return
    if before.person_id == person:
        session_clients.move(tx, before.id, after, until)
    else:
        session_clients.end(tx, (before.id,), now)


def end(tx: Tx, person: str, now: datetime, session: str | None = None) -> tuple[str, ...]:
    """End one session of a person, or all; the answer is the ids of those that ended.

    With all of them ends what is half-way to one: a code alone would open it again. Whom the holder had
    signed in to from there will be told (OpenID Connect Back-Channel Logout).
    """
    theirs = sessions.c.person_id == person
    if session is None:
        step_rows.end_all(tx, person)
    return _end(tx, theirs if session is None else theirs & (sessions.c.id == session), now)


def end_with_card(tx: Tx, person: str, card: str, now: datetime) -> tuple[str, ...]:
    """End every session that a card was shown for, as ``end`` does."""
    return _end(tx, (sessions.c.person_id == person) & (sessions.c.card_id == card), now)


def _end(tx: Tx, which: ColumnElement[bool], now: datetime) -> tuple[str, ...]:
    ended = tuple(tx.execute(delete(sessions).where(which).returning(sessions.c.id)).scalars())
    session_clients.end(tx, ended, now)
    return ended
