"""What the card does for the people of the examples, read as sentences."""

from datetime import date
from decimal import Decimal

import pytest
from joincard_healthcare.examples.people import (
    CLARA,
    HELENA,
    IN_BEIJING,
    IN_HANGZHOU,
    IN_JIAXING,
    IN_OCTOBER,
    LEO,
    STEPHEN,
    YUKI,
    Situation,
)
from joincard_healthcare.plugin import plugin
from joincard_healthcare.texts import REMEDIES
from joincard_sdk.decision import (
    Decision,
    NotCovered,
    NotInForce,
    Offer,
    Permitted,
    Reason,
    Refused,
    Terms,
    decide,
)
from joincard_sdk.fees import Use
from joincard_sdk.money import Money, yuan

SERVICES = {service.code.removeprefix("healthcare."): service for service in plugin.services()}


def offer(service: str, where: Situation) -> Offer:
    city, on = where["at.city"], where["now.date"]
    assert isinstance(city, str)
    assert isinstance(on, date)
    return Terms(SERVICES[service], remedies=REMEDIES).offer(city, on)


def ask(service: str, who: Situation, where: Situation, use: Use | None = None, **record: bool) -> Decision:
    """One question at a desk; a keyword is one of the provider's own facts."""
    records: Situation = {f"record.{name}": value for name, value in record.items()}
    return decide(offer(service, where), who | where | records, use or Use())


def price(decision: Decision) -> Money:
    assert isinstance(decision, Permitted), decision
    return decision.charge.price


def headline(decision: Decision) -> Reason:
    assert isinstance(decision, Refused), decision
    return decision.reasons[0]


def bill(amount: int, stay: str | None = None) -> Use:
    return Use(basis=Decimal(amount), stay=stay)


class TestALostCard:
    LOST: Situation = STEPHEN | {"card.status": "lost"}

    def test_is_refused_when_the_bill_is_settled(self) -> None:
        assert (
            headline(ask("settlement.outpatient_local", self.LOST, IN_JIAXING, bill(100))).code
            == "card.status"
        )

    def test_says_what_to_do_in_two_languages(self) -> None:
        reason = headline(ask("settlement.outpatient_local", self.LOST, IN_JIAXING, bill(100)))
        assert reason.remedy == REMEDIES["card.status"]

    def test_still_tells_the_emergency_desk_who_the_patient_is(self) -> None:
        decision = ask("registration.emergency", self.LOST, IN_BEIJING)
        assert price(decision) == yuan(20)

    def test_still_has_a_work_injury_treated(self) -> None:
        decision = ask("settlement.work_injury_local", self.LOST, IN_JIAXING, injury_recognised=True)
        assert price(decision) == yuan(0)


class TestTheEmergencyDesk:
    def test_asks_nobody_for_a_deposit(self) -> None:
        decision = ask("registration.emergency", STEPHEN, IN_BEIJING)
        assert isinstance(decision, Permitted)
        assert decision.charge.deposit == yuan(0)


class TestAPensioner:
    def test_stays_in_hospital_for_half_of_what_others_pay(self) -> None:
        hers, his = (
            price(ask("settlement.inpatient_local", who, IN_JIAXING, bill(10_000, "S-1"), blocked=False))
            for who in (HELENA, STEPHEN)
        )
        assert hers.minor * 2 == his.minor

    def test_is_vaccinated_once_a_year(self) -> None:
        first, second = HELENA | {"usage.year": 0}, HELENA | {"usage.year": 1}
        where = IN_JIAXING | IN_OCTOBER
        assert price(ask("public_health.flu_elder", first, where)) == yuan(0)
        assert headline(ask("public_health.flu_elder", second, where)).code == "usage.year"


class TestAChildOfFive:
    def test_is_vaccinated_before_the_card_has_arrived(self) -> None:
        waiting: Situation = LEO | {"card.status": "none", "request.escorted": True}
        assert price(ask("public_health.child_immunisation", waiting, IN_JIAXING)) == yuan(0)

    def test_is_refused_alone(self) -> None:
        alone: Situation = LEO | {"request.escorted": False}
        assert headline(ask("registration.child_appointment", alone, IN_JIAXING)).code == "request.escorted"


class TestAWifeWithoutAPermit:
    def test_gives_birth_under_the_insurance_of_her_husband(self) -> None:
        birth: Situation = CLARA | {"event.kind": "birth", "event.days": 0}
        assert price(ask("settlement.delivery", birth, IN_JIAXING, bill(12_000, "S-2"))) == yuan(1200)


class TestAPatientFromBeijing:
    @pytest.mark.parametrize(
        ("filing", "service", "share"),
        [
            ("long_term", "settlement.inpatient_filed", 2180),
            ("temporary", "settlement.inpatient_temporary", 3400),
            ("none", "settlement.inpatient_unfiled", 4960),
        ],
    )
    def test_pays_what_her_filing_says(self, filing: str, service: str, share: int) -> None:
        who: Situation = YUKI | {"insurance.filing": filing}
        assert price(ask(service, who, IN_HANGZHOU, bill(10_000, "S-3"))) == yuan(share)


class TestAMissingFact:
    def test_refuses_and_is_called_missing(self) -> None:
        reason = headline(ask("registration.specialist", STEPHEN | {"usage.month": 0}, IN_JIAXING))
        assert (reason.code, reason.state) == ("record.reservation", "missing")


class TestThePlugin:
    def test_has_58_services(self) -> None:
        assert len(SERVICES) == 58

    def test_has_a_remedy_for_every_fact_that_its_rules_and_fees_read(self) -> None:
        read = {fact for service in SERVICES.values() for fact in service.facts_read()}
        assert read == set(REMEDIES)

    def test_offers_nothing_where_it_is_not_delivered(self) -> None:
        with pytest.raises(NotCovered):
            offer("registration.elder_priority", IN_JIAXING)

    def test_offers_nothing_before_december_2024(self) -> None:
        with pytest.raises(NotInForce):
            offer("registration.walk_in", IN_JIAXING | {"now.date": date(2024, 11, 30)})
