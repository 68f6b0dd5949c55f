"""Cancel, settle and close: further rows of the log, and counts put right."""

from dataclasses import dataclass, field, replace
from typing import Any

import orjson
from joincard_sdk.money import Money, MoneyError, yuan

from joincard_core import audit
from joincard_core.audit import Entry, EntryExists, Kind
from joincard_core.keys import SealingKey
from joincard_core.storage import Tx
from joincard_core.verification import counting, keeping
from joincard_core.verification.errors import BadSettlement, IllegalMove, VerificationUnknown
from joincard_core.verification.keeping import Raced
from joincard_core.verification.ledger import Counts, Tally
from joincard_core.verification.lifecycle import Move, Status, after
from joincard_core.verification.model import Answer, MoveAsked
from joincard_core.verification.question import local_day
from joincard_core.verification.rooms import Asker, Rooms

STATUS = {
    Kind.PERMITTED: Status.OPEN,
    Kind.REFUSED: Status.CLOSED,
    Kind.CANCELLED: Status.CANCELLED,
    Kind.SETTLED: Status.SETTLED,
    Kind.CLOSED: Status.CLOSED,
}
KIND = {Status.CANCELLED: Kind.CANCELLED, Status.SETTLED: Kind.SETTLED, Status.CLOSED: Kind.CLOSED}


@dataclass(frozen=True, slots=True)
class Past:
    """A verification with its moves; ``kept`` is what was sealed with the decision."""

    entries: tuple[Entry, ...]
    key: SealingKey = field(repr=False)
    kept: dict[str, Any] = field(repr=False)

    @property
    def decision(self) -> Entry:
        """The first row."""
        return self.entries[0]

    @property
    def last(self) -> Entry:
        """The newest row."""
        return self.entries[-1]

    @property
    def status(self) -> Status:
        """Where it stands."""
        return STATUS[self.last.kind]

    def answer(self) -> Answer:
        """The answer as it stands now, without disclosed values."""
        first = self.decision
        told = {**self.kept["answer"], "receipt": first.receipt, "status": self.status.value}
        told["moves"] = [told_move(entry) for entry in self.entries[1:]]
        return Answer(first.id, orjson.dumps(told))


def told_move(entry: Entry) -> dict[str, Any]:
    """One move as the provider sees it; ``price`` is what stands after it."""
    return {
        "status": STATUS[entry.kind].value,
        "at": entry.at.isoformat(),
        "price": None if entry.price is None else Money(entry.price).yuan,
        "receipt": entry.receipt,
    }


def past(tx: Tx, rooms: Rooms, verification: str, asker: Asker) -> Past:
    """A verification of this provider. Raises ``VerificationUnknown``, also for another provider's."""
    entries = audit.entries(tx, verification)
    if not entries or entries[0].provider_id != asker.provider_id:
        raise VerificationUnknown
    key = rooms.vault.key(tx, entries[0].person_id)
    kept = orjson.loads(key.open(audit.sealed_at(verification, 0), entries[0].sealed))
    return Past(entries, key, kept)


def read(tx: Tx, rooms: Rooms, verification: str, asker: Asker) -> Answer:
    """A verification as it stands."""
    return past(tx, rooms, verification, asker).answer()


def moved(tx: Tx, rooms: Rooms, move: Move, asked: MoveAsked, asker: Asker, request: bytes) -> Answer:
    """Make a move. One that was made already is answered as it stands.

    Raises ``VerificationUnknown``, ``IllegalMove``, ``BadSettlement``, ``IdempotencyMismatch`` or ``Raced``.
    """
    stands = keeping.look_up(tx, rooms, asker, asked.idempotency_key)
    if stands.kept is not None:
        return keeping.repeated(tx, rooms, asker, asked.idempotency_key, request, stands.kept)
    before = past(tx, rooms, asked.id, asker)
    entry = next_entry(rooms, move, asked, before)
    if entry is not None:
        entry = signed(rooms, before, entry, asked, asker)
        try:
            audit.append(tx, entry)
        except EntryExists:
            raise Raced from None
        put_right(tx, before, entry)
        before = replace(before, entries=(*before.entries, entry))
    sealing = (before.decision.person_id, before.key)
    return keeping.keep(tx, rooms, asker, asked.idempotency_key, request, before.answer(), sealing)


def next_entry(rooms: Rooms, move: Move, asked: MoveAsked, before: Past) -> Entry | None:
    """The row to add; ``None`` when the verification is there already.

    Raises ``IllegalMove``, ``BadSettlement``.
    """
    last = before.last
    if last.kind is Kind.REFUSED:
        raise IllegalMove("refused", move.value, ())
    price = settled_price(before, asked) if move is Move.SETTLE else last.price
    if repeats(move, before.status) and price == last.price:
        return None
    kind = KIND[after(before.status, move)]
    return replace(last, step=last.step + 1, kind=kind, at=rooms.clock.now(), price=price)


def repeats(move: Move, status: Status) -> bool:
    """Whether the move was the last one made."""
    made = {Move.CANCEL: Status.CANCELLED, Move.SETTLE: Status.SETTLED, Move.CLOSE: Status.CLOSED}
    return made[move] is status


def settled_price(before: Past, asked: MoveAsked) -> int:
    """Fen. Raises ``BadSettlement``."""
    quoted = before.decision.price or 0
    try:
        price = yuan(asked.price or "").minor
    except MoneyError:
        price = -1
    if not 0 <= price <= quoted:
        raise BadSettlement(
            f'A use is settled at a price from "0.00" to the price quoted, "{Money(quoted).yuan}".'
        )
    return price


def signed(rooms: Rooms, before: Past, entry: Entry, asked: MoveAsked, asker: Asker) -> Entry:
    """The row with its own seal, commitment and receipt."""
    said = {
        "move": entry.kind.value,
        "reason": asked.reason,
        "price": entry.price,
        "at": entry.at.isoformat(),
    }
    salt = audit.new_salt()
    entry = replace(
        entry,
        client_id=asker.client_id,
        commitment=audit.commitment(salt, said),
        sealed=before.key.seal(
            audit.sealed_at(entry.id, entry.step), orjson.dumps({**said, "salt": salt.hex()})
        ),
    )
    return replace(entry, receipt=rooms.receipts.move(entry))


def put_right(tx: Tx, before: Past, entry: Entry) -> None:
    """Change the counts of person and service, and of the stay, as the move wants it."""
    first = before.decision
    used_on = local_day(first.at)
    whole = counting.lock(tx, first.person_id, first.service, used_on)
    counting.save(tx, first.person_id, first.service, changed(tx, whole, before, entry))
    if stay := before.kept["stay"]:
        of_stay = counting.lock(tx, first.person_id, first.service, used_on, stay)
        counting.save(tx, first.person_id, first.service, changed(tx, of_stay, before, entry), stay)


def changed(tx: Tx, tally: Tally, before: Past, entry: Entry) -> Tally:
    """The counts after a move."""
    first = before.decision
    used_on = local_day(first.at)
    if entry.kind is Kind.SETTLED:
        return tally.repriced(used_on, first.price or 0, entry.price or 0)
    if entry.kind is Kind.CLOSED:
        return tally.closed() if first.opens else tally
    last = audit.last_use(tx, first.person_id, first.service)
    use = Counts(uses=1, paid=first.price or 0, counted=before.kept["counted"])
    return tally.returned(used_on, use, opened=first.opens, last=last and local_day(last))
