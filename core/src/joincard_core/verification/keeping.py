"""Answers kept by Idempotency-Key: a repeated request gets the bytes that the first one got."""

from joincard_core.keys import SealingKey
from joincard_core.storage import Tx
from joincard_core.verification import standing
from joincard_core.verification.errors import IdempotencyMismatch
from joincard_core.verification.model import Answer
from joincard_core.verification.rooms import Asker, Rooms
from joincard_core.verification.standing import Kept, Standing, Who, Window, answer_at


class Raced(Exception):
    """Another request was first with the same key, or the same move of the same verification."""


def look_up(tx: Tx, rooms: Rooms, asker: Asker, key: str, subject: str = "") -> Standing:
    """Where the asker stands with this key. ``subject`` names card and provider, for the limit."""
    now = rooms.clock.now()
    window = Window.at(now, rooms.limits.window)
    who = Who(asker.client_id, asker.provider_id, subject)
    return standing.standing(tx, who, key, now, window)


def repeated(tx: Tx, rooms: Rooms, asker: Asker, key: str, request: bytes, kept: Kept) -> Answer:
    """The answer that was given before. Raises ``IdempotencyMismatch`` when the request was another."""
    if kept.request != request:
        raise IdempotencyMismatch
    opened = rooms.vault.key(tx, kept.person).open(answer_at(asker.client_id, key), kept.answer)
    return Answer(kept.verification, opened, repeated=True)


def keep(
    tx: Tx,
    rooms: Rooms,
    asker: Asker,
    key: str,
    request: bytes,
    answer: Answer,
    sealing: tuple[str, SealingKey],
) -> Answer:
    """Keep an answer, sealed under the person's key. Raises ``Raced``."""
    person, person_key = sealing
    sealed = person_key.seal(answer_at(asker.client_id, key), answer.body)
    kept = Kept(request, answer.id, person, sealed)
    if not standing.keep(tx, asker.client_id, key, kept, rooms.clock.now(), rooms.limits.remembered):
        raise Raced
    return answer
