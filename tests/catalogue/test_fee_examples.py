"""The reference catalogue's 264 fees and its 636 worked prices, with both evaluators."""

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from joincard_sdk.fees import (
    FeePolicy,
    Use,
    check,
    compiled,
    facts_read,
    from_json,
    parse,
    quote,
    sentences,
    text,
    to_json,
)
from joincard_sdk.values import VOCABULARY, read_facts, resolve_principal

HERE = Path(__file__).parent


def rows(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@cache
def fees() -> dict[str, FeePolicy]:
    """Every fee of the catalogue by the code of its service."""
    return {row["code"]: parse(row["fee"]) for row in rows("services.csv")}


def amount(number: Any) -> Decimal:
    return Decimal(str(number))


def use_of(given: dict[str, Any]) -> Use:
    """The use of a worked price; what is not given counts as the catalogue counts it, a basis as zero."""
    return Use(
        basis=amount(given.get("basis", 0)),
        units=amount(given.get("units", 1)),
        paid={period: amount(paid) for period, paid in given.get("paid", {}).items()},
        counted={period: amount(counted) for period, counted in given.get("counted", {}).items()},
        prior=given.get("prior", {}),
        minutes=given.get("minutes"),
    )


def priced(policy: FeePolicy, row: dict[str, str], evaluator: str) -> tuple[str, str]:
    given = json.loads(row["given"], parse_float=Decimal)
    facts = resolve_principal(read_facts(given["facts"]))
    price = compiled(policy) if evaluator == "compiled" else lambda known, use: quote(policy, known, use)
    charge = price(facts, use_of(given))
    return charge.price.yuan, charge.deposit.yuan if charge.deposit is not None else ""


class TestTheFees:
    def test_print_back_264_of_264(self) -> None:
        same = [row for row in rows("services.csv") if text(fees()[row["code"]]) == row["fee"]]
        assert len(same) == 264

    def test_go_through_json_264_of_264(self) -> None:
        assert [p for p in fees().values() if from_json(json.loads(json.dumps(to_json(p)))) != p] == []
        assert len(fees()) == 264

    def test_are_sound_and_read_known_facts(self) -> None:
        for policy in fees().values():
            check(policy)
            assert set(facts_read(policy)) <= set(VOCABULARY)

    def test_have_a_price_list_in_both_languages(self) -> None:
        for policy in fees().values():
            lines = sentences(policy)
            assert len(lines) == 2 + len(policy.adjustments)
            assert all(any("一" <= sign <= "鿿" for sign in line.zh) for line in lines[:-1])


class TestTheWorkedPrices:
    @pytest.mark.parametrize("evaluator", ["plain", "compiled"])
    def test_636_without_a_difference(self, evaluator: str) -> None:
        examples = list(rows("fee_examples.csv"))
        wrong = [
            (row["code"], row["case"])
            for row in examples
            if priced(fees()[row["code"]], row, evaluator) != (row["price"], row["deposit"])
        ]
        assert wrong == []
        assert len(examples) == 636

    def test_explain_alike_with_both_evaluators(self) -> None:
        for row in rows("fee_examples.csv"):
            policy, given = fees()[row["code"]], json.loads(row["given"], parse_float=Decimal)
            facts, use = resolve_principal(read_facts(given["facts"])), use_of(given)
            assert compiled(policy)(facts, use) == quote(policy, facts, use)

    def test_notice_a_fee_that_is_changed(self) -> None:
        """The control: the worked prices can fail."""
        changed = parse("flat:12 CNY per visit; concession when [holder.age > 65] waived # desk fee")
        examples = [r for r in rows("fee_examples.csv") if r["code"] == "healthcare.registration.walk_in"]
        assert any(priced(changed, row, "plain") != (row["price"], row["deposit"]) for row in examples)
