"""Facts of a file become dates, and the dates give the same facts back on the same day."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.cards import BadCardFact, anchored, anchored_card
from joincard_core.cards.anchors import LONGEST, months_before
from joincard_core.cards.columns import PERSON, date_columns
from joincard_core.cards.kept import Age, DaysLeft, DaysSince, Lapsing, Months, Province
from joincard_core.cards.store import person_facts
from joincard_sdk.places import CITIES
from joincard_sdk.values import VOCABULARY, FactType, Value, completed_months

TODAY = date(2026, 3, 31)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
MOVING = DaysLeft | DaysSince | Months


def values(name: str) -> st.SearchStrategy[Any]:
    """Values that a fact may have."""
    fact, how = VOCABULARY[name], PERSON[name]
    if fact.type is FactType.ENUM:
        return st.sampled_from(fact.values)
    if fact.type is FactType.BOOL:
        return st.booleans()
    if fact.type is FactType.CODE6:
        return st.sampled_from(sorted(CITIES))
    if fact.type is FactType.DECIMAL:
        return st.decimals(0, 10**6, places=2)
    least = -900 if isinstance(how, DaysLeft) and not isinstance(how, DaysSince) else 0
    return st.integers(least, 900)


def facts() -> st.SearchStrategy[dict[str, Any]]:
    """Facts of one person that do not contradict each other; provinces and ages follow from others."""
    free = [name for name, how in PERSON.items() if not isinstance(how, Province | Age)]
    return st.fixed_dictionaries({}, optional={name: values(name) for name in free}).map(consistent)


def consistent(found: dict[str, Any]) -> dict[str, Any]:
    """A status that has lapsed says so, and a permit was not held longer than it lasted."""
    for status, left in (("permit.status", "permit.days_left"), ("residence.status", "residence.days_left")):
        if found.get(left, 0) < 0 and found.get(status) == "valid":
            found[status] = "expired"
    return found


class TestAnchoredFacts:
    @given(facts(), DAYS)
    def test_are_read_back_on_the_same_day(self, given_facts: dict[str, Any], day: date) -> None:
        columns = anchored(given_facts, day)
        for name, value in given_facts.items():
            assert read(name, columns, day) == value

    @given(facts(), DAYS)
    def test_stand_in_columns_that_exist(self, given_facts: dict[str, Any], day: date) -> None:
        assert set(anchored(given_facts, day)) <= set(person_facts.c.keys())

    @given(facts(), DAYS, st.integers(0, 400))
    def test_move_as_the_registry_says(self, given_facts: dict[str, Any], day: date, later: int) -> None:
        columns, then = anchored(given_facts, day), day + timedelta(days=later)
        for name, value in given_facts.items():
            moved: Any = read(name, columns, then)
            match VOCABULARY[name].motion:
                case "days_down":
                    assert moved == value - later
                case "days_up":
                    assert moved == value + later
                case "months_up":
                    assert value <= moved <= value + later // 28
                case _:
                    assert moved == value or isinstance(PERSON[name], Lapsing)

    @given(DAYS, st.integers(0, 900))
    def test_count_back_whole_months(self, day: date, months: int) -> None:
        origin = months_before(day, months)
        assert completed_months(origin, day) == months
        assert completed_months(origin + timedelta(days=1), day) < months or origin.day < day.day


class TestADateInAFile:
    def test_may_stand_for_the_number(self) -> None:
        by_number = anchored({"permit.days_left": 10, "employer.months": 2}, TODAY)
        by_date = anchored({"permit.expires_on": "2026-04-10", "employer.since": "2026-01-31"}, TODAY)
        assert by_number == by_date

    def test_has_a_name_for_every_moving_fact(self) -> None:
        moving = {column for how in PERSON.values() if isinstance(how, MOVING) for column in how.columns}
        assert moving == set(date_columns().values())

    @pytest.mark.parametrize(
        "raw", ["2026-02-30", "20260101", "1899-12-31", "2200-01-01", 20260101, True, {}]
    )
    def test_must_be_one(self, raw: object) -> None:
        with pytest.raises(BadCardFact, match=r"permit\.expires_on: use a date"):
            anchored({"permit.expires_on": raw}, TODAY)

    def test_of_the_past_cannot_lie_ahead(self) -> None:
        with pytest.raises(BadCardFact, match=r"employer\.since"):
            anchored({"employer.since": "2026-04-01"}, TODAY)


class TestAFactInAFile:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("permit.status", "VALID"),
            ("permit.days_left", LONGEST + 1),
            ("permit.days_left", 1.5),
            ("permit.months_held", -1),
            ("insurance.pension_months", -1),
            ("insurance.account_balance", "1.005"),
            ("insurance.account_balance", "1e9"),
            ("residence.city", "000000"),
            ("residence.province", "33"),
            ("residence.registered", "maybe"),
            ("holder.age", 30),
            ("principal.permit.status", "valid"),
        ],
    )
    def test_that_cannot_be_is_named(self, name: str, value: object) -> None:
        with pytest.raises(BadCardFact) as caught:
            anchored({name: value}, TODAY)
        assert caught.value.field == name

    @pytest.mark.parametrize("name", ["card.status", "now.date", "record.debt", "Stephen Example", "born_on"])
    def test_that_is_none_of_a_person_is_refused(self, name: str) -> None:
        with pytest.raises(BadCardFact) as caught:
            anchored({name: "x"}, TODAY)
        assert "Stephen" not in str(caught.value)

    def test_that_contradicts_another_is_refused(self) -> None:
        with pytest.raises(BadCardFact, match="contradicts"):
            anchored({"permit.expires_on": "2026-05-01", "permit.days_left": 10}, TODAY)
        with pytest.raises(BadCardFact, match="follows from the city"):
            anchored({"insurance.city": "330400", "insurance.province": "31"}, TODAY)

    def test_that_is_null_is_not_there(self) -> None:
        assert anchored({"permit.status": None, "permit.expires_on": None}, TODAY) == {}

    @given(st.dictionaries(st.sampled_from([*PERSON, *date_columns()]), st.text(max_size=5) | st.integers()))
    def test_never_fails_in_any_other_way(self, facts: dict[str, object]) -> None:
        with suppress(BadCardFact):
            assert set(anchored(facts, TODAY)) <= set(person_facts.c.keys())

    def test_of_a_card_has_no_prefix(self) -> None:
        columns = anchored_card({"status": "active", "valid_days": 30, "purse_days": 1}, TODAY)
        assert columns == {
            "status": "active",
            "expires_on": date(2026, 4, 30),
            "purse_topped_on": date(2026, 3, 30),
        }


def read(name: str, columns: dict[str, Any], day: date) -> Value | None:
    """A fact, as reading derives it from its columns."""
    how = PERSON[name]
    return how.value(day, *(columns.get(column) for column in how.columns))
