"""Why requests of a client were refused: for its provider and the operator, while the wire says less.

Who a request is from is only claimed when it is refused, so anybody can write into this list: events are
kept for clients that exist, a limited number each minute, and the newest thousand. What is written are
sentences of ours; nothing that was sent is kept. A list that cannot be written never fails a request.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from prometheus_client import Counter
from sqlalchemy import ColumnElement, delete, func, insert, or_, select
from sqlalchemy.exc import SQLAlchemyError

from joincard_core.clock import Clock
from joincard_core.errors import JoincardError
from joincard_core.oauth import store
from joincard_core.oauth.errors import OAuthError
from joincard_core.oauth.remedies import remedy
from joincard_core.oauth.tables import client_events as events
from joincard_core.storage import Database, Tx, new_id

A_MINUTE = timedelta(minutes=1)
KEPT_FOR = timedelta(days=90)
MOST_A_MINUTE = 60  # for each client
MOST_OF_A_CODE = 10  # of these; one stranger who guesses must not push everything else out of the list
MOST = 1_000  # for each client
LONGEST = 1_000  # characters of a cause
NAME = 64  # characters of the other members
POSITION = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d))(?:~([0-9a-f]{32}))?", re.ASCII
)
UNRECORDED = Counter("joincard_client_refusals_unrecorded", "Refusals past the limit of a client's list.")

log = structlog.get_logger("joincard.oauth")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request was refused. ``client_id`` is claimed; ``error`` is what the wire was told."""

    client_id: str
    endpoint: str
    error: str
    code: str
    cause: str
    remedy: str
    request_id: str

    @classmethod
    def of(cls, error: OAuthError, endpoint: str, request_id: str) -> Refusal | None:
        """What an error tells the operator; ``None`` where the request named no client."""
        if error.client_id is None:
            return None
        return cls(
            client_id=error.client_id,
            endpoint=endpoint[:NAME],
            error=error.error[:NAME],
            code=error.code[:NAME],
            cause="".join(char for char in error.cause if char.isprintable())[:LONGEST],
            remedy=remedy(error.code, error.cause),
            request_id=request_id[:NAME],
        )


@dataclass(frozen=True, slots=True)
class Event:
    """A refusal in the list, and when it was."""

    id: str
    at: datetime
    refusal: Refusal

    def to_json(self) -> dict[str, object]:
        """The members as the API and the command show them."""
        told = self.refusal
        return {
            "at": written(self.at),
            "client_id": told.client_id,
            "endpoint": told.endpoint,
            "error": told.error,
            "code": told.code,
            "cause": told.cause,
            "remedy": told.remedy,
            "request_id": told.request_id,
        }


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the list: after a moment, or after one event of that moment."""

    at: datetime
    id: str = ""

    @classmethod
    def of(cls, text: str) -> Position:
        """An RFC 3339 time, or what ``text`` of another position was. Raises ``ValueError``."""
        found = POSITION.fullmatch(text)
        try:
            if found is not None:
                return cls(datetime.fromisoformat(found[1]).astimezone(UTC), found[2] or "")
        except (ValueError, OverflowError):  # the 32nd of a month; before the year 1 in UTC
            pass
        raise ValueError(
            "A position is a time such as 2026-03-02T04:00:00Z, or the next of an earlier answer."
        )

    @property
    def text(self) -> str:
        """As an address carries it."""
        return f"{written(self.at)}~{self.id}" if self.id else written(self.at)


@dataclass(frozen=True, slots=True)
class Page:
    """Events in the order in which they happened. ``next`` is where to go on, also later."""

    events: tuple[Event, ...]
    next: Position | None

    def to_json(self) -> dict[str, object]:
        """The members of the answer."""
        found: dict[str, object] = {"events": [event.to_json() for event in self.events]}
        return found if self.next is None else {**found, "next": self.next.text}


class ClientEvents:
    """The lists of all clients."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def record(self, refusal: Refusal) -> None:
        """Add a refusal to its client's list, if there is such a client and room in this minute."""
        try:
            self._record(refusal, self._clock.now())
        except (JoincardError, SQLAlchemyError) as error:
            log.warning("oauth.refusal-unrecorded", kind=type(error).__name__, client=refusal.client_id)

    def of_provider(
        self, provider_id: str, since: Position | None = None, limit: int = 100, client: str | None = None
    ) -> Page:
        """What happened to a provider's clients, or to one of them, from ``since`` on."""
        wanted = [events.c.provider_id == provider_id]
        if client is not None:
            wanted.append(events.c.client_id == client)
        if since is not None:
            wanted.append(_after(since))
        query = select(events).where(*wanted).order_by(events.c.at, events.c.id).limit(limit)
        with self._database.read() as tx:
            found = tuple(_event(row) for row in tx.execute(query))
        return Page(found, Position(found[-1].at, found[-1].id) if found else None)

    def newest(self, client_id: str, limit: int = 100) -> tuple[Event, ...]:
        """The newest events of a client, the oldest of them first."""
        query = select(events).where(events.c.client_id == client_id)
        with self._database.read() as tx:
            rows = tx.execute(query.order_by(events.c.at.desc(), events.c.id.desc()).limit(limit))
            return tuple(reversed([_event(row) for row in rows]))

    def _record(self, refusal: Refusal, now: datetime) -> None:
        with self._database.read() as tx:
            client = store.find(tx, refusal.client_id)
            counts = _of_minute(tx, refusal.client_id, now) if client else {}
        if client is None:
            return
        if sum(counts.values()) >= MOST_A_MINUTE or counts.get(refusal.code, 0) >= MOST_OF_A_CODE:
            UNRECORDED.inc()
            return
        with self._database.write() as tx:
            tx.execute(insert(events), _row(refusal, client.provider_id, now))
            _trim(tx, client.id, now)


def written(at: datetime) -> str:
    """A moment in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def _of_minute(tx: Tx, client_id: str, now: datetime) -> dict[str, int]:
    """How many there are of the last minute, by code."""
    of_it = (events.c.client_id == client_id) & (events.c.at > now - A_MINUTE)
    query = select(events.c.code, func.count().label("number")).where(of_it).group_by(events.c.code)
    return {row.code: row.number for row in tx.execute(query)}


def _trim(tx: Tx, client_id: str, now: datetime) -> None:
    """Keep the newest, and nothing for longer than is of use."""
    of_it = events.c.client_id == client_id
    newest_first = (
        select(events.c.at, events.c.id).where(of_it).order_by(events.c.at.desc(), events.c.id.desc())
    )
    last = tx.execute(newest_first.offset(MOST).limit(1)).first()
    if last is not None:
        tx.execute(delete(events).where(of_it, ~_after(Position(last.at, last.id))))
    tx.execute(delete(events).where(events.c.at < now - KEPT_FOR))


def _after(position: Position) -> ColumnElement[bool]:
    same = (events.c.at == position.at) & (events.c.id > position.id)
    return or_(events.c.at > position.at, same)


def _row(refusal: Refusal, provider_id: str, at: datetime) -> dict[str, object]:
    return {
        "id": new_id(),
        "client_id": refusal.client_id,
        "provider_id": provider_id,
        "at": at,
        "endpoint": refusal.endpoint,
        "error": refusal.error,
        "code": refusal.code,
        "cause": refusal.cause,
        "remedy": refusal.remedy,
        "request_id": refusal.request_id,
    }


def _event(row: Any) -> Event:
    refusal = Refusal(
        client_id=row.client_id,
        endpoint=row.endpoint,
        error=row.error,
        code=row.code,
        cause=row.cause,
        remedy=row.remedy,
        request_id=row.request_id,
    )
    return Event(row.id, row.at, refusal)
