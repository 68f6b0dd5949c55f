"""Admitted releases: which version of which plugin is active."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from joincard_core.registry.model import Release
from joincard_core.registry.store import releases
from joincard_core.storage import Tx


def every(tx: Tx) -> tuple[Release, ...]:
    """All admitted releases, the newest admission of each plugin first."""
    rows = tx.execute(select(releases).order_by(releases.c.plugin, releases.c.admitted_at.desc()))
    return tuple(_release(row) for row in rows)


def active(tx: Tx) -> tuple[Release, ...]:
    """The active releases by plugin, locked until the transaction ends: one admission at a time."""
    rows = tx.execute(
        select(releases).where(releases.c.is_active).order_by(releases.c.plugin).with_for_update()
    )
    return tuple(_release(row) for row in rows)


def activate(tx: Tx, release: Release, signatures: str, now: datetime) -> None:
    """Make a release the active one of its plugin."""
    tx.execute(
        update(releases)
        .where(releases.c.plugin == release.plugin, releases.c.is_active)
        .values(is_active=False)
    )
    row = {
        "digest": release.digest,
        "plugin": release.plugin,
        "version": release.version,
        "publisher": release.publisher,
        "signatures": signatures,
        "is_active": True,
        "admitted_at": now,
    }
    tx.execute(insert(releases), row)


def signatures_of(tx: Tx, digest: str) -> str:
    """The signatures of a release, as a JSON list."""
    return str(tx.execute(select(releases.c.signatures).where(releases.c.digest == digest)).scalar() or "[]")


def _release(row: Row[Any]) -> Release:
    return Release(row.plugin, row.version, row.digest, row.publisher, row.is_active)
