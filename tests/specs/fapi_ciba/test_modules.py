"""Every module of the suite's plan has a test here, in each variant in which the suite runs it."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.specs.fapi_ciba.modules import BY_TEST, modules

HERE = Path(__file__).parent


def written() -> Iterator[str]:
    """The names of all tests that ask for a ``suite``."""
    for file in HERE.glob("test_*.py"):
        for found in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(found, ast.FunctionDef) and found.name.startswith("test_fapi_ciba_"):
                assert found.args.args[0].arg == "suite", found.name
                yield found.name


class TestTheModules:
    def test_have_one_test_each(self) -> None:
        assert Counter(written()) == Counter(BY_TEST.keys())

    def test_have_names_that_stay_apart(self) -> None:
        assert len(BY_TEST) == len(modules())

    def test_are_those_of_the_plan(self) -> None:
        assert Counter(row.name for rows in modules().values() for row in rows) == {
            "fapi-ciba-poll-jwt": 35,
            "fapi-ciba-ping-mtls": 38,
        }
