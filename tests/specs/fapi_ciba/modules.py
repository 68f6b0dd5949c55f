"""The modules of the suite's plan, with the variants in which each runs, and how a test is named after one."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

from tools.conformance.plans import Row, named

LIST = Path(__file__).with_name("modules.csv")


def modules() -> Mapping[str, tuple[Row, ...]]:
    """Every module, with its rows."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {
            line["module"]: tuple(named(name) for name in line["plans"].split())
            for line in csv.DictReader(file)
        }


def test_name(module: str) -> str:
    """The name of a module's test."""
    return "test_" + re.sub(r"\W", "_", module)


BY_TEST: Mapping[str, tuple[Row, ...]] = {test_name(module): rows for module, rows in modules().items()}
"""The rows of each test."""
