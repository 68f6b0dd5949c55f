"""From a decision to what is written down and what is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import orjson
from joincard_sdk.decision import Permitted, Reason
from joincard_sdk.fees import Use
from joincard_sdk.values import write_value

from joincard_core import audit
from joincard_core.audit import Entry, Kind
from joincard_core.credentials import Shown
from joincard_core.keys import SealingKey
from joincard_core.storage import Tx
from joincard_core.verification import tariff
from joincard_core.verification.deciding import Decided
from joincard_core.verification.lifecycle import Status
from joincard_core.verification.model import Outcome
from joincard_core.verification.question import Question
from joincard_core.verification.redaction import NOT_ELIGIBLE, narrowed, provider_charge, provider_view
from joincard_core.verification.rooms import Rooms


@dataclass(frozen=True, slots=True)
class Written:
    """A decision in the log, and the answer to the provider."""

    entry: Entry
    answer: dict[str, Any] = field(repr=False)


def written(
    tx: Tx, rooms: Rooms, question: Question, shown: Shown, result: Decided, key: SealingKey
) -> Written:
    """Write a decision into the log and word the answer, receipt included."""
    disclosed = disclosures(tx, rooms, question, shown) if isinstance(result.decision, Permitted) else {}
    verification = rooms.new_id()
    told = told_of(question, verification, result)
    salt, basis = audit.new_salt(), basis_of(result)
    kept = {
        **basis,
        "salt": salt.hex(),
        "reasons": reasons_of(result),
        "counted": result.counted.counted,
        "stay": result.stay,
        "answer": told,
    }
    entry = entry_of(question, shown, verification, result)
    entry = replace(
        entry,
        commitment=audit.commitment(salt, basis),
        sealed=key.seal(audit.sealed_at(verification, 0), orjson.dumps(kept)),
    )
    entry = replace(entry, receipt=rooms.receipts.decision(entry, sorted(disclosed), question.asked.digest))
    audit.append(tx, entry)
    return Written(entry, {**told, "disclosed": disclosed, "receipt": entry.receipt})


def disclosures(tx: Tx, rooms: Rooms, question: Question, shown: Shown) -> dict[str, object]:
    """The data elements that the service lists, and no other; of register facts those that it reads."""
    elements = question.offer.service.discloses
    if not elements:
        return {}
    return {
        **rooms.people.disclose(tx, shown.person, elements),
        **rooms.credentials.disclose(tx, shown, elements),
        **narrowed(rooms.cards.disclose(tx, shown.card, elements, question.now), question.needs.read),
    }


def told_of(question: Question, verification: str, result: Decided) -> dict[str, Any]:
    """The answer without what is handed over once: disclosed values and the receipt."""
    decision = result.decision
    permitted = isinstance(decision, Permitted)
    reasons: Sequence[Reason] = ()
    charge = None
    if isinstance(decision, Permitted):
        fee, hidden = question.offer.service.fee, question.needs.hidden_steps
        charge = provider_charge(decision.charge, hidden, cap_is_hidden=tariff.capped_by_period(fee))
    else:
        reasons = provider_view(question.offer, result.facts, result.origins, question.needs.shown)
    return {
        "id": verification,
        "outcome": (Outcome.PERMITTED if permitted else Outcome.REFUSED).value,
        "service": question.service,
        "city": question.offer.city,
        "decided_at": question.now.isoformat(),
        "catalogue": question.catalogue,
        "reasons": [reason.to_json() for reason in reasons],
        "reference": verification if NOT_ELIGIBLE in reasons else None,
        "charge": charge,
        "disclosed": {},
        "status": (Status.OPEN if permitted else Status.CLOSED).value,
        "moves": [],
    }


def basis_of(result: Decided) -> dict[str, Any]:
    """What a decision rests on, as JSON: enough to make it again."""
    return {
        "facts": {name: write_value(value) for name, value in result.facts.items()},
        "origins": dates(result.origins),
        "use": use_json(result.use),
    }


def use_json(use: Use) -> dict[str, Any]:
    """A use as JSON, the log's own form: every number a string."""
    return {
        "basis": None if use.basis is None else str(use.basis),
        "units": str(use.units),
        "stay": use.stay,
        "paid": {period: str(amount) for period, amount in use.paid.items()},
        "counted": {period: str(amount) for period, amount in use.counted.items()},
        "prior": dict(use.prior),
        "minutes": use.minutes,
    }


def use_of(written: Mapping[str, Any]) -> Use:
    """The inverse of ``use_json``."""
    return Use(
        basis=None if written["basis"] is None else Decimal(written["basis"]),
        units=Decimal(written["units"]),
        stay=written["stay"],
        paid={period: Decimal(amount) for period, amount in written["paid"].items()},
        counted={period: Decimal(amount) for period, amount in written["counted"].items()},
        prior=written["prior"],
        minutes=written["minutes"],
    )


def dates(origins: Mapping[str, date]) -> dict[str, str]:
    """Days of zero as JSON."""
    return {name: day.isoformat() for name, day in origins.items()}


def reasons_of(result: Decided) -> list[dict[str, Any]]:
    """Every reason, for the holder; empty for a permitted use."""
    decision = result.decision
    return [] if isinstance(decision, Permitted) else [reason.to_json() for reason in decision.reasons]


def entry_of(question: Question, shown: Shown, verification: str, result: Decided) -> Entry:
    """The row of the log, its sealed parts still empty."""
    decision = result.decision
    charge = decision.charge if isinstance(decision, Permitted) else None
    return Entry(
        id=verification,
        step=0,
        kind=Kind.REFUSED if charge is None else Kind.PERMITTED,
        at=question.now,
        provider_id=question.asker.provider_id,
        client_id=question.asker.client_id,
        person_id=shown.person,
        card_id=shown.card,
        service=question.service,
        city=question.offer.city,
        presentation=shown.kind,
        catalogue=question.catalogue,
        price=None if charge is None else charge.price.minor,
        deposit=None if charge is None or charge.deposit is None else charge.deposit.minor,
        opens=charge is not None and question.needs.opens,
        commitment=b"",
        sealed=b"",
        receipt="",
    )
