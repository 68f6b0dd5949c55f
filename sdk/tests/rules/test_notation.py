from typing import Any

import pytest
from hypothesis import given
from joincard_sdk.facts import at, card, holder, insurance, now, principal, record, request
from joincard_sdk.places import YANGTZE_41
from joincard_sdk.rules import Not, RuleSyntaxError, all_of, any_of, from_json, parse, text, to_json
from joincard_sdk.testing.strategies import rules


class TestWhatCannotBeRead:
    @pytest.mark.parametrize(
        ("written", "column", "says"),
        [
            ("", 1, "a fact such as card.status was expected, not the end"),
            ("card.status = activ", 15, "card.status takes one of none, pending, active"),
            ("card.status", 12, "one of = != < <= > >= or 'in' was expected after card.status"),
            ("card.status = active and", 25, "a fact such as card.status"),
            ("card.status = active card.form = digital", 22, "'and', 'or' or the end was expected"),
            ("(card.status = active", 22, "')' was expected, not the end"),
            ("card.status = active)", 21, "'and', 'or' or the end"),
            ("card.colour = red", 1, "'card.colour' is not a fact"),
            ("colour = red", 1, "facts begin with card, holder"),
            ("holder.age in 9..3", 15, "the range 9..3 is empty"),
            ("card.status in 1..3", 1, "card.status is no number"),
            ("card.status < active", 1, "card.status has no order"),
            ("card.status in {active, active}", 16, "each value once"),
            ("card.status in {active", 23, "',' or '}' was expected"),
            ("card.form in {physical, digital}", 1, "allows every value"),
            ("insurance.city in @nowhere", 19, "known: @yangtze_41"),
            ("holder.age in @yangtze_41", 1, "holder.age is no city"),
            ("insurance.city = 999999", 18, "the six-digit code of a city"),
            ("insurance.city = holder.age", 1, "only facts of the same type"),
            ("now.time > 24:00", 12, "a time HH:MM"),
            ("now.date > 2025-02-30", 12, "a date YYYY-MM-DD"),
            ("holder.age >= 1.5", 15, "a whole number"),
            ("holder.age >= sixteen", 15, "a whole number, not 'sixteen'"),
            ("request.escorted = true", 20, "yes or no"),
            ("card.status = active; drop", 21, "';' has no meaning here"),
            ("(" * 200 + "card.status = active" + ")" * 200, 49, "nested at most"),
            ("not " * 60 + "card.status = active", 193, "nested at most"),
            ("card.status = active or " * 500, 10_000, "at most 10000 characters"),
            (" and ".join(["card.status = active"] * 201), 1, "at most 200 tests"),
        ],
    )
    def test_is_pointed_at(self, written: Any, column: Any, says: Any) -> None:
        with pytest.raises(RuleSyntaxError, match="column") as caught:
            parse(written)
        assert caught.value.column == column
        assert says in caught.value.message
        assert caught.value.picture.splitlines()[1].endswith("^")


class TestTheNotation:
    @given(rules())
    def test_reads_back_what_it_writes(self, rule: Any) -> None:
        assert parse(text(rule)) == rule

    @given(rules())
    def test_json_reads_back_what_it_writes(self, rule: Any) -> None:
        assert from_json(to_json(rule)) == rule

    def test_is_what_an_author_builds(self) -> None:
        built = (
            card.status.is_in("active", "lost")
            & (holder.age.between(16, 69) | request.escorted.is_(True))
            & ~insurance.city.is_(at.city)
            & insurance.city.is_in_set(YANGTZE_41)
            & principal.permit.class_.is_("A")
            & now.time.before("21:00")
            & record.wage_ratio.at_least("6.50")
        )
        assert text(built) == (
            "card.status in {active, lost} and (holder.age in 16..69 or request.escorted = yes) "
            "and not insurance.city = at.city and insurance.city in @yangtze_41 "
            "and principal.permit.class = A and now.time < 21:00 and record.wage_ratio >= 6.5"
        )

    def test_binds_and_tighter_than_or(self) -> None:
        a, b, c = card.status.is_("active"), holder.age.at_least(1), holder.age.at_most(9)
        assert parse("card.status = active and holder.age >= 1 or holder.age <= 9") == (a & b) | c

    def test_negative_numbers_and_ranges(self) -> None:
        assert text(parse("card.valid_days in -180..90")) == "card.valid_days in -180..90"


class TestOneForm:
    def test_nested_combinators_flatten_and_single_ones_collapse(self) -> None:
        a, b, c = card.status.is_("active"), holder.age.at_least(1), holder.age.at_most(9)
        assert (a & b) & c == a & (b & c) == all_of(a, b, c)
        assert (a | b) | c == a | (b | c) == any_of(a, b, c)
        assert all_of(a) == any_of(a) == a
        assert ~~a == a
        assert isinstance(~a, Not)

    def test_words_instead_of_signs_are_caught(self) -> None:
        with pytest.raises(TypeError, match=r"& \| ~"):
            card.status.is_("active") and holder.age.at_least(1)
        with pytest.raises(TypeError, match=r"card\.status\.is_"):
            assert card.status == "active"
