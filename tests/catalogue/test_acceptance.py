"""The reference catalogue's rules and its 6,220 worked verdicts, with both evaluators."""

import csv
import json
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from joincard_sdk.places import CITIES, Coverage
from joincard_sdk.rules import compiled, evaluate, from_json, parse, sentence, text, to_json
from joincard_sdk.values import ELEMENTS, VOCABULARY, read_facts, resolve_principal

HERE = Path(__file__).parent


@cache
def rows(name: Any) -> Any:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def rule_of(code: Any) -> Any:
    return parse(next(row["acceptance"] for row in rows("services.csv") if row["code"] == code))


@cache
def compiled_rule_of(code: Any) -> Any:
    return compiled(rule_of(code))


@cache
def offered(code: Any) -> Any:
    row = next(row for row in rows("services.csv") if row["code"] == code)
    return Coverage.parse(row["coverage"]), date.fromisoformat(row["effective_from"])


class TestTheNotation:
    def test_prints_back_264_of_264_rules(self) -> None:
        same = [row for row in rows("services.csv") if text(rule_of(row["code"])) == row["acceptance"]]
        assert len(same) == 264

    def test_prints_back_264_of_264_coverages(self) -> None:
        assert sum(Coverage.parse(r["coverage"]).text == r["coverage"] for r in rows("services.csv")) == 264

    def test_json_and_sentences_exist_for_every_rule(self) -> None:
        for row in rows("services.csv"):
            rule = rule_of(row["code"])
            assert from_json(json.loads(json.dumps(to_json(rule)))) == rule
            assert sentence(rule).zh


class TestTheExamples:
    @pytest.mark.parametrize("evaluator", ["plain", "compiled"])
    def test_6220_verdicts_without_a_difference(self, evaluator: Any) -> None:
        wrong = [row for row in rows("examples.csv") if verdict(row, evaluator) != row["verdict"]]
        assert wrong == []
        assert Counter(row["verdict"] for row in rows("examples.csv")) == {"accept": 1364, "refuse": 4856}

    def test_a_rule_that_is_changed_is_noticed(self) -> None:
        """The control: the examples can fail."""
        changed = parse("card.status = active and usage.today < 5")
        examples = [row for row in rows("examples.csv") if row["code"] == "healthcare.registration.walk_in"]
        verdicts = [evaluate(changed, read_facts(json.loads(row["facts"]))) is True for row in examples]
        assert verdicts != [row["verdict"] == "accept" for row in examples]


def verdict(row: Any, evaluator: Any) -> Any:
    facts = resolve_principal(read_facts(json.loads(row["facts"], parse_float=Decimal)))
    coverage, start = offered(row["code"])
    offered_here = coverage.covers(facts["at.city"]) and facts["now.date"] >= start
    if evaluator == "plain":
        accepted = evaluate(rule_of(row["code"]), facts) is True
    else:
        accepted = compiled_rule_of(row["code"])(facts)
    return "accept" if offered_here and accepted else "refuse"


class TestTheSdksTables:
    def test_vocabulary_is_the_catalogues(self) -> None:
        for row, fact in zip(rows("vocabulary.csv"), VOCABULARY.values(), strict=True):
            values = "|".join(fact.values) if fact.type == "enum" else row["values"]
            shown = (fact.name, fact.type, values, fact.origin, fact.element or "-", fact.description)
            assert shown == tuple(row.values())

    def test_elements_and_cities_are_the_catalogues(self) -> None:
        assert [row["code"] for row in rows("data_elements.csv")] == list(ELEMENTS)
        assert [row["code"] for row in rows("cities.csv")] == list(CITIES)
        for row in rows("cities.csv"):
            city = CITIES[row["code"]]
            assert (city.name.en, city.name.zh) == (row["name_en"], row["name_zh"])
            assert city.in_transit_336 == (row["in_transit_336"] == "1")
            assert city.in_yangtze_41 == (row["in_yangtze_delta_41"] == "1")
