"""The authority answers: may this card use this service, here, now, at what price?

Everything that an answer changes (counts, quota, log, kept answer, attempts) is one transaction. The answer
is given after its commit: nothing is acknowledged that can be lost, and after a failure nothing is
half-written.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TypeVar

import orjson

from joincard_core.catalogue import CatalogueError
from joincard_core.credentials import Shown
from joincard_core.keys import KeyErased
from joincard_core.storage import DatabaseAway, DatabaseBusy, Tx
from joincard_core.verification import asking, guessing, keeping, metrics, moving, standing
from joincard_core.verification.answering import written
from joincard_core.verification.deciding import decided
from joincard_core.verification.errors import (
    CardUnknown,
    NotAccredited,
    NotTheHolders,
    ProbingLimit,
    VerificationError,
    VerificationUnknown,
)
from joincard_core.verification.keeping import Raced
from joincard_core.verification.lifecycle import Move
from joincard_core.verification.model import Answer, MoveAsked, Outcome, VerificationAsked
from joincard_core.verification.needs import Prepared
from joincard_core.verification.question import Question, check_price, circumstances, local_day
from joincard_core.verification.replaying import Replayed, replayed
from joincard_core.verification.rooms import Asker, Rooms
from joincard_core.verification.standing import (
    KNOWN,
    MEASURED,
    REFUSED,
    UNKNOWN,
    Standing,
    Window,
    request_digest,
)

LOG = logging.getLogger(__name__)
TRIES = 5
TIDY_EVERY = timedelta(minutes=1)
Result = TypeVar("Result")


class Authority:
    """The main story, and the moves of what it permitted."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._prepared = Prepared()
        self._tidied = rooms.clock.now()

    def verify(self, asked: VerificationAsked, caller: Asker) -> Answer:
        """Answer a question. A refusal is an answer, with a receipt.

        Raises ``IdempotencyMismatch`` before all else when the key belongs to another request, a
        ``CatalogueError`` or another ``VerificationError`` when it cannot be asked like this,
        ``ProbingLimit`` when too much was refused before, ``DatabaseAway`` when nothing could be written
        down.
        """
        request = request_digest("verify", asked.body)
        asking.key(asked.idempotency_key)
        try:
            question = self._question(asked, caller, request)
        except (CatalogueError, VerificationError):
            # What was answered once stays answered, also when service or accreditation have ended since.
            with erased_as(CardUnknown):
                kept = self._kept(asked.idempotency_key, request, caller)
            if kept is None:
                raise
            return kept
        with erased_as(CardUnknown):
            outcome = self._tried(lambda tx: self._decide(tx, question))
        self._tidy(question.now)
        if isinstance(outcome, VerificationError):
            raise outcome
        watch(outcome)
        return outcome

    def remembers(self, key: str, caller: Asker) -> bool:
        """Whether this key came with a request that was answered. Raises ``IdempotencyKeyMalformed``.

        A request that cannot be read was never answered: with such a key it is another one.
        """
        asking.key(key)
        with self._rooms.database.read() as tx:
            return keeping.look_up(tx, self._rooms, caller, key).kept is not None

    def read(self, verification: str, caller: Asker) -> Answer:
        """A verification as it stands now. Disclosed values are handed over once, with the first answer.

        Raises ``VerificationUnknown``, also for another provider's.
        """
        with erased_as(VerificationUnknown), self._rooms.database.read() as tx:
            return moving.read(tx, self._rooms, verification, caller)

    def cancel(self, asked: MoveAsked, caller: Asker) -> Answer:
        """Take a use back: its headroom returns. Raises ``VerificationUnknown`` or ``IllegalMove``."""
        return self._move(Move.CANCEL, asked, caller)

    def settle(self, asked: MoveAsked, caller: Asker) -> Answer:
        """Set what was paid in the end, at most the price quoted. Raises ``BadSettlement`` too."""
        return self._move(Move.SETTLE, asked, caller)

    def close(self, asked: MoveAsked, caller: Asker) -> Answer:
        """End a use; an item that it opened is open no longer."""
        return self._move(Move.CLOSE, asked, caller)

    def replay(self, verification: str) -> Replayed:
        """Decide a logged verification again, with every reason: for its holder, or for an auditor.

        Raises ``VerificationUnknown``, ``CommitmentBroken``, or ``KeyErased`` for an erased person.
        """
        with self._rooms.database.read() as tx:
            return replayed(tx, self._rooms, verification)

    def _question(self, asked: VerificationAsked, caller: Asker, request: bytes) -> Question:
        """Check a request against the catalogue, the accreditation and the facts that may be sent."""
        rooms, now = self._rooms, self._rooms.clock.now()
        today = local_day(now)
        on_offer = rooms.shelf.current()
        offer = on_offer.offer(asked.service, asked.city, today)
        if not rooms.accredited.may(caller.provider_id, asked.service, asked.city, today):
            raise NotAccredited(asked.service, asked.city)
        needs = self._prepared.of(offer.terms)
        sent, use = asking.facts(asked.facts, needs), asking.use(asked.use, needs)
        around = circumstances(asked.presentation, asked.city, now, rooms.calendar)
        facts = sent | {name: value for name, value in around.items() if name in needs.circumstances}
        check_price(offer, needs, facts, use)
        return Question(asked, caller, offer, needs, on_offer.digest, now, request, facts, use)

    def _decide(self, tx: Tx, question: Question) -> Answer | VerificationError:
        """One transaction. An error that must be counted is returned, so that the count is committed."""
        rooms, asked, caller = self._rooms, question.asked, question.asker
        shown = rooms.credentials.read(tx, asked.presentation, question.today)
        if caller.person_id is not None and (shown is None or shown.person != caller.person_id):
            return NotTheHolders()
        subject = f"{shown.card}:{caller.provider_id}" if shown else ""
        stands = keeping.look_up(tx, rooms, caller, asked.idempotency_key, subject)
        if stands.kept is not None:
            return keeping.repeated(tx, rooms, caller, asked.idempotency_key, question.request, stands.kept)
        window = Window.at(question.now, rooms.limits.window)
        room = guessing.allowed(stands, rooms.limits, window, question.now)
        wait = guessing.retry_after(stands, rooms.limits, window, question.now)
        if stands.unknown >= room:
            raise limited(UNKNOWN, wait)
        if shown is None:
            shown_so_far = standing.count(tx, UNKNOWN, caller.provider_id, window)
            if shown_so_far > room:  # others were counted since: at once is no more than one after another
                raise limited(UNKNOWN, wait)
            if shown_so_far == room:
                exhausted(caller.provider_id, room)
            return CardUnknown()
        if stands.refused >= rooms.limits.refusals:
            raise limited(REFUSED, window.ends_in(question.now))
        answer = self._answer(tx, question, shown, subject)
        self._known(tx, stands, subject, caller)
        return answer

    def _known(self, tx: Tx, stands: Standing, subject: str, caller: Asker) -> None:
        """Count a card that is known, once per window: last of all, since many requests share the row."""
        rooms = self._rooms
        window = Window.at(rooms.clock.now(), rooms.limits.window)
        if guessing.close(stands, rooms.limits) and standing.count(tx, KNOWN, subject, window) == 1:
            standing.count(tx, KNOWN, caller.provider_id, window)

    def _answer(self, tx: Tx, question: Question, shown: Shown, subject: str) -> Answer:
        rooms = self._rooms
        if question.needs.measures:
            self._measured(tx, question, shown)
        key = rooms.vault.key(tx, shown.person)
        result = decided(tx, rooms, question, shown)
        told = written(tx, rooms, question, shown, result, key).answer
        if told["outcome"] == Outcome.REFUSED:
            standing.count(tx, REFUSED, subject, Window.at(question.now, rooms.limits.window))
        answer = Answer(told["id"], orjson.dumps(told), Outcome(told["outcome"]))
        return keeping.keep(
            tx,
            rooms,
            question.asker,
            question.asked.idempotency_key,
            question.request,
            answer,
            (shown.person, key),
        )

    def _measured(self, tx: Tx, question: Question, shown: Shown) -> None:
        """Take one question from the few of the day. What is raised here takes the count back with it."""
        day = Window.day(question.now)
        subject = standing.of_service(shown.card, question.asker.provider_id, question.service)
        if standing.count(tx, MEASURED, subject, day) > self._rooms.limits.measured:
            raise limited(MEASURED, day.ends_in(question.now))

    def _move(self, move: Move, asked: MoveAsked, caller: Asker) -> Answer:
        asking.key(asked.idempotency_key)
        request = request_digest(f"{move.value} {asked.id}", asked.body)
        with erased_as(VerificationUnknown):
            answer = self._tried(lambda tx: moving.moved(tx, self._rooms, move, asked, caller, request))
        (metrics.REPEATED if answer.repeated else metrics.MOVED.labels(move.value)).inc()
        return answer

    def _kept(self, key: str, request: bytes, caller: Asker) -> Answer | None:
        with self._rooms.database.read() as tx:
            kept = keeping.look_up(tx, self._rooms, caller, key).kept
            return None if kept is None else keeping.repeated(tx, self._rooms, caller, key, request, kept)

    def _tried(self, work: Callable[[Tx], Result]) -> Result:
        """Run a transaction, and again from its beginning when another request was first."""
        for _ in range(TRIES):
            try:
                with self._rooms.database.write() as tx:
                    return work(tx)
            except Raced:
                continue
        raise DatabaseBusy("Other requests about the same verification came first. Try again in a moment.")

    def _tidy(self, now: datetime) -> None:
        """Once a minute, forget answers and attempts whose time is over. Never at an answer's expense."""
        if now - self._tidied < TIDY_EVERY:
            return
        self._tidied = now
        try:
            with self._rooms.database.write() as tx:
                standing.forget(tx, now)
        except DatabaseAway:
            return


@contextmanager
def erased_as(error: type[CardUnknown | VerificationUnknown]) -> Iterator[None]:
    """A person who was erased is nobody any more: whatever is asked about them is not known."""
    try:
        yield
    except KeyErased:
        raise error from None


def watch(answer: Answer) -> None:
    """Count an answer for the operator, once it is committed."""
    if answer.repeated or answer.outcome is None:
        metrics.REPEATED.inc()
    else:
        metrics.DECISIONS.labels(answer.outcome.value).inc()


def limited(kind: str, retry_after: int) -> ProbingLimit:
    """The error for too many attempts of a kind."""
    metrics.LIMITED.labels(kind).inc()
    return ProbingLimit(retry_after)


def exhausted(provider: str, room: int) -> None:
    """Tell staff: from now on this provider's valid cards are refused too, for a while."""
    metrics.EXHAUSTED.labels(provider).inc()
    LOG.warning("Provider %s has shown %d unknown cards; its checks are refused for a while.", provider, room)
