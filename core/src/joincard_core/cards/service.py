"""Issue a card, move it, and read the facts of the one that was shown."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from joincard_sdk.values import VOCABULARY, Value, write_value
from sqlalchemy import func, insert, select, update

from joincard_core.cards.columns import CARD, PERSON, PRINCIPAL
from joincard_core.cards.errors import IllegalMove, ReasonMissing
from joincard_core.cards.model import (
    MOVES,
    Because,
    CardChange,
    Move,
    NewCard,
    Status,
    leading_to,
    present_status,
)
from joincard_core.cards.plan import NOTHING, Known, plan_for
from joincard_core.cards.store import card_changes, cards, holders, person_facts
from joincard_core.clock import SHANGHAI
from joincard_core.storage import Tx, new_id


class Cards:
    """Cards and the facts about their holders. Takes identifiers; knows no name and no number."""

    DISCLOSES = frozenset(
        {
            "card_validity",
            "work_permit_category",
            "work_permit_validity",
            "employer",
            "insurance_enrolment",
            "bank_account",
            "residence",
            "dependant_links",
        }
    )

    def known(self, tx: Tx, card: str, needs: frozenset[str], now: datetime) -> Known:
        """Those of ``needs`` that the authority keeps about a card, as they are on the day of ``now``.

        One query, of the needed columns only; none when nothing is needed. ``principal.x`` is resolved.
        A card that does not exist has no facts, after the same query.
        """
        plan = plan_for(needs)
        row = None if plan is None else tx.execute(plan.statement, {"card": card}).first()
        return NOTHING if plan is None or row is None else plan.read(row, local_date(now))

    def facts(self, tx: Tx, card: str, needs: frozenset[str], now: datetime) -> Mapping[str, Value]:
        """The facts alone; see ``known``."""
        return self.known(tx, card, needs, now).facts

    def disclose(self, tx: Tx, card: str, elements: Iterable[str], now: datetime) -> dict[str, object]:
        """The elements among ``elements`` that consist of facts, each an object of its known facts."""
        wanted = self.DISCLOSES.intersection(elements)
        names = frozenset(name for name, element in ELEMENT_OF.items() if element in wanted)
        known = self.facts(tx, card, names, now)
        disclosed: dict[str, dict[str, object]] = {element: {} for element in sorted(wanted)}
        for name in sorted(known):
            disclosed[ELEMENT_OF[name]][name] = write_value(known[name])
        return dict(disclosed)

    def add_facts(self, tx: Tx, person: str, columns: Mapping[str, object]) -> str:
        """Keep the facts of a person, as columns (see ``anchored``); the answer is their random id."""
        facts = new_id()
        tx.execute(insert(person_facts), {"id": facts, **columns})
        tx.execute(insert(holders), {"person_id": person, "facts_id": facts})
        return facts

    def facts_of(self, tx: Tx, person: str) -> str | None:
        """The id of a person's facts, ``None`` when none are kept."""
        found: str | None = tx.execute(
            select(holders.c.facts_id).where(holders.c.person_id == person)
        ).scalar()
        return found

    def of_person(self, tx: Tx, person: str, now: datetime) -> tuple[tuple[str, Status], ...]:
        """Every card that a person has had, with its status on the day of ``now``, the newest first."""
        found = select(cards.c.id, cards.c.status, cards.c.expires_on).where(cards.c.person_id == person)
        newest = found.order_by(cards.c.issued_at.desc(), cards.c.is_current.desc(), cards.c.id)
        return tuple(
            (row.id, present_status(Status(row.status), row.expires_on, local_date(now)))
            for row in tx.execute(newest)
        )

    def issued_at(self, tx: Tx, card: str) -> datetime:
        """When a card was issued."""
        found: datetime = tx.execute(select(cards.c.issued_at).where(cards.c.id == card)).scalar_one()
        return found

    def relation_of(self, tx: Tx, person: str) -> str | None:
        """``self`` for a permit holder, else the relation to one; ``None`` when no facts are kept."""
        of_person = holders.join(person_facts, person_facts.c.id == holders.c.facts_id)
        kept = select(person_facts.c.relation).select_from(of_person).where(holders.c.person_id == person)
        found: str | None = tx.execute(kept).scalar()
        return found

    def issue(self, tx: Tx, person: str, facts: str, card: NewCard, because: Because) -> str:
        """Give a person a card, which takes the place of the one before; the answer is its id."""
        beginning = CardChange(None, card.status, noted(because))
        issued = new_id()
        tx.execute(
            update(cards).where(cards.c.facts_id == facts, cards.c.is_current).values(is_current=False)
        )
        row = {
            "id": issued,
            "person_id": person,
            "facts_id": facts,
            "status": card.status.value,
            "issue_city": card.issue_city,
            "expires_on": card.expires_on,
            "transit_purse": card.transit_purse,
            "purse_topped_on": card.purse_topped_on,
            "is_current": True,
            "issued_at": because.at,
        }
        tx.execute(insert(cards), row)
        self._record(tx, issued, beginning)
        return issued

    def move(self, tx: Tx, card: str, move: Move, because: Because) -> Status:
        """Make a move; the answer is the new status, which every check from now on sees.

        Raises ``IllegalMove`` or ``ReasonMissing``.
        """
        stored, present = self._status(tx, card, because.at)
        after = MOVES.get((present, move))
        if after is None:
            raise IllegalMove(present, move)
        return self._change(tx, card, (stored, present, after), because)

    def set_status(self, tx: Tx, card: str, wanted: Status, because: Because) -> Status:
        """Make the one move that leads to ``wanted``. Raises ``IllegalMove`` or ``ReasonMissing``."""
        stored, present = self._status(tx, card, because.at)
        move = leading_to(present, wanted)
        if move is None:
            raise IllegalMove(present, wanted)
        return self._change(tx, card, (stored, present, wanted), because)

    def changes(self, tx: Tx, card: str) -> tuple[CardChange, ...]:
        """Everything that happened to a card, oldest first."""
        of_card = select(card_changes).where(card_changes.c.card_id == card)
        return tuple(
            CardChange(
                None if row.before is None else Status(row.before),
                Status(row.after),
                Because(row.actor, row.reason, row.changed_at),
            )
            for row in tx.execute(of_card.order_by(card_changes.c.number))
        )

    def _status(self, tx: Tx, card: str, at: datetime) -> tuple[Status, Status]:
        found = select(cards.c.status, cards.c.expires_on).where(cards.c.id == card).with_for_update()
        row = tx.execute(found).one()
        stored = Status(row.status)
        return stored, present_status(stored, row.expires_on, local_date(at))

    def _change(self, tx: Tx, card: str, step: tuple[Status, Status, Status], because: Because) -> Status:
        stored, present, after = step
        change = CardChange(present, after, noted(because))
        tx.execute(
            update(cards).where(cards.c.id == card, cards.c.status == stored).values(status=after.value)
        )
        self._record(tx, card, change)
        return after

    def _record(self, tx: Tx, card: str, change: CardChange) -> None:
        # The card's row is ours until the end of the transaction, so no other change takes the number.
        last = select(func.max(card_changes.c.number)).where(card_changes.c.card_id == card)
        row = {
            "card_id": card,
            "number": (tx.execute(last).scalar() or 0) + 1,
            "before": change.before,
            "after": change.after.value,
            "actor": change.because.actor,
            "reason": change.because.reason,
            "changed_at": change.because.at,
        }
        tx.execute(insert(card_changes), row)


def noted(because: Because) -> Because:
    """Who, when and why, as it is kept. Raises ``ReasonMissing``."""
    actor, reason = because.actor.strip(), because.reason.strip()
    if not (1 <= len(actor) <= 100 and 3 <= len(reason) <= 500):
        raise ReasonMissing
    return Because(actor, reason, because.at)


def local_date(now: datetime) -> date:
    """The day in Asia/Shanghai, on which every count rests."""
    return now.astimezone(SHANGHAI).date()


def element_of(name: str) -> str | None:
    """The data element of a fact that this room keeps."""
    kept_here = name in CARD or name in PERSON or name.startswith(PRINCIPAL)
    return VOCABULARY[name].element if kept_here else None


ELEMENT_OF = {name: element for name in VOCABULARY if (element := element_of(name)) in Cards.DISCLOSES}
