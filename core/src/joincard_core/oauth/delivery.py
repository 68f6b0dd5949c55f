"""Delivering what waits in an outbox to the address that each client registered for it.

Choices: 200 and 204 are an acknowledgement, whatever else is in the answer, and nothing else is, redirects
least of all. Nobody waits for a client: a thread of its own delivers, or a command, outside of every
transaction.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import ClassVar

import structlog
from prometheus_client import Counter
from sqlalchemy.exc import SQLAlchemyError

from joincard_core.clock import Clock
from joincard_core.errors import JoincardError
from joincard_core.oauth import store
from joincard_core.oauth.events import ClientEvents, Refusal
from joincard_core.oauth.fetching import USUAL, Ask, FetchFailed, Limits, Reach, fetch
from joincard_core.oauth.model import Client
from joincard_core.oauth.outbox import Notice, Outbox
from joincard_core.storage import Database, Tx

TAKEN_WITH = (200, 204)
MOST_CLIENTS = 20  # in one round
MOST_OF_A_CLIENT = 50  # in one round

log = structlog.get_logger("joincard.oauth")


class NotTaken(FetchFailed):
    """The client answered, and did not take this notice. It may take others."""

    def __init__(self, status: int) -> None:
        super().__init__(f"answered {status} instead of 200")
        self.status = status


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: notices that were delivered, put off, and given up."""

    delivered: int = 0
    put_off: int = 0
    given_up: int = 0

    @property
    def any(self) -> bool:
        """Whether there was anything to do."""
        return self != Round()

    def and_(self, other: Round) -> Round:
        """Both together."""
        return Round(
            self.delivered + other.delivered, self.put_off + other.put_off, self.given_up + other.given_up
        )


NOTHING, DELIVERED, PUT_OFF, GIVEN_UP = Round(), Round(delivered=1), Round(put_off=1), Round(given_up=1)


@dataclass(frozen=True, slots=True)
class Errand:
    """What is delivered. ``name`` is for threads and logs, ``member`` the address in a client's metadata."""

    name: str
    outbox: Outbox
    member: str
    counted: Counter
    remedy: str

    @property
    def code(self) -> str:
        """The stable code of what could not be delivered."""
        return f"oauth.{self.name}-undelivered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(ABC):
    """Takes notices out of an outbox, one at a time, and to their clients."""

    errand: ClassVar[Errand]
    database: Database
    clock: Clock
    events: ClientEvents
    reach: Reach
    limits: Limits = USUAL

    @abstractmethod
    def ask(self, notice: Notice, client: Client, uri: str, now: datetime) -> Ask | None:
        """The request that tells it; ``None`` when there is nothing to tell any more.

        Raises a ``JoincardError``, which counts as a failed attempt.
        """

    def is_worth_another(self, error: JoincardError) -> bool:
        """Whether the same notice may be taken later."""
        return True

    def end(self, tx: Tx, notice: Notice) -> None:
        """It was delivered, is given up, or there is nothing to tell any more."""
        self.errand.outbox.remove(tx, notice)

    def deliver(self) -> Round:
        """One round: each client that is due, until it has everything or cannot be reached.

        Raises what the database raises; no notice is lost then.
        """
        done, outbox = Round(), self.errand.outbox
        with self.database.read() as tx:
            waiting = outbox.clients(tx, self.clock.now(), MOST_CLIENTS)
        for client_id in waiting:
            with self.database.read() as tx:
                found = outbox.due(tx, client_id, self.clock.now(), MOST_OF_A_CLIENT)
            for notice in found:
                done = done.and_(self._one(notice))
        return done

    def keep_on(self, stop: Event, pause: float) -> None:
        """Rounds with a pause of so many seconds between them, until ``stop`` is set. Never raises."""
        while not stop.wait(pause):
            try:
                self.deliver()
            except (JoincardError, SQLAlchemyError) as error:
                log.warning(f"oauth.{self.errand.name}-round-failed", kind=type(error).__name__)

    def _one(self, notice: Notice) -> Round:
        now = self.clock.now()
        with self.database.write() as tx:
            taken = self.errand.outbox.take(tx, notice, now)
            client = store.find(tx, notice.client_id)
        if taken is None:
            return NOTHING
        uri = None if client is None else getattr(client.metadata, self.errand.member)
        try:
            # The client may have gone, or want none any more.
            asked = None if client is None or uri is None else self.ask(taken, client, uri, now)
            if asked is not None:
                self._send(asked)
        except JoincardError as error:
            return self._failed(taken, error)
        with self.database.write() as tx:
            self.end(tx, taken)
        if asked is None:
            return NOTHING
        self.errand.counted.labels("delivered").inc()
        return DELIVERED

    def _send(self, asked: Ask) -> None:
        answer = fetch(asked, self.reach, self.limits)
        if answer.status not in TAKEN_WITH:
            raise NotTaken(answer.status)

    def _failed(self, notice: Notice, error: JoincardError) -> Round:
        """Wait, or give up; in either case the client's provider and the operator can see why."""
        now, outbox = self.clock.now(), self.errand.outbox
        last = outbox.is_last(notice, now) or not self.is_worth_another(error)
        with self.database.write() as tx:
            if last:
                self.end(tx, notice)
            else:
                outbox.put_off(tx, notice, now)
            if not isinstance(error, NotTaken):
                outbox.put_off_others(tx, notice, now)
        self.errand.counted.labels("given_up" if last else "put_off").inc()
        log.warning(self.errand.code, last=last, client=notice.client_id, cause=error.sentence)
        self.events.record(self._told(notice, error, last))
        return GIVEN_UP if last else PUT_OFF

    def _told(self, notice: Notice, error: JoincardError, last: bool) -> Refusal:
        why = error.what if isinstance(error, FetchFailed) else "could not be told"
        attempt = f"at attempt {notice.attempts} of {self.errand.outbox.most_attempts}"
        end = "Given up." if last else "It will be tried again."
        return Refusal(
            client_id=notice.client_id,
            endpoint=self.errand.member,
            error="undelivered",
            code=self.errand.code,
            cause=f"The {self.errand.member} {why}, {attempt}. {end}",
            remedy=self.errand.remedy,
            request_id=notice.id,
        )
