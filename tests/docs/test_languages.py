"""The tables of the rule and fee languages: what stands under Python gives what stands under text."""

import re

import pytest
from joincard_sdk import facts, fees, money, places, rules

from tools.tree import ROOT

ROW = re.compile(r"^\| `(?P<python>[^|`]+)` \| `(?P<text>[^|`]+)`", re.M)
TESTS = {**vars(facts), **vars(places)}
FEES = {**vars(fees), **vars(money), "rule": facts.holder.age.less_than(6), "effect": fees.WAIVED}
PLAIN = fees.Flat(money.yuan(1), per="visit")


def rows(page: str) -> list[tuple[str, str]]:
    """Each pair of expression and text in the tables of a page."""
    text = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")
    return [(row["python"], row["text"]) for row in ROW.finditer(text)]


SCHEDULES = [row for row in rows("fees.md") if not row[0].startswith(".")]
ADJUSTMENTS = [row for row in rows("fees.md") if row[0].startswith(".")]


class TestTheRuleTable:
    @pytest.mark.parametrize(("python", "text"), rows("rules.md"))
    def test_says_what_an_expression_is_as_text(self, python: str, text: str) -> None:
        assert rules.text(eval(python, dict(TESTS))) == text

    def test_shows_every_kind_of_test(self) -> None:
        kinds = {type(rules.parse(text)) for _, text in rows("rules.md")}
        assert kinds == {rules.Compare, rules.CompareFacts, rules.OneOf, rules.Between, rules.InCities}


class TestTheFeeTables:
    @pytest.mark.parametrize(("python", "text"), SCHEDULES)
    def test_say_what_a_schedule_is_as_text(self, python: str, text: str) -> None:
        assert fees.text(eval(python, dict(FEES))) == text

    @pytest.mark.parametrize(("python", "text"), ADJUSTMENTS)
    def test_say_what_an_adjustment_is_as_text(self, python: str, text: str) -> None:
        policy = eval(f"PLAIN{python}", {**FEES, "PLAIN": PLAIN})
        written = text.replace("[rule]", "[holder.age < 6]").replace("effect", "waived")
        assert fees.text(policy) == f"{fees.text(PLAIN)}; {written}"

    def test_show_every_schedule_and_adjustment(self) -> None:
        assert len(SCHEDULES) == 6
        assert len({text.split(" ")[0] for _, text in ADJUSTMENTS}) == 8
