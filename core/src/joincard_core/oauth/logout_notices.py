"""The outbox of logout tokens (OpenID Connect Back-Channel Logout 1.0 section 2.5).

A row says that the holder ``sub`` of a client has left the session ``sid``; it is written with what ends the
session.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from joincard_core.oauth.outbox import Outbox
from joincard_core.oauth.tables import logout_notices as notices
from joincard_core.storage import Tx

DELAYS = tuple(timedelta(seconds=each) for each in (5, 30, 120, 600, 3_600))
KEPT = timedelta(days=1)  # then given up in any case: the client's own session is hardly longer
OUTBOX = Outbox(notices, DELAYS, KEPT)


def add(tx: Tx, client_id: str, sub: str, sid: str, now: datetime) -> None:
    """Write a notice down, to be delivered at once."""
    OUTBOX.add(tx, client_id, now, sub=sub, sid=sid)
