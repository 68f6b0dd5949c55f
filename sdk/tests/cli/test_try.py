"""``joincard try``: decision, price, reasons, what would change them, and mistakes told in one sentence."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from joincard_sdk.bundle import Bundle
from joincard_sdk.cli.program import program
from joincard_sdk.cli.trying_case import Trial, changed, price_or_why
from joincard_sdk.cli.trying_change import by_time, single_changes, together
from joincard_sdk.decision import Terms
from joincard_sdk.facts import Value, at, bank, card, employer, holder, insurance, now, permit, record, usage
from joincard_sdk.fees import WAIVED, Flat, Percent, Waived
from joincard_sdk.money import yuan
from joincard_sdk.places import YANGTZE_41, Coverage
from joincard_sdk.rules import Rule, parse
from joincard_sdk.services import Service
from joincard_sdk.testing.personas import PERSONAS
from joincard_sdk.texts import Text

VISIT, DAY = "libraries.desk.visit", date(2026, 3, 12)


@pytest.fixture(scope="module")
def folder(small_bundle: Bundle, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("bundles")
    (target / small_bundle.file_name).write_bytes(small_bundle.data)
    return target


def run(*words: object) -> Result:
    return CliRunner().invoke(program, ["try", *map(str, words)])


def tried(folder: Path, *words: object, service: str = VISIT, who: str = "stephen") -> Result:
    where = () if "--in" in words else ("--in", "330400")
    return run(service, "--as", who, *where, "--on", DAY, "--bundles", folder, *words)


def answered(folder: Path, *words: object, who: str = "stephen") -> dict[str, Any]:
    result = tried(folder, *words, "--format", "json", who=who)
    assert result.exit_code == 0, result.output
    read: dict[str, Any] = json.loads(result.stdout)
    return read


def trial(accepts: Rule, who: str = "stephen", sent: dict[str, Value] | None = None, **over: Any) -> Trial:
    described: dict[str, Any] = {
        "coverage": Coverage.nationwide(),
        "effective_from": date(2024, 12, 1),
        "fee": Waived(),
    }
    described |= {name: over.pop(name) for name in list(over) if name in Service.__dataclass_fields__}
    service = Service(
        code="a.b.c",
        name=Text("A", "甲"),
        description=Text("A", "甲"),
        channel="both",
        accepts=accepts,
        discloses=(),
        **described,
    )
    asked: dict[str, Any] = {"city": PERSONAS[who].city, "on": DAY, "at": time(10), "as_of": DAY}
    return Trial(terms=Terms(service), persona=PERSONAS[who], sent=sent or {}, **asked | over)


def alone(tried: Trial) -> list[tuple[str, Value]]:
    return [(one.fact, one.value) for one in single_changes(tried)]


class TestAPermission:
    def test_has_the_price_line_by_line(self, folder: Path) -> None:
        answer = answered(folder)
        assert (answer["outcome"], answer["charge"]["price"], answer["reasons"]) == ("permitted", "20.00", [])
        shown = tried(folder).stdout
        assert "Permitted" in shown
        assert "20.00  20 yuan per visit" in shown

    def test_has_every_step_of_a_concession(self, folder: Path) -> None:
        lines = answered(folder, "--units", 3, who="george")["charge"]["lines"]
        assert [(line["step"], line["amount"]) for line in lines] == [
            ("schedule", "60.00"),
            ("concession", "0.00"),
        ]

    def test_is_told_in_chinese(self, folder: Path) -> None:
        shown = tried(folder, "--lang", "zh").stdout
        assert "通过" in shown
        assert "每次就诊20元" in shown
        assert "Permitted" not in shown

    @pytest.mark.parametrize("city", ["330400", "Jiaxing", "jiaxing", "嘉兴", "嘉兴市"])
    def test_may_be_asked_by_the_name_of_the_city(self, folder: Path, city: str) -> None:
        assert answered(folder, "--in", city)["city"] == "330400"

    def test_counts_the_uses_that_were_set_by_hand(self) -> None:
        fee = Flat(yuan(20), per="visit").quota(2, "month", WAIVED)
        free, paid = (
            trial(card.status.is_("active"), sent={"usage.month": used}, fee=fee).charge() for used in (1, 2)
        )
        assert (free.price, paid.price) == (yuan(0), yuan(20))

    def test_without_an_amount_says_how_to_give_it(self) -> None:
        charge, why = price_or_why(trial(card.status.is_("active"), fee=Percent(10, of="amount")))
        assert charge is None
        assert why == "The price is computed from the amount; give it with --set request.amount=120."


class TestARefusal:
    def test_says_why_and_the_one_change_that_would_do(self, folder: Path) -> None:
        answer = answered(folder, who="olena")
        assert [reason["code"] for reason in answer["reasons"]] == ["card.status"]
        assert answer["charge"] is None
        assert answer["changes"]["single"] == [
            {
                "fact": "card.status",
                "value": "active",
                "text": {"en": "the card's status is active", "zh": "卡片状态为正常"},
            }
        ]
        assert answer["changes"]["by_time"] is None

    def test_that_time_ends_says_the_day_and_how_to_try_it(self, folder: Path) -> None:
        answer = answered(folder, who="tobi")
        again = answer["changes"]["by_time"]
        assert answer["reasons"][0]["change"] == {"on": again["on"], "exact": True, "at": None}
        words = ("--as-of", DAY, "--on", again["on"])
        assert answered(folder, *words, who="tobi")["outcome"] == "permitted"
        assert f"Time alone does it on {again['on']}" in tried(folder, who="tobi").stdout

    def test_for_two_reasons_names_both(self, folder: Path) -> None:
        answer = answered(folder, "--set", "card.status=lost", who="lily")
        assert answer["changes"]["single"] == []
        assert [text["en"] for text in answer["changes"]["together"]] == [
            "the card's status is active",
            "the holder's age is at least 16",
        ]


class TestOneChange:
    def test_of_a_number_is_the_nearest_value(self) -> None:
        assert alone(trial(holder.age.between(40, 60))) == [("holder.age", 40)]
        assert alone(trial(holder.age.less_than(30))) == [("holder.age", 29)]
        assert alone(trial(holder.age.more_than(70))) == [("holder.age", 71)]
        assert alone(trial(parse("holder.age in {60, 20, 40}"))) == [("holder.age", 40)]

    def test_begins_with_what_the_desk_can_change(self) -> None:
        rule = bank.account.is_("frozen") | record.reservation.is_(True)
        assert [name for name, _ in alone(trial(rule))] == ["record.reservation", "bank.account"]

    def test_of_a_city_keeps_to_the_province(self) -> None:
        rule = insurance.city.is_in_set(YANGTZE_41) & insurance.city.is_not(at.city)
        found = dict(alone(trial(rule)))
        assert str(found["insurance.city"]).startswith("33")
        assert found["insurance.city"] != "330400"

    def test_of_a_province_is_a_change_of_the_city(self) -> None:
        [(name, value)] = alone(trial(employer.province.is_("31")))
        assert (name, value) == ("employer.city", "310000")

    def test_of_the_place_is_a_city_where_it_is_delivered(self) -> None:
        tried = trial(card.status.is_("active"), coverage=Coverage.cities("310000", "330100"))
        assert alone(tried) == [("at.city", "330100")]

    def test_of_a_permit_holders_principal_is_their_own(self) -> None:
        assert alone(trial(parse("principal.card.status = active"), who="priya")) == [
            ("card.status", "active")
        ]

    def test_against_another_fact_meets_it(self) -> None:
        rule = parse("request.amount <= insurance.account_balance")
        over = trial(rule, sent={"request.amount": trial(rule).facts()["insurance.account_balance"] + 1})  # type: ignore[operator]  # it is a number
        assert single_changes(over)[0].fact == "request.amount"
        assert all(over.accepts(changed(over.facts(), name, value)) for name, value in alone(over))

    def test_under_a_not_turns_the_test(self) -> None:
        assert ("card.status", "none") in alone(trial(~card.status.is_("active")))

    @settings(max_examples=60, deadline=None)
    @given(who=st.sampled_from(list(PERSONAS)), age=st.integers(0, 90), days=st.integers(-30, 900))
    def test_always_turns_the_decision(self, who: str, age: int, days: int) -> None:
        rule = holder.age.at_least(age) & (permit.days_left.more_than(days) | card.status.is_("lost"))
        asked = trial(rule, who=who)
        assert not (asked.accepts(asked.facts()) and alone(asked))
        for name, value in alone(asked):
            assert asked.accepts(changed(asked.facts(), name, value))


class TestSeveralChanges:
    def test_are_the_shortest_way(self) -> None:
        rule = (card.status.is_("lost") & holder.age.at_least(90) & bank.account.is_("none")) | (
            card.status.is_("lost") & usage.month.at_least(3)
        )
        assert together(trial(rule))[0].en == "the card's status is reported lost"
        assert len(together(trial(rule))) == 2


class TestTimeAlone:
    def test_waits_for_the_first_day_of_the_service(self) -> None:
        asked = trial(card.status.is_("active"), effective_from=date(2026, 5, 1))
        assert by_time(asked) == datetime(2026, 5, 1, 10)

    def test_waits_for_the_hour_today_or_tomorrow(self) -> None:
        rule = parse("now.time >= 14:00 and now.time < 17:00")
        assert by_time(trial(rule)) == datetime(2026, 3, 12, 14)
        assert by_time(trial(rule, at=time(17))) == datetime(2026, 3, 13, 14)

    def test_waits_for_the_weekday(self) -> None:
        assert by_time(trial(now.weekday.is_("mon"))) == datetime(2026, 3, 16, 10)

    def test_waits_for_uses_to_be_given_back(self) -> None:
        used = trial(usage.month.less_than(4), sent={"usage.month": 4})
        assert by_time(used) == datetime(2026, 4, 1, 10)

    def test_does_not_bring_back_what_time_has_ended(self) -> None:
        assert by_time(trial(card.status.is_("active"), who="kacper")) is None

    def test_sees_a_permit_run_out_before_it_is_held_long_enough(self) -> None:
        rule = permit.status.is_("valid") & permit.months_held.at_least(12)
        assert by_time(trial(rule, who="diego")) is None
        assert by_time(trial(permit.months_held.at_least(6), who="diego")) is not None


class TestWhatIsMissing:
    def test_is_listed_with_what_it_takes(self) -> None:
        asked = trial(
            record.reservation.is_(True) & usage.month.less_than(3) & permit.class_.is_("A"), who="ingrid"
        )
        assert asked.unsent() == ("record.reservation",)
        assert asked.unknown() == ("permit.class",)
        assert asked.assumed() == {"usage.month": 0}

    def test_is_not_listed_once_it_is_given(self) -> None:
        asked = trial(record.reservation.is_(True), sent={"record.reservation": False})
        assert asked.unsent() == ()


MISTAKES = [
    (("--set", "holder.aeg=3"), "did you mean holder.age"),
    (("--set", "holder.age"), "write it like request.amount=120.00"),
    (("--set", "holder.age=old"), "holder.age takes a whole number"),
    (("--set", "card.status=activ"), "did you mean active?"),
    (("--set", "insurance.city=Shangai"), "did you mean Shanghai (310000)"),
    (("--set", "at.city=310000"), "at.city follows from --in"),
    (("--set", "now.month=3"), "now.month follows from --on"),
    (("--set", "holder.age=3", "--set", "holder.age=4"), "set twice"),
    (("--in", "Jaxing"), "did you mean Jiaxing (330400)"),
    (("--in", "330401"), "did you mean 330400"),
    (("--in", "zzzzzz"), "write its name or six-digit code"),
    (("--on", "12.3.2026"), "write it like 2026-03-12"),
    (("--at", "25:00"), "write it like 09:30"),
    (("--basis", "-1"), "from zero on"),
    (("--basis", "NaN"), "from zero on"),
    (("--as-of", "2027-01-01"), "after the day that is tried"),
    (("--plugin", "x"), "not both"),
]


class TestAMistake:
    @pytest.mark.parametrize(("words", "said"), MISTAKES, ids=lambda value: str(value)[:40])
    def test_is_told_in_one_sentence_with_what_to_write(
        self, folder: Path, words: tuple[str, ...], said: str
    ) -> None:
        result = tried(folder, *words)
        assert (result.exit_code, isinstance(result.exception, SystemExit)) == (2, True)
        assert said in " ".join(result.stderr.split())

    def test_in_the_name_of_a_service_or_a_persona_names_near_ones(self, folder: Path) -> None:
        assert f"did you mean {VISIT}?" in tried(folder, service="libraries.desk.vist").stderr
        assert f"did you mean {VISIT}?" in tried(folder, service="visit").stderr
        assert "did you mean stephen" in tried(folder, who="stefan").stderr

    def test_in_the_sector_of_an_installed_plugin_names_what_to_do(self) -> None:
        result = run("qqq.desk.visit", "--as", "stephen", "--in", "330400")
        assert (result.exit_code, "Or say --plugin or --bundles" in result.stderr) == (2, True)


def test_a_folder_with_source_is_tried_as_it_stands(project: Path) -> None:
    result = run(VISIT, "--as", "stephen", "--in", "Jiaxing", "--on", DAY, "--plugin", project)
    assert (result.exit_code, "Permitted" in result.stdout) == (0, True)
