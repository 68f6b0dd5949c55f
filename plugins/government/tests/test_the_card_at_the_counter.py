"""What the card does for the people of the examples, read as sentences."""

from datetime import date
from decimal import Decimal

import pytest
from joincard_government.examples.people import (
    CLARA,
    DAVID,
    HELENA,
    IN_CHENGDU,
    IN_HANGZHOU,
    IN_INGRIDS_FAMILY,
    IN_JIAXING,
    IN_SHANGHAI,
    INGRID,
    KOFI,
    LEO,
    OLGA,
    STEPHEN,
    Situation,
    happened,
)
from joincard_government.plugin import plugin
from joincard_government.texts import REMEDIES
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

SERVICES = {service.code.removeprefix("government."): service for service in plugin.services()}


def offer(service: str, where: Situation) -> Offer:
    city, on = where["at.city"], where["now.date"]
    assert isinstance(city, str)
    assert isinstance(on, date)
    return Terms(SERVICES[service], remedies=REMEDIES).offer(city, on)


def ask(service: str, who: Situation, where: Situation, use: Use | None = None, **record: bool) -> Decision:
    """One question at a counter; a keyword is one of the office's own facts."""
    records: Situation = {f"record.{name}": value for name, value in record.items()}
    return decide(offer(service, where), who | where | records, use or Use())


def price(decision: Decision) -> Money:
    assert isinstance(decision, Permitted), decision
    return decision.charge.price


def headline(decision: Decision) -> Reason:
    assert isinstance(decision, Refused), decision
    return decision.reasons[0]


class TestALostCard:
    def test_is_reported_free_and_replaced_for_twenty_yuan(self) -> None:
        lost: Situation = STEPHEN | {"card.status": "lost"} | happened("loss", 0)
        assert price(ask("card.report_loss", STEPHEN, IN_CHENGDU)) == yuan(0)
        assert price(ask("card.replace_lost", lost, IN_CHENGDU)) == yuan(20)

    def test_does_not_open_the_hall(self) -> None:
        lost: Situation = STEPHEN | {"card.status": "lost"}
        assert headline(ask("community.hall_queue", lost, IN_JIAXING)).code == "card.status"

    def test_says_what_to_do_in_two_languages(self) -> None:
        lost: Situation = STEPHEN | {"card.status": "lost"}
        assert headline(ask("community.hall_queue", lost, IN_JIAXING)).remedy == REMEDIES["card.status"]

    @pytest.mark.parametrize("days", [0, 365])
    def test_takes_no_right_away_from_an_injured_worker(self, days: int) -> None:
        hurt: Situation = STEPHEN | {"card.status": "lost"} | happened("injury", days)
        assert price(ask("social_insurance.work_injury_apply", hurt, IN_JIAXING)) == yuan(0)


class TestAnEmployer:
    @pytest.mark.parametrize("days_left", [30, 90])
    def test_extends_a_permit_between_ninety_and_thirty_days_before_its_end(self, days_left: int) -> None:
        due: Situation = STEPHEN | {"permit.days_left": days_left}
        assert price(ask("work_permit.extend", due, IN_JIAXING)) == yuan(0)

    @pytest.mark.parametrize("days_left", [29, 91])
    def test_is_refused_a_day_too_late_or_too_early(self, days_left: int) -> None:
        undue: Situation = STEPHEN | {"permit.days_left": days_left}
        assert headline(ask("work_permit.extend", undue, IN_JIAXING)).code == "permit.days_left"


class TestAProfessionalOfSixtyOne:
    def test_has_a_service_of_her_own_in_shanghai(self) -> None:
        assert isinstance(ask("work_permit.extend", OLGA, IN_SHANGHAI), Refused)
        assert price(ask("work_permit.extend_senior_b", OLGA, IN_SHANGHAI)) == yuan(0)

    def test_has_none_in_hangzhou(self) -> None:
        with pytest.raises(NotCovered):
            offer("work_permit.extend_senior_b", IN_HANGZHOU)


class TestAFamily:
    def test_gets_its_cards_through_the_permit_holder(self) -> None:
        waiting: Situation = CLARA | {"card.status": "none"}
        assert price(ask("card.dependant_apply", waiting, IN_JIAXING)) == yuan(0)

    def test_gets_none_while_the_permit_holders_card_is_suspended(self) -> None:
        waiting: Situation = CLARA | {"card.status": "none", "principal.card.status": "suspended"}
        assert headline(ask("card.dependant_apply", waiting, IN_JIAXING)).code == "principal.card.status"

    def test_of_class_a_pays_half_for_the_kindergarten(self) -> None:
        child: Situation = LEO | {"record.seats_left": 1}
        of_class_a: Situation = child | {"principal.permit.class": "A"}
        full, half = (price(ask("education.kindergarten", who, IN_JIAXING)) for who in (child, of_class_a))
        assert half.minor * 2 == full.minor

    def test_of_class_a_is_helped_to_find_work(self) -> None:
        wife = CLARA | IN_INGRIDS_FAMILY
        assert price(ask("talent.spouse_placement", wife, IN_HANGZHOU)) == yuan(0)
        assert headline(ask("talent.spouse_placement", CLARA, IN_HANGZHOU)).code == "principal.permit.class"


class TestSomebodyWhoLeaves:
    LEAVER: Situation = DAVID | {"record.departure_declared": True}

    def test_takes_the_savings_along(self) -> None:
        where = IN_SHANGHAI
        pension = ask("social_insurance.pension_lump_sum", self.LEAVER, where, pension_age=False)
        fund = ask("tax_housing.fund_departure", self.LEAVER | {"record.fund": "sealed"}, where, debt=False)
        assert (price(pension), price(fund)) == (yuan(0), yuan(0))

    def test_keeps_the_card_until_the_accounts_are_settled(self) -> None:
        refused = ask("card.cancel_on_departure", self.LEAVER, IN_SHANGHAI)
        assert isinstance(refused, Refused)
        assert {reason.code for reason in refused.reasons} == {"insurance.pension", "bank.account"}


class TestRent:
    @pytest.mark.parametrize(
        ("service", "who", "where", "rent", "deposit"),
        [
            ("talent.apartment", INGRID, IN_HANGZHOU, 2800, 0),
            ("talent.apartment_graduate", KOFI, IN_SHANGHAI, 3200, 3000),
            ("tax_housing.public_rental", KOFI, IN_SHANGHAI, 3400, 2000),
        ],
    )
    def test_of_a_flat_at_four_thousand(
        self, service: str, who: Situation, where: Situation, rent: int, deposit: int
    ) -> None:
        tenant: Situation = who | {
            "record.homes_owned": 0,
            "record.degree": "bachelor",
            "record.contract": True,
            "usage.lifetime": 0,
            "usage.open": 0,
        }
        decision = ask(service, tenant, where, Use(basis=Decimal(4000)))
        assert price(decision) == yuan(rent)
        assert isinstance(decision, Permitted)
        assert decision.charge.deposit == yuan(deposit)


class TestAResidencePermit:
    @pytest.mark.parametrize(("years", "fee"), [("1", 400), ("1.5", 800), ("3", 800), ("5", 1000)])
    def test_costs_by_the_years_it_is_given_for(self, years: str, fee: int) -> None:
        due: Situation = STEPHEN | {"residence.days_left": 30}
        use = Use(basis=Decimal(years))
        assert price(ask("residence.permit_renewal", due, IN_JIAXING, use)) == yuan(fee)

    def test_costs_a_baby_the_least_for_any_length(self) -> None:
        baby: Situation = LEO | {"holder.age": 0}
        assert price(ask("residence.dependant_permit", baby, IN_JIAXING, Use(basis=Decimal(5)))) == yuan(400)


class TestTheCommunityCanteen:
    @pytest.mark.parametrize(("age", "meal"), [(59, "18"), (60, "15.30"), (69, "15.30"), (70, "12.60")])
    def test_is_cheaper_for_older_people(self, age: int, meal: str) -> None:
        guest: Situation = HELENA | {"holder.age": age, "usage.today": 0}
        assert price(ask("community.community_canteen", guest, IN_JIAXING)) == yuan(meal)


class TestAMissingFact:
    def test_refuses_and_is_called_missing(self) -> None:
        reason = headline(ask("social_insurance.work_injury_benefit", STEPHEN, IN_JIAXING))
        assert (reason.code, reason.state) == ("record.injury_recognised", "missing")


class TestThePlugin:
    def test_has_78_services(self) -> None:
        assert len(SERVICES) == 78

    def test_has_a_remedy_for_every_fact_that_its_rules_and_fees_read(self) -> None:
        read = {fact for service in SERVICES.values() for fact in service.facts_read()}
        assert read == set(REMEDIES)

    def test_began_in_jiaxing_before_the_rest_of_the_country(self) -> None:
        in_autumn: Situation = IN_JIAXING | {"now.date": date(2024, 9, 1)}
        assert offer("community.community_canteen", in_autumn)
        with pytest.raises(NotInForce):
            offer("community.hall_queue", in_autumn)
