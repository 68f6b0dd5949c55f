"""One browser on its way through one authorization request: pages, sign-in, decision.

An interaction is opened by two handles: one in the page, one in a cookie, so that neither a copied address
nor another site's form can act for the holder (RFC 9700 section 4.7 and 4.16). One that was decided stays
until its time, for the holder who goes back to it. Anybody can open pages, so a network has a limited number
of them: the oldest go first, before them those that nobody came to see with the cookie that they were given,
and those on which somebody signed in last of all.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import bindparam, delete, func, insert, select, update

from joincard_core.oauth import handle
from joincard_core.oauth.asked import Asked
from joincard_core.oauth.authorization_details import Details
from joincard_core.oauth.tables import interactions
from joincard_core.storage import Tx

MOST_OPEN = 500
"""Pages opened from one network within the life of one: many holders may share the address of a hospital."""
FOUND = select(interactions).where(
    interactions.c.digest == bindparam("digest"),
    interactions.c.browser_digest == bindparam("browser_digest"),
    interactions.c.expires_at > bindparam("now"),
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A holder who proved to be one. ``auth_time`` is in seconds since 1970, ``amr`` as in RFC 8176.

    ``sid`` is what one client calls the session, once it has a code in it.
    """

    person_id: str = field(repr=False)
    card_id: str = field(repr=False)
    auth_time: int
    acr: str
    amr: tuple[str, ...]
    session_id: str | None = None
    sid: str | None = None


@dataclass(frozen=True, slots=True)
class Interaction:
    """A request that a browser has open. ``handle`` goes into the pages, and nowhere else."""

    handle: str = field(repr=False)
    request: bytes = field(repr=False)
    asked: Asked
    client_name: str
    client_uri: str | None
    policy_uri: str | None
    tos_uri: str | None
    provider_id: str
    expires_at: datetime
    signed_in: SignedIn | None = None
    decided_at: datetime | None = None
    opened_at: datetime | None = None

    @property
    def client_id(self) -> str:
        """The client that asks."""
        return self.asked.client_id

    @property
    def scopes(self) -> frozenset[str]:
        """What it asks for."""
        return self.asked.scopes

    @property
    def claims(self) -> frozenset[str]:
        """Which claims of the card it asks to be told."""
        return self.asked.claims

    @property
    def details(self) -> Details:
        """Which services, in which cities, and why."""
        return self.asked.details

    @property
    def redirect_uri(self) -> str:
        """Where the answer goes."""
        return self.asked.redirect_uri

    @property
    def leads_to(self) -> str:
        """Where the holder can go on: the client's own page, else its host; empty for an application."""
        there = urlsplit(self.asked.redirect_uri)
        host = f"{there.scheme}://{there.netloc}/" if there.scheme in ("https", "http") else ""
        return self.client_uri or host

    @property
    def login_hint(self) -> str | None:
        """Whom the client expects."""
        return self.asked.login_hint

    @property
    def ui_locales(self) -> tuple[str, ...]:
        """The languages that the client asked for."""
        return self.asked.ui_locales


def add(tx: Tx, browser: str, opened: Interaction, network: bytes | None = None) -> None:
    """Write a new interaction down, opened from a ``network`` (as a keyed digest)."""
    if network is not None:
        _make_room(tx, network)
    row = {
        "digest": handle.digest(opened.handle),
        "browser_digest": handle.digest(browser),
        "request_digest": opened.request,
        "client_id": opened.asked.client_id,
        "asked": json.dumps(
            {
                "asked": opened.asked.to_json(),
                "client_name": opened.client_name,
                "client_uri": opened.client_uri,
                "policy_uri": opened.policy_uri,
                "tos_uri": opened.tos_uri,
                "provider_id": opened.provider_id,
            }
        ),
        "signed_in": None if opened.signed_in is None else json.dumps(asdict(opened.signed_in)),
        "expires_at": opened.expires_at,
        "address_digest": network,
    }
    tx.execute(insert(interactions), row)


def find(tx: Tx, shown: str, browser: str, now: datetime) -> Interaction | None:
    """The interaction of this page in this browser, also when it is decided."""
    key = {"digest": handle.digest(shown), "browser_digest": handle.digest(browser), "now": now}
    row = tx.execute(FOUND, key).first()
    return None if row is None else _interaction(row, shown)


def came(tx: Tx, opened: Interaction, now: datetime) -> None:
    """Note that its browser came to see it."""
    mine = interactions.c.digest == handle.digest(opened.handle)
    tx.execute(update(interactions).where(mine).values(opened_at=now))


def sign_in(tx: Tx, opened: Interaction, signed_in: SignedIn) -> None:
    """Note who signed in."""
    mine = interactions.c.digest == handle.digest(opened.handle)
    tx.execute(update(interactions).where(mine).values(signed_in=json.dumps(asdict(signed_in))))


def end(tx: Tx, opened: Interaction, now: datetime) -> None:
    """Every interaction with the same request is decided."""
    same = interactions.c.request_digest == opened.request
    tx.execute(update(interactions).where(same).values(decided_at=now))


def _make_room(tx: Tx, network: bytes) -> None:
    """Forget the oldest pages that were opened from a network, so that one more is within the limit."""
    theirs = interactions.c.address_digest == network
    held: int = tx.execute(select(func.count()).select_from(interactions).where(theirs)).scalar_one()
    if held < MOST_OPEN:
        return
    first = (
        select(interactions.c.digest)
        .where(theirs)
        .order_by(
            interactions.c.decided_at.is_(None),
            interactions.c.signed_in.is_not(None),
            interactions.c.opened_at.is_not(None),
            interactions.c.expires_at,
            interactions.c.digest,
        )
        .limit(held - MOST_OPEN + 1)
    )
    tx.execute(delete(interactions).where(interactions.c.digest.in_(first)))


def read_signed_in(members: dict[str, Any]) -> SignedIn:
    """What was kept of a sign-in."""
    return SignedIn(**(members | {"amr": tuple(members["amr"])}))


def _interaction(row: Any, shown: str) -> Interaction:
    kept = json.loads(row.asked)
    return Interaction(
        handle=shown,
        request=row.request_digest,
        asked=Asked.from_json(kept["asked"]),
        client_name=kept["client_name"],
        client_uri=kept["client_uri"],
        policy_uri=kept.get("policy_uri"),
        tos_uri=kept.get("tos_uri"),
        provider_id=kept["provider_id"],
        expires_at=row.expires_at,
        signed_in=None if row.signed_in is None else read_signed_in(json.loads(row.signed_in)),
        decided_at=row.decided_at,
        opened_at=row.opened_at,
    )
