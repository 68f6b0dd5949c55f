"""Deciding a logged verification again, from its sealed facts and the catalogue it names: no card is read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from joincard_sdk.decision import Decision, Permitted, decide
from joincard_sdk.values import read_facts

from joincard_core import audit
from joincard_core.audit import Entry, Kind
from joincard_core.errors import JoincardError
from joincard_core.storage import Tx
from joincard_core.verification.answering import use_of
from joincard_core.verification.errors import VerificationUnknown
from joincard_core.verification.question import local_day
from joincard_core.verification.rooms import Rooms


class CommitmentBroken(JoincardError):
    """The sealed facts are not those that the log is committed to."""

    code = "audit.commitment-broken"

    def __init__(self, verification: str) -> None:
        super().__init__(
            f"The facts kept for {verification} are not those that its log entry is committed to."
        )


@dataclass(frozen=True, slots=True)
class Replayed:
    """A decision made again, and whether outcome, price, deposit and every reason are as they were."""

    entry: Entry
    decision: Decision
    same: bool


def replayed(tx: Tx, rooms: Rooms, verification: str) -> Replayed:
    """Decide again.

    Raises ``VerificationUnknown``, ``CommitmentBroken``, or ``KeyErased`` for an erased person.
    """
    entries = audit.entries(tx, verification)
    if not entries:
        raise VerificationUnknown
    entry = entries[0]
    kept = orjson.loads(
        rooms.vault.key(tx, entry.person_id).open(audit.sealed_at(verification, 0), entry.sealed)
    )
    basis = {name: kept[name] for name in ("facts", "origins", "use")}
    if audit.commitment(bytes.fromhex(kept["salt"]), basis) != entry.commitment:
        raise CommitmentBroken(verification)
    offer = rooms.shelf.at(entry.catalogue).offer(entry.service, entry.city, local_day(entry.at))
    facts = read_facts(basis["facts"], offer.terms.registry)
    origins = {name: date.fromisoformat(day) for name, day in basis["origins"].items()}
    decision = decide(offer, facts, use_of(basis["use"]), origins)
    return Replayed(entry, decision, same(entry, kept, decision))


def same(entry: Entry, kept: dict[str, Any], decision: Decision) -> bool:
    """Whether a decision is the one in the log."""
    if isinstance(decision, Permitted):
        deposit = decision.charge.deposit
        amounts = (decision.charge.price.minor, None if deposit is None else deposit.minor)
        return entry.kind is Kind.PERMITTED and amounts == (entry.price, entry.deposit)
    told = [reason.to_json() for reason in decision.reasons]
    return entry.kind is Kind.REFUSED and told == kept["reasons"]
