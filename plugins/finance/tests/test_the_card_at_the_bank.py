"""What the card does for the people of the examples, read as sentences."""

from datetime import date
from decimal import Decimal

import pytest
from joincard_finance.examples.people import (
    BY_PHONE,
    CARD_LOST,
    CLARA,
    DAVID,
    HELENA,
    IN_CHENGDU,
    IN_HANGZHOU,
    IN_JIAXING,
    IN_NOVEMBER,
    IN_SHANGHAI,
    INGRID,
    KNOWN_TO_THE_BANK,
    LEO,
    MARTA,
    NORA,
    STEPHEN,
    Situation,
    amount,
    at,
)
from joincard_finance.plugin import plugin
from joincard_finance.texts import REMEDIES
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

SERVICES = {service.code.removeprefix("finance."): service for service in plugin.services()}


def offer(service: str, where: Situation) -> Offer:
    city, on = where["at.city"], where["now.date"]
    assert isinstance(city, str)
    assert isinstance(on, date)
    return Terms(SERVICES[service], remedies=REMEDIES).offer(city, on)


def ask(service: str, who: Situation, where: Situation, use: Use | None = None, **record: bool) -> Decision:
    """One question at a bank; a keyword is one of the bank's own facts."""
    records: Situation = {f"record.{name}": value for name, value in record.items()}
    return decide(offer(service, where), who | where | records, use or Use())


def price(decision: Decision) -> Money:
    assert isinstance(decision, Permitted), decision
    return decision.charge.price


def headline(decision: Decision) -> Reason:
    assert isinstance(decision, Refused), decision
    return decision.reasons[0]


class TestALostCard:
    LOST: Situation = STEPHEN | CARD_LOST | KNOWN_TO_THE_BANK | amount("100.00") | {"usage.today": 0}

    @pytest.mark.parametrize("service", ["pos", "small_nfc", "atm_own", "atm_other", "utility", "transfer"])
    def test_pays_nobody(self, service: str) -> None:
        assert headline(ask(f"payment.{service}", self.LOST, IN_JIAXING)).code == "card.status"

    @pytest.mark.parametrize("service", ["payment.tax_payment", "cross_border.remit_in", "account.freeze"])
    def test_still_pays_taxes_receives_money_and_is_frozen(self, service: str) -> None:
        assert price(ask(service, self.LOST, IN_JIAXING)) == yuan(0)

    def test_stops_no_pension(self) -> None:
        assert price(ask("benefits.pension_payout", HELENA | CARD_LOST, IN_JIAXING)) == yuan(0)

    def test_says_what_to_do_in_two_languages(self) -> None:
        assert headline(ask("payment.pos", self.LOST, IN_JIAXING)).remedy == REMEDIES["card.status"]


class TestAPayment:
    @pytest.mark.parametrize(("service", "form"), [("pos", "physical"), ("qr", "digital")])
    def test_carries_no_charge_for_being_foreign(self, service: str, form: str) -> None:
        buyer: Situation = STEPHEN | {"card.form": form} | amount("1000.00")
        assert price(ask(f"payment.{service}", buyer, IN_CHENGDU)) == yuan(0)

    @pytest.mark.parametrize(("yuan_given", "permitted"), [("1000.00", True), ("1000.01", False)])
    def test_without_a_code_ends_at_a_thousand_yuan(self, yuan_given: str, permitted: bool) -> None:
        decision = ask("payment.small_nfc", STEPHEN | amount(yuan_given) | {"usage.today": 0}, IN_JIAXING)
        assert isinstance(decision, Permitted) is permitted


class TestATransfer:
    @pytest.mark.parametrize(
        ("sent", "fee"), [("10000.00", 0), ("10000.01", 10), ("100000.00", 10), ("100000.01", 15)]
    )
    def test_at_the_counter_costs_by_size_and_by_phone_nothing(self, sent: str, fee: int) -> None:
        sender: Situation = STEPHEN | KNOWN_TO_THE_BANK | amount(sent)
        assert price(ask("payment.transfer", sender, IN_JIAXING)) == yuan(fee)
        assert price(ask("payment.transfer", sender | BY_PHONE, IN_JIAXING)) == yuan(0)


class TestCashFromAnotherBank:
    @pytest.mark.parametrize(("earlier", "fee"), [(0, "0"), (2, "0"), (3, "3.50"), (30, "3.50")])
    def test_is_free_three_times_a_month(self, earlier: int, fee: str) -> None:
        drawing: Situation = STEPHEN | amount("500.00") | {"usage.today": 0}
        assert price(ask("payment.atm_other", drawing, IN_CHENGDU, Use(prior={"month": earlier}))) == yuan(
            fee
        )


class TestAFamily:
    def test_opens_an_account_for_a_child_through_the_parent(self) -> None:
        assert price(ask("account.open_minor", LEO | {"request.escorted": True}, IN_JIAXING)) == yuan(0)

    def test_waits_while_the_permit_holders_card_is_suspended(self) -> None:
        waiting: Situation = LEO | {"request.escorted": True, "principal.card.status": "suspended"}
        assert headline(ask("account.open_minor", waiting, IN_JIAXING)).code == "principal.card.status"

    def test_pays_school_fees_with_either_parents_card_and_not_with_the_childs(self) -> None:
        fee = amount("1800.00")
        for parent in (STEPHEN, CLARA):
            assert price(ask("payment.school_fee", parent | fee, IN_JIAXING)) == yuan(0)
        pupil: Situation = NORA | fee | {"bank.account": "activated"}
        assert headline(ask("payment.school_fee", pupil, IN_JIAXING)).code == "holder.relation"

    def test_pays_less_for_the_cover_of_a_child(self) -> None:
        first: Situation = {"usage.year": 0}
        where: Situation = IN_JIAXING | IN_NOVEMBER
        adult, child = (
            price(ask("savings.supplementary_medical", who | first, where)) for who in (CLARA, LEO)
        )
        assert (adult, child) == (yuan(150), yuan(99))


class TestSomebodyWhoLeaves:
    LEAVER: Situation = DAVID | KNOWN_TO_THE_BANK

    @pytest.mark.parametrize(("days", "permitted"), [(365, True), (366, False)])
    def test_sends_the_last_salary_home_within_a_year(self, days: int, permitted: bool) -> None:
        who: Situation = self.LEAVER | {"employer.days_since_exit": days}
        use = Use(basis=Decimal(50_000))
        decision = ask("cross_border.remit_out", who, IN_SHANGHAI, use, tax_clear=True, contract=False)
        assert isinstance(decision, Permitted) is permitted

    @pytest.mark.parametrize(("left", "fee"), [(1_000, 20), (50_000, 50), (1_000_000, 120)])
    def test_takes_what_is_left_at_a_lower_tariff(self, left: int, fee: int) -> None:
        use = Use(basis=Decimal(left))
        taken = ask(
            "cross_border.departure_fx",
            self.LEAVER,
            IN_SHANGHAI,
            use,
            departure_declared=True,
            tax_clear=True,
        )
        assert price(taken) == yuan(fee)

    def test_keeps_the_account_while_a_benefit_arrives(self) -> None:
        refused = ask("account.close", self.LEAVER, IN_SHANGHAI)
        assert headline(refused).code == "insurance.unemployment"


class TestShares:
    def test_are_for_those_who_work_here_and_not_for_their_relatives(self) -> None:
        assert price(ask("savings.securities", STEPHEN, IN_JIAXING, regulator_mou=True)) == yuan(0)
        assert isinstance(ask("savings.securities", CLARA, IN_JIAXING, regulator_mou=True), Refused)

    @pytest.mark.parametrize("agreement", [True, False])
    def test_are_for_permanent_residents_of_any_country(self, agreement: bool) -> None:
        assert price(ask("savings.securities", MARTA, IN_JIAXING, regulator_mou=agreement)) == yuan(0)


class TestALoan:
    @pytest.mark.parametrize(("debt", "interest"), [(500_000, 14_500), (2_000_000, 30_000)])
    def test_on_talent_is_capped_for_the_year(self, debt: int, interest: int) -> None:
        use = Use(basis=Decimal(debt))
        assert price(ask("credit.talent_loan", INGRID, IN_HANGZHOU, use)) == yuan(interest)

    @pytest.mark.parametrize(("days_left", "permitted"), [(364, False), (365, True)])
    def test_on_a_home_asks_for_a_year_of_permit(self, days_left: int, permitted: bool) -> None:
        buyer: Situation = STEPHEN | {"permit.days_left": days_left, "record.homes_owned": 0}
        decision = ask("credit.mortgage", buyer, IN_JIAXING, Use(basis=Decimal(1)), contract=True)
        assert isinstance(decision, Permitted) is permitted

    def test_on_a_home_asks_permanent_residents_for_no_permit(self) -> None:
        buyer: Situation = MARTA | {"permit.days_left": 0, "record.homes_owned": 0}
        use = Use(basis=Decimal(1_000_000))
        assert price(ask("credit.mortgage", buyer, IN_JIAXING, use, contract=True)) == yuan(36_000)


class TestAMissingFact:
    def test_refuses_and_is_called_missing(self) -> None:
        reason = headline(ask("savings.securities", STEPHEN, IN_JIAXING))
        assert (reason.code, reason.state) == ("record.regulator_mou", "missing")


class TestThePlugin:
    def test_has_40_services(self) -> None:
        assert len(SERVICES) == 40

    def test_has_a_remedy_for_every_fact_that_its_rules_and_fees_read(self) -> None:
        read = {fact for service in SERVICES.values() for fact in service.facts_read()}
        assert read == set(REMEDIES)

    def test_offers_the_partner_discount_in_ningbo_only(self) -> None:
        assert offer("payment.merchant_offers", at("330200"))
        with pytest.raises(NotCovered):
            offer("payment.merchant_offers", IN_HANGZHOU)

    def test_opens_the_personal_pension_two_weeks_after_the_rest(self) -> None:
        early = at("330400", date(2024, 12, 14))
        assert offer("savings.time_deposit", early)
        with pytest.raises(NotInForce):
            offer("savings.personal_pension", early)
