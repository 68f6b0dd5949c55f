"""Queries of second steps. A state that is over is a row that is gone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from joincard_core.signing_in.step_tables import sign_in_changes, sign_in_steps
from joincard_core.storage import Tx, new_id

steps = sign_in_steps


def add(tx: Tx, row: Mapping[str, Any]) -> None:
    """Write a new state down."""
    tx.execute(insert(steps), dict(row))


def find(tx: Tx, digest: bytes, now: datetime) -> Row[Any] | None:
    """The state of a cookie."""
    return tx.execute(select(steps).where(steps.c.digest == digest, steps.c.expires_at > now)).first()


def count_try(tx: Tx, digest: bytes, now: datetime, most: int) -> Row[Any] | None:
    """Count a code, and hold the row: of many at once each is counted. ``None``: no such state any more."""
    open_still = (steps.c.digest == digest) & (steps.c.expires_at > now) & (steps.c.tries < most)
    counted = update(steps).where(open_still).values(tries=steps.c.tries + 1)
    return tx.execute(counted.returning(*steps.c)).first()


def count_letter(tx: Tx, digest: bytes, before: int, values: Mapping[str, Any]) -> bool:
    """Note a letter with a new code, unless another was noted meanwhile."""
    same = (steps.c.digest == digest) & (steps.c.sends == before)
    return tx.execute(update(steps).where(same).values(sends=before + 1, **values)).rowcount == 1


def unsent(tx: Tx, digest: bytes, sends: int) -> None:
    """Note that the last letter did not go out; the next may be tried at once."""
    same = (steps.c.digest == digest) & (steps.c.sends == sends)
    tx.execute(update(steps).where(same).values(code=None, sent_at=None))


def end(tx: Tx, digest: bytes) -> None:
    """End a state."""
    tx.execute(delete(steps).where(steps.c.digest == digest))


def end_all(tx: Tx, person: str) -> None:
    """End every state of a person: how they sign in has changed."""
    tx.execute(delete(steps).where(steps.c.person_id == person))


def note_change(tx: Tx, person: str, what: str, now: datetime) -> None:
    """Write down for a person what has changed in how they sign in."""
    tx.execute(insert(sign_in_changes), {"id": new_id(), "person_id": person, "what": what, "at": now})


def changed_since(tx: Tx, person: str, what: str, since: datetime) -> bool:
    """Whether this has changed for a person after a moment."""
    kept = sign_in_changes.c
    mine = (kept.person_id == person) & (kept.what == what) & (kept.at > since)
    return tx.execute(select(kept.id).where(mine).limit(1)).first() is not None


def changes(tx: Tx, person: str) -> tuple[Row[Any], ...]:
    """What has changed for a person, the latest first."""
    kept = sign_in_changes.c
    found = select(kept.what, kept.at).where(kept.person_id == person).order_by(kept.at.desc(), kept.id)
    return tuple(tx.execute(found.limit(20)))
