"""Questions that cannot be asked: each one clear error, no receipt, nothing written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest
from joincard_core.catalogue import CityUnknown, ServiceNotCovered, ServiceNotInForce, ServiceUnknown
from joincard_core.errors import JoincardError
from joincard_core.verification import (
    BasisMissing,
    FactMistyped,
    FactNotRead,
    FactNotYours,
    FactUnknown,
    IdempotencyKeyMalformed,
    NotAccredited,
    NoTariffForBasis,
    UseLedgerOnly,
    UseMistyped,
)

if TYPE_CHECKING:
    from core.tests.verification.conftest import World

CONSENT = "trial.plain.consent"


def refused(world: World, error: type[JoincardError], code: str, **asked: Any) -> str:
    """The sentence of the error; checks that nothing was written and no card was read."""
    before = world.rows()
    with world.statements() as seen, pytest.raises(error) as raised:
        world.ask(code, **asked)
    assert world.rows() == before
    assert not [statement for statement in seen if "card_numbers" in statement or "INSERT" in statement]
    return str(raised.value)


class TestAService:
    def test_that_does_not_exist(self, world: World) -> None:
        assert "trial.plain.fre" in refused(world, ServiceUnknown, "trial.plain.fre")

    def test_that_is_not_delivered_in_the_city(self, world: World) -> None:
        sentence = refused(world, ServiceNotCovered, "trial.plain.local", city="330100")
        assert "city:330400" in sentence

    @pytest.mark.parametrize("city", ["", "999999", "Jiaxing", "33040", "330400 "])
    def test_in_a_city_that_does_not_exist(self, world: World, city: str) -> None:
        sentence = refused(world, CityUnknown, "trial.plain.free", city=city)
        assert "delivered" not in sentence

    def test_that_is_not_in_force_yet(self, world: World) -> None:
        assert "2030-01-01" in refused(world, ServiceNotInForce, "trial.plain.later")


class TestAProvider:
    def test_that_is_not_accredited_learns_nothing_of_the_card(self, world: World) -> None:
        stranger = world.caller(provider_id="stranger")
        known = refused(world, NotAccredited, "trial.plain.free", caller=stranger)
        assert known == refused(
            world, NotAccredited, "trial.plain.free", caller=stranger, shown=world.unknown()
        )


class TestAFact:
    @pytest.mark.parametrize(
        "name",
        [
            "card.status",
            "card.form",
            "holder.age",
            "permit.class",
            "principal.permit.class",
            "usage.today",
            "now.date",
            "now.holiday",
            "at.city",
            "at.province",
        ],
    )
    def test_of_the_authority_cannot_be_sent(self, world: World, name: str) -> None:
        assert name in refused(world, FactNotYours, CONSENT, facts={name: "active"})

    @pytest.mark.parametrize("name", ["record.nothing", "request.", "", "card", "record.test.trial.x.y"])
    def test_that_does_not_exist(self, world: World, name: str) -> None:
        refused(world, FactUnknown, CONSENT, facts={name: True})

    def test_that_the_service_does_not_read(self, world: World) -> None:
        sentence = refused(world, FactNotRead, CONSENT, facts={"record.debt": False})
        assert "request.consent" in sentence
        assert "record.overdue" in sentence

    def test_of_a_service_that_reads_none(self, world: World) -> None:
        assert "none" in refused(world, FactNotRead, "trial.plain.free", facts={"record.debt": False})

    @pytest.mark.parametrize(
        "facts",
        [
            {"request.consent": "maybe"},
            {"request.consent": 1},
            {"record.overdue": True},
            {"record.overdue": "3"},
            {"record.overdue": 1.5},
            {"record.overdue": None},
            {"record.overdue": {"count": 3}},
            {"record.overdue": 10**30},
        ],
    )
    def test_of_the_wrong_type(self, world: World, facts: Mapping[str, object]) -> None:
        sentence = refused(world, FactMistyped, CONSENT, facts=facts)
        assert next(iter(facts)) in sentence


class TestAUse:
    @pytest.mark.parametrize("name", ["paid", "prior", "counted", "minutes"])
    def test_cannot_bring_what_the_ledger_knows(self, world: World, name: str) -> None:
        assert name in refused(world, UseLedgerOnly, "trial.plain.flat", use={name: {"day": "1"}})

    @pytest.mark.parametrize(
        "use",
        [
            {"basis": "many"},
            {"basis": "-1"},
            {"basis": "1e3"},
            {"basis": True},
            {"basis": "NaN"},
            {"basis": "9" * 13},
            {"units": "-0.01"},
            {"units": "0"},
            {"units": "0.00"},
            {"units": "0.000001"},
            {"units": "0.5"},
            {"units": "1.5"},
            {"units": "1001"},
            {"units": "1000000"},
            {"units": []},
            {"stay": ""},
            {"stay": "x" * 65},
            {"stay": "S\n1"},
            {"stay": 7},
            {"tip": "1"},
        ],
    )
    def test_of_the_wrong_form(self, world: World, use: Mapping[str, object]) -> None:
        refused(world, UseMistyped, "trial.plain.flat", use=use)

    @pytest.mark.parametrize(
        ("code", "units"),
        [
            ("trial.library.loan", "2.5"),
            ("trial.clinic.print", "0.1"),
            ("trial.bus.red", "0"),
            ("trial.sports.hall", "0"),
            ("trial.sports.hall", "1000.5"),
            ("trial.library.late", "0.5"),
            ("trial.plain.free", "2"),
            ("trial.money.send", "0"),
            ("trial.clinic.year", "2"),
            ("trial.metro.ride", "0.5"),
        ],
    )
    def test_with_units_that_its_price_cannot_have(self, world: World, code: str, units: str) -> None:
        assert "units" in refused(world, UseMistyped, code, use={"units": units})

    @pytest.mark.parametrize("code", ["trial.plain.free", "trial.plain.flat", "trial.library.late"])
    def test_with_a_basis_that_its_price_does_not_read(self, world: World, code: str) -> None:
        assert "basis" in refused(world, UseMistyped, code, use={"basis": "10"})

    def test_without_the_basis_that_the_price_needs(self, world: World) -> None:
        refused(world, BasisMissing, "trial.clinic.year")

    def test_with_a_basis_that_no_tier_covers(self, world: World) -> None:
        refused(world, NoTariffForBasis, "trial.metro.ride", use={"basis": "51"})

    def test_with_another_basis_than_the_amount_that_the_rule_reads(self, world: World) -> None:
        """Else a transfer of 999 would pass the limit and cost as one of 5."""
        sent = {"request.amount": "999.00"}
        refused(world, UseMistyped, "trial.money.send", facts=sent, use={"basis": "5.00"})

    def test_with_an_amount_below_zero(self, world: World) -> None:
        refused(world, UseMistyped, "trial.money.send", facts={"request.amount": "-1.00"})

    def test_with_a_bill_finer_than_a_fen(self, world: World) -> None:
        refused(world, UseMistyped, "trial.clinic.year", use={"basis": "10.001"})

    def test_tells_nothing_of_the_card_when_there_is_no_price(self, world: World) -> None:
        """A missing basis would otherwise say, without a trace, that a card is accepted."""
        active = refused(world, BasisMissing, "trial.clinic.year")
        world.lose("ann")
        assert active == refused(world, BasisMissing, "trial.clinic.year")
        assert active == refused(world, BasisMissing, "trial.clinic.year", shown=world.unknown())


class TestAnIdempotencyKey:
    @pytest.mark.parametrize("key", [" ", "x" * 256, "a b", "ä", "a\n"])
    def test_of_the_wrong_form(self, world: World, key: str) -> None:
        refused(world, IdempotencyKeyMalformed, "trial.plain.free", key=key)
