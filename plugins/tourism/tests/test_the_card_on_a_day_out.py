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
from joincard_tourism.examples.people import (
    AMARA,
    GEORGE,
    HELENA,
    IN_CHANGZHOU,
    IN_CHENGDU,
    IN_HANGZHOU,
    IN_HUAIAN,
    IN_JIAXING,
    IN_NANJING,
    IN_SUZHOU,
    IN_WINTER,
    IN_XIAMEN,
    IN_ZHANGJIAJIE,
    LEO,
    NORA,
    ON_A_FRIDAY,
    ON_LABOUR_DAY,
    STEPHEN,
    WITH_AN_ADULT,
    WITHOUT_AN_ADULT,
    YUKI,
    Situation,
    clock,
    on,
)
from joincard_tourism.plugin import plugin
from joincard_tourism.texts import REMEDIES

SERVICES = {service.code.removeprefix("tourism."): service for service in plugin.services()}


def offer(service: str, where: Situation) -> Offer:
    city, day = where["at.city"], where["now.date"]
    assert isinstance(city, str)
    assert isinstance(day, date)
    return Terms(SERVICES[service], remedies=REMEDIES).offer(city, day)


def ask(service: str, who: Situation, where: Situation, use: Use | None = None, **record: bool) -> Decision:
    """One question at a gate; a keyword is one of the provider's own facts."""
    records: Situation = {f"record.{name}": value for name, value in record.items()}
    return decide(offer(service, where), who | where | records, use or Use())


def price(decision: Decision) -> Money:
    assert isinstance(decision, Permitted), decision
    return decision.charge.price


def headline(decision: Decision) -> Reason:
    assert isinstance(decision, Refused), decision
    return decision.reasons[0]


class TestALostCard:
    LOST: Situation = STEPHEN | {"card.status": "lost"}

    def test_opens_no_gate(self) -> None:
        assert (
            headline(ask("scenic.south_lake", self.LOST, IN_JIAXING, reservation=True)).code == "card.status"
        )

    def test_says_what_to_do_in_two_languages(self) -> None:
        reason = headline(ask("scenic.south_lake", self.LOST, IN_JIAXING, reservation=True))
        assert reason.remedy == REMEDIES["card.status"]


class TestASuspendedCard:
    SUSPENDED: Situation = STEPHEN | {"card.status": "suspended"}

    def test_still_opens_what_is_free_for_everybody(self) -> None:
        track = ask("sports.track", self.SUSPENDED, IN_NANJING)
        memorial = ask("museum.memorial", self.SUSPENDED | {"request.party": 1}, IN_JIAXING)
        assert (price(track), price(memorial)) == (yuan(0), yuan(0))


class TestAResidentOfJiaxing:
    @pytest.mark.parametrize(
        ("site", "resident", "visitor"), [("south_lake", 0, 60), ("wuzhen", 75, 150), ("xitang", 0, 95)]
    )
    def test_pays_what_the_neighbours_pay(self, site: str, resident: int, visitor: int) -> None:
        prices = [price(ask(f"scenic.{site}", who, IN_JIAXING, reservation=True)) for who in (STEPHEN, YUKI)]
        assert prices == [yuan(resident), yuan(visitor)]

    def test_borrows_without_a_deposit_at_home_and_with_one_elsewhere(self) -> None:
        reader: Situation = STEPHEN | {"record.overdue": 0, "usage.open": 0}
        home, away = (
            ask("library.lending_jiaxing", reader, IN_JIAXING),
            ask("library.lending_visitor", reader, IN_SUZHOU),
        )
        assert isinstance(home, Permitted)
        assert isinstance(away, Permitted)
        assert (home.charge.deposit, away.charge.deposit) == (yuan(0), yuan(100))


class TestACardOfXiamen:
    def test_leaves_the_deposit_too(self) -> None:
        """The concession is on the price; the catalogue's own row says so."""
        reader: Situation = YUKI | {"card.issue_city": "350200", "record.overdue": 0, "usage.open": 0}
        decision = ask("library.lending_visitor", reader, IN_XIAMEN)
        assert isinstance(decision, Permitted)
        assert (decision.charge.price, decision.charge.deposit) == (yuan(0), yuan(100))


class TestAge:
    @pytest.mark.parametrize(("age", "ticket"), [(59, 224), (60, 112), (69, 112), (70, 0)])
    def test_lowers_the_price_at_zhangjiajie_on_the_birthday(self, age: int, ticket: int) -> None:
        guest: Situation = GEORGE | {"holder.age": age}
        assert price(ask("scenic.zhangjiajie", guest, IN_ZHANGJIAJIE, reservation=True)) == yuan(ticket)

    def test_halves_the_winter_price_as_well(self) -> None:
        where = IN_ZHANGJIAJIE | IN_WINTER
        assert price(ask("scenic.zhangjiajie", GEORGE, where, reservation=True)) == yuan(56)

    @pytest.mark.parametrize(("day", "ticket"), [({}, 0), (ON_LABOUR_DAY, 60)])
    def test_counts_for_less_on_a_public_holiday_at_xiling(self, day: Situation, ticket: int) -> None:
        assert price(ask("scenic.xiling", GEORGE, IN_CHENGDU | day)) == yuan(ticket)


class TestAChild:
    def test_is_let_in_with_an_adult_only(self) -> None:
        alone = ask("museum.science", NORA | WITHOUT_AN_ADULT, IN_HANGZHOU)
        assert isinstance(alone, Refused)
        assert [reason.code for reason in alone.reasons] == ["holder.age", "request.escorted"]
        assert price(ask("museum.science", NORA | WITH_AN_ADULT, IN_HANGZHOU)) == yuan("22.50")

    def test_under_six_enters_free(self) -> None:
        assert price(ask("museum.science", LEO | WITH_AN_ADULT, IN_HANGZHOU)) == yuan(0)


class TestTheClock:
    @pytest.mark.parametrize(("time", "fare"), [("06:59", 20), ("07:00", 0), ("08:59", 0), ("09:00", 20)])
    def test_opens_the_badminton_hall_free_in_the_morning(self, time: str, fare: int) -> None:
        players: Situation = AMARA | {"request.party": 2}
        where = IN_HUAIAN | clock(time)
        assert price(ask("sports.badminton", players, where, reservation=True)) == yuan(fare)

    def test_opens_the_museum_at_five_on_fridays(self) -> None:
        friday = IN_NANJING | ON_A_FRIDAY
        early = ask("museum.night", STEPHEN, friday | clock("16:59"))
        assert headline(early).code == "now.time"
        assert price(ask("museum.night", STEPHEN, friday | clock("17:00"))) == yuan(20)

    @pytest.mark.parametrize(
        ("day", "sold"),
        [(date(2025, 3, 31), False), (date(2025, 4, 1), True), (date(2025, 5, 31), True)],
    )
    def test_sells_the_spring_card_in_its_months(self, day: date, sold: bool) -> None:
        buyer: Situation = AMARA | {"record.pass": "none", "request.party": 1}
        decision = ask("pass.changzhou_spring", buyer, IN_CHANGZHOU | on(day))
        assert isinstance(decision, Permitted) is sold


class TestTwoFriends:
    def test_pay_438_for_two_spring_cards(self) -> None:
        pair: Situation = AMARA | {"record.pass": "none", "request.party": 2}
        where = IN_CHANGZHOU | on(date(2025, 4, 15))
        assert price(ask("pass.changzhou_spring", pair, where, Use(units=Decimal(2)))) == yuan(438)


class TestAMissingFact:
    def test_refuses_and_is_called_missing(self) -> None:
        reason = headline(ask("museum.special_exhibition", HELENA, IN_HANGZHOU))
        assert (reason.code, reason.state) == ("record.reservation", "missing")


class TestThePlugin:
    def test_has_46_services(self) -> None:
        assert len(SERVICES) == 46

    def test_has_a_remedy_for_every_fact_that_its_rules_and_fees_read(self) -> None:
        read = {fact for service in SERVICES.values() for fact in service.facts_read()}
        assert read == set(REMEDIES)

    def test_offers_nothing_where_it_is_not_delivered(self) -> None:
        with pytest.raises(NotCovered):
            offer("scenic.south_lake", IN_HANGZHOU)

    def test_began_in_jiaxing_before_the_rest_of_the_country(self) -> None:
        in_autumn: Situation = IN_JIAXING | on(date(2024, 9, 1))
        assert offer("scenic.south_lake", in_autumn)
        with pytest.raises(NotInForce):
            offer("scenic.yanguan", in_autumn)
