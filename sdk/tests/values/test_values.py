from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_sdk.facts import (
    ELEMENTS,
    VOCABULARY,
    FactType,
    MistypedFact,
    Origin,
    RecordFact,
    RecordFacts,
    UnknownFact,
    allowed_text,
    read_facts,
    read_value,
    record_fact,
    resolve_principal,
    supplied_by_core,
    write_value,
)
from joincard_sdk.rules import text
from joincard_sdk.testing.strategies import facts, values
from joincard_sdk.texts import Text

LABEL = Text(en="the waiting list", zh="候诊名单")


class TestAMistypedFact:
    @pytest.mark.parametrize(
        ("fact", "raw"),
        [
            ("card.status", "gone"),
            ("card.status", 1),
            ("card.status", None),
            ("card.status", ["active"]),
            ("request.escorted", 1),
            ("request.escorted", "true"),
            ("request.escorted", None),
            ("holder.age", True),
            ("holder.age", "34"),
            ("holder.age", 3.5),
            ("holder.age", 2**53),
            ("request.amount", "1e3"),
            ("request.amount", "NaN"),
            ("request.amount", float("inf")),
            ("request.amount", True),
            ("request.amount", "1" * 30),
            ("request.amount", Decimal("1E+400000")),
            ("request.amount", "١٢"),
            ("at.city", 330400),
            ("at.city", "330499"),
            ("at.province", "99"),
            ("now.date", "2025-02-30"),
            ("now.date", "20250101"),
            ("now.time", "24:00"),
            ("now.time", "9:00"),
        ],
    )
    def test_is_refused_without_repeating_it(self, fact: Any, raw: Any) -> None:
        with pytest.raises(MistypedFact) as caught:
            read_value(VOCABULARY[fact], raw)
        assert caught.value.fact == fact
        assert str(caught.value) == f"{fact} takes {allowed_text(VOCABULARY[fact])}"

    def test_unknown_names_list_their_neighbours(self) -> None:
        with pytest.raises(UnknownFact, match=r"known facts of .card.: card\.status, card\.form"):
            read_facts({"card.colour": "red"})


class TestValues:
    @given(st.data())
    def test_read_back_what_is_written(self, data: Any) -> None:
        for fact in VOCABULARY.values():
            value = data.draw(values(fact))
            assert read_value(fact, write_value(value)) == value

    def test_are_typed(self) -> None:
        assert read_facts(
            {"request.escorted": "yes", "request.amount": 12.5, "now.time": "09:30", "now.date": "2025-01-02"}
        ) == {
            "request.escorted": True,
            "request.amount": Decimal("12.5"),
            "now.time": time(9, 30),
            "now.date": date(2025, 1, 2),
        }

    def test_equal_decimals_have_one_text(self) -> None:
        assert {write_value(Decimal(raw)) for raw in ("5", "5.0", "5.00", "0.5E1")} == {"5"}


class TestTheRegistry:
    def test_has_the_facts_and_elements_of_the_catalogue(self) -> None:
        assert len(VOCABULARY) == 103
        assert len(ELEMENTS) == 16
        assert VOCABULARY.version == "1.0.0"
        for fact in VOCABULARY.values():
            assert (fact.origin is Origin.AUTHORITY) == (fact.element is not None)
            if fact.type in (FactType.ENUM, FactType.BOOL):
                assert [value for value, _ in fact.value_labels] == list(fact.values or ("yes", "no"))

    def test_its_digest_changes_with_a_fact(self) -> None:
        record = RecordFacts("acme.healthcare.eyes").fact(RecordFact("rank", FactType.INT, LABEL, "Rank."))
        assert VOCABULARY.with_records([record]).digest != VOCABULARY.digest

    def test_refuses_a_name_twice(self) -> None:
        record = RecordFacts("acme.healthcare.eyes").fact(RecordFact("rank", FactType.INT, LABEL, "Rank."))
        with pytest.raises(ValueError, match="declared twice"):
            VOCABULARY.with_records([record, record])

    def test_knows_who_supplies_what(self) -> None:
        core = {name for name in VOCABULARY if supplied_by_core(name)}
        assert {"card.status", "usage.today", "now.date", "at.city", "at.province", "card.form"} <= core
        assert not {"request.amount", "event.kind", "record.reservation"} & core


class TestRecordFacts:
    def test_are_named_by_their_plugin(self) -> None:
        rank = record_fact("acme.healthcare.eyes", "rank", type="int", label=LABEL, description="Rank.")
        assert text(rank.as_number().at_most(3)) == "record.acme.healthcare.eyes.rank <= 3"

    @pytest.mark.parametrize("name", ["Rank", "rank.list", "", "x" * 41, "rang1"])
    def test_refuse_other_names(self, name: Any) -> None:
        with pytest.raises(ValueError, match="local name"):
            RecordFact(name, FactType.INT, LABEL, "Rank.")

    def test_are_used_as_declared(self) -> None:
        rank = record_fact("acme.healthcare.eyes", "rank", type="int", label=LABEL, description="Rank.")
        with pytest.raises(TypeError, match="declared as int"):
            rank.as_bool()


class TestThePrincipal:
    def test_of_the_permit_holder_is_the_holder(self) -> None:
        known = {
            "holder.relation": "self",
            "permit.class": "B",
            "principal.permit.class": "A",
            "principal.permit.status": "valid",
        }
        assert resolve_principal(known) == {
            "holder.relation": "self",
            "permit.class": "B",
            "principal.permit.class": "B",
        }

    @given(facts(("permit.class", "principal.permit.class", "card.status", "principal.card.status")))
    def test_of_anyone_else_stays_as_it_is(self, known: Any) -> None:
        assert resolve_principal(known | {"holder.relation": "child"}) == known | {"holder.relation": "child"}
