"""Every module of the suite's plans has a test here, named after it, in every plan in which the suite runs it."""

import ast
import csv
import re
from pathlib import Path

from tools.conformance.plans import SIGN_IN_ROWS

HERE = Path(__file__).parent
LIST = HERE / "modules.csv"
SIZES = {
    "oidcc-config": 1,
    "oidcc-basic-static": 35,
    "oidcc-basic-dynamic": 38,
    "oidcc-formpost-dynamic": 38,
    "oidcc-dynamic": 23,
    "oidcc-jwt-code": 54,
    "oidcc-3rdparty-init-login": 2,
}
"""How many modules each plan has, by the name that it has here."""


def modules() -> dict[str, list[str]]:
    """Every module, with the plans in which it runs."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {line["module"]: line["plans"].split() for line in csv.DictReader(file)}


def written() -> list[str]:
    """The names of all tests of modules."""
    return [
        found.name
        for file in HERE.glob("test_*.py")
        for found in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(found, ast.FunctionDef) and found.name.startswith("test_oidcc_")
    ]


class TestTheModules:
    def test_have_one_test_each(self) -> None:
        named = ["test_" + re.sub(r"\W", "_", module).lower() for module in modules()]
        assert sorted(written()) == sorted(named)

    def test_are_those_of_the_plans(self) -> None:
        found = [plan for plans in modules().values() for plan in plans]
        assert {plan: found.count(plan) for plan in SIZES} == SIZES
        assert set(found) == set(SIZES) <= {row.name for row in SIGN_IN_ROWS}
