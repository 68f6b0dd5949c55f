"""What the card does for the people of the examples, read as sentences."""

from datetime import date
from decimal import Decimal

import pytest
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
from joincard_transport.examples.people import (
    AMARA,
    CLARA,
    HELENA,
    IN_BEIJING,
    IN_HANGZHOU,
    IN_HUZHOU,
    IN_JIAXING,
    IN_NINGBO,
    IN_SHANGHAI,
    IN_TAIAN,
    IN_ZHOUSHAN,
    LEO,
    NORA,
    PAVEL,
    RUTH,
    STEPHEN,
    YUKI,
    Situation,
    clock,
)
from joincard_transport.plugin import plugin
from joincard_transport.texts import REMEDIES

SERVICES = {service.code.removeprefix("transport."): service for service in plugin.services()}


def offer(service: str, where: Situation) -> Offer:
    city, on = where["at.city"], where["now.date"]
    assert isinstance(city, str)
    assert isinstance(on, date)
    return Terms(SERVICES[service], remedies=REMEDIES).offer(city, on)


def ask(service: str, who: Situation, where: Situation, use: Use | None = None, **record: bool) -> Decision:
    """One question at a gate; a keyword is one of the operator's own facts."""
    records: Situation = {f"record.{name}": value for name, value in record.items()}
    return decide(offer(service, where), who | where | records, use or Use())


def price(decision: Decision) -> Money:
    assert isinstance(decision, Permitted), decision
    return decision.charge.price


def deposit(decision: Decision) -> Money | None:
    assert isinstance(decision, Permitted), decision
    return decision.charge.deposit


def headline(decision: Decision) -> Reason:
    assert isinstance(decision, Refused), decision
    return decision.reasons[0]


def distance(kilometres: int, paid: int = 0) -> Use:
    """A ride of so many kilometres, after so many yuan this month."""
    return Use(basis=Decimal(kilometres), paid={"month": Decimal(paid)})


class TestALostCard:
    LOST: Situation = STEPHEN | {"card.status": "lost"}

    def test_opens_no_gate(self) -> None:
        assert headline(ask("metro.tunion_gate", self.LOST, IN_BEIJING)).code == "card.status"

    def test_says_what_to_do_in_two_languages(self) -> None:
        assert headline(ask("bus.jiaxing", self.LOST, IN_JIAXING)).remedy == REMEDIES["card.status"]

    def test_still_shows_its_holder_where_it_was_used(self) -> None:
        asked: Situation = self.LOST | {"card.form": "digital", "request.consent": True}
        assert price(ask("account.trip_history", asked, IN_JIAXING)) == yuan(0)

    def test_gives_no_money_back(self) -> None:
        assert headline(ask("account.refund", self.LOST, IN_JIAXING)).code == "card.status"


class TestAGate:
    def test_learns_at_most_who_holds_a_ticket_by_name(self) -> None:
        told = {service.discloses for service in SERVICES.values() if service.channel == "gate"}
        assert told == {(), ("full_name", "passport_number")}


class TestAPurse:
    def test_pays_in_a_city_that_did_not_issue_it(self) -> None:
        assert price(ask("bus.huzhou", STEPHEN, IN_HUZHOU)) == yuan(2)

    @pytest.mark.parametrize(("idle", "opens"), [(365, True), (366, False)])
    def test_is_good_for_a_year_in_shanghai(self, idle: int, opens: bool) -> None:
        who: Situation = PAVEL | {"card.purse_days": idle}
        assert isinstance(ask("bus.shanghai", who, IN_SHANGHAI), Permitted) is opens

    @pytest.mark.parametrize("idle", [365, 366])
    def test_can_either_ride_or_be_extended(self, idle: int) -> None:
        who: Situation = PAVEL | {"card.purse_days": idle}
        rides = isinstance(ask("bus.shanghai", who, IN_SHANGHAI), Permitted)
        extends = isinstance(ask("account.extend_shanghai", who, IN_SHANGHAI), Permitted)
        assert rides is not extends

    def test_can_be_replaced_by_the_phone_in_hangzhou(self) -> None:
        assert price(ask("metro.hangzhou", CLARA, IN_HANGZHOU, distance(4))) == yuan(2)


class TestAMonthInBeijing:
    @pytest.mark.parametrize(
        ("paid", "fare"),
        [(0, "5.00"), (99, "5.00"), (100, "4.00"), (150, "2.50"), (399, "2.50"), (400, "5.00")],
    )
    def test_gets_cheaper_up_to_four_hundred_yuan(self, paid: int, fare: str) -> None:
        assert price(ask("metro.beijing", YUKI, IN_BEIJING, distance(13, paid))) == yuan(fare)


class TestAnOlderRider:
    @pytest.mark.parametrize(
        ("at", "fare"),
        [("06:59", 0), ("07:00", 1), ("08:29", 1), ("08:30", 0), ("17:00", 1), ("18:29", 1), ("18:30", 0)],
    )
    def test_pays_in_hangzhou_in_the_rush_hour_only(self, at: str, fare: int) -> None:
        assert price(ask("metro.hangzhou", HELENA, IN_HANGZHOU | clock(at), distance(4))) == yuan(fare)

    def test_pays_nothing_in_the_rush_hour_of_a_holiday(self) -> None:
        holiday: Situation = IN_HANGZHOU | clock("07:30") | {"now.holiday": True}
        assert price(ask("metro.hangzhou", HELENA, holiday, distance(4))) == yuan(0)

    def test_rides_free_in_taian_on_a_suspended_card(self) -> None:
        suspended: Situation = RUTH | {"card.status": "suspended"}
        assert price(ask("bus.taian_senior", suspended, IN_TAIAN)) == yuan(0)


class TestAChild:
    def test_of_five_boards_the_ferry_free_with_an_adult(self) -> None:
        with_mother: Situation = LEO | {"request.escorted": True}
        ticket = Use(basis=Decimal(60))
        assert price(
            ask("rail_ferry.zhoushan_ferry", with_mother, IN_ZHOUSHAN, ticket, reservation=True)
        ) == (yuan(0))

    def test_of_thirteen_does_not_board_alone(self) -> None:
        alone: Situation = NORA | {"request.escorted": False}
        reasons = ask("rail_ferry.zhoushan_ferry", alone, IN_ZHOUSHAN, reservation=True)
        assert isinstance(reasons, Refused)
        assert {reason.code for reason in reasons.reasons} == {"holder.age", "request.escorted"}


class TestABicycle:
    def test_is_lent_one_at_a_time(self) -> None:
        riding: Situation = STEPHEN | {"usage.open": 1}
        assert headline(ask("bike.jiaxing", riding, IN_JIAXING, blocked=False)).code == "usage.open"

    def test_costs_a_deposit_only_without_an_account(self) -> None:
        hour = Use(basis=Decimal(1))
        hers, his = (
            deposit(ask("bike.hangzhou", who | {"usage.open": 0}, IN_HANGZHOU, hour))
            for who in (RUTH, STEPHEN)
        )
        assert (hers, his) == (yuan(200), None)


class TestARentedCar:
    @pytest.mark.parametrize(("who", "held"), [(AMARA, 0), (STEPHEN, 3000)])
    def test_leaves_the_deposit_to_the_class_of_the_permit(self, who: Situation, held: int) -> None:
        decision = ask("vehicle.car_rental", who, IN_JIAXING, licence=True, blocked=False)
        assert deposit(decision) == yuan(held)


class TestAMissingFact:
    def test_refuses_and_is_called_missing(self) -> None:
        reason = headline(ask("vehicle.meter_parking", STEPHEN, IN_NINGBO, vehicle=True))
        assert (reason.code, reason.state) == ("record.debt", "missing")


class TestThePlugin:
    def test_has_42_services(self) -> None:
        assert len(SERVICES) == 42

    def test_has_a_remedy_for_every_fact_that_its_rules_and_fees_read(self) -> None:
        read = {fact for service in SERVICES.values() for fact in service.facts_read()}
        assert read == set(REMEDIES)

    def test_offers_nothing_where_it_is_not_delivered(self) -> None:
        with pytest.raises(NotCovered):
            offer("bus.beijing", IN_SHANGHAI)

    def test_starts_in_jiaxing_with_the_pilot_and_elsewhere_with_the_nation(self) -> None:
        summer = {"now.date": date(2024, 7, 1)}
        assert offer("bus.jiaxing", IN_JIAXING | summer).city == "330400"
        with pytest.raises(NotInForce):
            offer("bus.huzhou", IN_HUZHOU | summer)
