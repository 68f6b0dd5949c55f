"""The authority's answer, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from joincard_sdk.client.errors import ReceiptRejected, UnexpectedAnswer
from joincard_sdk.client.members import Members
from joincard_sdk.client.receipt import Receipt, compare
from joincard_sdk.decision import Change, Reason
from joincard_sdk.fees import Charge, ChargeLine
from joincard_sdk.money import Money


class Outcome(StrEnum):
    """What was decided. Both are answers."""

    PERMITTED = "permitted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Move:
    """What became of a permitted use later. ``price`` is what stands after it."""

    status: str
    at: datetime
    price: Money | None
    receipt: Receipt = field(repr=False)


@dataclass(frozen=True, slots=True)
class Verification:
    """One question and its answer, with receipts that were checked.

    ``reasons`` are those a provider may see; for the others there is a ``reference`` that the holder can
    open. ``charge`` is None for a refusal. ``disclosed`` holds personal data by element and never shows in
    ``repr``; it is handed over once, with the first answer. ``status`` is open, settled, cancelled or closed.
    """

    id: str
    outcome: Outcome
    service: str
    city: str
    decided_at: datetime
    catalogue: str
    status: str
    reasons: tuple[Reason, ...]
    reference: str | None
    charge: Charge | None
    disclosed: Mapping[str, object] = field(repr=False)
    moves: tuple[Move, ...]
    receipt: Receipt = field(repr=False)

    @property
    def permitted(self) -> bool:
        """Whether the card may use the service."""
        return self.outcome is Outcome.PERMITTED


def read_verification(members: Members, receipts: Mapping[str, Receipt]) -> Verification:
    """The verification of an answer; ``receipts`` are its receipts by their text.

    Raises ``UnexpectedAnswer``, also for an outcome that is neither of the two.
    """
    outcome = Outcome(members.one_of("outcome", tuple(Outcome)))
    charge = _charge(members.within("charge")) if members.has("charge") else None
    if (outcome is Outcome.PERMITTED) is (charge is None):
        raise UnexpectedAnswer("The answer has a charge without permission, or permission without a charge.")
    return Verification(
        id=members.text("id"),
        outcome=outcome,
        service=members.text("service"),
        city=members.text("city"),
        decided_at=members.moment("decided_at"),
        catalogue=members.text("catalogue"),
        status=members.text("status"),
        reasons=members.each("reasons", _reason),
        reference=members.maybe_text("reference"),
        charge=charge,
        disclosed=members.mapping("disclosed"),
        moves=members.each("moves", lambda move: _move(move, receipts)),
        receipt=receipts[members.text("receipt")],
    )


def receipts_of(members: Members) -> tuple[str, ...]:
    """Every receipt of an answer, as it came."""
    return (members.text("receipt"), *members.each("moves", lambda move: move.text("receipt")))


def agree(found: Verification, asked: str | None = None) -> None:
    """Hold an answer against its receipts. ``asked`` is the digest of the question, if this is its answer.

    Raises ``ReceiptRejected``: the receipt of another verification, or of another question, proves nothing.
    """
    about: dict[str, object] = {"id": found.id, "service": found.service, "city": found.city}
    charge, receipt = found.charge, found.receipt
    price, deposit = (charge.price, charge.deposit) if charge else (None, None)
    decided = {
        "outcome": found.outcome.value,
        "catalogue": found.catalogue,
        "price": price,
        "deposit": deposit,
    }
    compare(receipt, about | decided)
    for move in found.moves:
        compare(move.receipt, about | {"status": move.status, "price": move.price})
    if asked is not None:
        compare(receipt, {"asked": asked, "disclosed": frozenset(found.disclosed)})
    elif not receipt.disclosed.issuperset(found.disclosed):
        raise ReceiptRejected("The answer discloses what its receipt does not list.")


def _move(members: Members, receipts: Mapping[str, Receipt]) -> Move:
    return Move(
        members.text("status"),
        members.moment("at"),
        members.maybe_money("price"),
        receipts[members.text("receipt")],
    )


def _reason(members: Members) -> Reason:
    return Reason(
        code=members.text("code"),
        facts=members.texts("facts"),
        state="missing" if members.one_of("state", ("missing", "wrong")) == "missing" else "wrong",
        text=members.both("text"),
        remedy=members.both("remedy"),
        change=_change(members.within("change")) if members.has("change") else None,
    )


def _change(members: Members) -> Change:
    at = members.clock_time("at") if members.has("at") else None
    return Change(members.day("on"), members.truth("exact"), at)


def _charge(members: Members) -> Charge:
    currency = members.text("currency")
    return Charge(
        price=members.money("price", currency),
        deposit=members.maybe_money("deposit", currency),
        lines=members.each("lines", lambda line: _line(line, currency)),
    )


def _line(members: Members, currency: str) -> ChargeLine:
    return ChargeLine(members.text("step"), members.both("text"), members.money("amount", currency))
