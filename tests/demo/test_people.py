"""The demo's people can be imported on any day, and its month is the same every time."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

import pytest
from joincard_core.cards.anchors import anchored, anchored_card
from joincard_core.cards.columns import CARD, PERSON
from joincard_core.cards.kept import Kept
from joincard_core.issuance.lines import read_line
from joincard_sdk.testing.personas import birth_date
from joincard_sdk.values import Value

from demo.history import DAYS, providers_of, visits
from demo.lines import card, card_number, import_file
from demo.persons import PERSONS, Person

DAYS_TO_TRY = [date(2025, 1, 1), date(2026, 11, 23), date(2028, 2, 29), date(2030, 12, 31)]


class TestThePeople:
    def test_are_twenty_four_and_stephen_comes_first(self) -> None:
        assert len({person.key for person in PERSONS}) == len({person.name for person in PERSONS}) == 24
        assert PERSONS[0].key == "stephen"

    def test_come_from_many_countries_and_live_in_many_cities(self) -> None:
        assert len({person.nationality for person in PERSONS}) >= 18
        assert {"330400", "330100", "310000", "510100"} <= {person.city for person in PERSONS}

    @pytest.mark.parametrize("today", DAYS_TO_TRY)
    def test_can_be_imported_on_any_day(self, today: date) -> None:
        lines = import_file(today).splitlines()
        assert [read_line(line, today).reference for line in lines] == [f"demo-{p.key}" for p in PERSONS]

    @pytest.mark.parametrize("today", DAYS_TO_TRY)
    @pytest.mark.parametrize("age", [5, 14, 38, 72])
    def test_have_their_age(self, age: int, today: date) -> None:
        born = birth_date(age, today)
        assert today.year - born.year - ((today.month, today.day) < (born.month, born.day)) == age

    def test_have_cards_of_their_own(self) -> None:
        assert len({card_number(person.key) for person in PERSONS}) == 24

    def test_families_belong_to_permit_holders(self) -> None:
        holders = {person.key for person in PERSONS if person.recorded["holder.relation"] == "self"}
        assert all((person.principal is None) == (person.key in holders) for person in PERSONS)
        assert {person.principal for person in PERSONS} - {None} <= holders


class TestTheMonth:
    def test_is_the_same_every_time(self) -> None:
        assert list(visits(DAYS_TO_TRY[1])) == list(visits(DAYS_TO_TRY[1]))

    def test_has_a_few_hundred_visits_on_thirty_days_before_today(self) -> None:
        today = DAYS_TO_TRY[1]
        days = {visit.at.date() for visit in visits(today)}
        assert len(days) == DAYS
        assert max(days) < today
        assert 200 < sum(1 for _ in visits(today)) < 400

    def test_goes_forward_in_time_and_keeps_opening_hours(self) -> None:
        moments = [visit.at for visit in visits(DAYS_TO_TRY[1])]
        assert moments == sorted(moments)
        assert all(time(7, 30) <= moment.time() < time(18) for moment in moments)

    def test_asks_providers_that_may_ask(self) -> None:
        assert all(
            visit.provider in providers_of(visit.person, visit.service) for visit in visits(DAYS_TO_TRY[0])
        )


class TestTheirFacts:
    """The authority, told of a persona on one day, says on later days what the persona says."""

    @pytest.mark.parametrize("described", DAYS_TO_TRY)
    @pytest.mark.parametrize("later", [0, 1, 9, 26, 63, 121, 400, 1_461])
    @pytest.mark.parametrize("person", PERSONS, ids=lambda person: person.key)
    def test_are_those_of_the_authority(self, person: Person, later: int, described: date) -> None:
        on = described + timedelta(days=later)
        columns = anchored(person.recorded, described) | {"born_on": birth_date(person.age, described)}
        own = {name.removeprefix("card."): value for name, value in card(person).items() if name != "region"}
        del own["number"], own["valid_days"]
        kept_card = anchored_card(own | {"valid_days": person.valid_days}, described)
        known = read(PERSON, columns, on) | read(CARD, kept_card, on)
        facts = person.facts(on=on, as_of=described)
        assert {name: value for name, value in facts.items() if not name.startswith("principal.")} == known


def read(table: Mapping[str, Kept], columns: Mapping[str, Any], on: date) -> dict[str, Value]:
    """Every fact that is known, as the authority reads it."""
    values = {
        name: how.value(on, *(columns.get(column) for column in how.columns)) for name, how in table.items()
    }
    return {name: value for name, value in values.items() if value is not None}
