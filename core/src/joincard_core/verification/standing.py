"""Where an asker stands before anything is decided: was this asked before, and was too much asked?

Limits use fixed windows. Attempts are counted for each refusal (per card and provider) and each unknown
number (per provider); one statement reads them, together with the answer kept for the Idempotency-Key.
Questions that could measure a hidden fact are counted per card, provider and service, by the day.
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Executable, and_, bindparam, delete, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from joincard_core.clock import SHANGHAI, from_epoch, to_epoch
from joincard_core.keys import Place
from joincard_core.storage import Tx
from joincard_core.verification.store import attempts, idempotency

REFUSED = "refused"
UNKNOWN = "unknown"
KNOWN = "known"
MEASURED = "measured"
SLOW_CLOCK = 3_600
"""Seconds for which attempts are kept past their window: another machine's clock may still be in it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was given for an Idempotency-Key, sealed."""

    request: bytes
    verification: str
    person: str
    answer: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """The kept answer, if any, and how many attempts were made in this window."""

    kept: Kept | None
    refused: int
    unknown: int
    known: int


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time over which attempts are counted, named by the second in which it ends."""

    end: int

    @classmethod
    def at(cls, now: datetime, length: int) -> "Window":
        """The window of ``length`` seconds that a moment lies in."""
        return cls((to_epoch(now) // length + 1) * length)

    @classmethod
    def day(cls, now: datetime) -> "Window":
        """The day in Asia/Shanghai that a moment lies in."""
        tomorrow = now.astimezone(SHANGHAI).date() + timedelta(days=1)
        return cls(to_epoch(datetime.combine(tomorrow, time.min, SHANGHAI)))

    def ends_in(self, now: datetime) -> int:
        """Whole seconds until a new window begins; at least 1."""
        return max(1, self.end - to_epoch(now))


_refused, _unknown, _known = (attempts.alias(kind) for kind in (REFUSED, UNKNOWN, KNOWN))
_one = select(literal(1).label("one")).subquery("asker")
STANDING = select(
    idempotency.c.request,
    idempotency.c.verification_id,
    idempotency.c.person_id,
    idempotency.c.answer,
    _refused.c.made.label("refused"),
    _unknown.c.made.label("unknown"),
    _known.c.made.label("known"),
).select_from(
    _one.outerjoin(
        idempotency,
        and_(
            idempotency.c.client_id == bindparam("client"),
            idempotency.c.key == bindparam("key"),
            idempotency.c.expires_at > bindparam("now"),
        ),
    )
    .outerjoin(
        _refused,
        and_(
            _refused.c.kind == REFUSED,
            _refused.c.subject == bindparam("asked"),
            _refused.c.window == bindparam("window"),
        ),
    )
    .outerjoin(
        _unknown,
        and_(
            _unknown.c.kind == UNKNOWN,
            _unknown.c.subject == bindparam("provider"),
            _unknown.c.window == bindparam("window"),
        ),
    )
    .outerjoin(
        _known,
        and_(
            _known.c.kind == KNOWN,
            _known.c.subject == bindparam("provider"),
            _known.c.window == bindparam("window"),
        ),
    )
)


def _count(insert: Any) -> Executable:
    new = insert(attempts).values(made=1)
    key = (attempts.c.kind, attempts.c.subject, attempts.c.window)
    counted: Executable = new.on_conflict_do_update(
        index_elements=key, set_={"made": attempts.c.made + 1}
    ).returning(attempts.c.made)
    return counted


def _keep(insert: Any) -> Executable:
    """A key whose time is over may be used again; one that is alive is left alone."""
    new = insert(idempotency)
    names = [column.name for column in idempotency.columns if not column.primary_key]
    kept: Executable = new.on_conflict_do_update(
        index_elements=(idempotency.c.client_id, idempotency.c.key),
        set_={name: new.excluded[name] for name in names},
        where=idempotency.c.expires_at <= bindparam("now"),
    )
    return kept


COUNT = {"sqlite": _count(sqlite.insert), "postgresql": _count(postgresql.insert)}
KEEP = {"sqlite": _keep(sqlite.insert), "postgresql": _keep(postgresql.insert)}


@dataclass(frozen=True, slots=True)
class Who:
    """Whose standing is read. ``card`` names card and provider; empty when the card is not known."""

    client: str
    provider: str
    card: str = ""


def standing(tx: Tx, who: Who, key: str, now: datetime, window: Window) -> Standing:
    """Read where a client and its provider stand."""
    given = {
        "client": who.client,
        "provider": who.provider,
        "asked": who.card,
        "key": key,
        "now": now,
        "window": window.end,
    }
    row = tx.execute(STANDING, given).one()
    kept = row.request and Kept(bytes(row.request), row.verification_id, row.person_id, bytes(row.answer))
    return Standing(kept or None, row.refused or 0, row.unknown or 0, row.known or 0)


def count(tx: Tx, kind: str, subject: str, window: Window) -> int:
    """Count one attempt; the answer is how many there are with it.

    The row stays locked until the transaction ends: of many attempts at once each gets a number of its own.
    """
    given = {"kind": kind, "subject": subject, "window": window.end}
    made: int = tx.execute(COUNT[tx.dialect.name], given).scalar_one()
    return made


def of_service(card: str, provider: str, service: str) -> str:
    """Card, provider and service as one subject, of a length that does not depend on theirs."""
    return sha256(f"{card}\n{provider}\n{service}".encode()).hexdigest()


def keep(tx: Tx, client: str, key: str, kept: Kept, now: datetime, lifetime: int) -> bool:
    """Keep an answer for ``lifetime`` seconds; ``False`` when another request with this key was first."""
    row = {
        "client_id": client,
        "key": key,
        "request": kept.request,
        "verification_id": kept.verification,
        "person_id": kept.person,
        "answer": kept.answer,
        "expires_at": from_epoch(to_epoch(now) + lifetime),
        "now": now,
    }
    return tx.execute(KEEP[tx.dialect.name], row).rowcount == 1


def forget(tx: Tx, now: datetime) -> None:
    """Remove answers and attempts whose time is over."""
    tx.execute(delete(idempotency).where(idempotency.c.expires_at <= now))
    tx.execute(delete(attempts).where(attempts.c.window < to_epoch(now) - SLOW_CLOCK))


def request_digest(what: str, body: bytes) -> bytes:
    """What a repeated request must be equal in: the address it was sent to, and every byte of its body."""
    return sha256(what.encode() + b"\n" + body).digest()


def answer_at(client: str, key: str) -> Place:
    """Where a kept answer is sealed."""
    return Place("idempotency", "answer", f"{client}:{key}")
