"""What an accreditation covers."""

from datetime import date, timedelta

import pytest
from joincard_core.registry import Accreditation, AccreditationMalformed, Provider, ProviderMalformed

JIAXING, HANGZHOU = "330400", "330100"
DAY = date(2026, 3, 2)
WALK_IN = "healthcare.registration.walk_in"


class TestAnAccreditation:
    @pytest.mark.parametrize(
        "scope",
        ["*", "healthcare", "healthcare.*", "healthcare.registration.*", "healthcare.registration", WALK_IN],
    )
    def test_covers_what_its_scope_names(self, scope: str) -> None:
        assert Accreditation("p", scope).covers(WALK_IN, JIAXING, DAY)

    @pytest.mark.parametrize(
        "scope",
        [
            "health.*",
            "health",
            "healthcare.reg.*",
            "healthcare.registration.walk",
            "transport",
            f"{WALK_IN}.*",
        ],
    )
    def test_covers_whole_parts_of_a_name_alone(self, scope: str) -> None:
        try:
            accreditation = Accreditation("p", scope)
        except AccreditationMalformed:
            return
        assert not accreditation.covers(WALK_IN, JIAXING, DAY)

    def test_covers_its_city(self) -> None:
        here = Accreditation("p", "healthcare", JIAXING)
        assert here.covers(WALK_IN, JIAXING, DAY)
        assert not here.covers(WALK_IN, HANGZHOU, DAY)

    def test_covers_its_first_and_last_day(self) -> None:
        short = Accreditation("p", "healthcare", since=DAY, until=DAY + timedelta(days=1))
        covered = [short.covers(WALK_IN, JIAXING, DAY + timedelta(days=n)) for n in (-1, 0, 1, 2)]
        assert covered == [False, True, True, False]

    @pytest.mark.parametrize(
        "scope",
        ["", "Healthcare", "healthcare.", ".walk_in", "health*", "a.b.c.d", "healthcare..walk_in", "a b"],
    )
    def test_with_a_malformed_scope_is_refused(self, scope: str) -> None:
        with pytest.raises(AccreditationMalformed):
            Accreditation("p", scope)

    def test_in_no_city_is_refused(self) -> None:
        with pytest.raises(AccreditationMalformed, match="not the code of a city"):
            Accreditation("p", "healthcare", "999999")

    def test_that_ends_before_it_begins_is_refused(self) -> None:
        with pytest.raises(AccreditationMalformed, match="ends on the day it begins"):
            Accreditation("p", "healthcare", since=DAY, until=DAY - timedelta(days=1))


class TestAProvider:
    @pytest.mark.parametrize("name", ["", "Jiaxing Hospital", "-x", "x-", "x" * 65, "病院"])
    def test_with_a_malformed_id_is_refused(self, name: str) -> None:
        with pytest.raises(ProviderMalformed):
            Provider(name, "A name")

    @pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 201])
    def test_with_a_malformed_name_is_refused(self, name: str) -> None:
        with pytest.raises(ProviderMalformed):
            Provider("p", name)
