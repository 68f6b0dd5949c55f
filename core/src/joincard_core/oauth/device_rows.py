"""Rows of device authorization requests (RFC 8628 section 3.2).

``device_code`` is for the client, ``user_code`` for the holder; neither is kept itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from joincard_core.keys import Vault
from joincard_core.oauth import authorization_details, handle, user_code
from joincard_core.oauth.authorization_details import Details
from joincard_core.oauth.backchannel_lifecycle import Status
from joincard_core.oauth.decoupled import INTERVAL, Kind
from joincard_core.oauth.interaction import SignedIn, read_signed_in
from joincard_core.oauth.tables import device_codes as rows
from joincard_core.storage import Database, Tx

KIND = Kind(rows, "device_code")
LIFETIME = 600  # s
BY_DIGEST = select(rows).where(rows.c.digest == bindparam("digest"))
BY_USER_CODE = select(rows).where(
    rows.c.user_code_digest == bindparam("digest"), rows.c.expires_at > bindparam("now")
)


@dataclass(frozen=True, slots=True)
class DeviceAsked:
    """What a device asks its holder for. ``binding_message`` may be empty."""

    scopes: frozenset[str]
    details: Details
    binding_message: str

    def to_json(self) -> str:
        """For a row of ours."""
        details = [each.to_json() for each in self.details]
        found = {"scopes": sorted(self.scopes), "details": details, "binding_message": self.binding_message}
        return json.dumps(found)

    @classmethod
    def of_json(cls, text: str) -> DeviceAsked:
        """What ``to_json`` wrote."""
        kept = json.loads(text)
        details = authorization_details.of_json(kept["details"])
        return cls(frozenset(kept["scopes"]), details, kept["binding_message"])


@dataclass(frozen=True, slots=True)
class DeviceRequest:
    """A request as it is kept. ``interval`` is in seconds."""

    digest: bytes = field(repr=False)
    client_id: str
    asked: DeviceAsked
    status: Status
    interval: int
    created_at: datetime
    expires_at: datetime
    grant_id: str | None = None
    signed_in: SignedIn | None = None


def add(tx: Tx, vault: Vault, client_id: str, asked: DeviceAsked, now: datetime) -> tuple[str, str]:
    """Write a new request down; the answer is its ``device_code`` and its ``user_code``."""
    device_code = handle.new()
    while True:
        code = user_code.new()
        new = Database.unique(
            tx,
            rows,
            digest=handle.digest(device_code),
            user_code_digest=user_code.digest(vault, code),
            client_id=client_id,
            asked=asked.to_json(),
            status=Status.PENDING.value,
            interval=INTERVAL,
            next_poll_at=now,
            created_at=now,
            expires_at=now + timedelta(seconds=LIFETIME),
        )
        if new:
            return device_code, code


def find(tx: Tx, device_code: str) -> DeviceRequest | None:
    """The request that a client polls for."""
    row = tx.execute(BY_DIGEST, {"digest": handle.digest(device_code)}).first()
    return None if row is None else _request(row)


def of_user_code(tx: Tx, vault: Vault, code: str, now: datetime) -> DeviceRequest | None:
    """The request behind a code, while it lives."""
    row = tx.execute(BY_USER_CODE, {"digest": user_code.digest(vault, code), "now": now}).first()
    return None if row is None else _request(row)


def _request(row: Any) -> DeviceRequest:
    return DeviceRequest(
        digest=bytes(row.digest),
        client_id=row.client_id,
        asked=DeviceAsked.of_json(row.asked),
        status=Status(row.status),
        interval=row.interval,
        created_at=row.created_at,
        expires_at=row.expires_at,
        grant_id=row.grant_id,
        signed_in=None if row.signed_in is None else read_signed_in(json.loads(row.signed_in)),
    )
