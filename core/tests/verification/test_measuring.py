"""A hidden number cannot be measured by asking about one amount after another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from joincard_core.registry import Accreditation, Provider, providers
from joincard_core.verification import Limits, ProbingLimit
from joincard_core.verification.needs import Needs
from joincard_sdk import rules
from joincard_sdk.decision import Terms
from joincard_sdk.services import Service

if TYPE_CHECKING:
    from core.tests.verification.conftest import World

BALANCE = Decimal("3141.59")
SPEND, TOLD, OTHER = "trial.account.spend", "trial.account.told", "trial.account.other"
LIFTED = Limits(refusals=10**6, measured=10**6)
RULE = "card.status = active and insurance.account_balance >= request.amount"


@pytest.fixture
def rich(world: World) -> World:
    """Eve's medical account holds a sum that no service but one discloses."""
    world.publish(2, world.bundle((*world.services, *accounts(world)), "1.1.0"))
    world.rooms.shelf.current()
    world.holder("eve", {"insurance.account_balance": BALANCE})
    return world


def accounts(world: World) -> tuple[Service, ...]:
    """Three services that compare the balance with the amount; one of them discloses it."""
    plain = world.services[0]
    spend = replace(
        plain, code=SPEND, accepts=rules.parse(RULE), fee=world.fee("percent:100% of amount # test")
    )
    told = replace(spend, code=TOLD, discloses=("insurance_enrolment",))
    return spend, told, replace(spend, code=OTHER)


def permitted(world: World, yuan: Decimal, *, cancel: bool, service: str = SPEND) -> bool:
    told = world.ask(service, "eve", facts={"request.amount": str(yuan)})
    if cancel and told["outcome"] == "permitted":
        world.move("cancel", told["id"])
    return bool(told["outcome"] == "permitted")


def bisected(world: World, *, cancel: bool) -> tuple[Decimal, Decimal]:
    """What can be learnt of the balance: it is at least the first and less than the second."""
    low, high = 0, 10**6
    try:
        while high - low > 1:
            middle = (low + high) // 2
            if permitted(world, Decimal(middle).scaleb(-2), cancel=cancel):
                low = middle
            else:
                high = middle
    except ProbingLimit:
        pass
    return Decimal(low).scaleb(-2), Decimal(high).scaleb(-2)


class TestAHiddenBalance:
    @pytest.mark.parametrize("cancel", [True, False])
    def test_is_read_to_the_fen_without_a_limit(self, rich: World, *, cancel: bool) -> None:
        """The control: the attack works, so what stops it below is the limit."""
        low, high = bisected(rich.with_limits(LIFTED), cancel=cancel)
        assert (low, high) == (BALANCE, BALANCE + Decimal("0.01"))

    @pytest.mark.parametrize("cancel", [True, False])
    def test_stays_hidden_by_hundreds_of_yuan(self, rich: World, *, cancel: bool) -> None:
        low, high = bisected(rich, cancel=cancel)
        assert high - low > 300

    def test_is_not_found_by_permits_alone(self, rich: World) -> None:
        """Steps up from below, none cancelled and none refused, are stopped as well."""
        for yuan in range(1, 6):
            assert permitted(rich, Decimal(yuan), cancel=False)
        with pytest.raises(ProbingLimit):
            permitted(rich, Decimal(6), cancel=False)

    def test_is_not_found_by_asking_at_once(self, rich: World) -> None:
        def ask(yuan: int) -> bool:
            try:
                return permitted(rich, Decimal(yuan), cancel=False)
            except ProbingLimit:
                return False

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(ask, range(1, 25))) == 5


def use_up(world: World) -> ProbingLimit:
    for _ in range(5):
        permitted(world, Decimal(1), cancel=False)
    with pytest.raises(ProbingLimit) as raised:
        permitted(world, Decimal(1), cancel=False)
    return raised.value


class TestTheBudget:
    def test_says_when_to_come_back_which_is_tomorrow(self, rich: World) -> None:
        rich.clock.advance(timedelta(hours=3))
        limit = use_up(rich)
        assert limit.retry_after == 9 * 3600
        rich.clock.advance(timedelta(seconds=limit.retry_after - 1))
        with pytest.raises(ProbingLimit):
            permitted(rich, Decimal(1), cancel=False)
        rich.clock.advance(timedelta(seconds=1))
        assert permitted(rich, Decimal(1), cancel=False)

    def test_is_still_known_after_tidying_up(self, rich: World) -> None:
        use_up(rich)
        rich.clock.advance(timedelta(hours=5))
        rich.ask("trial.plain.free", "eve")
        with pytest.raises(ProbingLimit):
            permitted(rich, Decimal(1), cancel=False)

    def test_is_forgotten_in_the_end(self, rich: World) -> None:
        use_up(rich)
        rich.clock.advance(timedelta(hours=14))
        rich.ask("trial.plain.free", "eve")
        assert not rich.rows()["attempts"]

    def test_writes_nothing_once_it_is_used_up(self, rich: World) -> None:
        use_up(rich)
        before = rich.rows()
        with pytest.raises(ProbingLimit):
            permitted(rich, Decimal(1), cancel=False)
        assert rich.rows() == before

    def test_counts_no_repeated_request(self, rich: World) -> None:
        for _ in range(9):
            rich.ask(SPEND, "eve", facts={"request.amount": "1"}, key="same")
        assert permitted(rich, Decimal(1), cancel=False)

    def test_is_of_one_card_one_provider_and_one_service(self, rich: World) -> None:
        use_up(rich)
        rich.holder("joe", {"insurance.account_balance": BALANCE})
        with rich.rooms.database.write() as tx:
            providers.add(tx, Provider("other", "Other"), rich.clock.now())
            providers.accredit(tx, Accreditation("other", "*"), rich.clock.now())
        amount = {"request.amount": "1"}
        assert rich.ask(SPEND, "joe", facts=amount)["outcome"] == "permitted"
        assert (
            rich.ask(SPEND, "eve", facts=amount, caller=rich.caller("c", "other"))["outcome"] == "permitted"
        )
        assert permitted(rich, Decimal(1), cancel=False, service=OTHER)

    def test_is_not_for_what_is_disclosed(self, rich: World) -> None:
        for _ in range(9):
            assert permitted(rich, Decimal(1), cancel=False, service=TOLD)


class TestAService:
    @pytest.mark.parametrize(
        ("accepts", "fee", "measures"),
        [
            (RULE, "waived # test", True),
            (
                "card.status = active or not (insurance.account_balance < request.amount)",
                "waived # test",
                True,
            ),
            (
                "card.status = active",
                "flat:9 CNY per visit; concession when [insurance.account_balance < request.amount] waived # test",
                True,
            ),
            ("card.status = active and request.amount <= 1000", "percent:1% of amount # test", False),
            ("insurance.account_balance >= 100 and request.amount <= 1000", "waived # test", False),
            ("insurance.city = at.city", "waived # test", False),
            ("insurance.city = residence.city", "waived # test", False),
        ],
    )
    def test_measures_what_it_compares_with_something_sent(
        self, world: World, accepts: str, fee: str, measures: bool
    ) -> None:
        service = replace(world.services[0], accepts=rules.parse(accepts), fee=world.fee(fee))
        assert Needs(Terms(service)).measures is measures
