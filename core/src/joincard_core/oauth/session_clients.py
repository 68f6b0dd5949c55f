"""Which clients a holder signed in to in one session, and what becomes of them when it ends.

OpenID Connect Back-Channel Logout 1.0 section 2.1 and 2.7. A session ends in the transaction of whoever ends
it, and with it come the notices to its clients: both or neither. ``sid`` is random for each session and
client, so that two providers cannot tell that they have the same session.
Choices: what a sign-in client was granted in the session ends with it, unless the holder also granted
``offline_access``; a system's grants outlast it, since they have a purpose and an end of their own. A
session that runs out by itself tells nobody: it is not the holder's wish to leave.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, delete, select, update

from joincard_core.oauth import grants, handle, logout_notices, store
from joincard_core.oauth.interaction import SignedIn
from joincard_core.oauth.model import Client
from joincard_core.oauth.tables import grants as granted
from joincard_core.oauth.tables import session_clients as joined
from joincard_core.storage import Database, Tx

OFFLINE = "offline_access"
OPENID = "openid"
SID = select(joined.c.sid).where(
    joined.c.session_id == bindparam("session"), joined.c.client_id == bindparam("client")
)


def ends_with(signed_in: SignedIn, client: Client, scopes: frozenset[str]) -> str | None:
    """The session with which a grant ends, if it ends with one."""
    stays = OFFLINE in scopes or not client.metadata.signs_in
    return None if stays else signed_in.session_id


def join(tx: Tx, signed_in: SignedIn, client_id: str, sub: str, until: datetime) -> SignedIn:
    """Note that a client gets a code in this session; the answer knows its ``sid``.

    ``until``: the session has ended then in any case. Without a session nothing is noted.
    """
    session = signed_in.session_id
    if session is None:
        return signed_in
    key = {"session_id": session, "client_id": client_id}
    person = signed_in.person_id
    Database.unique(tx, joined, **key, sid=handle.new(), person_id=person, sub=sub, expires_at=until)
    mine = and_(joined.c.session_id == session, joined.c.client_id == client_id)
    tx.execute(update(joined).where(mine).values(expires_at=until))
    sid: str = tx.execute(SID, {"session": session, "client": client_id}).scalar_one()
    return replace(signed_in, sid=sid)


def move(tx: Tx, before: str, after: str, until: datetime) -> None:
    """The same holder signed in again in the same browser: for the clients it is the same session."""
    changed = {"session_id": after, "expires_at": until}
    tx.execute(update(joined).where(joined.c.session_id == before).values(**changed))
    tx.execute(update(granted).where(granted.c.session_id == before).values(session_id=after))


def end(tx: Tx, sessions: Iterable[str], now: datetime) -> None:
    """These sessions end now: their clients will be told, and what ends with a session ends."""
    for session in sorted(set(sessions)):
        _tell(tx, joined.c.session_id == session, now)
        ends = select(granted.c.id).where(granted.c.session_id == session, granted.c.revoked_at.is_(None))
        for grant_id in tx.execute(ends).scalars().all():
            grants.revoke(tx, grant_id, now)


def leave(tx: Tx, person_id: str, client_id: str, now: datetime) -> None:
    """The holder took back what a client may do: it is told for each of the holder's sessions."""
    _tell(tx, and_(joined.c.person_id == person_id, joined.c.client_id == client_id), now)


def _tell(tx: Tx, which: ColumnElement[bool], now: datetime) -> None:
    # Deleted and read in one statement: of two who end a session at once, one tells its clients.
    gone = delete(joined).where(which).returning(joined.c.client_id, joined.c.sub, joined.c.sid)
    for row in tx.execute(gone).all():
        client = store.find(tx, row.client_id)
        if client is not None and client.metadata.backchannel_logout_uri is not None:
            logout_notices.add(tx, client.id, row.sub, row.sid, now)
