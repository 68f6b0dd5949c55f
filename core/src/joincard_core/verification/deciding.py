"""From a card that was shown to a decision: fetch what the service reads, count what was used, decide."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from math import ceil

from joincard_sdk.decision import Decision, Permitted, decide
from joincard_sdk.fees import Use, measured_basis
from joincard_sdk.values import Facts, Value

from joincard_core import audit
from joincard_core.credentials import Shown
from joincard_core.storage import Tx
from joincard_core.verification import counting, ledger
from joincard_core.verification.ledger import NONE, Counts, Tally
from joincard_core.verification.question import Question
from joincard_core.verification.rooms import Rooms

LOOK_BACK = timedelta(days=1)
"""How far back a ride can lie and still be one that the next one follows."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with all that it rests on.

    ``counted`` is what it added to the counts, of the whole and of ``stay``.
    """

    decision: Decision
    counted: Counts
    stay: str
    facts: Mapping[str, Value] = field(repr=False)
    origins: Mapping[str, date] = field(repr=False)
    use: Use = field(repr=False)


@dataclass(frozen=True, slots=True)
class Held:
    """Counts that are locked until the transaction ends.

    ``stay`` names the second row, where there is one.
    """

    whole: Tally
    stay: str = ""
    of_stay: Tally | None = None


def decided(tx: Tx, rooms: Rooms, question: Question, shown: Shown) -> Decided:
    """Decide, and count the use if it is permitted. Reads no fact that the service does not."""
    needs = question.needs
    known = rooms.cards.known(tx, shown.card, needs.authority, question.now)
    held = hold(tx, question, shown.person) if needs.reads_counts else None
    facts: dict[str, Value] = {**question.facts, **known.facts}
    if held is not None:
        usage = ledger.facts(held.whole, question.today)
        facts.update({name: usage[name] for name in needs.ledger})
    use = whole_use(tx, question, shown.person, held)
    decision = decide(question.offer, facts, use, known.origins)
    added = NONE
    if isinstance(decision, Permitted):
        added = counts_of(question, decision, facts, use)
        count(tx, question, shown.person, held, added)
    return Decided(decision, added, held.stay if held else "", facts, known.origins, use)


def hold(tx: Tx, question: Question, person: str) -> Held:
    """Lock and read the counts of a person and service, the whole first and then the stay."""
    whole = counting.lock(tx, person, question.service, question.today)
    stay = stay_key(question.asker.provider_id, question.use.stay)
    if not stay or not question.needs.counts_stays:
        return Held(whole)
    return Held(whole, stay, counting.lock(tx, person, question.service, question.today, stay))


def stay_key(provider: str, stay: str | None) -> str:
    """Two providers may number their stays alike; a stay is one provider's. Empty without a stay."""
    return sha256(f"{provider}\n{stay}".encode()).hexdigest() if stay else ""


def whole_use(tx: Tx, question: Question, person: str, held: Held | None) -> Use:
    """What was sent of the use, with what the ledger knows."""
    sent = question.use
    minutes = minutes_since(tx, question, person) if question.needs.follows_rides else None
    if held is None:
        return Use(basis=sent.basis, units=sent.units, stay=sent.stay, minutes=minutes)
    before = ledger.history(held.whole, held.of_stay, question.today)
    return Use(
        basis=sent.basis,
        units=sent.units,
        stay=sent.stay,
        paid=before.paid,
        counted=before.counted,
        prior=before.prior,
        minutes=minutes,
    )


def minutes_since(tx: Tx, question: Question, person: str) -> int | None:
    """Minutes since the last ride on the network, a begun one counted whole; ``None`` without one."""
    network = audit.network_of(question.service)
    last = audit.last_on_network(tx, person, network, question.now - LOOK_BACK)
    return None if last is None else minutes_between(last, question.now)


def minutes_between(last: datetime, now: datetime) -> int:
    """Whole minutes, rounded up: a change after 60 minutes and a second is not one within 60."""
    return max(0, ceil((now - last) / timedelta(minutes=1)))


def counts_of(question: Question, decision: Permitted, facts: Facts, use: Use) -> Counts:
    """What an accepted use adds to the counts, in fen. A threshold counts the whole bill."""
    bill = None
    if question.needs.counts_bills:
        bill = measured_basis(question.offer.service.fee.schedule, facts, use)
    return Counts(uses=1, paid=decision.charge.price.minor, counted=int(bill * 100) if bill else 0)


def count(tx: Tx, question: Question, person: str, held: Held | None, use: Counts) -> None:
    """Count an accepted use."""
    today, service = question.today, question.service
    if held is None:
        counting.add(tx, person, service, today, use)
        return
    counting.save(tx, person, service, held.whole.used(today, use, opens=question.needs.opens))
    if held.of_stay is not None:
        counting.save(tx, person, service, held.of_stay.used(today, use, opens=False), held.stay)
