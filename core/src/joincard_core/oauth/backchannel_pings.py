"""The outbox of pings (OpenID CIBA Core section 7.1 and 10.2): the holder has decided, ask for the tokens.

What a ping needs, ``auth_req_id`` and ``client_notification_token``, is kept with the request, sealed under
the holder's key, and forgotten as soon as the ping was sent or given up. Where a hint named nobody, nobody
will decide, and nothing is kept.

Choice: no ping when a request expires, which section 10.2 does not ask for: the client knows ``expires_in``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select, update

from joincard_core.keys import KeyErased, Place, Vault
from joincard_core.oauth import handle
from joincard_core.oauth.backchannel_rows import BackchannelRequest, CardHolder
from joincard_core.oauth.outbox import Notice, Outbox
from joincard_core.oauth.tables import backchannel_pings as pings
from joincard_core.oauth.tables import backchannel_requests as requests
from joincard_core.storage import Tx

DELAYS = tuple(timedelta(seconds=each) for each in (2, 5, 15, 30, 60))
KEPT = timedelta(minutes=10)  # longer than any request lives
OUTBOX = Outbox(pings, DELAYS, KEPT)


@dataclass(frozen=True, slots=True)
class Ping:
    """What a ping says, and what shows the client that it comes from here."""

    auth_req_id: str = field(repr=False)
    client_notification_token: str = field(repr=False)


def keep(tx: Tx, vault: Vault, holder: CardHolder, ping: Ping) -> None:
    """Keep what a ping will need, until the holder has decided."""
    digest = handle.digest(ping.auth_req_id)
    told = json.dumps([ping.auth_req_id, ping.client_notification_token]).encode("ascii")
    sealed = vault.key(tx, holder.person_id).seal(_place(digest), told)
    tx.execute(update(requests).where(requests.c.digest == digest).values(ping=sealed))


def announce(tx: Tx, found: BackchannelRequest, now: datetime) -> None:
    """The holder has decided: a client that wants to be told will be, after this transaction."""
    mine = requests.c.digest == found.digest
    if tx.execute(select(requests.c.ping).where(mine)).scalar() is not None:
        OUTBOX.add(tx, found.client_id, now, request=found.digest, expires_at=found.expires_at)


def opened(tx: Tx, vault: Vault, notice: Notice, now: datetime) -> Ping | None:
    """What a notice says; ``None`` when the request is over, or its holder was erased."""
    digest = bytes(notice.told["request"])
    query = select(requests.c.person_id, requests.c.ping)
    row = tx.execute(query.where(requests.c.digest == digest, requests.c.expires_at > now)).first()
    if row is None or row.ping is None:
        return None
    try:
        key = vault.key(tx, row.person_id)
    except KeyErased:
        return None
    return Ping(*json.loads(key.open(_place(digest), bytes(row.ping))))


def forget(tx: Tx, notice: Notice) -> None:
    """The ping was sent, or is given up: it and what it needed are gone."""
    OUTBOX.remove(tx, notice)
    digest = bytes(notice.told["request"])
    tx.execute(update(requests).where(requests.c.digest == digest).values(ping=None))


def _place(digest: bytes) -> Place:
    return Place("backchannel_requests", "ping", digest.hex())
