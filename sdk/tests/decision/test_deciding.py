from datetime import date
from typing import Any

import pytest
from joincard_sdk.decision import (
    Change,
    NotCovered,
    NotInForce,
    Offer,
    Permitted,
    Refused,
    Terms,
    decide,
    decide_plain,
)
from joincard_sdk.facts import at, card, holder, insurance, principal, record, request, usage
from joincard_sdk.fees import Flat, Use
from joincard_sdk.money import fen
from joincard_sdk.places import Coverage
from joincard_sdk.rules import Compare
from joincard_sdk.services import Service, ServiceError
from joincard_sdk.texts import Text

NAME = Text(en="Day clinic visit", zh="日间门诊就诊")
SENIORS = Text(en="free from seventy", zh="七十岁以上免费")
TODAY = date(2026, 3, 31)
RULE = (
    card.status.is_("active")
    & insurance.medical.is_("active")
    & (holder.age.at_least(16) | request.escorted.is_(True))
    & usage.today.less_than(4)
)


def service(accepts: Any = RULE, **changed: Any) -> Any:
    described = {
        "code": "healthcare.clinic.day_visit",
        "name": NAME,
        "description": NAME,
        "channel": "in_person",
        "coverage": Coverage.provinces("33"),
        "accepts": accepts,
        "fee": Flat(fen(2_000), per="visit").waived_when(holder.age.at_least(70), because=SENIORS),
        "discloses": ("full_name",),
        "effective_from": date(2025, 1, 1),
    }
    return Service(**(described | changed))


FINE = {
    "card.status": "active",
    "insurance.medical": "active",
    "holder.age": 34,
    "usage.today": 0,
}


@pytest.fixture(params=[decide, decide_plain], ids=["compiled", "plain"])
def deciding(request: Any) -> Any:
    return request.param


class TestARefusal:
    def test_lists_every_refusing_test_in_written_order(self, deciding: Any) -> None:
        offer = Offer.of(service(), "330400", TODAY)
        decision = deciding(offer, {"card.status": "lost", "holder.age": 15, "usage.today": 4}, Use())
        assert isinstance(decision, Refused)
        assert [(reason.code, reason.state) for reason in decision.reasons] == [
            ("card.status", "wrong"),
            ("insurance.medical", "missing"),
            ("holder.age", "wrong"),
            ("request.escorted", "missing"),
            ("usage.today", "wrong"),
        ]

    def test_says_when_time_alone_lifts_it(self, deciding: Any) -> None:
        offer = Offer.of(service(), "330400", TODAY)
        refused = deciding(offer, FINE | {"usage.today": 4}, Use())
        assert [reason.change for reason in refused.reasons] == [Change(date(2026, 4, 1))]

    def test_is_exact_when_the_birthday_is_known(self, deciding: Any) -> None:
        offer = Offer.of(service(), "330400", TODAY)
        born = {"holder.age": date(2010, 6, 1)}
        refused = deciding(offer, FINE | {"holder.age": 15, "request.escorted": False}, Use(), born)
        assert [reason.change for reason in refused.reasons] == [Change(date(2026, 6, 1)), None]

    def test_reads_in_both_languages_and_never_tells_a_value(self, deciding: Any) -> None:
        refused = deciding(Offer.of(service(), "330400", TODAY), FINE | {"card.status": "suspended"}, Use())
        (reason,) = refused.reasons
        assert reason.text == Text(en="Required: the card's status is active.", zh="要求：卡片状态为正常。")
        assert "suspended" not in str(reason.to_json())

    def test_uses_the_plugins_remedy_before_our_own(self, deciding: Any) -> None:
        better = Text(en="Enrol at the desk on floor two.", zh="请到二楼窗口参保。")
        terms = Terms(service(), remedies={"insurance.medical": better})
        refused = deciding(terms.offer("330400", TODAY), FINE | {"insurance.medical": "none"}, Use())
        assert refused.reasons[0].remedy == better

    def test_of_two_compared_facts_names_what_is_missing(self, deciding: Any) -> None:
        offer = Offer.of(service(insurance.city.is_(at.city) & card.status.is_("active")), "330400", TODAY)
        refused = deciding(offer, {"at.city": "330400", "card.status": "active"}, Use())
        assert refused.reasons[0].state == "missing"
        assert refused.reasons[0].text.en.startswith("Not known: the insured city.")


class TestAPermission:
    def test_carries_the_price(self, deciding: Any) -> None:
        offer = Offer.of(service(), "330400", TODAY)
        assert deciding(offer, FINE, Use()).charge.price == fen(2_000)
        assert deciding(offer, FINE | {"holder.age": 70}, Use()).charge.price == fen(0)
        assert isinstance(deciding(offer, FINE, Use()), Permitted)


class TestAnOffer:
    def test_elsewhere_or_too_early_does_not_exist(self) -> None:
        terms = Terms(service(effective_until=date(2026, 12, 31)))
        with pytest.raises(NotCovered, match="not delivered in 310000"):
            terms.offer("310000", TODAY)
        with pytest.raises(NotInForce, match="from 2025-01-01 to 2026-12-31"):
            terms.offer("330400", date(2024, 12, 31))
        with pytest.raises(NotInForce):
            terms.offer("330400", date(2027, 1, 1))

    def test_says_what_it_needs_before_a_fact_is_fetched(self) -> None:
        needs = Offer.of(service(principal.permit.class_.is_("A") & RULE), "330400", TODAY).needs
        assert {"principal.permit.class", "permit.class", "holder.relation", "usage.today"} <= needs
        assert "permit.status" not in needs


class TestAService:
    @pytest.mark.parametrize(
        ("changed", "says"),
        [
            ({"code": "Clinic"}, r"sector\.group\.name"),
            ({"channel": "post"}, "in_person, online, both, gate"),
            ({"discloses": ("blood_type",)}, "not a data element; known: full_name"),
            ({"discloses": ("full_name", "full_name")}, "once"),
            ({"channel": "gate", "discloses": ("full_name", "portrait", "employer")}, "at most 2"),
            ({"effective_until": date(2024, 12, 31)}, "before the first"),
        ],
    )
    def test_that_cannot_be_offered_says_why(self, changed: Any, says: Any) -> None:
        with pytest.raises(ServiceError, match=says):
            service(**changed)

    def test_with_a_rule_that_does_not_fit_says_where(self) -> None:
        with pytest.raises(ServiceError, match=r"day_visit: permit\.class takes one of A, B, C"):
            Terms(service(Compare("permit.class", "=", "D") & record.debt.is_(False)))

    def test_reads_back_what_it_writes(self) -> None:
        assert Service.from_json(service().to_json()) == service()

    @pytest.mark.parametrize(
        "changed",
        [
            {"extra": 1},
            {"code": 7},
            {"discloses": "full_name"},
            {"effective_from": "2025-1-1"},
            {"channel": []},
            {"name": "x"},
            {"accepts": None},
            {"fee": None},
            {"coverage": {}},
        ],
    )
    def test_from_a_stranger_is_refused_in_one_sentence(self, changed: Any) -> None:
        with pytest.raises(ServiceError):
            Service.from_json(service().to_json() | changed)
