"""Delivering logout tokens (OpenID Connect Back-Channel Logout 1.0 section 2.4 to 2.8).

Choices: always ``sub`` and ``sid``; the ``jti`` is that of the notice, the same at each attempt, so that a
client can tell a repeat; 200 and 204 are an acknowledgement, and nothing else is, redirects least of all.
Nobody waits for a client: a thread of its own delivers, or a command.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from threading import Event
from urllib.parse import urlencode

import structlog
from prometheus_client import Counter
from sqlalchemy.exc import SQLAlchemyError

from joincard_core.clock import Clock, to_epoch
from joincard_core.errors import JoincardError
from joincard_core.keys import KeyRing
from joincard_core.oauth import logout_notices, store
from joincard_core.oauth.events import ClientEvents, Refusal
from joincard_core.oauth.fetching import USUAL, Ask, FetchFailed, Limits, Reach, fetch
from joincard_core.oauth.logout_notices import MOST_ATTEMPTS, Notice
from joincard_core.oauth.model import Client
from joincard_core.storage import Database

EVENT = "http://schemas.openid.net/event/backchannel-logout"
TYP = "logout+jwt"
FORM = "application/x-www-form-urlencoded"
LIFETIME = 120  # s; section 2.4 recommends two minutes at most
TAKEN_WITH = (200, 204)
MOST_CLIENTS = 20  # in one round
MOST_OF_A_CLIENT = 50  # in one round
CODE = "oauth.logout-undelivered"
REMEDY = (
    "Answer a POST to the client's backchannel_logout_uri with 200 within three seconds; the address is "
    "https, public and does not redirect."
)
COUNTED = Counter("joincard_logout_notices", "Attempts to deliver logout tokens.", ("outcome",))

log = structlog.get_logger("joincard.oauth")


class NotTaken(FetchFailed):
    """The client answered, and did not take this notice. It may take others."""


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
class LogoutDelivery:
    """Takes notices out of the outbox, one at a time, and to their clients."""

    issuer: str
    database: Database
    keys: KeyRing
    clock: Clock
    events: ClientEvents
    reach: Reach
    limits: Limits = USUAL

    def deliver(self) -> Round:
        """One round: each client that is due, until it has everything or cannot be reached.

        Raises what the database raises; no notice is lost then.
        """
        done = Round()
        with self.database.read() as tx:
            waiting = logout_notices.clients(tx, self.clock.now(), MOST_CLIENTS)
        for client_id in waiting:
            with self.database.read() as tx:
                found = logout_notices.due(tx, client_id, self.clock.now(), MOST_OF_A_CLIENT)
            for notice in found:
                done = done.and_(self._one(notice))
        return done

    def keep_on(self, stop: Event, pause: float) -> None:
        """Rounds with a pause of so many seconds between them, until ``stop`` is set. Never raises."""
        while not stop.wait(pause):
            try:
                self.deliver()
            except (JoincardError, SQLAlchemyError) as error:
                log.warning("oauth.logout-round-failed", kind=type(error).__name__)

    def _one(self, notice: Notice) -> Round:
        now = self.clock.now()
        with self.database.write() as tx:
            taken = logout_notices.take(tx, notice, now)
            client = store.find(tx, notice.client_id)
            uri = None if client is None else client.metadata.backchannel_logout_uri
            if taken is not None and uri is None:  # the client has gone, or wants none any more
                logout_notices.remove(tx, taken)
        if taken is None or client is None or uri is None:
            return NOTHING
        try:
            self._send(taken, client, uri, now)
        except JoincardError as error:
            return self._failed(taken, error)
        with self.database.write() as tx:
            logout_notices.remove(tx, taken)
        COUNTED.labels("delivered").inc()
        return DELIVERED

    def _send(self, notice: Notice, client: Client, uri: str, now: datetime) -> None:
        body = urlencode({"logout_token": self._token(notice, client, to_epoch(now))}).encode("ascii")
        answer = fetch(Ask(uri, "POST", "*/*", FORM, body), self.reach, self.limits)
        if answer.status not in TAKEN_WITH:
            raise NotTaken(f"answered {answer.status} instead of 200")

    def _token(self, notice: Notice, client: Client, now: int) -> str:
        claims = {
            "iss": self.issuer,
            "aud": client.id,
            "sub": notice.sub,
            "sid": notice.sid,
            "jti": notice.id,
            "iat": now,
            "exp": now + LIFETIME,
            "events": {EVENT: {}},
        }
        return self.keys.sign("token", TYP, claims, client.metadata.id_token_signed_response_alg)

    def _failed(self, notice: Notice, error: JoincardError) -> Round:
        """Wait, or give up; in either case the client's provider and the operator can see why."""
        now = self.clock.now()
        last = notice.is_last(now)
        with self.database.write() as tx:
            if last:
                logout_notices.remove(tx, notice)
            else:
                logout_notices.put_off(tx, notice, now)
            if not isinstance(error, NotTaken):
                logout_notices.put_off_others(tx, notice, now)
        COUNTED.labels("given_up" if last else "put_off").inc()
        log.warning("oauth.logout-undelivered", last=last, client=notice.client_id, cause=error.sentence)
        self.events.record(_told(notice, error, last))
        return GIVEN_UP if last else PUT_OFF


def _told(notice: Notice, error: JoincardError, last: bool) -> Refusal:
    why = error.what if isinstance(error, FetchFailed) else "could not be told"
    end = "Given up." if last else "It will be tried again."
    return Refusal(
        client_id=notice.client_id,
        endpoint="backchannel_logout_uri",
        error="undelivered",
        code=CODE,
        cause=f"The backchannel_logout_uri {why}, at attempt {notice.attempts} of {MOST_ATTEMPTS}. {end}",
        remedy=REMEDY,
        request_id=notice.id,
    )
