"""Facts as they are read for a day: derived from dates, and only those that are needed."""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from joincard_core.cards import Because, Cards, NewCard, Status
from joincard_core.cards.columns import CARD, PERSON, PRINCIPAL
from joincard_sdk.values import ELEMENTS, STOPPED, VOCABULARY, Origin, resolve_principal

AUTHORITY = frozenset(name for name in VOCABULARY if VOCABULARY[name].origin is Origin.AUTHORITY)
STEPHEN = {
    "permit.status": "valid",
    "permit.class": "B",
    "permit.days_left": 100,
    "permit.months_held": 12,
    "residence.permit": "work",
    "residence.status": "valid",
    "residence.days_left": 90,
    "residence.city": "330400",
    "residence.registered": True,
    "residence.months": 12,
    "insurance.pension": "active",
    "insurance.medical": "active",
    "insurance.maternity": "active",
    "insurance.city": "330400",
    "insurance.pension_months": 11,
    "insurance.account_balance": "120.5",
    "employer.present": True,
    "employer.city": "330100",
    "employer.months": 12,
    "bank.account": "activated",
    "bank.months": 3,
}
LILY = {"holder.relation": "child", "permit.status": "none", "insurance.medical": "resident"}
LILYS = {"identity": {"date_of_birth": "2020-06-01"}, "principal": "stephen"}


@pytest.fixture
def family(enrol: Any) -> tuple[str, str]:
    """The cards of stephen and of his daughter."""
    stephen, lily = enrol(
        enrol.line("stephen", STEPHEN, card={"purse_days": 40, "transit_purse": "yes"}),
        enrol.line("lily", LILY, **LILYS),
    )
    return stephen.card, lily.card


def read(enrol: Any, card: str, *needs: str) -> dict[str, Any]:
    with enrol.database.read() as tx:
        return dict(enrol.rooms.cards.facts(tx, card, frozenset(needs), enrol.clock.now()))


class TestTheTableOfColumns:
    def test_keeps_every_authority_fact_and_no_other(self) -> None:
        own = {name for name in AUTHORITY if not name.startswith(PRINCIPAL)}
        assert set(CARD) | set(PERSON) == own

    def test_knows_x_for_every_principal_x(self) -> None:
        mirrored = {name.removeprefix(PRINCIPAL) for name in AUTHORITY if name.startswith(PRINCIPAL)}
        assert mirrored <= set(CARD) | set(PERSON)


class TestFacts:
    def test_are_those_that_were_imported(self, enrol: Any, family: tuple[str, str]) -> None:
        facts = read(enrol, family[0], *AUTHORITY)
        expected = STEPHEN | {"insurance.account_balance": Decimal("120.50")}
        assert {name: facts[name] for name in STEPHEN} == expected
        assert (facts["residence.province"], facts["employer.province"]) == ("33", "33")
        assert (facts["card.purse_days"], facts["card.transit_purse"]) == (40, True)
        assert (facts["holder.age"], facts["holder.relation"]) == (38, "self")

    def test_move_with_the_days(self, enrol: Any, family: tuple[str, str]) -> None:
        enrol.clock.advance(timedelta(days=31))  # from 2 March to 2 April
        moved = {"permit.days_left": 69, "permit.months_held": 13, "bank.months": 4, "card.purse_days": 71}
        assert read(enrol, family[0], *moved) == moved

    def test_change_at_midnight_in_china(self, enrol: Any, family: tuple[str, str]) -> None:
        enrol.clock.advance(timedelta(hours=11, minutes=59))
        assert read(enrol, family[0], "permit.days_left") == {"permit.days_left": 100}
        enrol.clock.advance(timedelta(minutes=1))
        assert read(enrol, family[0], "permit.days_left") == {"permit.days_left": 99}

    def test_lapse_after_the_last_day(self, enrol: Any, family: tuple[str, str]) -> None:
        enrol.clock.advance(timedelta(days=100))
        status = {"permit.status": "valid", "residence.status": "expired", "permit.days_left": 0}
        assert read(enrol, family[0], *status) == status
        enrol.clock.advance(timedelta(days=1))
        assert read(enrol, family[0], "permit.status") == {"permit.status": "expired"}

    def test_count_no_months_of_a_permit_that_has_ended(self, enrol: Any, family: tuple[str, str]) -> None:
        enrol.clock.advance(timedelta(days=1000))
        assert read(enrol, family[0], "permit.months_held") == {"permit.months_held": 15}

    def test_are_only_those_that_are_needed(self, enrol: Any, family: tuple[str, str]) -> None:
        for name in AUTHORITY:
            assert set(read(enrol, family[0], name)) <= {name}

    def test_that_are_not_on_file_are_absent(self, enrol: Any, family: tuple[str, str]) -> None:
        assert read(enrol, family[1], "permit.class", "permit.days_left", "employer.present") == {}

    def test_of_a_card_that_does_not_exist_are_none_after_the_same_query(
        self, enrol: Any, family: tuple[str, str], seen_queries: Any
    ) -> None:
        with seen_queries() as seen:
            assert read(enrol, "no such card", "card.status") == {}
            assert read(enrol, family[0], "card.status") == {"card.status": "active"}
        assert seen[0] == seen[1]

    def test_take_one_query_of_the_needed_columns(
        self, enrol: Any, family: tuple[str, str], seen_queries: Any
    ) -> None:
        with seen_queries() as seen:
            read(enrol, family[0], "card.transit_purse", "now.date", "request.amount", "usage.open")
        assert len(seen) == 1
        assert "person_facts" not in seen[0]
        assert "issue_city" not in seen[0]

    def test_take_no_query_when_none_is_ours(
        self, enrol: Any, family: tuple[str, str], seen_queries: Any
    ) -> None:
        with seen_queries() as seen:
            assert read(enrol, family[0], "now.date", "record.reservation") == {}
        assert seen == []


class TestThePrincipal:
    def test_of_a_child_is_the_permit_holder(self, enrol: Any, family: tuple[str, str]) -> None:
        facts = read(enrol, family[1], *AUTHORITY)
        expected = {
            "principal.card.status": "active",
            "principal.permit.status": "valid",
            "principal.permit.class": "B",
            "principal.permit.days_left": 100,
            "principal.residence.city": "330400",
            "principal.insurance.pension": "active",
            "principal.insurance.medical": "active",
            "principal.insurance.maternity": "active",
        }
        assert {name: facts[name] for name in facts if name.startswith(PRINCIPAL)} == expected
        assert facts["permit.status"] == "none"

    def test_of_the_permit_holder_is_the_holder(self, enrol: Any, family: tuple[str, str]) -> None:
        facts = read(enrol, family[0], *AUTHORITY)
        assert facts == resolve_principal(facts)
        assert facts["principal.permit.days_left"] == facts["permit.days_left"]

    @pytest.mark.parametrize("who", [0, 1])
    def test_is_the_same_alone_and_among_all(self, enrol: Any, family: tuple[str, str], who: int) -> None:
        every = read(enrol, family[who], *AUTHORITY)
        for name in AUTHORITY:
            assert read(enrol, family[who], name) == ({name: every[name]} if name in every else {})

    def test_who_lost_the_card_is_seen_at_once(self, enrol: Any, family: tuple[str, str]) -> None:
        because = Because("li", "The holder called.", enrol.clock.now())
        with enrol.database.write() as tx:
            enrol.rooms.cards.set_status(tx, family[0], Status.LOST, because)
        assert read(enrol, family[1], "principal.card.status") == {"principal.card.status": "lost"}

    def test_without_a_card_has_the_status_none(self, enrol: Any) -> None:
        holder = enrol.line("stephen", STEPHEN) | {"card": None}
        lines = [holder, enrol.line("lily", LILY, **LILYS)]
        enrol.file.write_text("\n".join(map(json.dumps, lines)))
        enrol.importing.run(enrol.file, "tests")
        assert read(enrol, enrol.show("lily").card, "principal.card.status") == {
            "principal.card.status": "none"
        }


class TestAReplacedCard:
    def test_keeps_the_facts_and_is_the_one_that_a_family_is_linked_to(
        self, enrol: Any, family: tuple[str, str]
    ) -> None:
        stephen = enrol.show("stephen")
        because = Because("li", "Worn out.", enrol.clock.now())
        with enrol.database.write() as tx:
            enrol.rooms.cards.set_status(tx, stephen.card, Status.CANCELLED, because)
            new = NewCard(status=Status.PENDING, issue_city="330400")
            card = enrol.rooms.cards.issue(tx, stephen.person, stephen.facts, new, because)
        assert read(enrol, stephen.card, "card.status") == {"card.status": "cancelled"}
        assert read(enrol, card, "card.status", "permit.class") == {
            "card.status": "pending",
            "permit.class": "B",
        }
        assert read(enrol, family[1], "principal.card.status") == {"principal.card.status": "pending"}


class TestOrigins:
    def test_tell_the_day_of_zero_of_years_and_months(self, enrol: Any, family: tuple[str, str]) -> None:
        needs = frozenset({"holder.age", "bank.months", "permit.days_left", "card.status"})
        with enrol.database.read() as tx:
            known = enrol.rooms.cards.known(tx, family[0], needs, enrol.clock.now())
        assert known.origins == {"holder.age": date(1988, 2, 29), "bank.months": date(2025, 12, 2)}

    def test_say_that_a_count_has_stopped(self, enrol: Any, family: tuple[str, str]) -> None:
        enrol.clock.advance(timedelta(days=200))
        with enrol.database.read() as tx:
            known = enrol.rooms.cards.known(
                tx, family[0], frozenset({"permit.months_held"}), enrol.clock.now()
            )
        assert known.origins == {"permit.months_held": STOPPED}


class TestDisclosing:
    def test_gives_the_facts_of_an_element_and_nothing_else(
        self, enrol: Any, family: tuple[str, str]
    ) -> None:
        with enrol.database.read() as tx:
            shown = enrol.rooms.cards.disclose(
                tx, family[0], ["work_permit_category", "employer", "full_name"], enrol.clock.now()
            )
        assert shown == {
            "work_permit_category": {"permit.class": "B"},
            "employer": {
                "employer.present": True,
                "employer.city": "330100",
                "employer.province": "33",
                "employer.months": 12,
            },
        }

    def test_covers_with_the_other_rooms_every_element_once(self, enrol: Any) -> None:
        rooms = enrol.rooms
        owned = [*rooms.people.DISCLOSES, *rooms.cards.DISCLOSES, *rooms.credentials.DISCLOSES]
        assert sorted(owned) == sorted(ELEMENTS)

    def test_gives_values_that_json_can_carry(self, enrol: Any, family: tuple[str, str]) -> None:
        with enrol.database.read() as tx:
            shown = enrol.rooms.cards.disclose(tx, family[1], Cards.DISCLOSES, enrol.clock.now())
        assert set(shown) == Cards.DISCLOSES
        assert json.loads(json.dumps(shown)) == shown
