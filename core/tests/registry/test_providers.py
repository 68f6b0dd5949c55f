"""Providers in the register, on both databases."""

from datetime import date, timedelta

import pytest
from joincard_core.clock import FixedClock
from joincard_core.registry import (
    Accreditation,
    Accredited,
    Provider,
    ProviderExists,
    ProviderUnknown,
    providers,
)
from joincard_core.storage import Database

HOSPITAL = Provider("jiaxing-first", "Jiaxing First Hospital")
DAY = date(2026, 3, 2)
SERVICE = "healthcare.registration.walk_in"


class Ticks:
    """Seconds that pass when told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def register(database: Database, clock: FixedClock) -> Database:
    with database.write() as tx:
        providers.add(tx, HOSPITAL, clock.now())
    return database


class TestAProvider:
    def test_is_found_again(self, register: Database) -> None:
        with register.read() as tx:
            assert providers.find(tx, HOSPITAL.id) == HOSPITAL
            assert providers.every(tx) == (HOSPITAL,)

    def test_is_added_once(self, register: Database, clock: FixedClock) -> None:
        with pytest.raises(ProviderExists), register.write() as tx:
            providers.add(tx, Provider(HOSPITAL.id, "Another"), clock.now())

    def test_that_is_unknown_cannot_be_accredited(self, register: Database, clock: FixedClock) -> None:
        with pytest.raises(ProviderUnknown), register.write() as tx:
            providers.accredit(tx, Accreditation("nobody", "*"), clock.now())


class TestAccreditation:
    def test_is_kept_as_given(self, register: Database, clock: FixedClock) -> None:
        given = Accreditation(HOSPITAL.id, "healthcare.*", "330400", DAY, DAY + timedelta(days=30))
        with register.write() as tx:
            number = providers.accredit(tx, given, clock.now())
        with register.read() as tx:
            assert providers.accreditations_of(tx, HOSPITAL.id) == ((number, given),)

    def test_without_days_has_no_end(self, register: Database, clock: FixedClock) -> None:
        with register.write() as tx:
            providers.accredit(tx, Accreditation(HOSPITAL.id, "*"), clock.now())
        accredited = Accredited(register)
        assert accredited.may(HOSPITAL.id, SERVICE, "330400", date.min)
        assert accredited.may(HOSPITAL.id, SERVICE, "330400", date.max)

    def test_is_nobody_elses(self, register: Database, clock: FixedClock) -> None:
        with register.write() as tx:
            providers.accredit(tx, Accreditation(HOSPITAL.id, "*"), clock.now())
        assert not Accredited(register).may("another", SERVICE, "330400", DAY)

    def test_that_ends_is_refused_within_its_time(self, register: Database, clock: FixedClock) -> None:
        with register.write() as tx:
            number = providers.accredit(tx, Accreditation(HOSPITAL.id, "*"), clock.now())
        ticks = Ticks()
        accredited = Accredited(register, lifetime=0.5, ticks=ticks)
        assert accredited.may(HOSPITAL.id, SERVICE, "330400", DAY)
        with register.write() as tx:
            assert providers.end(tx, HOSPITAL.id, number, DAY - timedelta(days=1))
        assert accredited.may(HOSPITAL.id, SERVICE, "330400", DAY)
        ticks.now += 0.5
        assert not accredited.may(HOSPITAL.id, SERVICE, "330400", DAY)

    def test_of_another_provider_cannot_be_ended(self, register: Database, clock: FixedClock) -> None:
        with register.write() as tx:
            number = providers.accredit(tx, Accreditation(HOSPITAL.id, "*"), clock.now())
            assert not providers.end(tx, "another", number, DAY)
