"""Asking again: what is temporary is repeated, within the patience of one call.

Repeated are lost connections and the statuses 429, 502, 503 and 504, nothing else. Whoever asks makes each
request afresh, since a proof or an assertion is good once; what must stay the same (the body, the
``Idempotency-Key``) stays the same.
"""

import logging
from collections.abc import Callable
from datetime import UTC
from email.utils import parsedate_to_datetime

from joincard_sdk.client.errors import AuthorityUnavailable
from joincard_sdk.client.patience import Deadline, Patience
from joincard_sdk.client.wire import Answer, Ask, Lost, Wire

TOO_MANY = 429
TEMPORARY = frozenset({TOO_MANY, 502, 503, 504})
LONGEST_DIGITS = 9

_log = logging.getLogger("joincard_sdk.client")


async def answered(wire: Wire, ask: Callable[[], Ask], patience: Patience, deadline: Deadline) -> Answer:
    """The first answer that is not temporary, or the last 429. Raises ``AuthorityUnavailable``."""
    attempt = 0
    while True:
        attempt += 1
        if deadline.left <= 0:
            raise AuthorityUnavailable("no time was left to ask", attempt - 1)
        asked = ask()
        reply = await wire.send(asked)
        if isinstance(reply, Answer) and reply.status not in TEMPORARY:
            return reply
        wanted = retry_after(reply, deadline.clock.now()) if isinstance(reply, Answer) else None
        wait = patience.wait(attempt, wanted)
        if attempt >= patience.attempts or wait >= deadline.left:
            return _given_up(reply, attempt, wanted)
        _log.info("%s: %s; asking again in %.2f s", asked.method, _named(reply), wait)
        await wire.pause(wait)


def retry_after(answer: Answer, now: float) -> float | None:
    """Seconds of a ``Retry-After`` header, a number or a date (RFC 9110 section 10.2.3), never below zero."""
    value = answer.headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:LONGEST_DIGITS])
    moment = http_date(value)
    # The authority's own clock, where it tells it: only the difference of the two dates matters.
    here = http_date(answer.headers.get("date", ""))
    return None if moment is None else max(0.0, moment - (now if here is None else here))


def http_date(value: str) -> float | None:
    """Seconds since 1970 of an HTTP date, or None."""
    try:
        moment = parsedate_to_datetime(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _named(reply: Answer | Lost) -> str:
    return reply.why if isinstance(reply, Lost) else f"status {reply.status}"


def _given_up(reply: Answer | Lost, attempts: int, wanted: float | None) -> Answer:
    # A 429 says what there is too much of, which its reader should see.
    if isinstance(reply, Answer) and reply.status == TOO_MANY:
        return reply
    raise AuthorityUnavailable(_named(reply), attempts, wanted)
