"""The 249 distinct rules of the reference catalogue, each with an accepted and a refused request.

Every fact that a rule reads has a value, so that engines without missing facts see the same question. Filling
in what an example leaves out cannot change its verdict: Kleene logic is monotone.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from pathlib import Path

from joincard_sdk.fees import parse as parse_fee
from joincard_sdk.places import Coverage
from joincard_sdk.rules import Rule, clauses, evaluate, parse
from joincard_sdk.services import Service
from joincard_sdk.texts import Text
from joincard_sdk.values import VOCABULARY, Fact, FactType, Value, read_facts, resolve_principal

CATALOGUE = Path(__file__).parent.parent / "tests" / "catalogue"
_FILLING: dict[FactType, Value] = {
    FactType.BOOL: False,
    FactType.INT: 1,
    FactType.DECIMAL: Decimal(1),
    FactType.CODE6: "330400",
    FactType.CODE2: "33",
    FactType.DATE: date(2025, 3, 12),
    FactType.TIME: time(10, 0),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A rule, facts for it, and whether they satisfy it."""

    service: str
    rule: Rule
    facts: dict[str, Value]
    accepted: bool


@cache
def rows(name: str) -> list[dict[str, str]]:
    """A file of the reference catalogue."""
    with (CATALOGUE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def cases() -> Iterator[Case]:
    """For each distinct rule its first accepted and its first refused example."""
    distinct = {row["acceptance"]: row["code"] for row in reversed(rows("services.csv"))}
    wanted = {code: parse(written) for written, code in distinct.items()}
    seen: set[tuple[str, str]] = set()
    for example in rows("examples.csv"):
        code, verdict = example["code"], example["verdict"]
        if code not in wanted or (code, verdict) in seen:
            continue
        case = _case(code, wanted[code], json.loads(example["facts"], parse_float=Decimal), verdict)
        if (evaluate(case.rule, case.facts) is True) is case.accepted:
            seen.add((code, verdict))
            yield case


def _case(code: str, rule: Rule, raw: dict[str, object], verdict: str) -> Case:
    known = resolve_principal(read_facts(raw))
    names = [name for clause in clauses(rule) for name in clause.facts]
    return Case(
        code, rule, {name: known.get(name, _filling(VOCABULARY[name])) for name in names}, verdict == "accept"
    )


def _filling(fact: Fact) -> Value:
    return fact.values[0] if fact.type is FactType.ENUM else _FILLING[fact.type]


def service_of(case: Case) -> Service:
    """The catalogue's service with this rule and its own fee, offered everywhere."""
    row = next(row for row in rows("services.csv") if row["code"] == case.service)
    name = Text(en=row["name_en"], zh=row["name_zh"])
    return Service(
        code=case.service,
        name=name,
        description=name,
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=case.rule,
        fee=parse_fee(row["fee"]),
        discloses=(),
        effective_from=date(2024, 6, 30),
    )
