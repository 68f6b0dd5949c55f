"""The price, step by step. Every case is priced by both evaluators."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from joincard_sdk.fees import MissingBasis, NoTariff, Use, compiled, facts_read, parse, quote
from joincard_sdk.money import fen

REASON = " # same as residents"


@pytest.fixture(params=["plain", "compiled"])
def charged(request: Any) -> Any:
    """Prices a written fee."""

    def charge(written: Any, facts: Any = None, **use: Any) -> Any:
        policy = parse(written + REASON)
        price = compiled(policy) if request.param == "compiled" else lambda f, u: quote(policy, f, u)
        return price(facts or {}, Use(**use))

    return charge


@pytest.fixture
def priced(charged: Any) -> Any:
    """The price of a written fee, in yuan."""
    return lambda written, facts=None, **use: charged(written, facts, **use).price.yuan


class TestAUseWithoutAPrice:
    @pytest.mark.parametrize(
        "written", ["percent:1% of balance", "copay:1% of own_share", "tiered:hours 0+=1 CNY per ride"]
    )
    def test_has_no_basis(self, charged: Any, written: Any) -> None:
        with pytest.raises(MissingBasis, match=r"send it as use\.basis"):
            charged(written)

    def test_has_no_amount(self, charged: Any) -> None:
        with pytest.raises(MissingBasis, match=r"request\.amount"):
            charged("percent:1% of amount")

    def test_lies_beyond_the_last_tier(self, charged: Any) -> None:
        with pytest.raises(NoTariff, match="from 0 to 10"):
            charged("tiered:party 0-5=100 5-10=150 CNY per tour", basis=Decimal("10.01"))

    def test_needs_no_basis_for_a_flat_price(self, priced: Any) -> None:
        assert priced("flat:5 CNY per item") == "5.00"


class TestTheSchedule:
    @pytest.mark.parametrize(
        ("written", "use", "price"),
        [
            ("waived", {}, "0.00"),
            ("flat:20 CNY per card", {"units": 3}, "60.00"),
            ("flat:20 CNY per hour", {"units": Decimal("0.5")}, "10.00"),
            ("percent:0.1% of balance min 20 CNY cap 200 CNY", {"basis": 100}, "20.00"),
            ("percent:0.1% of balance min 20 CNY cap 200 CNY", {"basis": 50_000}, "50.00"),
            ("percent:0.1% of balance min 20 CNY cap 200 CNY", {"basis": 5_000_000}, "200.00"),
            (
                "percent:3% of balance cap 90 CNY per year",
                {"basis": 5000, "paid": {"year": Decimal(50)}},
                "40.00",
            ),
            (
                "percent:3% of balance cap 90 CNY per year",
                {"basis": 5000, "paid": {"month": Decimal(50)}},
                "90.00",
            ),
            ("copay:30% of covered_amount after 300 CNY per year", {"basis": 1000}, "510.00"),
            (
                "copay:30% of covered_amount after 300 CNY per year",
                {"basis": 1000, "counted": {"year": Decimal(250)}},
                "335.00",
            ),
            ("copay:30% of covered_amount after 300 CNY per year", {"basis": 200}, "200.00"),
            ("copay:10% of covered_amount cap 3000 CNY per stay", {"basis": 40_000}, "3000.00"),
            ("metered:4 CNY per hour free 0.5 cap 30 CNY per day", {"units": Decimal("0.25")}, "0.00"),
            ("metered:4 CNY per hour free 0.5 cap 30 CNY per day", {"units": 3}, "10.00"),
            (
                "metered:4 CNY per hour free 0.5 cap 30 CNY per day",
                {"units": 3, "paid": {"day": Decimal(25)}},
                "5.00",
            ),
        ],
    )
    def test_gives(self, priced: Any, written: Any, use: Any, price: Any) -> None:
        assert priced(written, **use) == price

    @pytest.mark.parametrize(
        ("km", "price"),
        [("0", "3.00"), ("6", "3.00"), ("6.01", "4.00"), ("12", "4.00"), ("12.01", "5.00"), ("31", "5.00")],
    )
    def test_has_tiers_with_their_end_included(self, priced: Any, km: Any, price: Any) -> None:
        written = "tiered:distance_km 0-6=3 6-12=4 12+=5 CNY per ride"
        assert priced(written, basis=Decimal(km)) == price

    def test_has_the_amount_as_a_fact(self, priced: Any) -> None:
        assert priced("percent:10% of amount", {"request.amount": Decimal(120)}) == "12.00"


class TestTheAdjustments:
    PEAK = "flat:10 CNY per ride; window 22:00-06:00 pay 150%"

    @pytest.mark.parametrize(
        ("at", "price"), [("21:59", "10.00"), ("22:00", "15.00"), ("05:59", "15.00"), ("06:00", "10.00")]
    )
    def test_a_window_passes_midnight(self, priced: Any, at: Any, price: Any) -> None:
        assert priced(self.PEAK, {"now.time": time.fromisoformat(at)}) == price

    def test_a_window_without_a_clock_does_not_count(self, priced: Any) -> None:
        assert priced(self.PEAK) == "10.00"

    @pytest.mark.parametrize(
        ("on", "price"),
        [("2026-11-30", "60.00"), ("2026-12-01", "40.00"), ("2027-02-28", "40.00"), ("2027-03-01", "60.00")],
    )
    def test_a_season_passes_new_year(self, priced: Any, on: Any, price: Any) -> None:
        written = "flat:60 CNY per entry; season 12-01..02-28 at 40 CNY"
        assert priced(written, {"now.date": date.fromisoformat(on)}) == price

    def test_windows_without_condition_all_count_then_one_concession(self, priced: Any) -> None:
        written = (
            "flat:100 CNY per day; concession when [holder.age >= 60] pay 50%; "
            "concession when [holder.age >= 70] waived; window 08:00-20:00 pay 80%; window 10:00-12:00 minus 5 CNY"
        )
        # 100 -> 80 -> 75 -> 37.50: the second concession never gets its turn.
        assert priced(written, {"holder.age": 75, "now.time": time(11)}) == "37.50"

    def test_a_conditional_window_competes_with_concessions(self, priced: Any) -> None:
        written = (
            "flat:10 CNY per ride; window 07:00-09:00 when [holder.age >= 70] pay 50%; "
            "concession when [holder.age >= 70] waived"
        )
        assert priced(written, {"holder.age": 70, "now.time": time(8)}) == "5.00"
        assert priced(written, {"holder.age": 70, "now.time": time(9)}) == "0.00"

    def test_a_missing_fact_gives_no_concession(self, priced: Any) -> None:
        assert priced("flat:10 CNY per ride; concession when [not holder.age < 60] waived") == "10.00"

    @pytest.mark.parametrize(("minutes", "price"), [(0, "1.00"), (60, "1.00"), (61, "2.00"), (None, "2.00")])
    def test_a_transfer_has_its_minutes(self, priced: Any, minutes: Any, price: Any) -> None:
        assert priced("flat:2 CNY per ride; transfer 60 minus 1 CNY", minutes=minutes) == price

    @pytest.mark.parametrize(("prior", "price"), [(0, "0.00"), (2, "0.00"), (3, "3.50")])
    def test_a_quota_is_of_the_first_uses(self, priced: Any, prior: Any, price: Any) -> None:
        written = "flat:3.5 CNY per transaction; quota 3 per month waived"
        assert priced(written, prior={"month": prior}) == price

    @pytest.mark.parametrize(
        ("paid", "price"),
        [("99.99", "10.00"), ("100", "8.00"), ("150", "5.00"), ("399.99", "5.00"), ("400", "10.00")],
    )
    def test_the_highest_sum_reached_counts(self, priced: Any, paid: Any, price: Any) -> None:
        written = (
            "flat:10 CNY per ride; cumulative month>=100 CNY pay 80%; "
            "cumulative month>=400 CNY pay 100%; cumulative month>=150 CNY pay 50%"
        )
        assert priced(written, paid={"month": Decimal(paid)}) == price

    def test_steps_keep_their_order_however_they_are_written(self, priced: Any) -> None:
        written = (
            "flat:10 CNY per ride; cumulative month>=1 CNY minus 1 CNY; quota 1 per day pay 50%; "
            "transfer 60 minus 2 CNY; concession when [holder.age >= 60] pay 80%"
        )
        # (10 * 0.8 - 2) * 0.5 - 1
        assert priced(written, {"holder.age": 60}, minutes=5, paid={"month": Decimal(1)}) == "2.00"

    def test_a_price_instead_is_per_unit_of_a_flat_fee_alone(self, priced: Any) -> None:
        at_two = "; concession when [holder.age >= 60] at 2 CNY"
        assert priced("flat:10 CNY per day" + at_two, {"holder.age": 60}, units=3) == "6.00"
        assert priced("metered:10 CNY per day" + at_two, {"holder.age": 60}, units=3) == "2.00"

    def test_a_reduction_stops_at_zero(self, priced: Any) -> None:
        assert priced("flat:2 CNY per ride; transfer 60 minus 5 CNY", minutes=1) == "0.00"


class TestRounding:
    @pytest.mark.parametrize(("basis", "price"), [("0.04", "0.00"), ("0.05", "0.01"), ("0.15", "0.02")])
    def test_is_half_up_and_not_to_even(self, priced: Any, basis: Any, price: Any) -> None:
        assert priced("percent:10% of balance", basis=Decimal(basis)) == price

    def test_happens_once_at_the_end(self, priced: Any) -> None:
        # Rounded after each step this would be 0.01: 0.005 -> 0.01 -> 0.01.
        written = "percent:1% of balance; concession when [holder.age >= 0] pay 60%"
        assert priced(written, {"holder.age": 1}, basis=Decimal("0.5")) == "0.00"

    def test_is_said_when_it_changed_something(self, charged: Any) -> None:
        steps = [line.step for line in charged("percent:1% of balance", basis=Decimal("0.5")).lines]
        assert steps == ["schedule", "rounding"]


class TestADeposit:
    WRITTEN = "flat:240 CNY per day; deposit waived when [permit.class = A]; deposit 3000 CNY"

    def test_is_the_first_that_matches(self, charged: Any) -> None:
        assert charged(self.WRITTEN, {"permit.class": "A"}).deposit == fen(0)
        assert charged(self.WRITTEN, {"permit.class": "B"}).deposit == fen(300_000)

    def test_is_none_where_none_is_named(self, charged: Any) -> None:
        assert charged("flat:1 CNY per ride").deposit is None

    def test_is_apart_from_the_price(self, charged: Any) -> None:
        assert charged(self.WRITTEN, {}, units=2).price == fen(48_000)


class TestAnExplanation:
    def test_has_a_line_for_every_step_that_counted(self, charged: Any) -> None:
        charge = charged(
            "flat:20 CNY per hour; window 07:00-09:00 pay 50%; concession when [holder.age >= 60] minus 2 CNY; "
            "deposit 5 CNY",
            {"now.time": time(8), "holder.age": 64},
        )
        assert [(line.step, line.amount.yuan) for line in charge.lines] == [
            ("schedule", "20.00"),
            ("window", "10.00"),
            ("concession", "8.00"),
            ("deposit", "5.00"),
        ]
        assert charge.lines[2].text.en == "2 yuan less when the holder's age is at least 60"
        assert "减2元" in charge.lines[2].text.zh

    def test_goes_out_as_json(self, charged: Any) -> None:
        written = charged("flat:2 CNY per ride").to_json()
        assert (written["price"], written["deposit"], written["currency"]) == ("2.00", None, "CNY")
        assert written["lines"][0]["text"] == {"en": "2 yuan per ride", "zh": "每次乘车2元"}


class TestTheFactsRead:
    def test_are_named_in_written_order(self) -> None:
        policy = parse(
            "percent:1% of amount; window 07:00-09:00 waived; concession when [principal.permit.class = A] waived; "
            "season 12-01..02-28 when [holder.age >= 3] waived" + REASON
        )
        assert facts_read(policy) == (
            "request.amount",
            "now.time",
            "principal.permit.class",
            "holder.relation",
            "permit.class",
            "now.date",
            "holder.age",
        )

    def test_are_none_for_a_plain_price(self) -> None:
        assert facts_read(parse("flat:1 CNY per ride; transfer 60 waived" + REASON)) == ()
