"""A provider receives what its service reads of a record, not the record."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from joincard_sdk import rules

if TYPE_CHECKING:
    from core.tests.verification.conftest import World

INSURED = {
    "insurance.medical": "active",
    "insurance.city": "330400",
    "insurance.chronic": True,
    "insurance.account_balance": Decimal("812.40"),
    "residence.city": "330400",
    "residence.permit": "work",
}
BILL, AGED, KEEP = "trial.clinic.bill", "trial.clinic.aged", "trial.plain.keep"


@pytest.fixture
def clinic(world: World) -> World:
    """Services that list the insurance record; their rules and fees read parts of it."""
    plain = replace(world.services[0], discloses=("full_name", "insurance_enrolment"))
    rule = rules.parse("card.status = active and insurance.medical = active and insurance.city = at.city")
    bill = replace(plain, code=BILL, accepts=rule)
    fee = world.fee("flat:9 CNY per visit; concession when [insurance.chronic = yes] waived # test")
    aged = replace(plain, code=AGED, fee=fee)
    keep = replace(plain, code=KEEP, discloses=("residence",))
    world.publish(2, world.bundle((*world.services, bill, aged, keep), "1.1.0"))
    world.rooms.shelf.current()
    world.holder("eve", INSURED)
    return world


class TestARecord:
    def test_is_handed_over_as_far_as_the_rule_reads_it(self, clinic: World) -> None:
        told = clinic.ask(BILL, "eve")["disclosed"]
        assert told["insurance_enrolment"] == {"insurance.medical": "active", "insurance.city": "330400"}
        assert told["full_name"]["printed"] == "EVE"

    def test_is_handed_over_as_far_as_the_fee_reads_it(self, clinic: World) -> None:
        told = clinic.ask(AGED, "eve")["disclosed"]
        assert told["insurance_enrolment"] == {"insurance.chronic": True}

    def test_is_handed_over_whole_where_nothing_of_it_is_read(self, clinic: World) -> None:
        """Then it is listed for what the provider does with it."""
        told = clinic.ask(KEEP, "eve")["disclosed"]["residence"]
        assert (told["residence.city"], told["residence.permit"]) == ("330400", "work")
